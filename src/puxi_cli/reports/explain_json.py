"""One household explained, as a document: JSON prints it, the screen and the page lay it out. Personal values are masked here.

Words (titles, labels, sentences) are in the language asked; keys and codes are the same in both.
"""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.explained import Criterion, Event, Explanation, Figure, Member, NumberUsed, Pair, WaiverTold
from puxi_cli.findings import Lang, Lead, Outcome
from puxi_cli.records.place import Place
from puxi_cli.reports.findings_json import finding_document
from puxi_cli.reports.inputs import input_document
from puxi_cli.reports.masking import masked, masked_key, scrubbed
from puxi_cli.reports.verdict_words import item_words, outcome_words, standing_words, verdict_words
from puxi_cli.reports.words import plain, where

_STATUS: dict[str, Pair] = {
    "sourced": ("有出处", "sourced"),
    "unsourced": ("未经核实的默认值", "unsourced default"),
    "missing": ("没有数值", "no value"),
}


def explain_document(told: Explanation, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """The whole explanation. `why` are the sentences that answer why the household is on the list, or off it."""
    zh = lang == "zh"
    document: dict[str, Any] = {
        "puxi": __version__,
        "command": "explain",
        "as_of": told.as_of,
        "region": told.region,
        "inputs": [input_document(read) for read in told.inputs],
        "household_id": masked_key(told.household_id, show_ids),
        "head_name": _name(told.head_name, show_ids),
        "village": told.village,
        "group": told.group,
        "where": where(told.place, lang),
        "standing": told.standing,
        "standing_words": standing_words(told.standing, lang),
        "poor_type": told.poor_type,
        "cause": told.cause,
        "helper": _name(told.helper, show_ids),
        "members": [_member(member, show_ids) for member in told.members],
        "timeline": [_event(event, told.as_of, lang, show_ids) for event in told.events],
        "incomes": [
            {
                "year": one.year, "per_head": one.per_head, "identification_line": one.identification_line, "exit_line": one.exit_line,
                "above_exit_line": None if one.per_head is None or one.exit_line is None else one.per_head > one.exit_line,
                "where": where(one.place, lang) if one.place else None,
            }
            for one in told.incomes
        ],
        "verdicts": [
            {
                "command": command, "verdict": verdict.verdict, "words": verdict_words(verdict.verdict, lang),
                "exit_year": verdict.exit_year, "planned": verdict.planned, "points": verdict.points,
                "items": [
                    {"item": item.item, "outcome": item.outcome.value, "rule": item.rule, "points": item.points}
                    for item in verdict.items
                ],
            }
            for command, verdict in told.verdicts
        ],
        "criteria": [_criterion(criterion, lang) for criterion in told.criteria],
        "red_lines": [
            {
                "red_line": int(line.card.id[-1]), "category": line.category, "outcome": line.outcome.value, "rule": line.card.id,
                "cite": line.card.cite,
            }
            for line in told.red_lines
        ],
        "leads": [_lead(lead, lang, show_ids) for lead in told.leads],
        "waivers": [_waiver(waiver, show_ids) for waiver in told.waivers],
        "findings": [finding_document(finding, lang, show_ids) for finding in told.findings],
        "notes": [scrubbed(zh_note if zh else en_note, show_ids) for zh_note, en_note in told.notes],
    }  # fmt: skip
    return document | {"why": why(document, told, lang)}


def why(document: dict[str, Any], told: Explanation, lang: Lang) -> list[str]:
    """Why the household is on the list, or off it: its standing and since when, then what the criteria rest on."""
    zh = lang == "zh"
    times = [
        f"{event['when']} {event['what']}" for event in document["timeline"] if event["of"] == "household" and not event["later"]
    ]
    standing = document["standing_words"]
    since = "；".join(times) if zh else "; ".join(times)
    if zh:
        lines = [f"截至 {told.as_of}：{standing}。" + (f"依据：{since}。" if since else "登记表没有识别时间。")]
    else:
        lines = [
            f"As of {told.as_of}: {standing}. " + (f"By: {since}." if since else "The register has no time of identification.")
        ]
    for command, verdict in told.verdicts:
        heads = {"identify": ("识别标准", "standard of identification"), "exit": ("退出条件", "conditions of exit")}[command]
        parts = [
            f"{item_words(item.item, lang)} {outcome_words(item.outcome, lang)}" for item in verdict.items
            if item.outcome is not Outcome.NOT_APPLICABLE
        ]  # fmt: skip
        comma, colon, stop = ("、", "：", "。") if zh else (", ", ": ", ".")
        hits = [
            f"{lead['category']}（{lead['source']}）" if zh else f"{lead['category']} ({lead['source']})"
            for lead in document["leads"]
        ]
        by = f"{'，名单比对：' if zh else ', by lists: '}{comma.join(hits)}" if command == "identify" and hits else ""
        conclusion = f"{'结论' if zh else 'verdict'}{colon}{verdict_words(verdict.verdict, lang)}{by}"
        lines.append(f"{heads[not zh]}{colon}{comma.join(parts)}{'；' if zh else '; '}{conclusion}{stop}")
    return lines


def _name(name: str | None, show_ids: bool) -> str | None:
    return masked(name, "name", show_ids) if name else None


def _member(member: Member, show_ids: bool) -> dict[str, Any]:
    return {
        "person_id": masked_key(member.person_id, show_ids) if member.person_id else None,
        "name": _name(member.name, show_ids),
        "relation": member.relation,
        "sex": member.sex,
        "age": member.age,
        "schooling": member.schooling,
        "health": member.health,
        "labour": member.labour,
        "work": member.work,
        "insured": member.insured,
        "joined": member.joined,
        "left": member.left,
        "left_reason": member.left_reason,
        "there": member.there,
        "row": member.place.row,
    }


def _event(event: Event, as_of: str, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """`later` is what the files tell of the time after the day asked; what is known by year only counts from its end."""
    since = event.when + {4: "-12-31", 7: "-01"}.get(len(event.when), "")
    words = scrubbed(event.what[lang == "en"], show_ids) + (_name(event.name, show_ids) or "")
    place = event.place
    return {
        "when": event.when,
        "what": words,
        "of": event.of,
        "later": since > as_of,
        "where": where(place, lang, beside=place.file) if place else None,
    }


def _criterion(criterion: Criterion, lang: Lang) -> dict[str, Any]:
    card = criterion.card
    return {
        "rule": card.id,
        "item": criterion.item,
        "item_words": item_words(criterion.item, lang) if criterion.item else None,
        "title": card.title(lang),
        "outcome": criterion.outcome.value,
        "outcome_words": outcome_words(criterion.outcome, lang, finds=criterion.finds),
        "figures": [_figure(figure, lang) for figure in criterion.figures],
        "numbers": [_number(number, lang) for number in criterion.numbers],
        "cite": card.cite,
        "lacking": list(criterion.lacking),
    }


def _figure(figure: Figure, lang: Lang) -> dict[str, Any]:
    return {"name": figure.name, "label": figure.words[lang == "en"], "value": figure.value, "text": plain(figure.value, lang)}


def _number(number: NumberUsed, lang: Lang) -> dict[str, Any]:
    en = lang == "en"
    value = list(number.value) if isinstance(number.value, tuple) else number.value
    if isinstance(value, list):
        text = ("、" if not en else ", ").join(value)
    else:
        text = plain(value, lang) if value is not None else ("没有数值", "no value")[en]
    return {
        "name": number.name, "label": number.words[en], "value": value, "text": text, "unit": number.unit[en], "of": number.of,
        "region": number.region, "status": number.status, "status_words": _STATUS[number.status][en],
        "document": number.document, "article": number.article, "note": number.note[en] if number.note else None,
    }  # fmt: skip


def _lead(lead: Lead, lang: Lang, show_ids: bool) -> dict[str, Any]:
    return {
        "red_line": lead.red_line,
        "category": lead.category,
        "name": _name(lead.name, show_ids),
        "person_id": masked_key(lead.person_id, show_ids) if lead.person_id else None,
        "source": scrubbed(lead.source, show_ids),
        "note": scrubbed(lead.note, show_ids) if lead.note else None,
        "where": _row_of(lead.place, lang),
    }


def _row_of(place: Place, lang: Lang) -> str:
    return where(place, lang, beside=place.file)


def _waiver(waiver: WaiverTold, show_ids: bool) -> dict[str, Any]:
    return {
        "rule": waiver.rule,
        "person_id": masked_key(waiver.person_id, show_ids) if waiver.person_id else None,
        "reason": scrubbed(waiver.reason, show_ids),
        "approved_by": _name(waiver.approved_by, show_ids),
        "day": waiver.day,
        "until": waiver.until,
        "in_force": waiver.in_force,
    }
