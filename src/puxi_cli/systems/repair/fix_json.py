"""What `puxi fix` changed, as JSON."""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.reports.masking import masked, scrubbed
from puxi_cli.systems.repair.changes import Fixed


def fix_document(fixed: Fixed, show_ids: bool, written: str | None) -> dict[str, Any]:
    """Every change with its cell; `output` is null where nothing was written."""

    def shown(text: str | None, how: str | None) -> str | None:
        if text is None:
            return None
        return masked(text, how, show_ids) if how else scrubbed(text, show_ids)

    return {
        "puxi": __version__,
        "command": "fix",
        "input": str(fixed.source),
        "output": written,
        "changes": [
            {
                "file": change.place.file,
                "sheet": change.place.sheet,
                "row": change.place.row,
                "column": change.place.heading,
                "cell": change.place.cell,
                "before": shown(change.before, change.personal),
                "after": shown(change.after, change.personal),
                "reason": change.reason.value,
                "reason_text": change.reason.words,
            }
            for change in fixed.changes
        ],
        "notes": fixed.notes,
    }
