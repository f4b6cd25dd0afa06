"""Planted errors of single cells and rows: blank, misspelt, out of range, lost on the way into the file, shifted."""

from __future__ import annotations

from puxi_cli.samples.cells import ErrorValue, NoResult
from puxi_cli.samples.ground import Ground, House, Someone
from puxi_cli.samples.layout import cell_name

_CELLS = ("floor_area", "八十平"), ("road_distance", "两公里"), ("farmland", "三亩多")
_LABELS = ("cause", "因并"), ("road_type", "水泥"), ("toilet", "可能"), ("fuel", "柴火灶")


def _listed(house: House) -> bool:
    return house.listed


def _member(person: Someone) -> bool:
    return person.present and not person.head


def _other_than_head_listed(person: Someone) -> bool:
    return person.house.listed and _member(person)


def required_blank(ground: Ground, nth: int) -> None:
    """REC101: a cell that must be filled is blank."""
    if nth % 4 < 3:
        field = ("name", "id_no", "relation")[nth % 4]
        person = ground.someone(lambda p: _member(p) and not p.row.get("disability_no"))
        ground.change("persons", person.index, **{field: None})
        ground.note("required-blank", "REC101", "persons", person.index, field, person.house, "必填项删空")
    else:
        house = ground.house(lambda h: True)
        ground.change("households", house.index, village=None)
        ground.note("required-blank", "REC101", "households", house.index, "village", house, "必填项删空")


def not_a_figure(ground: Ground, nth: int) -> None:
    """REC102: words where a number or a date belongs."""
    if nth % 4 == 1:
        person = ground.someone(lambda p: p.present)
        ground.change("persons", person.index, birth="属狗")
        ground.note("not-a-figure", "REC102", "persons", person.index, "birth", person.house, "日期写成文字")
    else:
        house = ground.house(_listed)
        field, words = _CELLS[nth % 3]
        ground.change("households", house.index, **{field: words})
        ground.note("not-a-figure", "REC102", "households", house.index, field, house, "数字写成文字")


def not_in_list(ground: Ground, nth: int) -> None:
    """REC103: a label that is in no code list, a yes/no cell that says neither."""
    if nth % 3 == 2:
        field, word = (("health", "建康"), ("education", "大学"))[nth // 3 % 2]
        person = ground.someone(lambda p: _other_than_head_listed(p) and p.row.get(field) is not None)
        ground.change("persons", person.index, **{field: word})
        ground.note("not-in-list", "REC103", "persons", person.index, field, person.house, "代码表以外的写法")
    else:
        house = ground.house(_listed)
        field, word = _LABELS[(nth - nth // 3) % 4]
        ground.change("households", house.index, **{field: word})
        ground.note("not-in-list", "REC103", "households", house.index, field, house, "代码表以外的写法")


def out_of_range(ground: Ground, nth: int) -> None:
    """REC104: more months than a year has, a house smaller than nothing."""
    if nth % 3 == 0:
        person = ground.someone(lambda p: bool(p.row.get("work_months")))
        ground.change("persons", person.index, work_months=14)
        ground.note("out-of-range", "REC104", "persons", person.index, "work_months", person.house, "一年超过 12 个月")
    elif nth % 3 == 1:
        house = ground.house(_listed)
        ground.change("households", house.index, floor_area=-5)
        ground.note("out-of-range", "REC104", "households", house.index, "floor_area", house, "面积为负")
    else:
        house = ground.house(_listed)
        index = ground.draw.pick(house.incomes)
        ground.change("incomes", index, wage=-300.0)
        ground.note("out-of-range", "REC104", "incomes", index, "wage", house, "收入为负")


def letter_in_number(ground: Ground, nth: int) -> None:
    """REC105: the letter O for a zero in the 户编号 of an income row; nothing hangs on that row."""
    house = ground.house(_listed)
    index = ground.draw.pick(house.incomes)
    number = str(house.row["household_id"])
    ground.change("incomes", index, household_id=number[:2] + number[2:].replace("0", "O", 1))
    ground.note("letter-in-number", "REC105", "incomes", index, "household_id", house, "数字 0 写成字母 O")


def wrong_phone(ground: Ground, nth: int) -> None:
    """REC106: a digit lost, or a first digit that no mobile number has."""
    if nth % 2:
        person = ground.someone(lambda p: bool(p.row.get("phone")) and not p.head)
        ground.change("persons", person.index, phone="2" + str(person.row["phone"])[1:])
        ground.note("wrong-phone", "REC106", "persons", person.index, "phone", person.house, "首位写成 2")
    else:
        house = ground.house(_listed)
        ground.change("households", house.index, phone=str(house.row["phone"])[:-1])
        ground.note("wrong-phone", "REC106", "households", house.index, "phone", house, "少一位")


def number_as_figure(ground: Ground, nth: int) -> None:
    """REC201: an identity number stored as a figure has lost its last digits."""
    person = ground.someone(lambda p: p.present and not p.row.get("disability_no") and str(p.row["id_no"]).isdigit())
    ground.change("persons", person.index, id_no=float(str(person.row["id_no"])))
    ground.note("number-as-figure", "REC201", "persons", person.index, "id_no", person.house, "身份证号存成数值，末几位丢失")


def error_value(ground: Ground, nth: int) -> None:
    """REC202: #N/A."""
    if nth % 3 == 1:
        person = ground.someone(lambda p: _other_than_head_listed(p) and p.row.get("education") is not None)
        ground.change("persons", person.index, education=ErrorValue())
        ground.note("error-value", "REC202", "persons", person.index, "education", person.house, "公式出错")
        return
    house = ground.house(_listed)
    if nth % 3 == 0:
        ground.change("households", house.index, income_per_head=ErrorValue())
        ground.note("error-value", "REC202", "households", house.index, "income_per_head", house, "公式出错")
    else:
        index = ground.draw.pick(house.incomes)
        ground.change("incomes", index, property=ErrorValue())
        ground.note("error-value", "REC202", "incomes", index, "property", house, "公式出错")


def no_result(ground: Ground, nth: int) -> None:
    """REC203: a formula without a stored result."""
    if nth % 2:
        person = ground.someone(lambda p: p.present)
        ground.change("persons", person.index, birth=NoResult(f"=MID({cell_name('persons', person.index, 'id_no')},7,8)"))
        ground.note("no-result", "REC203", "persons", person.index, "birth", person.house, "公式没有保存结果")
    else:
        house = ground.house(_listed)
        index = ground.draw.pick(house.incomes)
        ground.change(
            "incomes", index, net_per_head=NoResult(f"=ROUND({cell_name('incomes', index, 'net')}/{house.row['size']},2)")
        )
        ground.note("no-result", "REC203", "incomes", index, "net_per_head", house, "公式没有保存结果")


def shifted_row(ground: Ground, nth: int) -> None:
    """REC204: a cell was deleted and the rest moved left, or a blank put in and the rest moved right."""
    if nth % 3 == 2:
        house = ground.house(_listed)
        ground.shift("households", house.index, "head_name", -1)
        ground.note("shifted-row", "REC204", "households", house.index, None, house, "从户主姓名起左移一列")
        return
    person = ground.someone(_other_than_head_listed)
    start, by = (("name", -1), ("sex", 1))[nth % 3]
    ground.shift("persons", person.index, start, by)
    words = "从姓名起左移一列" if by < 0 else "从性别起右移一列"
    ground.note("shifted-row", "REC204", "persons", person.index, None, person.house, words)
