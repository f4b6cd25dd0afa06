"""The products of an export: which files each consists of, and what they are made of."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from puxi_cli.errors import UsageError
from puxi_cli.system import modules
from puxi_cli.systems.exports.product import Into, Product
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.systems.exports.material import Material


def _findings(material: Material, into: Into) -> None:
    from puxi_cli.output.sheet_names import file_names
    from puxi_cli.reports.findings_csv import findings_frame
    from puxi_cli.reports.findings_xlsx import write_findings_xlsx, write_village_findings_xlsx

    checked, lang = material.checked, into.lang
    town = Text("全镇", "town")
    with into.file(Text(f"问题/{town[0]}.xlsx", f"findings/{town[1]}.xlsx"), Text("全镇的问题", "the town's findings")) as stream:
        write_findings_xlsx(checked, stream, lang, show_ids=into.show_ids)
    into.csv(
        Text(f"问题/{town[0]}.csv", f"findings/{town[1]}.csv"),
        Text("全镇的问题", "the town's findings"),
        findings_frame(checked, lang, into.show_ids),
    )
    names = file_names([*town, *material.villages])[len(town) :]
    for village, name in zip(material.villages, names, strict=True):
        what = Text(f"{village}的问题", f"findings of {village}")
        with into.file(Text(f"问题/{name}.xlsx", f"findings/{name}.xlsx"), what) as stream:
            write_village_findings_xlsx(checked, village, stream, lang, show_ids=into.show_ids)


def _lists(material: Material, into: Into) -> None:
    from puxi_cli.systems.rectification.three_lists import write_three_lists

    with into.file(
        Text("三单.xlsx", "three-lists.xlsx"), Text("问题清单、任务清单、责任清单", "problems, tasks, responsibilities")
    ) as stream:
        write_three_lists(material.lists, stream, into.lang, show_ids=into.show_ids)


def _figures(material: Material, into: Into) -> None:
    from puxi_cli.output.document import frame_of
    from puxi_cli.output.json_text import write_json
    from puxi_cli.systems.figures.figures_json import figures_document
    from puxi_cli.systems.figures.figures_table import figures_table, write_figures_xlsx
    from puxi_cli.systems.figures.rates_json import rates_document
    from puxi_cli.systems.figures.rates_table import whole_table, write_rates_xlsx
    from puxi_cli.systems.figures.standard_json import standard_document
    from puxi_cli.systems.figures.standard_table import write_standard_tables_xlsx
    from puxi_cli.systems.figures.standard_words import standard_table

    lang = into.lang

    def path(zh: str, en: str, ending: str) -> Text:
        return Text(f"统计/{zh}.{ending}", f"figures/{en}.{ending}")

    what = Text("户数、人数、发生率、逐年、分村、变动", "households, persons, incidence, years, villages, flow")
    with into.file(path("统计", "figures", "xlsx"), what) as stream:
        write_figures_xlsx(material.figures, stream, lang)
    into.csv(path("统计", "figures", "csv"), what, frame_of(figures_table(material.figures), lang, rounded=False))
    with into.text(path("统计", "figures", "json"), what) as text:
        write_json(figures_document(material.figures), text, lang)
    what = Text("各率", "the rates")
    with into.file(path("各率", "rates", "xlsx"), what) as stream:
        write_rates_xlsx(material.rates, stream, lang)
    into.csv(path("各率", "rates", "csv"), what, frame_of(whole_table(material.rates), lang, rounded=False))
    with into.text(path("各率", "rates", "json"), what) as text:
        write_json(rates_document(material.rates), text, lang)
    what = Text("统计表", "the standard tables")
    with into.file(path("统计表", "tables", "xlsx"), what) as stream:
        write_standard_tables_xlsx(material.tables, stream, lang)
    into.csv(path("统计表", "tables", "csv"), what, frame_of(standard_table(material.tables), lang))
    with into.text(path("统计表", "tables", "json"), what) as text:
        write_json({"tables": [standard_document(table) for table in material.tables]}, text, lang)


def _notices(material: Material, into: Into) -> None:
    from puxi_cli.systems.notices.workbook import write_notice_xlsx

    for notice in material.notices:
        path = Text(f"公示/{notice.title[0]}.xlsx", f"notices/{notice.kind}.xlsx")
        with into.file(path, notice.title) as stream:
            write_notice_xlsx(notice, stream, into.lang)


def _households(material: Material, into: Into) -> None:
    from puxi_cli.systems.exports.household_sheets import write_household_sheets

    if not material.household_ids:
        return
    with into.file(Text("一户一档.xlsx", "household-sheets.xlsx"), Text("一户一档", "household sheets")) as stream:
        write_household_sheets(material.explanations, stream, into.lang, show_ids=into.show_ids)


def _data(material: Material, into: Into) -> None:
    """The register as it was read, typed, a file for each table; read again it is the same register."""
    import polars as pl

    from puxi_cli.records.fields import fields_of
    from puxi_cli.systems.exports.datapackage import record_fields

    for name, table in material.opening.reading.registry.tables.items():
        headings = {field: cell.heading for field, cell in fields_of(table.model).items()}
        frame = table.frame.select(pl.col(name).alias(heading) for name, heading in headings.items())
        frame = frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
        path = f"{into.folder}{into.said(Text('数据', 'data'))}/{table.model.table.sheet}.parquet"
        what = into.said(
            Text(f"{table.model.table.sheet}（全部列，未遮盖）", f"{table.model.table.sheet} (all columns, unmasked)")
        )
        with into.contents.file(path, into.product, what, record_fields(name)) as stream:
            content = io.BytesIO()  # the library gives a full disk as an error of its own
            frame.write_parquet(content)
            stream.write(content.getbuffer())


def _report(material: Material, into: Into) -> None:
    """The page, which names the files that stand already."""
    from puxi_cli.systems.exports.overview import Product as Listed
    from puxi_cli.systems.exports.page import write_export_html

    beside = [one.sum for one in into.contents.files if one.sum.path.startswith(into.folder)]
    listed = [Listed(one.path.removeprefix(into.folder), Text(one.what, one.what)) for one in beside]
    with into.text(
        Text("报告.html", "report.html"), Text("报告：数字、图、问题、结论", "the report: figures, charts, findings, verdicts")
    ) as text:
        write_export_html(material.overview(listed), text, into.lang, show_ids=into.show_ids)


_PRODUCTS = (
    Product(
        "findings", "问题清单", Text("问题：全镇和各村的工作簿", "findings: workbooks of the town and of each village"), _findings
    ),
    Product("lists", "三单", Text("三单", "the three lists"), _lists),
    Product("figures", "统计", Text("统计、各率、统计表", "figures, rates, standard tables"), _figures),
    Product("notices", "公示表", Text("公示表", "lists to be made public"), _notices),
    Product("households", "一户一档", Text("一户一档（指定的户）", "household sheets, of those named"), _households),
    Product("data", "数据", Text("登记数据（Parquet，未遮盖）", "the register's data (Parquet, unmasked)"), _data),
)
# The page names the files that stand already, and is made last.
_LAST = Product(
    "report",
    "报告",
    Text("一页报告（HTML），列出其他文件", "the report on a page (HTML), with links to the other files"),
    _report,
)
PRODUCTS: dict[str, Product] = {
    product.name: product
    for product in (*_PRODUCTS, *(made for module in modules("products") for made in module.PRODUCTS), _LAST)
}


_SHORTEST = 2  # characters with which a Chinese name may be begun


def product_names(written: tuple[str, ...]) -> tuple[str, ...]:
    """The English names of products given by these, or by Chinese ones, whole or begun (公示 for 公示表). Raises UsageError."""
    chinese = {product.chinese: name for name, product in PRODUCTS.items()}
    return tuple(word if word in PRODUCTS else chinese[_whole(word, chinese)] for word in written)


def _whole(word: str, chinese: Mapping[str, str]) -> str:
    begun = [name for name in chinese if len(word) >= _SHORTEST and name.startswith(word)]
    if word in chinese or len(begun) == 1:
        return word if word in chinese else begun[0]
    known = "、".join(f"{name}（{english}）" for name, english in chinese.items())
    raise UsageError(
        f"没有这种成果资料“{word}”；可用：{known}。", f"There is no product {word}; there are: {', '.join(PRODUCTS)}."
    )


def products_named(names: tuple[str, ...]) -> list[Product]:
    """The products by name, all where none is named, in the order in which they are made. Raises UsageError."""
    wanted = product_names(names)
    return [product for name, product in PRODUCTS.items() if not wanted or name in wanted]
