"""Values as people write them: words of kinship, labels without brackets, units behind figures, signs for the X, other papers."""

from pathlib import Path

import pytest

from puxi_cli.records import identity
from puxi_cli.records.coded import Code
from puxi_cli.records.codes import code_list
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import EXITED, Household
from puxi_cli.records.kinds import CellFault, IdentityNumber
from puxi_cli.registry import NUMBER
from puxi_cli.systems.repair.cells import Habit, repaired
from puxi_cli.systems.repair.changes import Reason
from tests.sheets.registers import at, column, faults_of, number, read, xlsx

FIRST_17 = next(one for one in (f"690000197001011{order:02d}" for order in range(100)) if number(one)[-1] == "X")
OTHER_17 = "69000019700101123"  # its check character is a digit


@pytest.mark.parametrize(
    ("written", "label"),
    [("妻子", "配偶"), ("丈夫", "配偶"), ("儿子", "之子"), ("女儿", "之女"), ("长子", "之子"), ("次女", "之女"), ("父", "之父"), ("母", "之母"),
     ("父亲", "之父"), ("儿媳", "之儿媳"), ("孙子", "之孙子"), ("孙女", "之孙女"), ("弟弟", "之兄弟姐妹"), ("户主本人", "本人或户主"),
     ("本人/户主", "本人或户主"), ("奶奶", "之祖母"), ("之妻", "配偶"), ("之夫", "配偶"), ("之父亲", "之父"), ("之长子", "之子"),
     ("户主之妻", "配偶"), ("户主的儿子", "之子"), ("户主父亲", "之父"), ("户主之女", "之女"), ("之弟媳妇", "之兄弟媳妇")],
)  # fmt: skip
def test_unambiguous_words_of_kinship_are_read(written: str, label: str) -> None:
    assert code_list("relation").read(written) == label


@pytest.mark.parametrize(
    "written",
    ["媳妇", "养子", "女", "子女", "孙女婿", "之媳妇", "户主女", "户主之", "户主之一", "户主（父）", "户主/父", "户主01"],
)
def test_ambiguous_ones_are_not(written: str) -> None:
    assert code_list("relation").read(written) is None


def test_what_was_probably_meant_is_offered_with_words_before_it_too() -> None:
    relation = code_list("relation")
    assert [relation.nearest(written) for written in ("之媳妇", "户主的养子", "之孙媳", "之子女")] == [
        "之儿媳",
        "之子",
        "其他",
        None,
    ]


@pytest.mark.parametrize(
    "written",
    [
        "已脱贫",
        "脱贫",
        "已脱贫享受政策",
        "已脱贫(享受政策)",
        "已脱贫-享受政策",
        "已脱贫（不享受政策）",
        "脱贫，不再享受政策",
        "脱贫户",
        "稳定脱贫",
    ],
)
def test_whatever_says_that_a_household_is_out_counts_as_exited(written: str) -> None:
    assert code_list("status").read(written) in EXITED
    assert ("不" in written or written == "稳定脱贫") == (code_list("status").read(written) == "已脱贫（不再享受政策）")


@pytest.mark.parametrize("written", ["未脱贫", "未脱贫户", "返贫", "预脱贫"])
def test_whatever_says_that_it_is_not_does_not(written: str) -> None:
    assert code_list("status").read(written) not in (None, *EXITED)


@pytest.mark.parametrize(
    ("name", "written", "label"),
    [("education", "本科及以上", "本科及以上"), ("education", "文盲/半文盲", "文盲或半文盲"), ("education", "硕士", "硕士研究生及以上"),
     ("work_place", "乡镇内务工", "乡（镇）内务工"), ("cause", "自身发展动力不足", "自身发展力不足")],
)  # fmt: skip
def test_labels_of_later_years_and_without_signs(name: str, written: str, label: str) -> None:
    assert code_list(name).read(written) == label


@pytest.mark.parametrize(
    "written", ["长期慢性病残疾", "长期慢性病+残疾", "长期慢性病和残疾", "长期慢性病,残疾", "长期慢性病 残疾", "长期慢性病及残疾"]
)
def test_states_of_health_side_by_side(written: str) -> None:
    assert Code("health", several=True).read(written) == "长期慢性病、残疾"


@pytest.mark.parametrize("written", ["2650.5元", "２６５０．５", "2,650.5", "2650.5 元", "2650.50"])
def test_a_figure_may_have_its_own_unit(written: str) -> None:
    assert fields_of(Household)["income_per_head"].value(written) == 2650.5


@pytest.mark.parametrize("written", ["0.265万元", "约2650", "2650.5亩", "元", "2650元/年"])
def test_another_unit_is_no_figure(written: str) -> None:
    with pytest.raises(CellFault):
        fields_of(Household)["income_per_head"].value(written)


@pytest.mark.parametrize(
    ("unit", "field"),
    [
        ("80㎡", "floor_area"),
        ("80平米", "floor_area"),
        ("80平方米", "floor_area"),
        ("80亩", "farmland"),
        ("80公里", "road_distance"),
    ],
)
def test_units_are_written_in_several_ways(unit: str, field: str) -> None:
    assert fields_of(Household)[field].value(unit) == 80


@pytest.mark.parametrize("sign", "×ХχＸ＊*✕x")
def test_the_x_at_the_end_is_offered_where_the_check_character_says_so(sign: str) -> None:
    kind, right = IdentityNumber(), FIRST_17 + "X"
    if sign in "xＸ":
        assert kind.read(FIRST_17 + sign) == right
        return
    with pytest.raises(CellFault) as refused:
        kind.read(FIRST_17 + sign)
    assert (refused.value.code, refused.value.meant) == ("id_shape", right)
    mended = repaired(kind, FIRST_17 + sign, Habit())
    assert mended is not None
    assert (mended.text, mended.reason) == (right, Reason.CROSS)
    with pytest.raises(CellFault) as refused:
        kind.read(OTHER_17 + sign)
    assert refused.value.meant is None
    assert repaired(kind, OTHER_17 + sign, Habit()) is None


PERSONS = ("户编号", "人编号", "姓名", "证件类型", "证件号码", "与户主关系", "性别", "出生日期")


@pytest.mark.parametrize(
    ("paper", "written"),
    [("护照", "E12345678"), ("护照", "EA1234567"), ("回乡证", "H12345678"), ("台胞证", "12345678"), ("外国人永久居留证", "USA110080101123"),
     ("军官证", "军字第1234567号"), ("出生医学证明", "Q690000123"), ("户口簿", "690012345"), ("居民身份证", number(OTHER_17)), ],
)  # fmt: skip
def test_a_paper_that_the_row_names_is_right(paper: str | None, written: str, tmp_path: Path) -> None:
    rows = [PERSONS, ("0001", "P1", "王一", paper, written, "户主", "男", "1970-01-01")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"人口信息": rows}))
    assert faults_of(reading) == []
    assert column(reading, "persons", "id_no") == [written]
    known = reading.registry.frame("persons")[NUMBER].to_list()
    assert known == [written] if len(written) == 18 else known == [f"999999{written}"], "no age and no sex is read out of it"


@pytest.mark.parametrize(
    ("written", "paper"),
    [
        ("E12345678", "护照"),
        ("H12345678", "港澳居民来往内地通行证"),
        ("USA110080101123", "外国人永久居留身份证"),
        ("军字第1234567号", "军官证"),
    ],
)
def test_without_it_the_finding_says_what_it_looks_like(written: str, paper: str, tmp_path: Path) -> None:
    for said in (None, "居民身份证"):
        rows = [PERSONS, ("0001", "P1", "王一", said, written, "户主", "男", "1970-01-01")]
        [fault] = read(xlsx(tmp_path / "a.xlsx", {"人口信息": rows})).faults
        assert fault.rule in ("REC111", "REC113")
        assert paper in fault.values["looks"][0]
        assert "证件类型" in fault.values["looks"][0]


def test_a_wrong_identity_number_is_wrong_under_any_paper(tmp_path: Path) -> None:
    wrong = OTHER_17 + ("1" if number(OTHER_17)[-1] != "1" else "2")
    for paper in ("护照", "其他证件", None):
        rows = [PERSONS, ("0001", "P1", "王一", paper, wrong, "户主", "男", "1970-01-01")]
        assert [fault.rule for fault in read(xlsx(tmp_path / "a.xlsx", {"人口信息": rows})).faults] == ["REC112"]


def test_nobody_is_accused_of_what_stands_behind_999999() -> None:
    assert identity.fault("999999197001011230") is None
    assert identity.birth_of("999999197001011230") is None


@pytest.mark.parametrize(
    ("heading", "written", "unsafe"),
    [
        ("是否危房户", "C级", True), ("是否危房户", "D级", True), ("是否危房户", "B级", False), ("危房户", "d级", True),
        ("安全住房", "C级", True), ("安全住房", "A级", False), ("安全住房", "是", False),
    ],
)  # fmt: skip
def test_a_grade_says_whether_a_house_is_safe(heading: str, written: str, unsafe: bool, tmp_path: Path) -> None:
    reading = read(
        xlsx(tmp_path / "a.xlsx", {"户信息": [("户编号", "行政村", "户主姓名", heading), ("0001", "甲村", "王一", written)]})
    )
    assert column(reading, "households", "unsafe_house") == [unsafe]
    assert at(reading, "REC103") == []
