"""The models: one Cell per field, headings that name one field, every field of the design, nothing personal in an error."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from puxi_cli.records.coded import Code
from puxi_cli.records.fields import Record, fields_of
from puxi_cli.records.identity import check_character
from puxi_cli.records.person import Person
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import folded

# The tables as they were agreed: canonical headings by sheet.
AGREED = {
    "households": """户编号 县 乡镇 行政村 村民小组 户主姓名 联系电话 户类型 贫困户属性 识别标准 首次识别时间 脱贫属性 脱贫年度 返贫时间
        主要致贫原因 其他致贫原因 返贫原因 住房面积 危房户 危房级别 是否解决安全饮用水 饮水困难 是否通生活用电 是否通生产用电 入户路类型
        与村主干路距离 主要燃料类型 是否有卫生厕所 耕地面积 林地面积 退耕还林面积 林果面积 是否加入农民专业合作社 是否易地扶贫搬迁户 人均纯收入""",
    "persons": """户编号 人编号 姓名 性别 证件类型 证件号码 出生日期 与户主关系 民族 政治面貌 文化程度 在校生状况 失学或辍学原因 健康状况 残疾证号
        劳动技能 务工状况 务工时间(月) 是否参加城乡居民基本医疗保险 是否参加大病保险 是否参加城乡居民基本养老保险 是否享受低保 是否特困供养
        人员识别时间 减少时间 减少原因 联系电话""",
    "incomes": """户编号 年度 工资性收入 生产经营性收入 生产经营性支出 财产性收入 转移性收入 低保金 五保金 养老保险金 生态补偿金 计划生育金
        年纯收入 人均纯收入""",
    "villages": "行政村 行政区划代码 类型 是否贫困村 出列年度",
    "village_years": """行政村 年度 总户数 总人口 农业户籍人口 脱贫户人均纯收入 全县农村居民人均可支配收入 是否有集体经济或互助资金组织
        是否通沥青(水泥)路 是否有安全饮水 电力入户率 是否有标准化卫生室""",
    "steps": "户编号 程序 步骤 日期 公示截止日期 结果 签字人 佐证材料",
    "evidence": "证件号码 姓名 来源部门 类别 说明 日期",
    "samples": "户编号 抽查日期 类型 人数 结论 是否认可 抽查单位",
    "waivers": "规则 户编号 人编号 原因 批准人 日期 截止",
}
EVERY = sorted(MODELS)


@pytest.mark.parametrize("name", EVERY)
def test_every_field_has_one_annotation_and_every_model_a_table(name: str) -> None:
    model = MODELS[name]
    assert model.table.name == name
    assert list(fields_of(model)) == list(model.model_fields)
    assert set(model.table.key) <= set(model.model_fields)
    assert model.table.sheet in model.table.sheet_names
    assert model.table.zh
    assert model.table.en


@pytest.mark.parametrize("name", EVERY)
def test_a_heading_names_one_field_of_a_table(name: str) -> None:
    headings = [
        folded(heading) for cell in fields_of(MODELS[name]).values() for heading in (cell.heading, *cell.others, *cell.opposite)
    ]
    assert sorted(heading for heading in set(headings) if headings.count(heading) > 1) == []


@pytest.mark.parametrize("name", sorted(AGREED))
def test_every_agreed_field_is_there(name: str) -> None:
    assert set(AGREED[name].split()) <= {cell.heading for cell in fields_of(MODELS[name]).values()}


@pytest.mark.parametrize("name", EVERY)
def test_a_required_cell_is_a_required_field_and_a_key_is_required(name: str) -> None:
    model = MODELS[name]
    for field, cell in fields_of(model).items():
        assert model.model_fields[field].is_required() == cell.required, field
        assert cell.en, field


@pytest.mark.parametrize("name", EVERY)
def test_names_numbers_and_telephones_are_marked_as_personal(name: str) -> None:
    for field, cell in fields_of(MODELS[name]).items():
        telling = {"id": ("证件号码", "残疾证号"), "phone": ("联系电话",), "name": ("姓名", "户主姓名", "签字人", "批准人")}
        for how, headings in telling.items():
            assert cell.heading not in headings or cell.personal == how, field


def number(first_17: str) -> str:
    """A fictional number; no place has the prefix 690000."""
    return first_17 + check_character(first_17)


RIGHT = number("69000019700101123")
PERSON = {"household_id": "1", "name": "王一", "id_no": RIGHT, "relation": "户主"}


def refused(model: type[Record], row: dict[str, object]) -> ValidationError:
    """What pydantic says against a row."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(row)
    return caught.value


def test_a_row_comes_out_typed() -> None:
    person = Person.model_validate(
        PERSON | {"sex": "1", "birth": "１９７０年１月", "work_months": " 6.0 ", "medical": "√", "health": "02,04"}
    )
    assert (person.relation, person.sex, person.birth, person.work_months, person.medical, person.health) == (
        "本人或户主", "男", "1970-01", 6, True, "长期慢性病、残疾",
    )  # fmt: skip


@pytest.mark.parametrize("field", [field for field, cell in fields_of(Person).items() if cell.required])
@pytest.mark.parametrize("blank", [None, "", " ", "\u3000", "\u200b", "''"[:1], '=""'])
def test_a_required_cell_may_not_be_blank(field: str, blank: str | None) -> None:
    assert [(error["type"], error["loc"]) for error in refused(Person, PERSON | {field: blank}).errors()] == [
        ("required", (field,))
    ]


def test_a_field_that_is_not_in_the_table_is_refused() -> None:
    assert [error["type"] for error in refused(Person, PERSON | {"nickname": "x"}).errors()] == ["extra_forbidden"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("id_no", number("69000019700101123")[:17] + "8", "id_check"),
        ("id_no", "690000197013011234", "id_date"),
        ("id_no", "6900001970", "id_length"),
        ("disability_no", RIGHT, "id_length"),
        ("disability_no", RIGHT + "91", "id_certificate"),
        ("phone", "09151234567", "phone"),
        ("birth", "1970-02-30", "date"),
        ("sex", "女", "sex_disagrees"),
        ("birth", "1970-02", "birth_disagrees"),
        ("name", "", "required"),
        ("work_months", "13", "range"),
        ("relation", "邻居", "code_list"),
        ("household_id", "戶一", "format"),
    ],
)
def test_an_error_never_carries_the_value_that_was_refused(field: str, value: str, code: str) -> None:
    error = refused(Person, PERSON | {field: value})
    assert code in {item["type"] for item in error.errors(include_input=False)}
    # The near miss of a code list is no value of the row; everything else of the row stays out.
    for said in (str(error), repr(error)):
        for secret in (RIGHT, RIGHT[:17], value, PERSON["name"]):
            assert not secret or secret not in said


def test_the_row_validator_agrees_with_birth_and_sex_as_far_as_they_are_known() -> None:
    for birth in ("1970", "197001", "1970-01-01", None):
        Person.model_validate(PERSON | {"birth": birth, "sex": "男"})
    Person.model_validate(PERSON | {"id_no": "999999197001011234", "birth": "1980", "sex": "女"})
    assert [item["type"] for item in refused(Person, PERSON | {"birth": "1971"}).errors()] == ["birth_disagrees"]


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Person.model_validate(PERSON).name = "李二"


@pytest.mark.parametrize("name", EVERY)
def test_schemas_come_from_the_same_annotations(name: str) -> None:
    schema = MODELS[name].model_json_schema()
    cells = fields_of(MODELS[name])
    assert list(schema["properties"]) == list(cells)
    assert sorted(schema.get("required", [])) == sorted(field for field, cell in cells.items() if cell.required)
    for field, cell in cells.items():
        described = schema["properties"][field]
        assert described["title"] == cell.heading
        if isinstance(cell.kind, Code) and not cell.kind.several:
            assert [label for label in described["enum"] if label] == list(cell.kind.codes.labels)
