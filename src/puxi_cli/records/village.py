"""村信息 and 村年度: a village, and its figures of one year."""

from typing import Annotated, ClassVar

from puxi_cli.records.coded import Code
from puxi_cli.records.dates import ExitYear, Year
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import Digits, FreeText, Number, Whole, YesNo
from puxi_cli.text.words import Text


class Village(Record):
    """An administrative village or a neighbourhood committee."""

    table: ClassVar[Table] = Table(
        name="villages", sheet="村信息", zh="一个村", en="a village", key=("village",), sheet_names=("村信息", "行政村信息")
    )

    village: Annotated[
        str, Cell("行政村", "村", "村名", "贫困村名称", kind=FreeText(repeats=True, wants="place"), en="village", required=True)
    ]
    code: Annotated[str | None, Cell("行政区划代码", "行政编码", "区划代码", kind=Digits(), en="division code")] = None
    kind: Annotated[str | None, Cell("类型", "村类型", kind=Code("village_kind"), en="kind")] = None
    poor: Annotated[bool | None, Cell("是否贫困村", "贫困村", kind=YesNo(), en="poor village")] = None
    exit_year: Annotated[
        int | None,
        Cell(
            "出列年度",
            "出列时间",
            kind=ExitYear(Text("未出列的请留空", "blank where it has not left")),
            en="year the village left",
        ),
    ] = None


class VillageYear(Record):
    """A village's year: the denominators of the rates and the indicators of the village's exit."""

    table: ClassVar[Table] = Table(
        name="village_years",
        sheet="村年度",
        zh="一个村的一年",
        en="a village's year",
        key=("village", "year"),
        sheet_names=("村年度", "村年度信息"),
    )

    village: Annotated[str, Cell("行政村", "村", "村名", kind=FreeText(repeats=True, wants="place"), en="village", required=True)]
    year: Annotated[int, Cell("年度", "年份", kind=Year(), en="year", required=True)]
    households: Annotated[int | None, Cell("总户数", kind=Whole(), en="households", unit="户")] = None
    persons: Annotated[int | None, Cell("总人口", "总人口数", kind=Whole(), en="persons", unit="人")] = None
    rural_persons: Annotated[
        int | None,
        Cell("农业户籍人口", "乡村人口", "乡村人口数", "农业人口", kind=Whole(), en="rural registered persons", unit="人"),
    ] = None
    exited_income: Annotated[
        float | None, Cell("脱贫户人均纯收入", kind=Number(), en="net income per head of exited households", unit="元")
    ] = None
    county_income: Annotated[
        float | None, Cell("全县农村居民人均可支配收入", kind=Number(), en="disposable income per head, rural county", unit="元")
    ] = None
    collective: Annotated[
        bool | None, Cell("是否有集体经济或互助资金组织", kind=YesNo(), en="collective economy or mutual-aid fund")
    ] = None
    road: Annotated[
        bool | None, Cell("是否通沥青(水泥)路", "到乡镇是否通沥青(水泥)路", kind=YesNo(), en="asphalt or concrete road")
    ] = None
    water: Annotated[bool | None, Cell("是否有安全饮水", kind=YesNo(), en="safe drinking water")] = None
    power_rate: Annotated[
        float | None, Cell("电力入户率", kind=Number(least=0, most=100), en="households with electricity", unit="%")
    ] = None
    clinic: Annotated[bool | None, Cell("是否有标准化卫生室", kind=YesNo(), en="standard clinic")] = None
