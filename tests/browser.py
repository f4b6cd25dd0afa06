"""The browser of the tests: one headless Chromium for the whole run, or the reason why there is none."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")
_PATIENCE = 30  # seconds until a wait gives up; nothing waits so long unless it is broken


class Browser:
    """What a reader does with a page: opens it, types, looks, prints."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, path: Path, *, wide: int = 1280, dark: bool = False, script: bool = True) -> None:
        """Open a file on a screen of a width, by day or by night, with scripts or without."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[scheme])
        self.command("Emulation.setDeviceMetricsOverride", width=wide, height=900, deviceScaleFactor=1, mobile=wide < 500)
        self.command("Emulation.setScriptExecutionDisabled", value=not script)
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get(path.as_uri())

    def command(self, name: str, **arguments: Any) -> dict[str, Any]:
        """A command of the browser's own protocol."""
        answer: dict[str, Any] = self.driver.execute_cdp_cmd(name, arguments)
        return answer

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a JavaScript expression."""
        return self.driver.execute_script(f"return {script}", *arguments)

    def one(self, selector: str) -> WebElement:
        """The first element."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def every(self, selector: str) -> list[WebElement]:
        """All elements."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait_for(self, selector: str, text: str) -> None:
        """Wait until an element says something."""
        WebDriverWait(self.driver, _PATIENCE, 0.05).until(
            lambda _: text in self.one(selector).text, f"{selector} never said {text}"
        )

    def complaints(self) -> list[str]:
        """What stands in the console."""
        return [str(entry["message"]) for entry in self.driver.get_log("browser")]

    def printed(self) -> bytes:
        """The page as PDF."""
        return base64.b64decode(self.command("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def barriers(self) -> list[str]:
        """What axe-core finds that keeps people out: rule and element."""
        self.driver.execute_script(AXE.read_text("utf-8"))
        found = self.driver.execute_async_script("axe.run().then(arguments[0])")
        return [
            f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
            for one in found["violations"] for node in one["nodes"]
        ]  # fmt: skip


def needed() -> bool:
    """Whether tests may not do without a browser."""
    return os.environ.get("PUXI_NEED_BROWSER") == "1"


def started() -> Iterator[Browser]:
    """A headless Chromium; the tests are skipped where there is none, unless PUXI_NEED_BROWSER is set."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        _without("there is no chromium with chromedriver")
    options = webdriver.ChromeOptions()
    for flag in _FLAGS:
        options.add_argument(flag)
    options.binary_location = str(chromium)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    try:
        driver = webdriver.Chrome(options=options, service=Service(str(chromedriver)))
    except WebDriverException as error:
        _without(str(error))
    yield Browser(driver)
    driver.quit()


def _without(why: str) -> None:
    if needed():
        pytest.fail(f"PUXI_NEED_BROWSER is set: {why}")
    pytest.skip(why)
