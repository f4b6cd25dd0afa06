"""The words of a comparison in both languages: what became of somebody, the lines of the flow, why a row could not be matched."""

from __future__ import annotations

from collections import Counter

from puxi_cli.records.place import Place
from puxi_cli.reports.inputs import field_words
from puxi_cli.reports.masking import field_shown, masked, masked_key, scrubbed
from puxi_cli.reports.words import plain, where
from puxi_cli.systems.compare.compared import (
    CAME,
    MOVED,
    WENT,
    Cell,
    Change,
    Compared,
    Counted,
    Event,
    Incomparable,
    Register,
    RowPlace,
    Subject,
    Value,
)
from puxi_cli.text.counting import counted
from puxi_cli.text.words import COLON, COMMA, ITEMS, NO_WORDS, Text

KINDS: dict[str, Text] = {
    "identified": Text("新识别", "newly identified"),
    "relapsed": Text("返贫", "relapsed"),
    "listed_late": Text("补录在册", "listed in hindsight"),
    "born": Text("出生", "born"),
    "married_in": Text("婚入（推断）", "married in (inferred)"),
    "moved_in": Text("迁入（推断）", "moved in (inferred)"),
    "added_late": Text("补录", "added in hindsight"),
    "back": Text("恢复（原已减少）", "back (had left)"),
    "with_household": Text("随户新入表", "new with the household"),
    "new_in_file": Text("新入表，不在册", "new in file, not listed"),
    "new_undecided": Text("新入表，是否在册无法判断", "new in file, undecided"),
    "undecided_before": Text("在册，旧表无法判断", "listed, undecided by OLD"),
    "past_member": Text("补录已减少的人", "row added, had left before"),
    "exited": Text("脱贫", "exited"),
    "exited_earlier": Text("补记以前年度脱贫", "exit entered afterwards"),
    "exited_undated": Text("脱贫，未写年度", "exited, no year given"),
    "undecided": Text("是否在册变为无法判断", "undecided by NEW"),
    "unlisted": Text("不再在册，无脱贫记录", "unlisted without an exit"),
    "died": Text("死亡", "died"),
    "married_out": Text("嫁出", "married out"),
    "abroad": Text("出国定居", "settled abroad"),
    "imprisoned": Text("判刑收监", "imprisoned"),
    "moved_out": Text("其他转出", "moved out"),
    "left": Text("减少，未写原因", "left, no reason given"),
    "gone": Text("表中已无，未写原因", "gone, no reason given"),
    "gone_with_household": Text("随户不在表中", "gone with the household"),
    "past_member_removed": Text("删去已减少的人", "row removed, had left before"),
    "household": Text("户间调整", "another household"),
    "village": Text("村间调整", "another village"),
    "household_and_village": Text("户间、村间调整", "another household, village"),
    "renumbered": Text("编号变了", "number changed"),
}

LINES: dict[str, Text] = {
    "old_end": Text("旧表计", "by OLD"),
    "taken_out": Text("新表不再计入（更正）", "not counted any more by NEW"),
    "added": Text("新表补计（更正）", "counted in hindsight by NEW"),
    "incomparable_old": Text("旧表中无法对应的行", "rows of OLD that cannot be matched"),
    "incomparable_new": Text("新表中无法对应的行", "rows of NEW that cannot be matched"),
    "start": Text("新表计", "by NEW"),
    "exited": Text("脱贫", "exited"),
    "new": Text("新识别", "newly identified"),
    "returned": Text("返贫", "returned"),
    "natural_increase": Text("自然增加", "natural increase"),
    "natural_decrease": Text("自然减少", "natural decrease"),
    "end": Text("新表计", "by NEW"),
}

_WHY: dict[str, Text] = {
    "not_in_old": Text("旧表中没有此人", "not in OLD"),
    "not_in_new": Text("新表中没有此人", "not in NEW"),
    "other_household": Text("换了户", "in another household"),
    "household_not_in_old": Text("旧表中没有此户", "household not in OLD"),
    "household_not_in_new": Text("新表中没有此户", "household not in NEW"),
    "times": Text("时间或状态不同", "times or status differ"),
    "undecided": Text(
        "在旧表的日期是否在册无法判断（识别时间、脱贫属性等空白或相互矛盾）",
        "undecided on OLD's day: the time of identification, the status or the like is blank or contradicts itself",
    ),
    "undecided_unread": Text("在旧表的日期是否在册无法判断，读不懂", "undecided on OLD's day, as these cells cannot be read"),
}

_INCOMPARABLE: dict[str, Text] = {
    "household_id_twice": Text("户编号重复", "the household number stands twice"),
    "person_id_twice": Text("人编号重复", "the person number stands twice"),
    "number_twice": Text("证件号码重复", "the identity number stands twice"),
    "number_of_another": Text("同一证件号码，姓名和户都不同", "the same identity number under another name in another household"),
    "name_twice": Text("同户同名同出生日期", "same household, name and birth date more than once"),
    "no_key": Text("没有可用来对应的编号、号码或姓名", "no number or name to match by"),
}

KEYS: dict[str, Text] = {
    "person_id": Text("人编号", "person number"),
    "id_no": Text("证件号码", "identity number"),
    "household_person_id": Text("户编号+人编号", "household + person number"),
    "household_id_no": Text("户编号+证件号码+姓名", "household + identity number + name"),
    "household_name_birth": Text("户编号+姓名+出生日期", "household + name + birth date"),
    "household_name": Text("户编号+姓名", "household + name"),
}

EVENT_WORDS: dict[str, Text] = {
    "came": Text("新增", "came"),
    "went": Text("减少", "went"),
    "moved": Text("变动", "moved"),
    "renumbered": Text("变动", "moved"),
}

SIDES: dict[str, Text] = {"old": Text("旧表", "OLD"), "new": Text("新表", "NEW")}
# The headings of how many there are of each kind.
KIND_HEADS = (Text("事项", "what"), Text("户", "households"), Text("人", "persons"), Text("其中贫困人口", "of them poor"))
# The headings of how many cells of each field were changed.
FIELD_HEADS = (
    Text("表", "table"),
    Text("字段", "field"),
    Text("改动的格子", "cells"),
    Text("原为空白", "was blank"),
    Text("现为空白", "now blank"),
    Text("读不懂", "unreadable"),
)


def size_words(households: int | None, persons: int | None, between: Text = ITEMS) -> Text:
    """Households and persons; nothing of those that are not known."""
    known = ((households, "户", "household"), (persons, "人", "person"))
    return between.join(Text(f"{n:,} {zh}", counted(n, en)) for n, zh, en in known if n is not None)


def figure_words(number: int | None) -> str:
    """A number in a table; a dash where it is not known."""
    return "—" if number is None else f"{number:,}"


def kinds_of(compared: Compared, event: str) -> list[tuple[str, int | None, int | None, int | None]]:
    """The kinds of an event that occur, in their order: households, persons, and of the persons those who count as poor.

    None of what was not compared, and of the poor where nobody can count them.
    """
    counts: Counter[tuple[str, str]] = Counter()
    poor: Counter[str] = Counter()
    for each in compared.of(event):
        counts[each.kind, each.subject.scope] += 1
        poor[each.kind] += each.counted and each.subject.scope == "person"
    kinds = {"came": CAME, "went": WENT, "moved": MOVED, "renumbered": ("renumbered",)}[event]
    every = ((kind, counts[kind, "household"], counts[kind, "person"]) for kind in kinds)
    return [
        (
            kind,
            compared.of_scope("household", households),
            compared.of_scope("person", persons),
            poor[kind] if compared.flow else None,
        )
        for kind, households, persons in every
        if households or persons
    ]


def kind_words(event: Event) -> Text:
    """What became of somebody, in a word or two."""
    return KINDS[event.kind]


def household_words(subject: Subject, show: bool) -> str | None:
    """The household's number as a report shows it."""
    return masked_key(subject.household_id, show) if subject.household_id else None


def person_words(subject: Subject, show: bool) -> str | None:
    """The person's number as a report shows it."""
    return masked_key(subject.person_id, show) if subject.person_id else None


def name_words(subject: Subject, show: bool) -> str | None:
    """The head's or the member's name as a report shows it."""
    return masked(subject.name, "name", show) if subject.name else None


def village_words(village: str | None, show: bool) -> str | None:
    """A village; a row that is shifted may hold anything there."""
    return scrubbed(village, show) if village else None


def told(event: Event, show: bool, *, persons: bool = True) -> Text:
    """What a reader has to know beside the kind: from where to where, since when, with how many persons (unless they have a column of
    their own), where else the number stands."""
    said: list[Text | str] = []
    if event.from_household and event.from_household != event.to_household:
        ids = masked_key(event.from_household, show), masked_key(event.to_household or "", show)
        said.append(" → ".join(ids))
    if event.from_village != event.to_village:
        said.append(" → ".join(village_words(name, show) or "—" for name in (event.from_village, event.to_village)))
    if event.when:
        said.append(event.when)
    if persons and event.persons is not None:
        said.append(Text(f"{event.persons} 人", counted(event.persons, "person")))
    if event.elsewhere:
        where = masked_key(event.elsewhere, show)
        said.append(Text(f"同一证件号码仍在 {where} 户", f"the same identity number still stands in household {where}"))
    return COMMA.join(said)


def lines_of(event: Event) -> Text:
    """The lines of the flow in which somebody stands."""
    return ITEMS.join(line_words(line) for line in (event.correction, event.part) if line)


def place_words(place: RowPlace | None, register: Register, cell: Cell | None = None) -> Text | None:
    """Where a row stands; the file is named where the register has several."""
    if place is None:
        return None
    only = place.file if len(register.inputs) == 1 else None
    at = Place(place.file, place.sheet, place.row)
    words = Text(where(at, "zh", beside=only), where(at, "en", beside=only))
    return words + f" ({cell.cell})" if cell and cell.cell else words


def scope_words(scope: str) -> Text:
    """户 or 人."""
    return Text({"household": "户", "person": "人"}[scope], scope)


def line_words(line: str) -> Text:
    """A line of the flow."""
    return LINES[line]


def why_words(counted: Counted) -> Text:
    """Why NEW counts somebody differently on OLD's day; empty for the other lines."""
    if counted.why is None:
        return NO_WORDS
    why = _WHY[counted.why]
    return why + COLON + ITEMS.join(field_words(*each) for each in counted.fields) if counted.fields else why


def incomparable_words(row: Incomparable) -> Text:
    """Why a row could not be matched."""
    return _INCOMPARABLE[row.why]


def cell_words(change: Change, show: bool) -> tuple[Text | str, Text | str]:
    """Before and after as text; of two that look alike under their masks it is said that they differ."""
    before, after = (_one(change, cell, show) for cell in (change.before, change.after))
    if before == after and not change.before.unread:
        after += Text("（遮盖后相同，实际不同）", " (differs where it is masked)")
    return before, after


def _one(change: Change, cell: Cell, show: bool) -> Text | str:
    if cell.unread:
        return Text("（读不懂）", "(cannot be read)")
    value = shown(change, cell.value, show)
    return value if isinstance(value, str) else Text(plain(value, "zh"), plain(value, "en"))


def shown(change: Change, value: Value, show: bool) -> Value:
    """A typed value as a report shows it: masked where its field is personal, without numbers of persons where it is not."""
    shown_value: Value = field_shown(change.table, change.field, value, show)
    return shown_value
