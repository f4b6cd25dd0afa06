"""Code lists: a cell by its label, by its code, by "01 label"; what contradicts itself; what was probably meant."""

from __future__ import annotations

import pytest

from puxi_cli.records.coded import Code
from puxi_cli.records.codes import CodeList, code_list, code_lists
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import CellFault
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import folded

LISTS = sorted(code_lists())


def several(text: str) -> str:
    """What a column of causes side by side reads."""
    return Code("cause", several=True).read(text)


@pytest.mark.parametrize("name", LISTS)
def test_every_label_reads_as_itself(name: str) -> None:
    codes = code_list(name)
    assert codes.labels
    assert len(set(codes.labels)) == len(codes.labels)
    assert [codes.read(label) for label in codes.labels] == list(codes.labels)
    assert [codes.read(f" {label}\u3000") for label in codes.labels] == list(codes.labels)


@pytest.mark.parametrize("name", LISTS)
def test_codes_are_two_digits_or_one_and_belong_to_one_label(name: str) -> None:
    codes = code_list(name)
    given = [codes.code_of(label) for label in codes.labels if codes.code_of(label)]
    assert all(code.isascii() and code.isdigit() and len(code) <= 2 for code in given)
    assert len(set(given)) == len(given)


@pytest.mark.parametrize("name", LISTS)
def test_a_code_is_read_by_the_registrys_own_order_or_not_at_all(name: str) -> None:
    codes = code_list(name)
    for label in codes.labels:
        code = codes.code_of(label)
        if code and codes.read(code) is not None:
            forms = (
                code,
                code.lstrip("0") or "0",
                f"{code}.0",
                f"{code} {label}",
                f"{code}{label}",
                f"{code}.{label}",
                f"{code}-{label}",
            )
            assert [codes.read(form) for form in forms] == [label] * len(forms)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_where_it_was_seen_and_how_sure_that_is(name: str) -> None:
    codes = code_list(name)
    assert codes.zh
    assert codes.source
    assert codes.sure in ("two", "one", "practice")


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("relation", "01", "本人或户主"),
        ("relation", "1", "本人或户主"),
        ("relation", "户主", "本人或户主"),
        ("relation", "01 本人或户主", "本人或户主"),
        ("relation", "０１本人或户主", "本人或户主"),
        ("relation", "99", "其他"),
        ("cause", "缺劳动力", "缺劳力"),
        ("cause", "08 缺劳动力", "缺劳力"),
        ("ethnic", "汉", "汉族"),
        ("ethnic", "汉族", "汉族"),
        ("ethnic", "土家", "土家族"),
        ("ethnic", "01", "汉族"),
        ("sex", "1", "男"),
        ("sex", "02", "女"),
        ("sex", "2.0", "女"),
        ("status", "0", "未脱贫"),
        ("status", "已脱贫(享受政策)", "已脱贫（享受政策）"),
        ("status", "已脱贫享受政策", "已脱贫（享受政策）"),
        ("status", "4", "已脱贫（不再享受政策）"),
        ("work_place", "乡(镇)内务工", "乡（镇）内务工"),
        ("education", "06", "学龄前儿童"),
        ("education", "文盲", "文盲或半文盲"),
        ("health", "大病", "患有大病"),
        ("household_type", "普通农户", "一般农户"),
    ],
)
def test_spellings_seen_in_exports(name: str, text: str, label: str) -> None:
    assert code_list(name).read(text) == label


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cause", "02 因病"),  # the code says 因残
        ("cause", "1 2"),  # two codes, not the code 12
        ("cause", "0 1"),
        ("cause", "99"),
        ("cause", "1.5"),
        ("cause", "-1"),
        ("cause", "因病因残"),
        ("cause", "٣"),
        ("ethnic", "02"),  # the registry's own order of peoples differs from the standard's
        ("household_type", "0"),  # in another system 0 is 普通农户: no code is known here
        ("sex", "0"),  # 0 is "unknown" in the standard and "male" in one system
        ("sex", "M"),
        ("cause", ""),
        ("cause", "、"),
    ],
)
def test_what_is_not_in_a_list(name: str, text: str) -> None:
    assert code_list(name).read(text) is None


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("ethnic", "汗族", None),  # as near to every other people
        ("ethnic", "汉人", "汉族"),
        ("ethnic", "土家族人", "土家族"),  # and not 土族
        ("cause", "因病致贫", "因病"),
        ("cause", "缺乏劳动力", "缺劳力"),
        ("labour", "散失劳动力", "丧失劳动力"),
        ("cause", "因病因残", None),
        ("relation", "媳妇", "之儿媳"),  # and not 之兄弟媳妇
        ("relation", "养子", "之子"),
        ("relation", "子女", None),  # one or the other
        ("relation", "前妻", None),  # no wife any more
        ("status", "计划脱贫", None),  # has not left
        ("relation", "孙女婿", "其他"),  # one character from 之女婿
        ("relation", "女", "之女"),  # a sex that slipped into the column
        ("education", "大学", "本科"),  # and not 小学
        ("education", "中专", None),
        ("education", "中学", None),
        ("education", "技校", None),
        ("health", "慢性病", "长期慢性病"),
        ("health", "患病", None),
        ("health", "不健康", None),  # and not 健康
        ("labour", "有劳动力", None),  # and not 无劳动力
        ("schooling", "在校生", None),  # and not 非在校生
        ("schooling", "初中一年级", "七年级"),  # and not 高中一年级
        ("road_type", "沙石路", "砂石路"),
        ("education", "小学毕业", "小学"),
        ("status", "正常", None),  # nothing has changed: it may be listed still
        ("status", "稳定", None),
        ("relation", "婿", "之女婿"),
        ("relation", "孙", "之孙子"),
        ("status", "脱贫中", None),  # 未脱贫 is no near miss of it
        ("schooling", "普通高中一", "高中一年级"),
        ("schooling", "中职", None),
        ("sex", "男孩", "男"),
        ("cause", "打工", None),
        ("red_line", "私家车", "车辆"),
        ("red_line", "小轿车", "车辆"),
        ("red_line", "购房", "商品房"),
        ("red_line", "企业", "经营实体"),
        ("red_line", "公司", "经营实体"),
        ("red_line", "公职人员", "财政供养"),
        ("red_line", "房产", None),  # everybody has a house
        ("red_line", "农用车", None),  # a large one is meant
    ],
)
def test_the_near_miss(name: str, text: str, meant: str | None) -> None:
    codes = code_list(name)
    assert codes.read(text) is None
    assert codes.nearest(text) == meant


def test_a_label_stands_beside_another() -> None:
    assert several("因病") == "因病"
    assert (
        several("因病、因残")
        == several("因病,因残")
        == several("因病，因残")
        == several("因病 因残")
        == several("因病/因残")
        == "因病、因残"
    )
    assert several("01,02") == several("01 02") == several("1 2") == several("01；02") == "因病、因残"
    assert several("01 因病") == "因病"
    assert several("因病、因病、01") == "因病"
    assert several("因残、因病") == "因残、因病"
    assert several("因病、") == "因病"


@pytest.mark.parametrize("text", ["因病、发财", "、", "因病和发财", "1 99"])
def test_one_wrong_label_beside_others_is_wrong(text: str) -> None:
    with pytest.raises(CellFault, match="code_list"):
        several(text)


def test_labels_stand_side_by_side_only_where_that_is_foreseen() -> None:
    with pytest.raises(CellFault, match="code_list"):
        Code("cause").read("因病、因残")


def test_every_list_of_a_model_exists_and_every_list_has_a_model() -> None:
    kinds = [cell.kind for model in MODELS.values() for cell in fields_of(model).values()]
    used = {kind.list_name for kind in kinds if isinstance(kind, Code)}
    assert used <= set(LISTS)
    assert set(LISTS) - used == set()


def test_spellings_of_one_list_do_not_contradict_each_other() -> None:
    for name in LISTS:
        codes: CodeList = code_list(name)
        for label in codes.labels:
            assert codes.read(folded(label)) == label, (name, label)


@pytest.mark.parametrize("name", LISTS)
def test_a_hint_is_a_label_and_never_a_spelling(name: str) -> None:
    codes = code_list(name)
    for word, label in codes._meant.items():
        assert codes.read(word) is None
        assert label == "" or label in codes.labels


def test_a_hint_for_labels_side_by_side_loses_none() -> None:
    def meant(text: str) -> str | None:
        with pytest.raises(CellFault) as refused:
            Code("health", several=True).read(text)
        return refused.value.meant

    assert meant("慢性病、残疾") == "长期慢性病、残疾"
    assert meant("患病、残疾") is None


def test_beside_a_hint_a_long_list_is_only_named() -> None:
    assert Code("ethnic").brief(hinted=True).of("zh") == "代码表所列 56 项之一"
    assert Code("ethnic").brief(hinted=True).of("en") == "one of the 56 of its list"
    assert "男" in Code("sex").brief(hinted=True).of("zh")
