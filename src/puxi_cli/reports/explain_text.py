"""One household explained on one screen: why it is on the list or off it, what each criterion rests on, then who and when.

What fails, what was found and what cannot be told stands in a line of its own with its figures, the number of the law and its source;
what passes is said with the verdict. `every` gives all criteria as a table, every step of a procedure and every year of income.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from puxi_cli.explained import Explanation
from puxi_cli.findings import Lang
from puxi_cli.reports.explain_json import explain_document
from puxi_cli.reports.explain_tables import write_incomes, write_members, write_timeline, write_title
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.page import Page
from puxi_cli.reports.words import why_words

_STYLES = {"pass": "green", "fail": "bold red", "unknown": "cyan", "not_applicable": "dim"}


def write_explain_text(
    told: Explanation,
    stream: TextIO,
    lang: Lang,
    *,
    show_ids: bool = False,
    every: bool = False,
    width: int | None = None,
    terminal: bool | None = None,
) -> None:
    """Write the screen. Criteria that do not apply are counted, not listed: the JSON has them all."""
    page = Page(stream, width=width, terminal=terminal)
    document = explain_document(told, lang, show_ids)
    zh = lang == "zh"
    _head(page, document, zh)
    if every:
        _every_criterion(page, document, zh)
    else:
        _criteria(page, document, zh)
    _red_lines(page, document, zh)
    write_members(page, document, zh)
    write_timeline(page, document, zh, every)
    write_incomes(page, document, zh, every)
    _waivers(page, document, zh)
    _findings(page, document, zh)
    _ledger(page, document, zh)
    # What is told of the numbers at length with `every` is told by their names on one screen.
    notes = [note for note in document["notes"] if every or note not in document["law_notes"]]
    if notes or document["law_notes"]:
        page.line()
    for note in notes if every else [*notes, *_numbers_used(document, zh)]:
        page.line(note, "dim")
    if not every:
        page.line(
            "各项数据、政策标准和依据全部列出：--all；网页：--output 户.html" if zh
            else "Every criterion with its figures, numbers and sources: --all; as a page: --output household.html", "dim",
        )  # fmt: skip


def _numbers_used(document: dict[str, Any], zh: bool) -> list[str]:
    """The numbers that are no law, are the country's in place of the region's own, or are missing, by their names."""
    used = [number for one in document["criteria"] if one["outcome"] != "not_applicable" for number in one["numbers"]]
    groups: dict[str, dict[str, None]] = {}
    for number in used:
        if number["status"] != "sourced":
            groups.setdefault(number["status_words"], {})[number["name"]] = None
    said = [f"{words}{'：' if zh else ': '}{('、' if zh else ', ').join(names)}" for words, names in groups.items()]
    return [("；" if zh else "; ").join(said) + ("（puxi law show 名称）" if zh else " (puxi law show NAME)")] if said else []


def _head(page: Page, document: dict[str, Any], zh: bool) -> None:
    place = " ".join(part for part in (document["village"], document["group"]) if part)
    named = document["head_name"] or ("（没有户主）" if zh else "(none named)")
    head = f"{'户主' if zh else 'head'} {named}"
    page.line(f"{'户' if zh else 'Household'} {document['household_id']}  {head}  {place}  ({document['where']})", "bold")
    kind = [
        document["poor_type"],
        document["cause"],
        f"{'帮扶责任人' if zh else 'helper'} {document['helper']}" if document["helper"] else None,
    ]
    if any(kind):
        page.line(("，" if zh else ", ").join(part for part in kind if part))
    page.line(responsible_words(document, zh))
    for line in document["why"]:
        page.line(line)
    for line in document["not_asked"]:
        page.line(line, "yellow")


def responsible_words(document: dict[str, Any], zh: bool) -> str:
    """Who answers for what; who answers for several duties is named once."""
    comma = "、" if zh else ", "
    duties: dict[str, list[str]] = {}
    for one in document["responsible"]:
        if one["person"]:
            phone = f"{'电话 ' if zh else 'telephone '}{one['phone']}" if one["phone"] else None
            more = ("，" if zh else ", ").join(part for part in (one["office"], phone) if part)
            more = (f"（{more}）" if zh else f" ({more})") if more else ""
            duties.setdefault(f"{one['person']}{more}", []).append(one["duty_words"])
    said = ("；" if zh else "; ").join(f"{comma.join(words)} {who}" for who, words in duties.items())
    return f"责任人：{said or '未明确'}" if zh else f"responsible: {said or 'nobody named'}"


def _ledger(page: Page, document: dict[str, Any], zh: bool) -> None:
    if document["ledger"] is None:
        return
    problems = document["ledger"]["problems"]
    if not problems:
        page.line()
        page.line(ledger_title(document, zh))
        return
    write_title(page, ledger_title(document, zh))
    page.table(
        (
            Column("问题编号" if zh else "number", whole=True), Column("问题" if zh else "problem", share=1),
            Column("状态" if zh else "state", whole=True), Column("责任人" if zh else "person", most=0.15),
            Column("时限" if zh else "deadline", whole=True),
        ),
        [(one["key"], one["text"], problem_state(one, zh), one["person"] or "", one["deadline"] or "") for one in problems],
    )  # fmt: skip


def ledger_title(document: dict[str, Any], zh: bool) -> str:
    """How many problems of the household the ledger has, and how many of them are not closed."""
    ledger = document["ledger"]
    count, unclosed = len(ledger["problems"]), sum(not one["closed"] for one in ledger["problems"])
    if not count:
        return (
            f"整改台账（{ledger['path']}）中没有这一户的问题"
            if zh
            else f"The ledger ({ledger['path']}) has no problem of this household"
        )
    if zh:
        return f"整改台账（{ledger['path']}）：这一户 {count} 个问题，未销号 {unclosed} 个"
    return f"Ledger ({ledger['path']}): problems of this household {count}, not closed {unclosed}"


def problem_state(one: dict[str, Any], zh: bool) -> str:
    """The state of a problem; of a closed one with its day, of others with what the last check said."""
    more = one["closed_on"] if one["closed"] else one["result_words"]
    return str(one["state_words"]) + ((f"（{more}）" if zh else f" ({more})") if more else "")


def _criteria(page: Page, document: dict[str, Any], zh: bool) -> None:
    applied = [one for one in document["criteria"] if one["outcome"] != "not_applicable"]
    # What is said of an item that passes stands above; a criterion is named where it says more than its item.
    passed = {item["item"] for verdict in document["verdicts"] for item in verdict["items"] if item["outcome"] == "pass"}
    told = [one for one in applied if one["outcome"] != "pass" or one["item"] not in passed]
    above, aside = len(applied) - len(told), len(document["criteria"]) - len(applied)
    more = (
        f"（达标的 {above} 项见上，另有 {aside} 项不适用）"
        if zh
        else f" ({above} that pass are told above, {aside} more do not apply)"
    )
    if not applied:
        write_title(page, "逐项判断：没有适用的规则" if zh else "Criteria: none applies")
        return
    write_title(page, ("逐项判断" if zh else "Criteria") + more)
    applied = told
    colon, stop = ("：", "。") if zh else (": ", ". ")
    for one in (one for one in applied if one["outcome"] == "fail"):
        rest = stop.join(part for part in (_figures(one, zh), _law(one, zh)) if part)
        said = f"{one['outcome_words']}{('（' + one['waived'] + '）' if zh else ' (' + one['waived'] + ')') if one['waived'] else ''}"
        page.line(f"{one['rule']} {one['title']}{colon}{said}{stop}{rest} [{one['cite']}]", _STYLES["fail"])
    for words, group in _by_words(one for one in applied if one["outcome"] == "unknown"):
        page.line(f"{words}{colon}{_named(group, zh)}{_lacking(group, zh)}", _STYLES["unknown"])
    for words, group in _by_words(one for one in applied if one["outcome"] == "pass"):
        page.line(f"{words}{colon}{_named(group, zh)}", _STYLES["pass"])


def _by_words(those: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Criteria by what is said of them: of some the title names what is asked, of others what would be wrong."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in those:
        groups.setdefault(one["outcome_words"], []).append(one)
    return list(groups.items())


def _named(group: list[dict[str, Any]], zh: bool) -> str:
    """The criteria of a group by their titles; what titles have in common ahead of a colon is said once."""
    colon = "：" if zh else ": "
    by_head: dict[str, list[str]] = {}
    for one in group:
        head, _, tail = one["title"].partition(colon)
        by_head.setdefault(head if tail else "", []).append(f"{tail or head} {one['rule']}")
    comma, semicolon = ("、", "；") if zh else (", ", "; ")
    return semicolon.join((f"{head}{colon}" if head else "") + comma.join(tails) for head, tails in by_head.items())


def _lacking(group: list[dict[str, Any]], zh: bool) -> str:
    """Why nobody can tell: sheets and columns that no file has, then the causes in the household's own rows; each once."""
    semicolon = "；" if zh else "; "
    columns = list(dict.fromkeys(column for one in group for column in one["lacking"]))
    why = why_words(columns, [reason for one in group for reason in one["reasons"]], "zh" if zh else "en")
    return ("——" if zh else " – ") + semicolon.join(why) if why else ""


def _every_criterion(page: Page, document: dict[str, Any], zh: bool) -> None:
    applied = [one for one in document["criteria"] if one["outcome"] != "not_applicable"]
    aside = len(document["criteria"]) - len(applied)
    if not applied:
        write_title(page, "逐项判断：没有适用的规则" if zh else "Criteria: none applies")
        return
    write_title(page, (f"逐项判断（另有 {aside} 项不适用）", f"Criteria ({aside} more do not apply)")[not zh])
    columns = (
        Column("规则" if zh else "rule", whole=True), Column("项目" if zh else "criterion", share=2), Column("结果" if zh else "outcome", whole=True),
        Column("数据" if zh else "figures", share=2), Column("政策标准及依据" if zh else "number of the law and its source", share=3),
    )  # fmt: skip
    cites = list(dict.fromkeys(one["cite"] for one in applied))
    page.table(columns, [
        (
            one["rule"], one["title"], Styled(one["outcome_words"], _STYLES[one["outcome"]]), _figures(one, zh) + _lacking([one], zh),
            f"{_law(one, zh)} [{cites.index(one['cite']) + 1}]".strip(),
        )
        for one in applied
    ])  # fmt: skip
    for number, cite in enumerate(cites, 1):
        page.line(f"[{number}] {cite}", "dim")


def _figures(one: dict[str, Any], zh: bool) -> str:
    colon, semicolon = (" ", "；") if zh else (": ", "; ")
    return semicolon.join(f"{figure['label']}{colon}{figure['text']}" for figure in one["figures"])


def _law(one: dict[str, Any], zh: bool) -> str:
    parts = []
    for number in one["numbers"]:
        source = (
            ("，" if zh else ", ").join(part for part in (number["document"], number["article"]) if part) or number["note"] or ""
        )
        of = f"（{number['of']}，" if zh else f" ({number['of']}, "
        told = number["status_words"] + (f"{'：' if zh else ': '}{source}" if source else "")
        parts.append(f"{number['label']} {number['text']}{of}{told}{'）' if zh else ')'}")
    return ("；" if zh else "; ").join(parts)


def _red_lines(page: Page, document: dict[str, Any], zh: bool) -> None:
    if not (document["red_lines"] or document["hits"]):
        return
    hit_lines = {hit["red_line"] for hit in document["hits"]}
    groups = red_line_groups(document, hit_lines, zh)
    title = "九条红线（外部门名单比对）" if zh else "The nine red lines (lists of other offices)"
    if not hit_lines and len(groups) == 1:
        [(words, _)] = groups
        page.line()
        page.line(f"{title}{'：' if zh else ': '}{_OF_ALL.get(words, words)}")
        return
    write_title(page, title)
    for hit in document["hits"]:
        page.line(hit_words(hit, zh), "yellow" if hit["weight"].startswith("lead") else "dim")
    for words, named in groups:
        page.line(f"{words}{'：' if zh else ': '}{('、' if zh else ', ').join(named)}")


# What is said of all nine together, where it is said in other words.
_OF_ALL = {"名单中没有": "名单中都没有", "in no list of": "in none of the lists"}


def hit_words(hit: dict[str, Any], zh: bool) -> str:
    """A row of another office's list that names somebody of the household, and what it is worth."""
    comma = "，" if zh else ", "
    weight = {
        "lead": ("线索，待核实", "a lead to be looked into"),
        "lead_exited": ("线索，待核实：当年识别是否准确", "a lead to be looked into: was it listed rightly?"),
        "waived": (f"已豁免：{hit['waived']}", f"waived: {hit['waived']}"),
        "after_exit": (
            "不作线索：名单日期或增加时间在退出以后，不说明当年识别",
            "no lead: dated, or joined, after the exit: it says nothing of the listing",
        ),
        "former": ("是已减少的成员，不作线索", "a former member: no lead"),
        "aside": ("不作线索：当日不在册，或不是本户的人", "no lead: not on the register on the day"),
    }[hit["weight"]][not zh]
    said = (hit["name"], hit["source"], hit["note"], hit["day"] if hit["weight"] in ("lead_exited", "after_exit") else None)
    named = comma.join(part for part in said if part)
    line = f"红线{hit['red_line']} {hit['category']}：" if zh else f"red line {hit['red_line']} {hit['category']}: "
    place = f"（{hit['where']}）" if zh else f" ({hit['where']})"
    return f"{line}{named}{place}{comma}{weight}"


def red_line_groups(document: dict[str, Any], told: set[int], zh: bool) -> list[tuple[str, list[str]]]:
    """The lines that no hit was told of (`told`), by what is said of them."""
    rest = [line for line in document["red_lines"] if line["red_line"] not in told]
    listed = document["standing"] in ("listed", "planned", "relapsed")
    absent = ("不适用（当日没有成员）", "not asked, as nobody lives there on the day")
    if not document["members"]:
        absent = ("没有成员名单，无法比对", "not compared, as no member is on file")
    elif document["standing"] == "exited":
        absent = ("不适用（没有退出以前就在户的成员）", "not asked, as nobody who lives there on the day did before the exit")
    elif not listed:
        absent = ("不适用（当日不在册）", "not asked, as it is not on the register on the day")
    words = {
        "off": ("已关闭，没有比对", "switched off, not compared"),
        "pass": ("名单中没有", "in no list of"),
        "unknown": ("没有提供名单，无法判断", "no list handed in"),
        "not_applicable": absent,
    }
    named: dict[str, list[str]] = {}
    for line in rest:
        said = "off" if line["off"] and line["outcome"] == "unknown" else line["outcome"]
        named.setdefault(said, []).append(line["category"])
    return [(pair[not zh], named[said]) for said, pair in words.items() if said in named]


def _waivers(page: Page, document: dict[str, Any], zh: bool) -> None:
    if not document["waivers"]:
        return
    write_title(page, "豁免" if zh else "Waivers")
    for one in document["waivers"]:
        page.line(waiver_words(one, zh))


def waiver_words(one: dict[str, Any], zh: bool) -> str:
    """A waiver with who approved it, its days, and whether it has an effect."""
    days = [f"自 {one['day']}" if zh else f"from {one['day']}"] if one["day"] else []
    days += [f"至 {one['until']}" if zh else f"until {one['until']}"] if one["until"] else []
    force = ("有效" if one["in_force"] else "不在有效期") if zh else ("in force" if one["in_force"] else "not in force")
    if one["no_effect"]:
        force = f"不起作用：{one['no_effect']}" if zh else f"without effect: {one['no_effect']}"
    about = ("，" if zh else ", ").join(part for part in (one["approved_by"], *days, force) if part)
    named = " ".join(part for part in (one["rule"], one["person_id"], one["reason"]) if part)
    return f"{named}（{about}）" if zh else f"{named} ({about})"


def _findings(page: Page, document: dict[str, Any], zh: bool) -> None:
    others = other_findings(document)
    if not others:
        page.line()
        page.line("这一户没有其他问题" if zh else "no other findings of this household")
        return
    write_title(page, (f"这一户的其他问题 {len(others)}", f"Other findings of this household: {len(others)}")[not zh])
    columns = (
        Column("规则" if zh else "rule", whole=True),
        Column("位置" if zh else "where", most=0.3),
        Column("说明" if zh else "message", share=1),
    )
    page.table(
        columns,
        [(one["rule"], f"{one['sheet'] or ''} {one['cell'] or ''}".strip(), finding_words(one, zh)) for one in others],
    )


def other_findings(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings that no criterion tells already."""
    return [one for one in document["findings"] if not one["in_criteria"]]


def finding_words(one: dict[str, Any], zh: bool) -> str:
    """What a finding says, and whether somebody answered for it."""
    waived = (f"（已豁免：{one['waived']}）" if zh else f" (waived: {one['waived']})") if one["waived"] else ""
    return f"{one['message']}{waived}"
