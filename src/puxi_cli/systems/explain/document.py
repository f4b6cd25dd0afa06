"""One household explained, as a document: JSON prints it, the screen and the page lay it out. Personal values are masked here.

Words (titles, labels, sentences) are in the language asked; keys and codes are the same in both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from puxi_cli import __version__
from puxi_cli.explained import (
    Criterion,
    Event,
    Explanation,
    Figure,
    InLedger,
    Member,
    NumberUsed,
    Responsible,
    WaiverTold,
    Weight,
)
from puxi_cli.findings import Lead, Outcome, Verdict
from puxi_cli.reports.findings_json import finding_document
from puxi_cli.reports.inputs import input_document
from puxi_cli.reports.masking import field_shown, masked, masked_key, scrubbed
from puxi_cli.reports.verdict_words import item_words, outcome_words, said_of, standing_words, verdict_words
from puxi_cli.reports.verdicts_json import item_document
from puxi_cli.reports.verdicts_text import basis
from puxi_cli.reports.words import plain, row_words, where
from puxi_cli.systems.reference.law_text import OWN_UNSOURCED, UNIT_OF_SHARES, content_words
from puxi_cli.text.words import COLON, ITEMS, SEMICOLON, Lang, Text, each_of

_STATUS: dict[str, Text] = {
    "sourced": Text("有出处", "sourced"),
    "unsourced": Text("未经核实的默认值", "unsourced default"),
    "missing": Text("没有数值", "no value"),
}


_STANDARD = ("income", "food_clothing", "housing", "education", "insurance", "water")  # items by which a household is listed


def explain_document(told: Explanation, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """The whole explanation. `why` are the sentences that answer why the household is on the list, or off it."""

    def free(text: str) -> str:
        return scrubbed(text, show_ids, told.known)

    def inside(pairs: Iterable[Text]) -> list[str]:
        return [free(pair.of(lang)) for pair in pairs]

    told_by_criteria = {criterion.card.id for criterion in told.criteria}
    leads = [hit.lead for hit in told.hits if hit.weight in (Weight.LEAD, Weight.LEAD_EXITED)]
    document: dict[str, Any] = {
        "puxi": __version__,
        "command": "explain",
        "as_of": told.as_of,
        "region": told.region,
        "inputs": [input_document(read) for read in told.inputs],
        "household_id": masked_key(told.household_id, show_ids),
        "head_name": field_shown("households", "head_name", told.head_name, show_ids),
        "village": free(told.village) if told.village else None,
        "group": free(told.group) if told.group else None,
        "where": where(told.place, lang),
        "standing": told.standing,
        "standing_words": standing_words(told.standing).of(lang),
        **{name: field_shown("households", name, getattr(told, name), show_ids) for name in ("poor_type", "cause", "helper")},
        "members": [_member(member, show_ids) for member in told.members],
        "timeline": [_event(event, told, lang, show_ids) for event in told.events],
        "incomes": [
            {
                "year": one.year,
                "per_head": one.per_head,
                "identification_line": one.identification_line,
                "exit_line": one.exit_line,
                "above_exit_line": None if one.per_head is None or one.exit_line is None else one.per_head > one.exit_line,
                "where": where(one.place, lang) if one.place else None,
            }
            for one in told.incomes
        ],
        "verdicts": [
            {
                "command": command,
                "verdict": verdict.verdict,
                "words": verdict_words(verdict.verdict).of(lang),
                "exit_year": verdict.exit_year,
                "planned": verdict.planned,
                "points": verdict.points,
                "items": [item_document(item) for item in verdict.items],
                "grounds": [card.id for card in verdict.grounds],
            }
            for command, verdict in told.verdicts
        ],
        "criteria": [_criterion(criterion, told, lang, show_ids) for criterion in told.criteria],
        "red_lines": [
            {
                "red_line": int(line.card.id[-1]),
                "category": line.category,
                "outcome": line.outcome.value,
                "rule": line.card.id,
                "cite": line.card.cite,
                "off": line.off,
            }
            for line in told.red_lines
        ],
        "leads": [_lead(lead, told, lang, show_ids) for lead in leads],
        "hits": [
            _lead(hit.lead, told, lang, show_ids)
            | {"weight": hit.weight.value, "waived": free(hit.waived) if hit.waived else None}
            for hit in told.hits
        ],
        "waivers": [_waiver(waiver, told, lang, show_ids) for waiver in told.waivers],
        "findings": [
            finding_document(finding, lang, show_ids) | {"in_criteria": finding.card.id in told_by_criteria}
            for finding in told.findings
            if not any(finding.card.id == line.card.id for line in told.red_lines)
        ],
        "notes": inside((*told.notes, *told.law_notes)),
        "law_notes": inside(told.law_notes),
        "twice": [row_words(place, lang, told.place.file) for place in told.twice],
        "taken": inside(told.taken),
        "not_asked": inside(told.not_asked),
        "identified_later": told.identified_later,
        "responsible": [_responsible(one, lang, show_ids) for one in told.responsible],
        "ledger": _in_ledger(told.ledger, told, lang, show_ids) if told.ledger is not None else None,
    }
    return document | {"why": why(document, told, lang, show_ids)}


def why(document: dict[str, Any], told: Explanation, lang: Lang, show_ids: bool) -> list[str]:
    """Why the household is on the list, or off it: its standing and since when, then each verdict with its grounds and its items."""
    comma, semicolon = each_of((ITEMS, SEMICOLON), lang)
    lines = []
    if told.twice:
        places = comma.join(document["twice"])
        lines.append(
            Text(
                f"这个户编号出现 {len(told.twice)} 次（{places}），多半有一处写错；下面按一户判断，各行不同之处按无法识别处理，各行的时间都列出。",
                f"This number stands {len(told.twice)} times ({places}): one of them is most likely wrong. It is judged as one "
                "household; what the rows have differently is unknown, and the times of each are told.",
            ).of(lang)
        )
    times = [
        f"{event['when'] or ''} {event['what']}".strip()
        for event in document["timeline"]
        if event["of"] == "household" and not event["later"]
    ]
    since = semicolon.join(dict.fromkeys((*times, *document["taken"])))
    if since:
        by = Text(f"依据：{since}。", f" By: {since}.").of(lang)
    elif told.identified_later:
        by = Text(f"后来识别：{told.identified_later}。", f" It was identified later: {told.identified_later}.").of(lang)
    else:
        by = Text("信息表没有识别时间。", " The register has no time of identification.").of(lang)
    standing = document["standing_words"]
    lines.append(Text(f"截至 {told.as_of}：{standing}。{by}", f"As of {told.as_of}: {standing}.{by}").of(lang))
    lines += dict.fromkeys(_verdict(command, verdict, lang, show_ids) for command, verdict in told.verdicts)
    return lines


def _verdict(command: str, verdict: Verdict, lang: Lang, show_ids: bool) -> str:
    """A verdict with what makes it a lead, then what each item says."""
    heads = {"identify": Text("识别标准", "standard of identification"), "exit": Text("退出条件", "conditions of exit")}[command]
    comma, colon, stop = each_of((ITEMS, COLON, Text("。", ". ")), lang)
    by = f"{colon}{basis(verdict, show_ids).of(lang)}" if verdict.grounds else _in_order(verdict, lang)
    parts = [
        f"{item_words(item.item).of(lang)} {said_of(item).of(lang)}"
        for item in verdict.items
        if item.outcome is not Outcome.NOT_APPLICABLE
    ]
    conclusion = f"{heads.of(lang)}{colon}{Text('结论', 'verdict').of(lang)} {verdict_words(verdict.verdict).of(lang)}{by}{stop}"
    return (conclusion + (f"{Text('逐项：', 'By item: ').of(lang)}{comma.join(parts)}{stop}" if parts else "")).rstrip()


def _in_order(verdict: Verdict, lang: Lang) -> str:
    """Why a household on the register, or one that never was, is as it should be; empty where that is not said."""
    if verdict.verdict != "consistent":
        return ""
    lacks = [item_words(item.item).of(lang) for item in verdict.items if item.item in _STANDARD and item.fails]
    if verdict.listed and lacks:
        return Text(f"：{'、'.join(lacks)}未达标，在册有依据", f": on the register for what it lacks ({', '.join(lacks)})").of(
            lang
        )
    if verdict.listed is False:
        return Text("：各项达标，不必在册", ": every item meets the standard").of(lang)
    return ""


def _name(name: str | None, show_ids: bool) -> str | None:
    return masked(name, "name", show_ids) if name else None


def _member(member: Member, show_ids: bool) -> dict[str, Any]:
    names = [each.name for each in dataclasses.fields(member) if each.name != "place"]
    shown = {name: field_shown("persons", name, getattr(member, name), show_ids) for name in names}
    return shown | {"row": member.place.row}


def _counts_from(when: str) -> str:
    """The day from which a time counts: what is known by year only from its end."""
    return when + {4: "-12-31", 7: "-01"}.get(len(when), "")


def _event(event: Event, told: Explanation, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """`later` is what the files tell of the time after the day asked; `when` is null for what has no day."""
    words = scrubbed(event.what.of(lang), show_ids, told.known) + (_name(event.name, show_ids) or "")
    place = event.place
    return {
        "when": event.when,
        "what": words,
        "of": event.of,
        "later": event.when is not None and _counts_from(event.when) > told.as_of,
        "where": where(place, lang, beside=place.file) if place else None,
        "row": row_words(place, lang, place.file) if place else None,
        "procedure": event.procedure.of(lang) if event.procedure else None,
        "step": scrubbed(event.step, show_ids, told.known) if event.step else None,
    }


def _criterion(criterion: Criterion, told: Explanation, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """`outcome_words` say also that somebody answered for a failure, or that the rule is switched off."""
    card = criterion.card
    said = outcome_words(criterion.outcome, finds=criterion.finds).of(lang)
    if criterion.off and criterion.outcome is Outcome.UNKNOWN:
        said = Text("已关闭，没有判断", "switched off, not judged").of(lang)
    elif criterion.waived:
        said += Text("（已豁免）", " (waived)").of(lang)
    return {
        "rule": card.id,
        "item": criterion.item,
        "item_words": item_words(criterion.item).of(lang) if criterion.item else None,
        "title": card.title.of(lang),
        "outcome": criterion.outcome.value,
        "outcome_words": said,
        "figures": [_figure(figure, lang) for figure in criterion.figures],
        "numbers": [_number(number, lang) for number in criterion.numbers],
        "cite": card.cite,
        "lacking": list(criterion.lacking),
        "waived": scrubbed(criterion.waived, show_ids, told.known) if criterion.waived else None,
        "off": criterion.off,
        "finds": criterion.finds,
        "reasons": [reason.of(lang) for reason in criterion.reasons],
    }


def _figure(figure: Figure, lang: Lang) -> dict[str, Any]:
    return {"name": figure.name, "label": figure.words.of(lang), "value": figure.value, "text": plain(figure.value, lang)}


def _number(number: NumberUsed, lang: Lang) -> dict[str, Any]:
    value = list(number.value) if isinstance(number.value, tuple) else number.value
    if isinstance(value, list) or number.unit[1] in (UNIT_OF_SHARES, "percent"):
        text = content_words(number.value, number.unit).of(lang) if value is not None else _STATUS["missing"].of(lang)
    else:
        text = plain(value, lang) if value is not None else _STATUS["missing"].of(lang)
    status = OWN_UNSOURCED if number.own and number.status == "unsourced" else _STATUS[number.status]
    return {
        "name": number.name,
        "label": number.words.of(lang),
        "value": value,
        "text": text,
        "unit": number.unit.of(lang),
        "of": number.of,
        "region": number.region,
        "status": number.status,
        "status_words": status.of(lang),
        "document": number.document,
        "article": number.article,
        "note": number.note.of(lang) if number.note else None,
    }


def _lead(lead: Lead, told: Explanation, lang: Lang, show_ids: bool) -> dict[str, Any]:
    return {
        "red_line": lead.red_line,
        "category": lead.category,
        "name": _name(lead.name, show_ids),
        "person_id": masked_key(lead.person_id, show_ids) if lead.person_id else None,
        "source": scrubbed(lead.source, show_ids, told.known),
        "note": scrubbed(lead.note, show_ids, told.known) if lead.note else None,
        "where": where(lead.place, lang, beside=lead.place.file),
        "day": lead.day,
    }


def _waiver(waiver: WaiverTold, told: Explanation, lang: Lang, show_ids: bool) -> dict[str, Any]:
    return {
        "rule": scrubbed(waiver.rule, show_ids, told.known),
        "person_id": masked_key(waiver.person_id, show_ids) if waiver.person_id else None,
        "reason": scrubbed(waiver.reason, show_ids, told.known),
        "approved_by": field_shown("waivers", "approved_by", waiver.approved_by, show_ids),
        "day": waiver.day,
        "until": waiver.until,
        "in_force": waiver.in_force,
        "no_effect": waiver.why_useless.of(lang) if waiver.why_useless else None,
    }


def _responsible(one: Responsible, lang: Lang, show_ids: bool) -> dict[str, Any]:
    """Who answers is an official, and is named."""
    names = [each.name for each in dataclasses.fields(one) if each.name != "duty"]
    return {
        "duty": one.duty.value,
        "duty_words": one.duty.words.of(lang),
        **{name: field_shown("duty_holders", name, getattr(one, name), show_ids) for name in names},
    }


def _in_ledger(ledger: InLedger, told: Explanation, lang: Lang, show_ids: bool) -> dict[str, Any]:
    return {
        "path": ledger.path,
        "problems": [
            {
                "key": one.key,
                "rule": scrubbed(one.rule, show_ids) if one.rule else None,
                "text": scrubbed(one.what, show_ids, told.known.and_those(one.known)),
                "state": one.state,
                "state_words": one.state_words.of(lang),
                "result": one.result,
                "result_words": one.result_words.of(lang) if one.result_words else None,
                "closed": one.closed,
                "person": field_shown("problems", "person", one.person, show_ids),
                "deadline": one.deadline,
                "first_found": one.first_found,
                "closed_on": one.closed_on,
            }
            for one in ledger.problems
        ],
    }
