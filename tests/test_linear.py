"""What is done for each of many things does not go through all of them: counted in calls, not in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from puxi_cli.findings import Card, Duty, Finding, Known, Severity
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records import village_names
from puxi_cli.records.place import Place
from puxi_cli.records.scope import Scope
from puxi_cli.reports import masking
from puxi_cli.systems.rectification import job as rectify
from puxi_cli.systems.rectification import rows
from puxi_cli.systems.rectification.answers import Alike
from puxi_cli.systems.rectification.keys import key_of
from puxi_cli.systems.rectification.problems import Ledger

pytestmark = pytest.mark.slow

CARD = Card("REC310", "size", Scope.HOUSEHOLD, Severity.ERROR, Duty.VILLAGE, "人数", "size", "", "", "", "人数", "size")


class Calls:
    """A function that counts how often it is called."""

    def __init__(self, whole: Callable[..., Any]) -> None:
        self.whole, self.number = whole, 0

    def __call__(self, *args: Any) -> Any:
        self.number += 1
        return self.whole(*args)


def test_numbers_to_be_closed_are_looked_up_in_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    keys = [f"{n:08d}" for n in range(20)]
    (ledger / "问题.csv").write_text(
        "问题编号,问题来源,反馈问题,状态\n" + "".join(f"{key},省,收入不实,整改中\n" for key in keys), "utf-8"
    )
    (ledger / "整改历史.csv").write_text(
        "变更日期,问题编号,新状态,变更人\n" + "".join(f"2018-06-01,{key},整改中,张三\n" for key in keys), "utf-8"
    )
    by_key = Calls(Ledger.by_key)
    monkeypatch.setattr(Ledger, "by_key", lambda self: by_key(self))
    told = rectify.close(ledger, Settings(Path()), keys=keys, today=date(2018, 6, 2), who="张三", why=None)
    assert len(told.refused) == 20
    assert by_key.number == 1


def test_rows_in_the_same_words_are_numbered_on_from_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Calls(key_of)
    monkeypatch.setattr(rows, "key_of", counted)
    values = dict.fromkeys(("key", "state", "result", "text", "concerns", "village", "household_id", "rule")) | {
        "text": "门牌号没有挂"
    }
    first = key_of("by hand", "门牌号没有挂", "", "", "", "")
    written = [rows.Row(n, values, {}) for n in range(2, 42)]
    # Somebody copied the second row with its number.
    written.insert(0, rows.Row(1, values | {"key": key_of(first, "2")}, {}))
    keys = [problem.key for problem in rows.taken(written, ()).problems]
    assert keys[:4] == [key_of(first, "2"), first, key_of(first, "3"), key_of(first, "4")]
    assert len(set(keys)) == 41
    assert counted.number <= 3 * 41


def test_a_spelling_is_compared_with_villages_of_its_own_name_only(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_apart = Calls(village_names._taken_apart)
    monkeypatch.setattr(village_names, "_taken_apart", taken_apart)
    known = village_names.KnownVillages([f"第{n}号村" for n in range(50)])
    assert [known.meant(f"第{n}号村委会") for n in range(50)] == [f"第{n}号村" for n in range(50)]
    assert taken_apart.number <= 50 + 3 * 50


def test_the_names_of_a_large_household_are_looked_up_in_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"王{chr(0x4E00 + n)}{chr(0x5000 + n)}" for n in range(60)]
    # 李王 begins before a name and ends in it, 大* stands in the file as it is.
    known, few = Known((*names, "李王", "大*", "王大")), Known((*names[:2], "李王", "大*", "王大"))
    text = f"李{names[0]}和王大山、{names[1]}是一家"
    masked = Calls(masking._masked_name)
    monkeypatch.setattr(masking, "_masked_name", masked)
    assert masking.scrubbed(text, False, known) == masking.scrubbed(text, False, few) == "李***和王*山、王**是一家"
    assert masked.number <= 12, "names that the text does not contain are left alone"


@pytest.mark.parametrize(
    "text", ["", "王大山", "690000197001011239", "６９００００197001011239", "手机 138\u200b1234\u00a05678", "护照 e12345678"]
)
def test_signs_are_translated_as_they_are_one_by_one(text: str) -> None:
    assert text.translate(masking._PLAIN_SIGNS) == "".join(map(masking._plain_sign, text))


def finding(row: int, heading: str | None = "人数", waived: str | None = None) -> Finding:
    return Finding(CARD, Place("a.csv", None, row, heading=heading), "households", "size", waived=waived)


def test_of_findings_that_are_alike_the_first_that_nobody_waived_counts() -> None:
    alike = Alike()
    for number, one in enumerate((
        finding(2, "人数", "核实"), finding(3, None, "不计"), finding(4), finding(5, "户主姓名", "又"), finding(6, "户主姓名", "再"),
    )):  # fmt: skip
        alike.add("云杉湾村", number, one)

    def row(about: str, heading: str | None) -> int | None:
        found = alike.of(about, heading)
        return found and found.place.row

    assert row("云杉湾村", None) == 4
    assert row("云杉湾村", "人数") == 4
    assert row("云杉湾村", "户主姓名") == 3, "what is about no column is about each"
    assert row("云杉湾村", "主要致贫原因") == 3
    assert row("蒲溪村", None) is None
    assert row("蒲溪村", "人数") is None
