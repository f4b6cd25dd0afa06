"""What `puxi fix` changed, for a reader at a terminal: kinds with counts, then the cells."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from puxi_cli.output.lines import Column
from puxi_cli.output.page import Page
from puxi_cli.reports.findings_text import ON_A_SCREEN
from puxi_cli.reports.masking import masked, scrubbed
from puxi_cli.reports.words import where
from puxi_cli.systems.repair.changes import Change, Fixed, Reason
from puxi_cli.text.words import Lang, Text


def write_fix_text(
    fixed: Fixed,
    stream: TextIO,
    lang: Lang,
    *,
    show_ids: bool = False,
    limit: int | None = ON_A_SCREEN,
    written: str | None = None,
) -> None:
    """Write the list. `written` is the copy's name, None where nothing was written."""
    page = Page(stream, lang)
    count = len(fixed.changes)
    if not count:
        page.line(Text(f"{fixed.source}：没有需要机械修正的格子", f"{fixed.source}: no cell needs such a repair"), "bold green")
    else:
        page.line(Text(f"{fixed.source}：{count:,} 格", f"{fixed.source}: {count:,} cells"), "bold")
        counts = Counter(change.reason for change in fixed.changes)
        page.table(
            (Column(Text("数量", "count"), right=True, whole=True), Column(Text("原因", "reason"), share=1)),
            [(f"{counts[reason]:,}", reason.words) for reason in Reason if counts[reason]],
        )
        page.line()
        shown = fixed.changes if limit is None else fixed.changes[:limit]
        page.table(
            (
                Column(Text("位置", "where"), most=0.4),
                Column(Text("原来", "before"), most=0.3),
                Column(Text("改为", "after"), most=0.3),
                Column(Text("原因", "reason"), share=1),
            ),
            [
                (where(change.place, lang, beside=change.place.file), *both(change, show_ids), change.reason.words)
                for change in shown
            ],
        )
        if len(shown) < count:
            page.line(
                Text(f"显示 {len(shown):,} 格，共 {count:,} 格；全部：--all", f"Showing {len(shown):,} of {count:,}; all: --all"),
                "bold",
            )
    for note in fixed.notes:
        page.line(note)
    if written is None:
        page.line(Text("没有写出文件（--dry-run）", "Nothing was written (--dry-run)"))
    else:
        page.line(Text(f"已写出 {written}", f"Wrote {written}"))


def both(change: Change, show_ids: bool) -> tuple[Text | str, Text | str]:
    """The texts before and after, masked where they are personal; blanks at the ends are shown by quotation marks."""

    def shown(text: str | None) -> Text | str:
        if text is None:
            return Text("（空白）", "(blank)")
        said = masked(text, change.personal, show_ids) if change.personal else scrubbed(text, show_ids)
        # What is changed may be nothing but blanks, which nobody sees without the marks around them.
        return (
            said
            if text == text.strip() and text
            else f"“{text[: len(text) - len(text.lstrip())]}{said.strip()}{text[len(text.rstrip()) :]}”"
        )

    return shown(change.before), shown(change.after)
