"""A column headed 状态 or 情况 in a list of households that has no status: read as the status where its cells say one."""

from __future__ import annotations

import re
from dataclasses import replace

from puxi_cli.records.codes import code_list
from puxi_cli.sheets.body import body_of, column_name
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal

_HEADING = re.compile(r"(?:当前|目前|现在|现|本户|户|贫困户|农户|家庭|贫困|退出|认定|识别)*(?:状态|状况|情况|现状|结果)")
_PLAIN = re.compile(r"\S*[^\W0-9a-zA-Z是否]\S*")  # no code, and no 是 or 否: these may answer another question


def with_status_by_cells(grid: Grid, where: Located) -> Located:
    """The sheet with the first such column as its status; not where most of the column's cells say something else."""
    assignment = where.assignment
    if "households" not in assignment.tables or any(match.field == "status" for match in assignment.matched):
        return where
    candidates = [
        match for match in assignment.matches if not match.field and not match.above and _HEADING.fullmatch(normal(match.heading))
    ]
    if not candidates:
        return where
    body = body_of(grid, where).frame
    for match in candidates:
        cells = body[column_name(match.column)].str.strip_chars().drop_nulls().value_counts(name="n")
        said = [
            (number, bool(_PLAIN.fullmatch(text)) and code_list("status").read(text) is not None)
            for text, number in cells.iter_rows()
        ]
        if 2 * sum(number for number, is_status in said if is_status) > sum(number for number, _ in said):
            read = replace(match, how="context", table="households", field="status", near=None, extra=None)
            matches = tuple(read if one is match else one for one in assignment.matches)
            return replace(where, assignment=replace(assignment, matches=matches))
    return where
