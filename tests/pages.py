"""Pages for tests: a few findings counted by hand, twenty thousand, figures, a household, a whole export; and what can be told of a page."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html

from puxi_cli.explained import (
    Criterion,
    Event,
    Explanation,
    Figure,
    Hit,
    Member,
    NumberUsed,
    RedLine,
    WaiverTold,
    Weight,
    YearOfIncome,
)
from puxi_cli.findings import Checked, Duty, Finding, Item, Lang, Lead, Outcome, Severity, Verdict
from puxi_cli.records.place import Place
from puxi_cli.records.scope import Scope
from puxi_cli.reports.findings_html import write_findings_html
from puxi_cli.systems.explain.page import write_explain_html
from puxi_cli.systems.exports.overview import Overview, Product
from puxi_cli.systems.exports.page import write_export_html
from puxi_cli.systems.figures.figures import (
    Category,
    Counted,
    HeldRate,
    Limit,
    Part,
    RateFigures,
    SampleSize,
    StandardFigures,
    TablePart,
    VillageRates,
)
from puxi_cli.systems.figures.figures_html import write_figures_html
from puxi_cli.systems.figures.rates_html import write_rates_html
from puxi_cli.systems.figures.standard_html import write_standard_html
from puxi_cli.systems.rectification.problems import State
from puxi_cli.systems.rectification.progress import Age, Progress, Tally
from puxi_cli.systems.reference.law_numbers import LawNumber, LawNumbers, NumberSpan
from puxi_cli.text.words import Text
from tests.test_reports import CODE_CARD, FIGURES, card, checked, finding

NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&amp;'\"\u2028"
HINT = card(
    "DQ901", severity=Severity.NOTICE, duty=Duty.TOWN, zh="没有帮扶责任人", en="no cadre helps", title_zh="无帮扶责任人",
    title_en="no helper",
)  # fmt: skip


def of_village(village: str | None, row: int, what: str = "REC112") -> Finding:
    """A finding of a village and a kind: REC112 is an error of the clerk, REC103 a warning of the clerk, DQ901 a notice of the town."""
    if what == "REC103":
        place = Place("registry.xlsx", "人口信息", row, 8, "民族")
        return Finding(
            CODE_CARD, place, "persons", "ethnic", household_id=f"69000{row:05}", village=village, name="李四", value="汉",
            values={"allowed": ("汉族等", "汉族 and others"), "meant": "汉族"},
        )  # fmt: skip
    if what == "DQ901":
        place = Place("registry.xlsx", "户信息", row, 36, "帮扶责任人")
        return Finding(HINT, place, "households", "helper", household_id=f"69000{row:05}", village=village)
    return finding(row, village=village, household_id=f"69000{row:05}")


# 茨沟村 70 + 4, 白鹭沟村 30 + 6, nowhere 2; errors 102, warnings 10 - 2 waived ones are no open findings; notices 2.
FEW = (
    *(of_village("茨沟村", row) for row in range(4, 74)), *(of_village("茨沟村", row, "REC103") for row in range(100, 104)),
    *(of_village("白鹭沟村", row) for row in range(200, 230)), *(of_village("白鹭沟村", row, "REC103") for row in range(300, 306)),
    *(of_village(None, row, "DQ901") for row in range(400, 402)),
    finding(500, village="茨沟村", waived="已核实"), finding(501, village="白鹭沟村", waived="已核实"),
)  # fmt: skip


def many(number: int) -> Checked:
    """As many findings, no two of the same message, in twenty villages."""
    wrong = card(
        zh="“{heading}”写的是“{value}”，{money} 元，可填：代码表所列 56 项之一；是否为“{meant}”？",
        en="{heading} {value} {money} {meant}",
    )
    return checked(*(
        Finding(
            wrong, Place("registry.xlsx", "人口信息", row, row % 40, f"第{row % 40}栏"), "persons", "ethnic", household_id=f"69000{row // 3:05}",
            village=f"第{row % 20}村", name="赵钱孙李"[row % 4] + "某", value=f"错{row}",
            values={"heading": f"第{row % 40}栏", "money": row * 1.37, "meant": f"对{row % 500}"},
        )
        for row in range(2, number + 2)
    ))  # fmt: skip


CAR = card("ID202", severity=Severity.WARNING, zh="名单中有", en="in a list", title_zh="红线线索：车辆", title_en="lead: a car")
LEAD = Lead(2, "车辆", "100000000101", "王大山", "车管所", "名下有小型轿车一辆", Place("registry.xlsx", "比对线索", 2))


def verdict(said: str, item: Item, number: int, **more: Any) -> Verdict:
    """What is said of a household of 茨沟村, or of 白鹭沟村 where its number is odd."""
    village = "白鹭沟村" if number % 2 else "茨沟村"
    return Verdict(Scope.HOUSEHOLD, said, (item,), f"69000{number:05}", village, "王大山", **more)


IDENTIFIED = (
    verdict("lead_wrongly_listed", Item("income", Outcome.FAIL, "ID101"), 4, listed=True, leads=(LEAD,), grounds=(CAR,)),
    verdict("consistent", Item("income", Outcome.PASS, "ID101"), 6, listed=True),
    verdict("unknown", Item("income", Outcome.UNKNOWN, "ID101"), 7, listed=False),
)
EXITS = (
    verdict("fail", Item("housing", Outcome.FAIL, "EX102", 0), 9, exit_year=2017, planned=False, points=80),
    verdict("pass", Item("housing", Outcome.PASS, "EX102", 20), 10, exit_year=2018, planned=False, points=100),
    Verdict(Scope.VILLAGE, "pass", (Item("road", Outcome.PASS, "VX104", 10),), village="茨沟村", points=100),
)
CAUSES = StandardFigures(
    "2018-12-31", "610921", "causes", Text("主要致贫原因", "Main causes"), "listed", "household", False, None, None,
    TablePart(None, 696, (Counted(Category("ill", "因病", "illness"), 400), Counted(Category("blank", "空白", "blank"), 296))),
    (TablePart("茨沟村", 70, (Counted(Category("ill", "因病", "illness"), 40), Counted(Category("blank", "空白", "blank"), 30))),),
    (Text("没有备注", "no note"),),
)  # fmt: skip
_LIMIT = Limit(0.03, False, "unsourced", None, Text("没有找到依据", "no document found"))
_RATE = HeldRate(
    "composite", Text("综合贫困发生率", "Composite incidence"), "person", None, 26654, Text("信息表", "the register"),
    Text("村年度", "village years"),
    _LIMIT, Text("没有抽查", "nobody was inspected"), (Part("remaining", Text("剩余贫困人口", "remaining poor persons"), None),),
)  # fmt: skip
RATES = RateFigures(
    "2018-12-31", "610921", "person", (_RATE,), (SampleSize("脱贫户", 45, 129, 0, 0),), 90, (VillageRates("茨沟村", (_RATE,)),)
)
PROGRESS = Progress(
    date(2019, 3, 4), Tally("", 10, 4, 3, 1, 2, 4), {State.OPEN: 3, State.WAITING: 2, State.REJECTED: 0, State.CLOSED: 4, State.REOPENED: 1},
    dict.fromkeys(Age, 7), (Tally("巡视", 10, 4, 3, 1, 2, 4),), (Tally("茨沟村", 10, 4, 3, 1, 2, 4),), (), (),
)  # fmt: skip
_SPAN = NumberSpan(3070.0, "2017-01-01", "2017-12-31", "61", "unsourced", None, None, None, None, None, False)
NUMBERS = LawNumbers("2017-12-31", "610921", (
    LawNumber("exit_income_line", Text("退出收入标准", "exit line"), Text("元", "yuan"), None, None, _SPAN, (_SPAN,), ()),
    LawNumber("none", Text("没有的", "none there"), Text("元", "yuan"), None, None, None, (), ()),
))  # fmt: skip


def overview(**changes: Any) -> Overview:
    """A whole export, with everything that may be in it."""
    what: dict[str, Any] = {
        "name": "蒲溪镇 2018 年", "as_of": "2018-12-31", "region": "610921", "figures": FIGURES, "checked": checked(*FEW, command="export"),
        "rates": RATES, "tables": (CAUSES,), "identified": IDENTIFIED, "exits": EXITS, "progress": PROGRESS, "numbers": NUMBERS,
        "files": (Product("问题/全镇 #1.xlsx", Text("问题清单", "findings")),), "notes": (Text("只读了一个镇", "one township was read"),),
    }  # fmt: skip
    return Overview(**(what | changes))


def _criterion(outcome: Outcome, title: str, **more: Any) -> Criterion:
    """A criterion with a figure and a number of the law."""
    number = NumberUsed(
        "exit_income_line",
        Text("退出收入标准", "exit line"),
        3070.0,
        Text("元", "yuan"),
        "2017",
        "61",
        "unsourced",
        None,
        None,
        Text("未见文件", "no document"),
    )
    asked = card("EX101", title_zh=title, title_en=title)
    return Criterion(asked, "income", outcome, (Figure("net_income", Text("人均纯收入", "income"), 2500),), (number,), **more)


HOUSEHOLD = Explanation(
    "6900000004", "2018-12-31", "610921", "茨沟村", "一组", "王大山", Place("registry.xlsx", "户信息", 4), "listed", "一般贫困户", "因病", "周主任",
    members=(
        Member("100000000101", "王大山", "户主", "男", 61, "非在校生", "残疾", "丧失劳动力", None, True, "2014-01", None, None, True, False,
               Place("registry.xlsx", "人口信息", 9)),
        Member(None, None, None, None, None, None, None, None, None, None, None, "2016-04", "死亡", False, False,
               Place("registry.xlsx", "人口信息", 10)),
    ),
    events=(
        Event("2014-01", Text("识别为贫困户", "identified"), "household", Place("registry.xlsx", "户信息", 4)),
        Event("2020", Text("成员减少：", "a member left: "), "person", name="王小山"), Event(None, Text("民主评议", "assembly"), "step"),
    ),
    incomes=(YearOfIncome(2018, 12284.5, Place("registry.xlsx", "家庭收入", 5), 2995.0, 3070.0), YearOfIncome(2017, None, None, None, None)),
    criteria=(
        _criterion(Outcome.FAIL, "收入"), _criterion(Outcome.UNKNOWN, "住房", lacking=("危房户",), reasons=(Text("没有鉴定", "no survey"),)),
        _criterion(Outcome.PASS, "饮水"), _criterion(Outcome.FAIL, "教育", waived="已核实"), _criterion(Outcome.NOT_APPLICABLE, "抽查"),
    ),
    red_lines=(RedLine(CAR, Outcome.FAIL, "车辆"), RedLine(card("ID201"), Outcome.PASS, "商品房")),
    hits=(Hit(LEAD, Weight.LEAD),),
    verdicts=(("identify", IDENTIFIED[0]),),
    findings=(of_village("茨沟村", 4, "REC103"), of_village("茨沟村", 5)),
    waivers=(WaiverTold("EX101", "100000000101", "已核实", "张主任", "2018-01-01", None, True),),
    inputs=(), notes=(Text("没有备注", "no note"),), not_asked=(Text("没有问", "not asked"),),
)  # fmt: skip
PAGES = {
    "validate": (write_findings_html, checked(*FEW)),
    "identify": (write_findings_html, checked(*FEW, command="identify", verdicts=IDENTIFIED)),
    "exit": (write_findings_html, checked(command="exit", verdicts=EXITS)),
    "stats": (write_figures_html, FIGURES),
    "causes": (write_standard_html, CAUSES),
    "rates": (write_rates_html, RATES),
    "explain": (write_explain_html, HOUSEHOLD),
    "export": (write_export_html, overview()),
}


def written(writer: Any, what: object, lang: Lang = "zh", **options: object) -> str:
    """The page as text."""
    stream = io.StringIO()
    writer(what, stream, lang, **options)
    return stream.getvalue()


def parsed(page: str) -> html.HtmlElement:
    """The page as a browser sees it before any script ran."""
    return html.document_fromstring(page)


def rows_of(page: str, name: str) -> tuple[dict[str, Any], list[list[str]]]:
    """What the script gets of a list, and its cells put together as the script does it."""
    (text,) = parsed(page).xpath(f"//script[@id='{name}-rows']/text()")
    data: dict[str, Any] = json.loads(text)

    def value(one: int | str) -> str:
        return data["texts"][one] if isinstance(one, int) else one

    def cell(one: Any) -> str:
        if not isinstance(one, list):
            return value(one)
        pieces = data["patterns"][one[0]]
        return "".join(piece + filling for piece, filling in zip(pieces, [*map(value, one[1:]), ""], strict=True))

    return data, [[cell(one) for one in row] for row in data["rows"]]


def saved(folder: Path, page: str, name: str = "page.html") -> Path:
    """The page as a file."""
    path = folder / name
    path.write_text(page, "utf-8")
    return path
