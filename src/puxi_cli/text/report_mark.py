"""By what a file is known as a report of puxi's, which is no register."""

from __future__ import annotations

REPORT_MARK = "puxi report"  # the category in the properties of every workbook that reports, the generator of every page
