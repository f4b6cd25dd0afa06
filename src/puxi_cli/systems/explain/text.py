"""One household explained on one screen: why it is on the list or off it, what each criterion rests on, then who and when.

What fails, what was found and what cannot be told stands in a line of its own with its figures, the number of the law and its source;
what passes is said with the verdict. `every` gives all criteria as a table, every step of a procedure and every year of income.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from puxi_cli.explained import Explanation
from puxi_cli.output.lines import Column, Styled
from puxi_cli.output.page import Page
from puxi_cli.reports.words import why_words
from puxi_cli.systems.explain.document import explain_document
from puxi_cli.systems.explain.tables import write_incomes, write_members, write_timeline, write_title
from puxi_cli.text.words import COLON, COMMA, ITEMS, SEMICOLON, Lang, Text, each_of

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
    page = Page(stream, lang, width=width, terminal=terminal)
    document = explain_document(told, lang, show_ids)
    _head(page, document, lang)
    if every:
        _every_criterion(page, document, lang)
    else:
        _criteria(page, document, lang)
    _red_lines(page, document, lang)
    write_members(page, document, lang)
    write_timeline(page, document, lang, every)
    write_incomes(page, document, lang, every)
    _waivers(page, document, lang)
    _findings(page, document, lang)
    _ledger(page, document, lang)
    # What is told of the numbers at length with `every` is told by their names on one screen.
    notes = [note for note in document["notes"] if every or note not in document["law_notes"]]
    if notes or document["law_notes"]:
        page.line()
    for note in notes if every else [*notes, *_numbers_used(document, lang)]:
        page.line(note, "dim")
    if not every:
        page.line(
            Text(
                "各项数据、政策标准和依据全部列出：--all；网页：--output 户.html",
                "Every criterion with its figures, numbers and sources: --all; as a page: --output household.html",
            ),
            "dim",
        )


def _numbers_used(document: dict[str, Any], lang: Lang) -> list[str]:
    """The numbers that are no law, are the country's in place of the region's own, or are missing, by their names."""
    used = [number for one in document["criteria"] if one["outcome"] != "not_applicable" for number in one["numbers"]]
    groups: dict[str, dict[str, None]] = {}
    for number in used:
        if number["status"] != "sourced":
            groups.setdefault(number["status_words"], {})[number["name"]] = None
    said = [f"{words}{Text('：', ': ').of(lang)}{Text('、', ', ').of(lang).join(names)}" for words, names in groups.items()]
    return [SEMICOLON.of(lang).join(said) + Text("（puxi law show 名称）", " (puxi law show NAME)").of(lang)] if said else []


def _head(page: Page, document: dict[str, Any], lang: Lang) -> None:
    place = " ".join(part for part in (document["village"], document["group"]) if part)
    named = document["head_name"] or Text("（没有户主）", "(none named)").of(lang)
    head = f"{Text('户主', 'head').of(lang)} {named}"
    page.line(f"{Text('户', 'Household').of(lang)} {document['household_id']}  {head}  {place}  ({document['where']})", "bold")
    kind = [
        document["poor_type"],
        document["cause"],
        f"{Text('帮扶责任人', 'helper').of(lang)} {document['helper']}" if document["helper"] else None,
    ]
    if any(kind):
        page.line(COMMA.of(lang).join(part for part in kind if part))
    page.line(responsible_words(document, lang))
    for line in document["why"]:
        page.line(line)
    for line in document["not_asked"]:
        page.line(line, "yellow")


def responsible_words(document: dict[str, Any], lang: Lang) -> str:
    """Who answers for what; who answers for several duties is named once."""
    comma = ITEMS.of(lang)
    duties: dict[str, list[str]] = {}
    for one in document["responsible"]:
        if one["person"]:
            phone = f"{Text('电话 ', 'telephone ').of(lang)}{one['phone']}" if one["phone"] else None
            more = COMMA.of(lang).join(part for part in (one["office"], phone) if part)
            more = Text(f"（{more}）", f" ({more})").of(lang) if more else ""
            duties.setdefault(f"{one['person']}{more}", []).append(one["duty_words"])
    said = SEMICOLON.of(lang).join(f"{comma.join(words)} {who}" for who, words in duties.items())
    return Text(f"责任人：{said or '未明确'}", f"responsible: {said or 'nobody named'}").of(lang)


def _ledger(page: Page, document: dict[str, Any], lang: Lang) -> None:
    if document["ledger"] is None:
        return
    problems = document["ledger"]["problems"]
    if not problems:
        page.line()
        page.line(ledger_title(document, lang))
        return
    write_title(page, ledger_title(document, lang))
    page.table(
        (
            Column(Text("问题编号", "number"), whole=True),
            Column(Text("问题", "problem"), share=1),
            Column(Text("状态", "state"), whole=True),
            Column(Text("责任人", "person"), most=0.15),
            Column(Text("时限", "deadline"), whole=True),
        ),
        [(one["key"], one["text"], problem_state(one, lang), one["person"] or "", one["deadline"] or "") for one in problems],
    )


def ledger_title(document: dict[str, Any], lang: Lang) -> str:
    """How many problems of the household the ledger has, and how many of them are not closed."""
    ledger = document["ledger"]
    count, unclosed = len(ledger["problems"]), sum(not one["closed"] for one in ledger["problems"])
    if not count:
        return Text(
            f"整改台账（{ledger['path']}）中没有这一户的问题", f"The ledger ({ledger['path']}) has no problem of this household"
        ).of(lang)
    return Text(
        f"整改台账（{ledger['path']}）：这一户 {count} 个问题，未销号 {unclosed} 个",
        f"Ledger ({ledger['path']}): problems of this household {count}, not closed {unclosed}",
    ).of(lang)


def problem_state(one: dict[str, Any], lang: Lang) -> str:
    """The state of a problem; of a closed one with its day, of others with what the last check said."""
    more = one["closed_on"] if one["closed"] else one["result_words"]
    return str(one["state_words"]) + (Text(f"（{more}）", f" ({more})").of(lang) if more else "")


def _criteria(page: Page, document: dict[str, Any], lang: Lang) -> None:
    applied = [one for one in document["criteria"] if one["outcome"] != "not_applicable"]
    # What is said of an item that passes stands above; a criterion is named where it says more than its item.
    passed = {item["item"] for verdict in document["verdicts"] for item in verdict["items"] if item["outcome"] == "pass"}
    told = [one for one in applied if one["outcome"] != "pass" or one["item"] not in passed]
    above, aside = len(applied) - len(told), len(document["criteria"]) - len(applied)
    more = Text(
        f"（达标的 {above} 项见上，另有 {aside} 项不适用）", f" ({above} that pass are told above, {aside} more do not apply)"
    ).of(lang)
    if not applied:
        write_title(page, Text("逐项判断：没有适用的规则", "Criteria: none applies").of(lang))
        return
    write_title(page, Text("逐项判断", "Criteria").of(lang) + more)
    applied = told
    colon, stop = each_of((COLON, Text("。", ". ")), lang)
    for one in (one for one in applied if one["outcome"] == "fail"):
        rest = stop.join(part for part in (_figures(one, lang), _law(one, lang)) if part)
        said = f"{one['outcome_words']}{Text('（' + one['waived'] + '）', ' (' + one['waived'] + ')').of(lang) if one['waived'] else ''}"
        page.line(f"{one['rule']} {one['title']}{colon}{said}{stop}{rest} [{one['cite']}]", _STYLES["fail"])
    for words, group in _by_words(one for one in applied if one["outcome"] == "unknown"):
        page.line(f"{words}{colon}{_named(group, lang)}{_lacking(group, lang)}", _STYLES["unknown"])
    for words, group in _by_words(one for one in applied if one["outcome"] == "pass"):
        page.line(f"{words}{colon}{_named(group, lang)}", _STYLES["pass"])


def _by_words(those: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Criteria by what is said of them: of some the title names what is asked, of others what would be wrong."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in those:
        groups.setdefault(one["outcome_words"], []).append(one)
    return list(groups.items())


def _named(group: list[dict[str, Any]], lang: Lang) -> str:
    """The criteria of a group by their titles; what titles have in common ahead of a colon is said once."""
    colon = COLON.of(lang)
    by_head: dict[str, list[str]] = {}
    for one in group:
        head, _, tail = one["title"].partition(colon)
        by_head.setdefault(head if tail else "", []).append(f"{tail or head} {one['rule']}")
    comma, semicolon = each_of((ITEMS, SEMICOLON), lang)
    return semicolon.join((f"{head}{colon}" if head else "") + comma.join(tails) for head, tails in by_head.items())


def _lacking(group: list[dict[str, Any]], lang: Lang) -> str:
    """Why nobody can tell: sheets and columns that no file has, then the causes in the household's own rows; each once."""
    columns = list(dict.fromkeys(column for one in group for column in one["lacking"]))
    why = why_words(columns, [reason for one in group for reason in one["reasons"]])
    return (Text("——", " – ") + SEMICOLON.join(why)).of(lang) if why else ""


def _every_criterion(page: Page, document: dict[str, Any], lang: Lang) -> None:
    applied = [one for one in document["criteria"] if one["outcome"] != "not_applicable"]
    aside = len(document["criteria"]) - len(applied)
    if not applied:
        write_title(page, Text("逐项判断：没有适用的规则", "Criteria: none applies").of(lang))
        return
    write_title(page, Text(f"逐项判断（另有 {aside} 项不适用）", f"Criteria ({aside} more do not apply)").of(lang))
    columns = (
        Column(Text("规则", "rule"), whole=True),
        Column(Text("项目", "criterion"), share=2),
        Column(Text("结果", "outcome"), whole=True),
        Column(Text("数据", "figures"), share=2),
        Column(Text("政策标准及依据", "number of the law and its source"), share=3),
    )
    cites = list(dict.fromkeys(one["cite"] for one in applied))
    page.table(
        columns,
        [
            (
                one["rule"],
                one["title"],
                Styled(one["outcome_words"], _STYLES[one["outcome"]]),
                _figures(one, lang) + _lacking([one], lang),
                f"{_law(one, lang)} [{cites.index(one['cite']) + 1}]".strip(),
            )
            for one in applied
        ],
    )
    for number, cite in enumerate(cites, 1):
        page.line(f"[{number}] {cite}", "dim")


def _figures(one: dict[str, Any], lang: Lang) -> str:
    colon, semicolon = each_of((Text(" ", ": "), SEMICOLON), lang)
    return semicolon.join(f"{figure['label']}{colon}{figure['text']}" for figure in one["figures"])


def _law(one: dict[str, Any], lang: Lang) -> str:
    parts = []
    for number in one["numbers"]:
        source = COMMA.of(lang).join(part for part in (number["document"], number["article"]) if part) or number["note"] or ""
        of = Text(f"（{number['of']}，", f" ({number['of']}, ").of(lang)
        told = number["status_words"] + (f"{Text('：', ': ').of(lang)}{source}" if source else "")
        parts.append(f"{number['label']} {number['text']}{of}{told}{Text('）', ')').of(lang)}")
    return SEMICOLON.of(lang).join(parts)


def _red_lines(page: Page, document: dict[str, Any], lang: Lang) -> None:
    if not (document["red_lines"] or document["hits"]):
        return
    hit_lines = {hit["red_line"] for hit in document["hits"]}
    groups = red_line_groups(document, hit_lines, lang)
    title = Text("九条红线（外部门名单比对）", "The nine red lines (lists of other offices)").of(lang)
    if not hit_lines and len(groups) == 1:
        [(words, _)] = groups
        page.line()
        page.line(f"{title}{Text('：', ': ').of(lang)}{_OF_ALL.get(words, words)}")
        return
    write_title(page, title)
    for hit in document["hits"]:
        page.line(hit_words(hit, lang), "yellow" if hit["weight"].startswith("lead") else "dim")
    for words, named in groups:
        page.line(f"{words}{Text('：', ': ').of(lang)}{Text('、', ', ').of(lang).join(named)}")


# What is said of all nine together, where it is said in other words.
_OF_ALL = {"名单中没有": "名单中都没有", "in no list of": "in none of the lists"}


def hit_words(hit: dict[str, Any], lang: Lang) -> str:
    """A row of another office's list that names somebody of the household, and what it is worth."""
    comma = COMMA.of(lang)
    weight = {
        "lead": Text("线索，待核实", "a lead to be looked into"),
        "lead_exited": Text("线索，待核实：当年识别是否准确", "a lead to be looked into: was it listed rightly?"),
        "waived": Text(f"已豁免：{hit['waived']}", f"waived: {hit['waived']}"),
        "after_exit": Text(
            "不作线索：名单日期或增加时间在退出以后，不说明当年识别",
            "no lead: dated, or joined, after the exit: it says nothing of the listing",
        ),
        "former": Text("是已减少的成员，不作线索", "a former member: no lead"),
        "aside": Text("不作线索：当日不在册，或不是本户的人", "no lead: not on the register on the day"),
    }[hit["weight"]].of(lang)
    said = (hit["name"], hit["source"], hit["note"], hit["day"] if hit["weight"] in ("lead_exited", "after_exit") else None)
    named = comma.join(part for part in said if part)
    line = Text(f"红线{hit['red_line']} {hit['category']}：", f"red line {hit['red_line']} {hit['category']}: ").of(lang)
    place = Text(f"（{hit['where']}）", f" ({hit['where']})").of(lang)
    return f"{line}{named}{place}{comma}{weight}"


def red_line_groups(document: dict[str, Any], told: set[int], lang: Lang) -> list[tuple[str, list[str]]]:
    """The lines that no hit was told of (`told`), by what is said of them."""
    rest = [line for line in document["red_lines"] if line["red_line"] not in told]
    listed = document["standing"] in ("listed", "planned", "relapsed")
    absent = Text("不适用（当日没有成员）", "not asked, as nobody lives there on the day")
    if not document["members"]:
        absent = Text("没有成员名单，无法比对", "not compared, as no member is on file")
    elif document["standing"] == "exited":
        absent = Text("不适用（没有退出以前就在户的成员）", "not asked, as nobody who lives there on the day did before the exit")
    elif not listed:
        absent = Text("不适用（当日不在册）", "not asked, as it is not on the register on the day")
    words = {
        "off": Text("已关闭，没有比对", "switched off, not compared"),
        "pass": Text("名单中没有", "in no list of"),
        "unknown": Text("没有提供名单，无法判断", "no list handed in"),
        "not_applicable": absent,
    }
    named: dict[str, list[str]] = {}
    for line in rest:
        said = "off" if line["off"] and line["outcome"] == "unknown" else line["outcome"]
        named.setdefault(said, []).append(line["category"])
    return [(pair.of(lang), named[said]) for said, pair in words.items() if said in named]


def _waivers(page: Page, document: dict[str, Any], lang: Lang) -> None:
    if not document["waivers"]:
        return
    write_title(page, Text("豁免", "Waivers").of(lang))
    for one in document["waivers"]:
        page.line(waiver_words(one, lang))


def waiver_words(one: dict[str, Any], lang: Lang) -> str:
    """A waiver with who approved it, its days, and whether it has an effect."""
    days = [Text(f"自 {one['day']}", f"from {one['day']}").of(lang)] if one["day"] else []
    days += [Text(f"至 {one['until']}", f"until {one['until']}").of(lang)] if one["until"] else []
    force = Text("有效" if one["in_force"] else "不在有效期", "in force" if one["in_force"] else "not in force").of(lang)
    if one["no_effect"]:
        force = Text(f"不起作用：{one['no_effect']}", f"without effect: {one['no_effect']}").of(lang)
    about = COMMA.of(lang).join(part for part in (one["approved_by"], *days, force) if part)
    named = " ".join(part for part in (one["rule"], one["person_id"], one["reason"]) if part)
    return Text(f"{named}（{about}）", f"{named} ({about})").of(lang)


def _findings(page: Page, document: dict[str, Any], lang: Lang) -> None:
    others = other_findings(document)
    if not others:
        page.line()
        page.line(Text("这一户没有其他问题", "no other findings of this household"))
        return
    write_title(page, Text(f"这一户的其他问题 {len(others)}", f"Other findings of this household: {len(others)}").of(lang))
    columns = (
        Column(Text("规则", "rule"), whole=True),
        Column(Text("位置", "where"), most=0.3),
        Column(Text("说明", "message"), share=1),
    )
    page.table(
        columns, [(one["rule"], f"{one['sheet'] or ''} {one['cell'] or ''}".strip(), finding_words(one, lang)) for one in others]
    )


def other_findings(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings that no criterion tells already."""
    return [one for one in document["findings"] if not one["in_criteria"]]


def finding_words(one: dict[str, Any], lang: Lang) -> str:
    """What a finding says, and whether somebody answered for it."""
    waived = Text(f"（已豁免：{one['waived']}）", f" (waived: {one['waived']})").of(lang) if one["waived"] else ""
    return f"{one['message']}{waived}"
