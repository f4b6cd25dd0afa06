"""Repairs of one cell: written otherwise, read as the same value; what a person has to judge is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.records.coded import Code
from puxi_cli.records.dates import Day, PartialDate, Year
from puxi_cli.records.fields import fields_of
from puxi_cli.records.identity import fault
from puxi_cli.records.kinds import CellFault, Digits, FreeText, IdentityNumber, Kind, Number, Opaque, Phone, Whole, YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import trimmed
from puxi_cli.systems.repair.cells import Habit, habit_of, label_or_code, repaired, right_heading, told_by_number
from puxi_cli.systems.repair.changes import Reason
from tests.conftest import number
from tests.profiles import examples

KINDS = {
    "FreeText": FreeText(), "Digits": Digits(), "Opaque": Opaque(), "Phone": Phone(), "IdentityNumber": IdentityNumber(), "Number": Number(),
    "Whole": Whole(), "YesNo": YesNo(), "PartialDate": PartialDate(), "Day": Day(), "Year": Year(), "sex": Code("sex"),
    "ethnic": Code("ethnic"), "education": Code("education"), "status": Code("status"), "health": Code("health", several=True),
    "labour": Code("labour"), "relation": Code("relation"),
}  # fmt: skip
ID = number("69000019700101123")  # 690000197001011239
WITH_X = "69000019880112018X"
assert fault(WITH_X) is None
LABELS, CODES, COMPACT = Habit(), Habit(codes=True), Habit(compact_days=True)

MENDED = [
    # kind, habit, before, after, reason
    ("FreeText", LABELS, " 王一", "王一", "blanks"),
    ("FreeText", LABELS, "\u3000王一\u00a0\u200b", "王一", "blanks"),
    ("FreeText", LABELS, "'王一", "王一", "protected"),
    ("FreeText", LABELS, '="王一"', "王一", "protected"),
    ("FreeText", LABELS, "\ufeff", None, "blanks"),
    ("Digits", LABELS, "6100 0000 01", "6100000001", "blanks"),
    ("Digits", LABELS, "６１００００００００１", "61000000001", "width"),
    ("Digits", LABELS, "6100000001.0", "6100000001", "point"),
    ("Digits", LABELS, "'0100", "0100", "protected"),
    ("Opaque", LABELS, "P 1", "P1", "blanks"),
    ("Opaque", LABELS, "Ｐ１", "P1", "width"),
    ("Opaque", LABELS, "12.0", "12", "point"),
    ("Phone", LABELS, "139 0000 0001", "13900000001", "blanks"),
    ("Phone", LABELS, "139-0000-0001", "13900000001", "hyphens"),
    ("Phone", LABELS, "13900000001.0", "13900000001", "point"),
    ("IdentityNumber", LABELS, "690000197203150114.0", "690000197203150114", "point"),
    ("IdentityNumber", LABELS, WITH_X.lower(), WITH_X, "case"),
    ("IdentityNumber", LABELS, " " + WITH_X.lower(), WITH_X, "case"),
    ("IdentityNumber", LABELS, WITH_X[:6] + " " + WITH_X[6:].lower(), WITH_X, "case"),
    ("IdentityNumber", LABELS, WITH_X[:17] + "Ｘ", WITH_X, "width"),
    ("IdentityNumber", LABELS, f"{ID[:6]} {ID[6:14]} {ID[14:]}", ID, "blanks"),
    ("IdentityNumber", LABELS, f"'{ID}", ID, "protected"),
    ("IdentityNumber", LABELS, f"\t{ID}", ID, "blanks"),
    ("Number", LABELS, "12.0", "12", "point"),
    ("Number", LABELS, "１２．５", "12.5", "width"),
    ("Number", LABELS, "1,234.50", "1234.5", "figure"),
    ("Number", LABELS, "12，345", "12345", "figure"),
    ("Number", LABELS, "+5", "5", "figure"),
    ("Number", LABELS, "1e3", "1000", "figure"),
    ("Number", LABELS, "5.", "5", "figure"),
    ("Number", LABELS, ".5", "0.5", "figure"),
    ("Number", LABELS, "1E-3", "0.001", "figure"),
    ("Number", LABELS, " 7 ", "7", "blanks"),
    ("Whole", LABELS, "4.0", "4", "point"),
    ("Whole", LABELS, "4.00", "4.00", None),
    ("YesNo", LABELS, "是 ", "是", "blanks"),
    ("YesNo", LABELS, "１", "1", "width"),
    ("YesNo", LABELS, "1.0", "1", "point"),
    ("PartialDate", LABELS, "2018年6月30日", "2018-06-30", "date"),
    ("PartialDate", LABELS, "2018/6/30", "2018-06-30", "date"),
    ("PartialDate", LABELS, "2018.6.30", "2018-06-30", "date"),
    ("PartialDate", LABELS, "2018-6", "2018-06", "date"),
    ("PartialDate", LABELS, "2018 6 30", "2018-06-30", "date"),
    ("PartialDate", LABELS, "2018年", "2018", "date"),
    ("PartialDate", LABELS, "43281", "2018-06-30", "date"),
    ("PartialDate", LABELS, "2018-06-30 00:00:00", "2018-06-30", "date"),
    ("PartialDate", LABELS, "201806.0", "201806", "point"),
    ("PartialDate", LABELS, "２０１８０６", "201806", "width"),
    ("PartialDate", COMPACT, "2018/6/30", "20180630", "date"),
    ("PartialDate", COMPACT, "2018年6月", "201806", "date"),
    ("Day", LABELS, "2018/06/30", "2018-06-30", "date"),
    ("Year", LABELS, "2017年", "2017", "date"),
    ("Year", LABELS, "2017.0", "2017", "point"),
    ("Year", LABELS, "2017年12月", "2017-12", "date"),  # the month is not thrown away
    ("Year", COMPACT, "2017年12月31日", "20171231", "date"),
    ("sex", LABELS, "1", "男", "code"),
    ("sex", LABELS, "2.0", "女", "code"),
    ("sex", LABELS, "１", "男", "code"),
    ("sex", LABELS, "1 男", "男", "code"),
    ("sex", LABELS, "男 ", "男", "blanks"),
    ("sex", CODES, "女", "2", "label"),
    ("sex", CODES, "1.0", "1", "point"),
    ("sex", CODES, " 1", "1", "blanks"),
    ("status", LABELS, "已脱贫(享受政策)", "已脱贫（享受政策）", "width"),
    ("ethnic", LABELS, "汉 族", "汉族", "blanks"),
    ("ethnic", CODES, "土家族", "土家族", None),  # its code is not read, so the label stays
    ("labour", LABELS, "散失劳动力", "丧失劳动力", "misspelt"),
    ("labour", LABELS, " 散失 劳动力", "丧失劳动力", "misspelt"),
    ("health", LABELS, "患有大病  残疾", "患有大病 残疾", "blanks"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "habit", "before", "after", "reason"), MENDED)
def test_what_is_only_written_wrong_is_written_right(
    kind: str, habit: Habit, before: str, after: str | None, reason: str | None
) -> None:
    repair = repaired(KINDS[kind], before, habit)
    if reason is None:
        assert repair is None
        assert KINDS[kind].read(trimmed(before)) is not None
    else:
        assert repair is not None
        assert (repair.text, repair.reason) == (after, Reason(reason))
        assert after is None or repaired(KINDS[kind], after, habit) is None


LEFT = [
    ("FreeText", "王 一"), ("FreeText", "王一"), ("FreeText", "''王一"),
    ("Digits", "61000O0001"), ("Digits", "0100"), ("Opaque", "P1"),
    ("Phone", "1390000000"), ("Phone", "029-88888888"),
    ("IdentityNumber", ID[:17]), ("IdentityNumber", ID[:17] + "8"), ("IdentityNumber", "690000700101123"),
    ("IdentityNumber", "690OOO197001011239"), ("IdentityNumber", "6.9000019700101E+17"), ("IdentityNumber", "无"),
    ("Number", "12.50"), ("Number", "007"), ("Number", "-3"), ("Number", "1.2万"), ("Number", "5亩"),
    ("Whole", "1.5"), ("YesNo", "不"), ("YesNo", "2"), ("YesNo", "√"),
    ("PartialDate", "2018.1"), ("PartialDate", "2018-13"), ("PartialDate", "20180631"), ("PartialDate", "201806"),
    ("PartialDate", "2018-06-30"), ("PartialDate", "18年6月"), ("Day", "2018-06"), ("Year", "2018-06"),
    ("sex", "男"), ("sex", "那"), ("sex", "3"), ("sex", "1 女"), ("ethnic", "汉子"), ("ethnic", "汉"), ("relation", "户主"),
    ("education", "小学文化"), ("health", "大病、残"), ("labour", "散失"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), LEFT)
def test_what_is_written_so_or_needs_judgement_is_left_alone(kind: str, text: str) -> None:
    assert repaired(KINDS[kind], text, LABELS) is None


# Laws

ALL_KINDS = [cell.kind for model in MODELS.values() for cell in fields_of(model).values()]
LABELS_WRITTEN = sorted({label for kind in ALL_KINDS if isinstance(kind, Code) for label in kind.codes.labels})
PLAIN = st.one_of(
    st.sampled_from([ID, WITH_X, WITH_X.lower(), "690000700101123", "13900000001", "2018-06-30", "201806", "2018年6月", "43281",
                     "12.0", "1,234.5", "是", "否", "1", "01", "2.0", "男", "1 2", "01 汉族", "2017", "散失劳动力", "''", '="', "0.0", "-0.0"]),
    st.sampled_from(LABELS_WRITTEN),
    st.from_regex(r"[0-9]{1,4}[-/.年 ][0-9]{1,2}([-/.月 ][0-9]{1,2}日?)?", fullmatch=True),
    st.from_regex(r"[-+]?[0-9]{0,6}\.?[0-9]{0,4}(E[-+]?[0-9])?", fullmatch=True),
    st.lists(st.sampled_from(["残疾", "长期慢性病", "1", "2", "、", " ", "，", "3.0"]), max_size=5).map("".join),
    st.text(max_size=8),
)  # fmt: skip
SPRINKLED = st.lists(st.tuples(st.integers(0, 25), st.sampled_from(list(" \u3000\u00a0\t\u200b\ufeff'．０Ｘ")) ), max_size=3)  # fmt: skip
HABITS = st.builds(Habit, st.booleans(), st.booleans())
WORDS = st.dictionaries(
    st.sampled_from(["散失劳动力", "汉子", "其它", "男", "残废"]),
    st.sampled_from(["男", "汉族", "其他", "残疾", "散失劳动力"]),
    max_size=3,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of a cell, with blanks and marks that somebody's keyboard or program put in; sometimes wide."""
    text = draw(PLAIN)
    for place, mark in draw(SPRINKLED):
        text = text[:place] + mark + text[place:]
    if draw(st.integers(0, 4)) == 0:
        text = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)
    return text


def value_of(kind: Kind, text: str | None) -> object:
    """What a cell holds: its value, nothing, or that it cannot be read."""
    if text is None or not trimmed(text):
        return None
    try:
        return kind.read(trimmed(text))
    except CellFault as wrong:
        return wrong.code


@examples(1000)
@given(st.sampled_from(ALL_KINDS), texts(), HABITS)
def test_a_repair_never_changes_the_value_and_is_made_once(kind: Kind, text: str, habit: Habit) -> None:
    repair = repaired(kind, text, habit)
    if repair is None or repair.reason is Reason.MISSPELT:
        return
    assert repair.text != text
    assert value_of(kind, repair.text) == value_of(kind, text)
    assert repair.text is None or repaired(kind, repair.text, habit) is None


@examples(300)
@given(st.sampled_from([kind for kind in ALL_KINDS if isinstance(kind, Code)]), texts(), HABITS, WORDS)
def test_a_misspelling_becomes_a_label_once(kind: Code, text: str, habit: Habit, words: dict[str, str]) -> None:
    repair = repaired(kind, text, habit, words)
    if repair is not None and repair.text is not None:
        assert value_of(kind, repair.text) in kind.codes.labels or kind.several
        assert repaired(kind, repair.text, habit, words) is None


@examples(200)
@given(st.sampled_from(ALL_KINDS), st.lists(texts(), max_size=12))
def test_a_column_that_was_mended_is_not_mended_again(kind: Kind, column: list[str]) -> None:
    """The habit of a column is that of most of its cells, so mending must not turn it round."""

    def mended(cells: list[str | None]) -> list[str | None]:
        habit = habit_of(kind, [cell for cell in cells if cell is not None])
        repairs = [repaired(kind, cell, habit) if cell is not None else None for cell in cells]
        return [cell if repair is None else repair.text for cell, repair in zip(cells, repairs, strict=True)]

    once = mended([*column])
    assert mended(once) == once


@given(texts())
def test_an_identity_number_is_never_made_of_anything_else(text: str) -> None:
    repair = repaired(IdentityNumber(), text, LABELS)
    if repair is not None and repair.text is not None:
        kept = [one for one in text.upper() if one.isalnum()]
        # Every sign of it stood there, in this order; none was added, none but blanks, quotation marks and a `.0` was left out.
        assert len(repair.text) in (len(kept), len(kept) - 1)
        assert len(repair.text) != 15 or not repair.text.startswith("999999")


# Words of one's own


def test_words_of_ones_own_are_known_however_they_are_written() -> None:
    words = {"残 废": "残疾", "（重）病": "患有大病"}
    for text, right in (("残废", "残疾"), (" 残　废", "残疾"), ("(重)病", "患有大病")):
        repair = repaired(KINDS["health"], text, LABELS, words)
        assert repair is not None
        assert (repair.text, repair.reason) == (right, Reason.MISSPELT)


def test_a_word_for_another_column_hinders_nothing() -> None:
    repair = repaired(KINDS["sex"], " 男", LABELS, {"男": "汉族"})
    assert repair is not None
    assert repair.text == "男"
    assert repaired(KINDS["sex"], "男", LABELS, {"男": "男"}) is None


def test_words_that_lead_round_in_a_circle_lead_nowhere() -> None:
    words = {"男": "女", "女": "男"}
    assert repaired(KINDS["sex"], "男", LABELS, words) is None


def test_headings_known_to_be_written_wrong() -> None:
    assert right_heading("检测对象类别") == "监测对象类别"
    assert right_heading(" 检测对象 类别") == "监测对象类别"
    assert right_heading("监测对象类别") is None
    assert right_heading("户编好") is None
    assert right_heading("户编好", {"户编好": "户编号"}) == "户编号"
    assert right_heading("户编好", {"户编好": "户编号", "户编号": "户编好"}) is None


# How a column is written, and what a number tells


@pytest.mark.parametrize(
    ("kind", "column", "habit"),
    [
        ("sex", ["1", "2", "男"], CODES),
        ("sex", ["1", "男"], LABELS),
        ("sex", ["1.0", "２", "男"], CODES),
        ("sex", ["7", "8", "9"], LABELS),
        ("sex", [], LABELS),
        ("PartialDate", ["201806", "20180630", "2018-06"], COMPACT),
        ("PartialDate", ["201806", "2018-06"], LABELS),
        ("Number", ["1", "2"], LABELS),
    ],
)
def test_a_columns_habit_is_that_of_most_of_its_cells(kind: str, column: list[str], habit: Habit) -> None:
    assert habit_of(KINDS[kind], column) == habit


@pytest.mark.parametrize(
    ("of", "habit", "told"),
    [
        (ID, LABELS, ("1970-01-01", "男")),
        (WITH_X, COMPACT, ("19880112", "女")),
        ("690000700101123", LABELS, ("1970-01-01", "男")),
        (ID + "43", LABELS, ("1970-01-01", "男")),
        (ID[:17] + "8", LABELS, (None, None)),
        (number("69000019700231123"), LABELS, (None, None)),
        ("999999197001011239", LABELS, (None, None)),
        ("", LABELS, (None, None)),
    ],
)
def test_what_a_number_tells_of_its_holder(of: str, habit: Habit, told: tuple[str | None, str | None]) -> None:
    assert told_by_number(of, habit) == told


def test_a_label_is_written_as_its_column_has_it() -> None:
    assert [label_or_code(Code("sex"), label, CODES) for label in ("男", "女")] == ["1", "2"]
    assert label_or_code(Code("sex"), "男", LABELS) == "男"
    assert label_or_code(Code("ethnic"), "汉族", CODES) == "01"
    assert label_or_code(Code("ethnic"), "土家族", CODES) == "土家族"


def test_every_reason_has_words_in_both_languages() -> None:
    assert len({reason.words.of(lang) for reason in Reason for lang in ("zh", "en")}) == 2 * len(Reason)
