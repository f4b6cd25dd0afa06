"""What whoever uses a ledger must know of it: what people did to it by hand, and which cells cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

from puxi_cli.records.dates import Day
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.systems.rectification.ledgers import LedgerFile
from puxi_cli.systems.rectification.problems import OWN
from puxi_cli.systems.rectification.rows import Doubled
from puxi_cli.text.words import Text

_MOST = 5  # of a kind are named


def noticed(file: LedgerFile) -> list[Text]:
    """Every command tells these notes: numbers that stand twice, a history that is gone, states that were changed by hand, cells that count
    as blank for they cannot be read."""
    return [*_doubled(file), *_unrecorded(file), *_by_hand(file), *_unread(file)]


def _doubled(file: LedgerFile) -> list[Text]:
    notes = [_of_one(one) for one in file.rows.doubled[:_MOST]]
    if left := len(file.rows.doubled) - len(notes):
        notes.append(Text(f"另有 {left} 个问题编号重复。", f"{left} more numbers stand in several rows."))
    return notes


def _of_one(one: Doubled) -> Text:
    rows = sorted((one.first, *one.others, *one.alike))
    zh = [f"问题编号 {one.key} 重复，见第{_rows(rows)}行，这个编号本次不予销号"]
    en = [f"The number {one.key} stands in rows {_rows(rows, ', ')}; nothing is closed by it now"]
    if one.others:
        zh.append(f"第{_rows(one.others)}行是另外的问题，check 时另给编号")
        en.append(f"what stands in row {_rows(one.others, ', ')} is another problem: check gives it a number of its own")
    if one.alike:
        zh.append(f"第{_rows(one.alike)}行与第{one.first}行是同一个问题，puxi 不动它，请只留一行")
        en.append(f"row {_rows(one.alike, ', ')} says the same as row {one.first} and is left alone: keep one of them")
    return Text("；".join(zh) + "。", "; ".join(en) + ".")


def _rows(numbers: Iterable[int], between: str = "、") -> str:
    return between.join(map(str, numbers))


def _unrecorded(file: LedgerFile) -> list[Text]:
    """A state is what the history says; where it says nothing a problem is open."""
    keys = file.rows.unrecorded
    if not keys:
        return []
    some = keys[:_MOST]
    more = f"…（{len(keys)}）" if len(keys) > _MOST else ""
    return [
        Text(
            f"整改历史中没有这些问题的记录，一律按整改中计：{'、'.join(some)}{more}。如果误删了整改历史，请先从备份找回，再运行别的命令。",
            f"The history (整改历史) has no line of these problems, so they count as open: {', '.join(some)}{more}. If it was deleted by mistake, "
            "put it back from a copy before you run anything else.",
        )
    ]


def _by_hand(file: LedgerFile) -> list[Text]:
    """That states were changed in the ledger without `close`; they are put back, for only the data closes a problem."""
    changed = file.rows.by_hand
    if not changed:
        return []
    zh = "；".join(f"{key} 记录为{recorded}，表中为{written or '空白'}" for key, recorded, written in changed[:_MOST])
    en = "; ".join(
        f"{key} is recorded as {recorded}, written {written or '(blank)'}" for key, recorded, written in changed[:_MOST]
    )
    more = f"…（{len(changed)}）" if len(changed) > _MOST else ""
    return [
        Text(
            f"有人手工改了状态，以整改历史为准：{zh}{more}。销号请用 puxi rectify close。",
            f"States were changed by hand; the history counts: {en}{more}. To close a problem, use puxi rectify close.",
        )
    ]


def _unread(file: LedgerFile) -> list[Text]:
    """The cells of people's own columns that cannot be read, with what may stand there; days and yes or no with what does."""
    cells = fields_of(MODELS["problems"])
    found = [
        (problem.row, cells[name], text)
        for problem in file.ledger.problems
        for name, text in problem.unread.items()
        if name in cells and name not in OWN
    ]
    notes = []
    for row, cell, text in found[:_MOST]:
        told = text if isinstance(cell.kind, (Day, YesNo)) and not cell.personal else ""
        notes.append(
            Text(
                f"台账第{row}行的 {cell.heading}{f'“{told}”' if told else ''} 读不懂，按空白计；可填：{cell.kind.allowed.of('zh')}。",
                f"Row {row} of the ledger: {cell.heading}{f' “{told}”' if told else ''} cannot be read and counts as blank; it may say: "
                f"{cell.kind.allowed.of('en')}.",
            )
        )
    if left := len(found) - len(notes):
        notes.append(Text(f"台账另有 {left} 格读不懂。", f"{left} more cells of the ledger cannot be read."))
    return notes
