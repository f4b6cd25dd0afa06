"""Folding for comparison: signs nobody sees, radicals for letters, the dots of names."""

import sys
import unicodedata

import polars as pl
import pytest

from puxi_cli.records import text as texts
from puxi_cli.records.coded import Code
from puxi_cli.records.compile import typed
from puxi_cli.records.dates import PartialDate
from puxi_cli.records.kinds import CellFault, Digits, FreeText, IdentityNumber, Kind, Number, Opaque, Phone, YesNo
from puxi_cli.records.text import TELLS_NOTHING, folded, marks_in, same_name, says_nothing, seen, trimmed
from puxi_cli.systems.rectification.records import Problem

_ZWNJ_DEFAULT_IGNORABLE = (
    0x34F,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    0x180B,
    0x180F,
    0x2065,
    0x3164,
    0xFE00,
    0xFE0F,
    0xFFA0,
    0xFFF0,
    0xE0FFF,
)


def test_every_control_and_format_character_is_unseen_and_nothing_that_is_seen() -> None:
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        kind = unicodedata.category(sign)
        if kind in ("Cf", "Cc") and sign not in "\t\n\r":
            assert seen(f"王{sign}三") == "王三", hex(code)
            assert trimmed(f"{sign}王{sign}") == "王", hex(code)
        elif kind[0] in "LNPS" and code not in (0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800):
            assert marks_in(sign) == (), hex(code)


@pytest.mark.parametrize("code", _ZWNJ_DEFAULT_IGNORABLE)
def test_default_ignorable_characters_are_unseen(code: int) -> None:
    assert folded(f"云杉{chr(code)}湾村") == "云杉湾村"


def test_polars_sees_the_same_signs() -> None:
    signs = [chr(code) for code in range(0x31000) if not 0xD800 <= code < 0xE000]
    found = pl.Series(signs).str.contains(f"[{texts.UNSEEN}]").to_list()
    assert found == [bool(marks_in(sign)) for sign in signs]


@pytest.mark.parametrize(
    ("written", "letter"),
    [
        ("⼾", "户"),
        ("⺠", "民"),
        ("⻓", "长"),
        ("⽂", "文"),
        ("\ufa1e", "羽"),
        ("⻋", "车"),
        ("戶", "户"),
        ("戸", "户"),
        ("⻄", "西"),
        ("⾭", "青"),
    ],
)
def test_radicals_are_the_letters_they_stand_for(written: str, letter: str) -> None:
    assert folded(written) == letter


def test_a_letter_stays_as_it_was_written_and_a_radical_does_not() -> None:
    assert seen("戶口⼾⺠") == "戶口户民"
    assert seen("第一行\n第二行\t三") == "第一行\n第二行\t三"


@pytest.mark.parametrize("dot", "·•・．‧∙⋅･")
def test_names_have_one_middle_dot(dot: str) -> None:
    assert same_name(f"阿里木 {dot}买买提") == "阿里木·买买提"


def test_a_figure_keeps_its_point() -> None:
    assert folded("２６５０．５") == "2650.5"


@pytest.mark.parametrize(
    "word",
    ["无", "/", "—", "——", "-", "－", "暂无", "待定", "不详", "未知", "空", "N/A", "n/a", "？", "未签", "未提供", "未安排", "没有", "（无）", "无。",
     "Ｎ／Ａ", "null", "尚未落实", "待核实", "...", "无 ", "不清楚", "未填写", "\\", "*", "⽆", "暂缺",
     "无无", "待补充", "后补", "后续补充", "略", "（略）", "从略", "待调查", "待补签",
     "未登记", "未录入", "请选择", "--请选择--", "请填写", "选填", "木有",
     "无/", "/无", "‘无’", '"无"', "“暂无”", "△", "=", "+", "^"],
)  # fmt: skip
def test_words_for_nothing(word: str) -> None:
    assert says_nothing(word)


@pytest.mark.parametrize(
    "word",
    ["无手机", "待补录", "无劳动力", "未脱贫", "尚文", "空调", "不同意", "0", "√",
     "略有好转", "从略阳县迁来", "后补入户口", "以后补种", "省略村", "待补充完善资料", "无异议", "未整改", "待销号", "Na娜", "一",
     "无" * 30, "没有解决安全饮水",
     "N", "o", "X", "×××", "xx", "XXX", "某某",
     "免", "不存在", "无法联系", "拒绝提供", "其他", "同意", "张某某", "某村", "XX村", "请假", "选举", "免试", "A+", "未登记结婚"],
)  # fmt: skip
def test_words_that_say_something(word: str) -> None:
    assert not says_nothing(word)


@pytest.mark.parametrize(
    ("word", "words", "person", "place", "paper", "reason"),
    [
        ("略", True, True, True, True, True), ("待补充", True, True, True, True, True), ("后补", True, True, True, True, True),
        ("0", False, True, True, True, True), ("×", False, True, True, True, True), ("1", False, True, False, False, True),
        ("√", False, True, False, False, True), ("待补录", False, True, True, True, False), ("稍后上传", False, True, True, True, False),
        ("查无此人", False, True, False, True, False), ("王略", False, False, False, False, False), ("后补台", False, False, False, False, False),
        ("无法联系", False, True, True, True, False), ("不存在", False, True, True, True, False), ("免", False, True, False, True, True),
        ("拒绝提供", False, True, True, True, False), ("N", False, True, False, True, True), ("o", False, True, False, True, True),
        ("△", True, True, True, True, True), ("XX", False, True, True, True, True), ("某某", False, True, True, True, True),
        ("/无", True, True, True, True, True), ("请选择", True, True, True, True, True), ("其他", False, False, False, False, False),
        ("录错", False, False, False, False, False), ("01", False, False, False, False, False),
    ],
)  # fmt: skip
def test_what_tells_nothing_goes_by_what_is_wanted(
    word: str, words: bool, person: bool, place: bool, paper: bool, reason: bool
) -> None:
    told = {"words": words, "person": person, "place": place, "paper": paper, "reason": reason}
    assert {wants: tells(word) for wants, tells in TELLS_NOTHING.items()} == told
    assert FreeText(wants="reason").value(word) == (None if reason else word)
    # A column reads each cell as its kind does.
    raw = pl.DataFrame({"text": [word], "village": [word], "person": [word], "proof": [word], "cause": [word]})
    [read] = typed(Problem, raw).frame.select(raw.columns).rows()
    assert [value is None for value in read] == [words, place, person, paper, reason]


def test_a_column_of_yes_and_no_answers_with_none_and_is_blank_where_nothing_is_known() -> None:
    assert [YesNo().value(word) for word in ("无", "有", "/", "不详", "待定", "？")] == [False, True, None, None, None, None]
    words = ("没有", "（无）", "无。", "木有", "（是）", "暂无", "未填", "（未填写）", "请选择")
    assert [YesNo().value(word) for word in words] == [False, False, False, False, True, None, None, None, None]
    for word in ("未签", "未落实", "△", "+"):  # some kind of answer, and nobody can tell which
        with pytest.raises(CellFault):
            YesNo().value(word)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Phone(), "无手机"),
        (IdentityNumber(), "未办证"),
        (Number(), "-"),
        (Code("cause"), "无"),
        (Digits(), "/"),
        (Opaque(), "NA"),
        (PartialDate(), "待定"),
        (Phone(), "拒绝提供"),
        (Number(), "请填写"),
        (PartialDate(), "未登记"),
    ],
)
def test_words_for_nothing_are_blanks_in_every_kind(kind: Kind, text: str) -> None:
    assert kind.value(text) is None


def test_a_label_is_a_label_though_it_begins_as_a_word_for_nothing() -> None:
    assert Code("labour").value("无劳动力") == "无劳动力"
    assert Code("status").value("未脱贫") == "未脱贫"
