"""What `puxi fix` changed, for a reader at a terminal: kinds with counts, then the cells."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from puxi_cli.findings import Lang
from puxi_cli.repairs.changes import Change, Fixed, Reason
from puxi_cli.reports.findings_text import ON_A_SCREEN
from puxi_cli.reports.lines import Column
from puxi_cli.reports.masking import masked, scrubbed
from puxi_cli.reports.page import Page
from puxi_cli.reports.words import where


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
    zh = lang == "zh"
    page = Page(stream)
    count = len(fixed.changes)
    if not count:
        page.line(
            f"{fixed.source}：没有需要机械修正的格子" if zh else f"{fixed.source}: no cell needs such a repair", "bold green"
        )
    else:
        page.line(f"{fixed.source}：{count:,} 格" if zh else f"{fixed.source}: {count:,} cells", "bold")
        counts = Counter(change.reason for change in fixed.changes)
        page.table(
            (Column("数量" if zh else "count", right=True, whole=True), Column("原因" if zh else "reason", share=1)),
            [(f"{counts[reason]:,}", reason.words(lang)) for reason in Reason if counts[reason]],
        )
        page.line()
        shown = fixed.changes if limit is None else fixed.changes[:limit]
        page.table(
            (
                Column("位置" if zh else "where", most=0.4), Column("原来" if zh else "before", most=0.3),
                Column("改为" if zh else "after", most=0.3), Column("原因" if zh else "reason", share=1),
            ),
            [
                (where(change.place, lang, beside=change.place.file), *both(change, lang, show_ids), change.reason.words(lang))
                for change in shown
            ],
        )  # fmt: skip
        if len(shown) < count:
            page.line(
                f"显示 {len(shown):,} 格，共 {count:,} 格；全部：--all"
                if zh
                else f"Showing {len(shown):,} of {count:,}; all: --all",
                "bold",
            )
    for zh_note, en_note in fixed.notes:
        page.line(zh_note if zh else en_note)
    if written is None:
        page.line("没有写出文件（--dry-run）" if zh else "Nothing was written (--dry-run)")
    else:
        page.line(f"已写出 {written}" if zh else f"Wrote {written}")


def both(change: Change, lang: Lang, show_ids: bool) -> tuple[str, str]:
    """The texts before and after, masked where they are personal; blanks at the ends are shown by quotation marks."""

    def shown(text: str | None) -> str:
        if text is None:
            return "（空白）" if lang == "zh" else "(blank)"
        said = masked(text, change.personal, show_ids) if change.personal else scrubbed(text, show_ids)
        # What is changed may be nothing but blanks, which nobody sees without the marks around them.
        return (
            said
            if text == text.strip() and text
            else f"“{text[: len(text) - len(text.lstrip())]}{said.strip()}{text[len(text.rstrip()) :]}”"
        )

    return shown(change.before), shown(change.after)
