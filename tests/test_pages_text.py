"""Whatever a file holds stands in a page as text: its markup is the same, nothing of it runs, the page stays well formed."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from lxml import etree

from puxi_cli.findings import Item, Outcome, Prohibition, Verdict
from puxi_cli.records.place import Place
from puxi_cli.records.scope import Scope
from puxi_cli.records.text import visible
from puxi_cli.reports.findings_html import write_findings_html
from puxi_cli.systems.explain.page import write_explain_html
from puxi_cli.systems.exports.overview import Product
from puxi_cli.systems.exports.page import write_export_html
from puxi_cli.systems.figures.figures import Category, Counted, Rate, TablePart, VillageFigure, VillageRates
from puxi_cli.systems.figures.figures_html import write_figures_html
from puxi_cli.systems.figures.rates_html import write_rates_html
from puxi_cli.systems.figures.standard_html import write_standard_html
from puxi_cli.systems.rectification.progress import Tally
from puxi_cli.text.words import Text
from tests.pages import CAUSES, HOUSEHOLD, LEAD, NASTY, PROGRESS, RATES, overview, parsed, rows_of, verdict, written
from tests.profiles import examples
from tests.test_reports import FIGURES, checked, code_finding, finding

pytestmark = pytest.mark.slow

ODD = {
    "the end of a script": NASTY,
    "the end of a script in other spellings": "</SCRIPT x><!-- <script </script / </script ",
    "the end of a style, of a comment, of a title": "</style><!-- --> </title></textarea></svg>]]>",
    "quotes": '" onmouseover="alert(1)" x=\'`{{ 7*7 }}{% raw %}',
    "an entity": "&lt;b&gt; &amp;amp; &#0; &nosuch;",
    "emoji of several characters": "👨‍👩‍👧‍👦🏳️‍🌈🇨🇳",
    "characters beyond the first plane": "𠮷𡈽𪚥",
    "from right to left": "مرحبا \u202e0123\u202c עברית",
    "a very long word": "长" * 400 + "w" * 4000,
    "control characters and what is none": "a\x01\x08\x0b\x1fz\uffff",
    "a byte order mark and blanks": "\ufeff \u3000\u00a0\u2028\u2029\t\n",
    "nothing": "",
}


def pages_of(text: str) -> Iterator[tuple[str, str]]:
    """Every kind of page with the text wherever a file's words may come to stand."""
    about = Place(text, text, 9, 5, text)
    lead = dataclasses.replace(LEAD, name=text, source=text, note=text, place=about)
    verdicts = (
        dataclasses.replace(verdict("lead_wrongly_listed", Item("income", Outcome.PASS, "ID101"), 4, listed=True), village=text, leads=(lead,)),
        dataclasses.replace(verdict("fail", Item("income", Outcome.FAIL, "EX101"), 5, planned=False), village=text, name=text, later=text),
    )  # fmt: skip
    identified, exits = verdicts[:1], (*verdicts[1:], Verdict(Scope.VILLAGE, "unknown", (), village=text, points=0))
    said = Prohibition(text, Outcome.UNKNOWN, None, 0, text, text, text)
    findings = (
        code_finding(text), finding(8, name=text, village=text, waived=text), finding(9, place=about, village=text, household_id=text),
    )  # fmt: skip
    found = checked(*findings, prohibitions=(said,), notes=(Text(text, text),))
    figures = dataclasses.replace(
        FIGURES, villages=(VillageFigure(text, 1, 2, Rate(2, 10, "person", text)),), notes=(Text(text, text),)
    )
    named = Category("ill", text, text)
    causes = dataclasses.replace(
        CAUSES, town=TablePart(None, 1, (Counted(named, 1),)), villages=(TablePart(text, 1, (Counted(named, 1),)),), notes=(Text(text, text),)
    )  # fmt: skip
    rates = dataclasses.replace(RATES, villages=(VillageRates(text, RATES.rates),), notes=(Text(text, text),))
    progress = dataclasses.replace(
        PROGRESS, by_village=(Tally(text, 1, 1, 0, 0, 0, 0),), by_source=(Tally(text, 1, 1, 0, 0, 0, 0),)
    )
    told = dataclasses.replace(
        HOUSEHOLD, village=text, group=text, head_name=text, cause=text, helper=text, place=about, notes=(Text(text, text),),
        members=tuple(dataclasses.replace(one, name=text, relation=text, left_reason=text) for one in HOUSEHOLD.members),
        events=tuple(dataclasses.replace(one, what=Text(text, text), place=about) for one in HOUSEHOLD.events),
        criteria=tuple(dataclasses.replace(one, lacking=(text,), waived=text) for one in HOUSEHOLD.criteria),
        hits=tuple(dataclasses.replace(one, lead=lead) for one in HOUSEHOLD.hits), findings=findings,
    )  # fmt: skip
    whole = overview(
        name=text, figures=figures, checked=found, tables=(causes,), identified=identified, exits=exits, rates=rates, progress=progress,
        files=(Product(text, Text(text, text)),), notes=(Text(text, text),),
    )  # fmt: skip
    pages: dict[str, tuple[Any, object]] = {
        "validate": (write_findings_html, found),
        "identify": (write_findings_html, dataclasses.replace(found, command="identify", verdicts=identified)),
        "exit": (write_findings_html, dataclasses.replace(found, command="exit", verdicts=exits)),
        "stats": (write_figures_html, figures),
        "causes": (write_standard_html, causes),
        "rates": (write_rates_html, rates),
        "explain": (write_explain_html, told),
        "export": (write_export_html, whole),
    }
    for name, (writer, what) in pages.items():
        asked = {"show_ids": True} if name not in ("stats", "causes", "rates") else {}
        yield name, written(writer, what, "zh", **asked)


def markup(page: str) -> list[tuple[str, list[str]]]:
    """The elements of a page and their attributes' names; what is inside of drawings depends on the words' lengths."""
    return [
        (str(one.tag), sorted(map(str, one.attrib)))
        for one in parsed(page).iter(etree.Element)
        if not any(above.tag == "svg" for above in one.iterancestors())
    ]


def is_harmless(page: str) -> None:
    """Nothing runs, loads or is styled but what the package wrote, and the page ends where it should."""
    document = parsed(page)
    assert page.endswith("</body>\n</html>\n")
    assert len(document.xpath("//script[not(@type)]")) <= 1
    assert not document.xpath(
        "//img | //iframe | //object | //link | //base | //@style | //@src | //@*[starts-with(name(), 'on')]"
    )
    assert {one.tag for one in document.xpath("//*[local-name()='svg']//*")} <= {"g", "path", "text", "tspan", "line"}
    assert all(json.loads(text)["rows"] for text in document.xpath("//script[@type]/text()")), "cut off"
    assert not [one for one in document.xpath("//@href") if re.match("(?i)[a-z]+:", one)]
    page.encode("utf-8")


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_markup_never_depends_on_what_a_file_holds(text: str) -> None:
    compared = 0
    for (name, page), (_, plain) in zip(pages_of(text), pages_of("甲"), strict=True):
        is_harmless(page)
        if text:  # a cell that is blank is left out in some places
            assert markup(page) == markup(plain), name
            compared += 1
    assert compared == (8 if text else 0)


@examples(12, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet=st.one_of(st.sampled_from("<>&\"'`/=;-![]{}%\\ "), st.characters(codec="utf-8")), min_size=1, max_size=40)
)
def test_no_text_at_all_is_markup(text: str) -> None:
    for _, page in pages_of(text):
        is_harmless(page)


@pytest.mark.parametrize("text", [one for one in ODD.values() if one.strip() and not re.search("[\x00-\x1f\u2028]", one)])
def test_a_reader_and_the_script_get_the_text_as_it_was(text: str) -> None:
    pages = dict(pages_of(text))
    text = visible(text)  # what a program would obey is not written
    for name, page in pages.items():
        assert text in parsed(page).xpath("string(//body)"), name
    _, rows = rows_of(pages["validate"], "findings")
    assert [visible(row[1]) for row in rows].count(text) == 2
    assert text in parsed(pages["export"]).xpath("string(//title)")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("said", ["unknown", "pass", "fail"])
def test_a_verdict_nobody_can_give_has_words_of_its_own(said: str, lang: Any) -> None:
    words = {"unknown": ("无法判断", "unknown"), "pass": ("达标", "pass"), "fail": ("未达标", "fail")}[said][lang == "en"]
    place = Verdict(Scope.VILLAGE, said, (), village="茨沟村", points=10)
    gone = Verdict(Scope.HOUSEHOLD, said, (Item("income", Outcome.UNKNOWN, "EX101"),), "6900000001", "茨沟村", planned=True)
    page = parsed(written(write_findings_html, checked(command="exit", verdicts=(place, gone)), lang))
    assert page.xpath(f"string(//table//span[@class='{said}'])") == words
    assert page.xpath(f"//div[@id='leads']//span[@class='{said}']")


def test_who_left_in_no_known_year_is_counted_and_an_answer_of_no_outcome_says_who_signed() -> None:
    gone = Verdict(Scope.HOUSEHOLD, "unknown", (), "6900000001", planned=False)
    said = (
        Prohibition("不准搞形象工程", Outcome.PASS, None, 0, "已承诺", "王大山", "2018-12-01"),
        Prohibition("不准弄虚作假", Outcome.FAIL, "REC112", 3),
    )
    page = parsed(written(write_findings_html, checked(command="exit", verdicts=(gone,), prohibitions=said), "zh"))
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]
    assert ["其中没有脱贫年度", "0", "1", "0", "1"] in rows
    assert ["不准搞形象工程", "已承诺，王**，2018-12-01", "达标"] in rows
    assert ["不准弄虚作假", "REC112，3 个问题", "未达标"] in rows
