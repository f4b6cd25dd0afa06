"""Pages in a real browser: they filter and search, work by keyboard and without script, fit a phone, print, and keep nobody out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from puxi_cli.findings import Lang
from puxi_cli.reports.findings_html import write_findings_html
from tests import browser as one_browser
from tests.browser import Browser
from tests.pages import NASTY, PAGES, many, of_village, saved, written
from tests.test_reports import checked, code_finding, finding

pytestmark = pytest.mark.browser

COUNT = "#findings .count"
# Names of rules and headings of one word that stand in more than one line.
BROKEN = """[...document.querySelectorAll('th')].filter((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return /^[A-Za-z]+[0-9]*$/.test(one.textContent.trim()) && new Set([...words.getClientRects()].map((line) => line.top)).size > 1;
}).map((one) => one.textContent)"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this run."""
    yield from one_browser.started()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser; whatever a page said in the console fails the test."""
    yield chromium
    assert chromium.complaints() == []


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page in both languages, and one of twenty thousand findings."""
    place = tmp_path_factory.mktemp("pages")
    langs: tuple[Lang, ...] = ("zh", "en")
    for name, (writer, what) in PAGES.items():
        for lang in langs:
            saved(place, written(writer, what, lang), f"{name}-{lang}.html")
    saved(place, written(write_findings_html, many(20_000)), "many.html")
    return place


def shown(browser: Browser, column: str = "说明") -> list[str]:
    """What the rows that are shown say in a column."""
    return [cell.text for cell in browser.every(f"#findings tbody td[data-label='{column}']")]


def choose(browser: Browser, field: str, words: str) -> None:
    """Choose from one of the lists' selects by the words it begins with."""
    select = Select(browser.one(f"#findings-{field}"))
    select.select_by_visible_text(next(one.text for one in select.options if one.text.startswith(words)))


# Searching and filtering; the numbers are those of FEW, counted by hand


def test_filters_show_what_they_say_and_how_many(browser: Browser, folder: Path) -> None:
    browser.open(folder / "validate-zh.html")
    browser.wait_for(COUNT, "显示 50 条，符合条件 114 条，共 114 条。")
    choose(browser, "village", "白鹭沟村")
    browser.wait_for(COUNT, "显示 37 条，符合条件 37 条，共 114 条。")
    assert set(shown(browser, "行政村")) == {"白鹭沟村"}
    choose(browser, "level", "警告")
    browser.wait_for(COUNT, "显示 6 条，符合条件 6 条")
    choose(browser, "rule", "REC112")
    browser.wait_for(COUNT, "没有符合条件的，共 114 条。")
    assert shown(browser) == []
    browser.one("#findings .clear").click()
    browser.wait_for(COUNT, "符合条件 114 条")
    choose(browser, "duty", "镇")
    browser.wait_for(COUNT, "显示 2 条，符合条件 2 条")
    assert shown(browser, "级别") == ["提示", "提示"]
    assert [one.text for one in Select(browser.one("#findings-village")).options] == [
        "全部",
        "白鹭沟村 (37)",
        "茨沟村 (75)",
        "（空白） (2)",
    ], "in the order of the language, the blank ones last"
    assert [one.text[:2] for one in Select(browser.one("#findings-level")).options] == ["全部", "错误", "警告", "提示"]


def test_a_search_finds_rows_with_all_its_words_wherever_they_stand(browser: Browser, folder: Path) -> None:
    browser.open(folder / "validate-zh.html")
    search = browser.one("#findings-search")
    search.send_keys("白鹭沟 民族")
    browser.wait_for(COUNT, "显示 6 条，符合条件 6 条，共 114 条。")
    search.send_keys(" 第302行")
    browser.wait_for(COUNT, "符合条件 1 条")
    assert shown(browser, "位置") == ["人口信息 第302行 民族 (I302)"]
    search.send_keys(Keys.CONTROL, "a")
    search.send_keys("ｒｅｃ１０３")  # full-width, as an input method leaves it
    browser.wait_for(COUNT, "符合条件 10 条")
    search.send_keys(Keys.CONTROL, "a")
    search.send_keys("已核实", Keys.ENTER)
    browser.wait_for(COUNT, "符合条件 2 条")


def test_rows_come_in_the_order_that_is_chosen(browser: Browser, folder: Path) -> None:
    browser.open(folder / "validate-zh.html")
    assert shown(browser, "规则")[:2] == ["DQ901", "DQ901"], "households stand before persons"
    choose(browser, "sort", "规则")
    choose(browser, "village", "茨沟村")
    browser.wait_for(COUNT, "符合条件 75 条")
    assert shown(browser, "规则")[:5] == ["REC103"] * 4 + ["REC112"]


def test_the_rest_is_shown_on_demand_and_the_reader_goes_on_where_it_begins(browser: Browser, folder: Path) -> None:
    browser.open(folder / "validate-zh.html")
    browser.one("#findings .more button").send_keys(Keys.ENTER)
    browser.wait_for(COUNT, "共 114 条。")
    assert len(browser.every("#findings tbody tr")) == 114
    assert browser.run("[...document.querySelectorAll('#findings tbody tr')].indexOf(document.activeElement)") == 50
    assert not browser.every("#findings .more button")


def test_a_number_of_the_table_leads_to_its_findings(browser: Browser, folder: Path) -> None:
    browser.open(folder / "validate-zh.html")
    browser.one("table.matrix tbody tr:nth-child(2) td:nth-child(4)").click()  # REC103 of 白鹭沟村
    browser.wait_for(COUNT, "显示 6 条，符合条件 6 条，共 114 条。")
    assert browser.run("document.activeElement.className") == "count"
    browser.one("table.matrix thead th:nth-child(5) a").send_keys(Keys.ENTER)  # findings without a village
    browser.wait_for(COUNT, "显示 2 条，符合条件 2 条，共 114 条。")
    browser.one("table.matrix tbody tr:nth-child(1) th a").send_keys(Keys.ENTER)  # REC112, waived ones with the others
    browser.wait_for(COUNT, "显示 50 条，符合条件 102 条，共 114 条。")


def test_two_lists_of_a_page_are_searched_by_themselves(browser: Browser, folder: Path) -> None:
    browser.open(folder / "export-zh.html")
    Select(browser.one("#leads-village")).select_by_value("=茨沟村")
    browser.wait_for("#leads .count", "显示 1 条，符合条件 1 条，共 2 条。")
    browser.wait_for(COUNT, "符合条件 114 条")
    assert browser.one("#leads tbody").text.startswith("6900000004 王**")


def test_twenty_thousand_findings_can_be_searched(browser: Browser, folder: Path) -> None:
    browser.open(folder / "many.html", wide=390)
    browser.wait_for(COUNT, "显示 50 条，符合条件 20,000 条，共 20,000 条。")
    choose(browser, "village", "第3村")
    browser.wait_for(COUNT, "符合条件 1,000 条")  # rows 3, 23, … 19,983
    browser.one("#findings-search").send_keys("错19983")
    browser.wait_for(COUNT, "显示 1 条，符合条件 1 条，共 20,000 条。")
    choose(browser, "village", "第4村")
    browser.wait_for(COUNT, "没有符合条件的，共 20,000 条。")


def test_what_a_file_holds_is_text_and_never_runs(browser: Browser, tmp_path: Path) -> None:
    odd = checked(code_finding(NASTY), of_village("<b>村</b>", 9), finding(10, name=NASTY))
    browser.open(saved(tmp_path, written(write_findings_html, odd, show_ids=True)))
    browser.wait_for(COUNT, "共 3 条")
    assert any(
        NASTY.replace("\u2028", "") in text.replace("\u2028", "")
        for text in browser.run("[...document.querySelectorAll('#findings td')].map((cell) => cell.textContent)")
    )
    assert not browser.every("main img, main b b")
    choose(browser, "village", "<b>村</b>")
    browser.wait_for(COUNT, "符合条件 1 条")


# Everybody, everywhere


@pytest.mark.parametrize(("wide", "dark"), [(1280, False), (1280, True), (390, False), (390, True), (320, False)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_nobody_out_and_never_moves_sideways(
    browser: Browser, folder: Path, name: str, wide: int, dark: bool
) -> None:
    for lang in ("zh", "en"):
        browser.open(folder / f"{name}-{lang}.html", wide=wide, dark=dark)
        assert browser.barriers() == []
        assert browser.run("document.documentElement.scrollWidth") <= wide
        assert browser.run(BROKEN) == []


def test_dark_and_light_differ_and_drawings_follow(browser: Browser, folder: Path) -> None:
    seen = set()
    for dark in (False, True):
        browser.open(folder / "stats-zh.html", dark=dark)
        colours = browser.run(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('svg path[fill]')).fill, "
            "getComputedStyle(document.querySelector('svg text')).fill]"
        )
        seen.add(tuple(colours))
    light, dark_ones = seen
    assert all(one != other for one, other in zip(light, dark_ones, strict=True))


def test_no_colour_of_a_drawing_is_forgotten_by_the_style(browser: Browser, folder: Path) -> None:
    for name in PAGES:
        browser.open(folder / f"{name}-zh.html", dark=True)
        unchanged = browser.run(
            "[...document.querySelectorAll('svg [fill], svg [stroke]')].filter((one) => ['fill', 'stroke'].some((key) => "
            "/^#/.test(one.getAttribute(key)) && getComputedStyle(one)[key] === (() => { const c = document.createElement('i'); "
            "c.style.color = one.getAttribute(key); return c.style.color; })())).length"
        )
        assert unchanged == 0, name


def test_the_keyboard_reaches_everything_in_order(browser: Browser, folder: Path) -> None:
    browser.open(folder / "validate-zh.html")
    body = browser.one("body")
    body.send_keys(Keys.TAB)
    assert browser.run("document.activeElement.className") == "skip"
    outline = browser.run("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.run("location.hash") == "#main"
    reached = []
    for _ in range(60):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        reached.append(browser.run("document.activeElement.id"))
        if reached[-1] == "findings-sort":
            break
    wanted = ["findings-search", "findings-village", "findings-level", "findings-duty", "findings-rule", "findings-sort"]
    assert [one for one in reached if one] == wanted


def test_a_wide_table_can_be_moved_by_keyboard(browser: Browser, folder: Path) -> None:
    browser.open(folder / "many.html", wide=390)
    region = browser.one(".wide:has(.matrix)")
    assert region.get_attribute("tabindex") == "0"
    assert browser.run("arguments[0].scrollWidth > arguments[0].clientWidth", region)
    region.send_keys(Keys.ARROW_RIGHT)
    WebDriverWait(browser.driver, 30).until(lambda _: browser.run("arguments[0].scrollLeft > 0", region))


@pytest.mark.parametrize("name", ["validate", "export"])
def test_without_script_the_first_rows_stand_there_and_it_is_said(browser: Browser, folder: Path, name: str) -> None:
    browser.open(folder / f"{name}-zh.html", script=False)
    assert len(browser.every("#findings tbody tr")) == 114
    assert browser.one(COUNT).text == "共 114 条。"
    assert not browser.one("#findings form").is_displayed()
    browser.open(folder / "many.html", script=False)
    assert len(browser.every("#findings tbody tr")) == 200
    assert "显示前 200 条，共 20,000 条" in browser.one(COUNT).text
    assert "--format xlsx" in browser.one(COUNT).text


# On a phone and on paper


def test_a_row_is_a_card_on_a_phone_with_its_headings(browser: Browser, folder: Path) -> None:
    browser.open(folder / "validate-zh.html", wide=390)
    cell = browser.one("#findings tbody td[data-label='说明']")
    assert browser.run("getComputedStyle(arguments[0], '::before').content", cell) == '"说明"'
    assert browser.run("arguments[0].getBoundingClientRect().width", cell) > 300
    empty = browser.run(
        "[...document.querySelectorAll('#findings td')].filter((one) => one.textContent === '' && one.offsetHeight > 0).length"
    )
    assert empty == 0


@pytest.mark.parametrize("name", ["validate", "export"])
def test_the_list_comes_before_the_kinds_on_a_phone_and_behind_them_on_a_desk(browser: Browser, folder: Path, name: str) -> None:
    for wide, list_first in ((390, True), (1280, False)):
        browser.open(folder / f"{name}-zh.html", wide=wide)
        tops = browser.run("['all', 'kinds'].map((id) => document.getElementById(id).getBoundingClientRect().top)")
        assert (tops[0] < tops[1]) is list_first, wide


def test_drawings_are_not_scaled_down_on_a_phone(browser: Browser, folder: Path) -> None:
    browser.open(folder / "stats-zh.html", wide=390)
    widths = browser.run("[...document.querySelectorAll('svg')].map((one) => one.getBoundingClientRect().width)")
    assert widths
    assert set(widths) == {340}


@pytest.mark.parametrize("name", ["many", *(f"{name}-{lang}" for name in PAGES for lang in ("zh", "en"))])
def test_paper_shows_what_the_screen_shows_and_no_form(browser: Browser, folder: Path, name: str) -> None:
    browser.open(folder / f"{name}.html", wide=703)  # what is left of an A4 page between its margins
    browser.command("Emulation.setEmulatedMedia", media="print")
    assert browser.run("document.documentElement.scrollWidth") <= 703, (
        "a browser prints all of it smaller so that the widest fits"
    )
    cut = browser.run(
        "[...document.querySelectorAll('main *')].filter((one) => one.getClientRects().length && getComputedStyle(one).position !== 'absolute' "
        "&& one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((one) => one.outerHTML.slice(0, 120))"
    )
    assert cut == []
    assert not any(one.is_displayed() for one in browser.every("form, .more, .contents"))
    names = browser.run("[...document.querySelectorAll('.matrix tbody th')].map((one) => one.getBoundingClientRect().width)")
    assert all(width > 120 for width in names), "a rule's name is not read in a column of one word"
    browser.command("Emulation.setEmulatedMedia", media="")
    pages = browser.printed()
    assert pages.startswith(b"%PDF-")
    sheets = re.findall(rb"/MediaBox ?\[0 0 59[45][.0-9]* 84[12][.0-9]*\]", pages)  # A4
    assert 1 <= len(sheets) <= 12, "also twenty thousand findings are no book"


def test_paper_says_how_much_of_a_long_list_is_on_it(browser: Browser, folder: Path) -> None:
    browser.open(folder / "many.html")
    choose(browser, "village", "第3村")
    browser.wait_for(COUNT, "显示 50 条，符合条件 1,000 条，共 20,000 条。")
    browser.command("Emulation.setEmulatedMedia", media="print")
    assert browser.one(COUNT).is_displayed()
    assert "打印的只是这里显示的" in browser.one("#findings .printed").text
    assert len([row for row in browser.every("#findings tbody tr") if row.is_displayed()]) == 50
    browser.command("Emulation.setEmulatedMedia", media="")
