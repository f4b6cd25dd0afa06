"""What reading found wrong, before the rules' cards give it words."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from puxi_cli.records.place import Place


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule's number, the place, and what the rule's sentence needs to know. `value` is the cell as it stands.

    `also` are further rows of the sheet that hold the same cell: it is merged or copied over them (`sheets.copies`); or, where it is
    the fault of a whole column with so many `filled` cells, the further rows in which it has it (`sheets.whole_columns`).
    """

    rule: str
    place: Place
    table: str | None = None
    field: str | None = None
    household_id: str | None = None
    person_id: str | None = None
    village: str | None = None
    name: str | None = None
    value: str | None = None
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    personal: dict[str, str] = dataclasses.field(default_factory=dict)
    also: tuple[int, ...] = ()
    filled: int | None = None

    @property
    def cells(self) -> int:
        """How many cells it is of: one, wherever that is copied to, or those of a column."""
        return 1 if self.filled is None else 1 + len(self.also)


# Which rule of the record a fault of a cell belongs to (`kinds.CellFault.code` and the like).
RULE_OF = {
    "required": "REC101",
    "number": "REC102",
    "whole": "REC102",
    "date": "REC102",
    "date_ambiguous": "REC102",
    "code_list": "REC103",
    "yes_no": "REC103",
    "range": "REC104",
    "format": "REC105",
    "phone": "REC106",
    "number_for_name": "REC119",
    "day_for_name": "REC119",
    "id_length": "REC111",
    "id_check": "REC112",
    "id_date": "REC113",
    "id_shape": "REC113",
    "id_certificate": "REC115",
    "birth_disagrees": "REC116",
    "sex_disagrees": "REC117",
    "number_lost": "REC201",
    "error_value": "REC202",
    "no_result": "REC203",
}


# What is told of cells and rows that were read all the same: blank where they may not be, shifted and moved back, or two that
# contradict each other; and what is told of columns and sheets.
BLANK, SHIFTED, DISAGREEING = "REC101", "REC204", ("REC116", "REC117")
NO_TIMES = "REC344"  # no sheet says since when households are listed
WRITTEN_ONCE, NO_NUMBERS, DITTO = "REC215", "REC216", "REC225"
SHEETS_DIFFER = "REC226"
BY_VILLAGE, WHOSE_VILLAGE = "REC227", "REC228"  # numbers that begin anew in each village, and rows that do not say of which one
OTHER_LIST = "REC211"  # a sheet of another kind, in which no member is looked for
BESIDE = "REC229"  # a block of columns that repeats the headings to its left
POOR_OR_NOT = "REC230"
TOLD_BESIDE = "REC231"  # a remark that says what the columns do not
SAYS_NOTHING, ON_AN_OLD_LIST = "REC232", "REC233"  # households of which only a list says that they may be on the register
COLUMN_MISSING, NOT_READ = "REC207", ("REC205", "REC206", "REC208", "REC209", "REC210", OTHER_LIST, BESIDE)
# What is told of cells that were read, whatever the way in which they are written.
UNSEEN, RADICALS, OTHERWISE, NOTHING, UNDECIDED = "REC220", "REC221", "REC222", "REC223", "REC224"
WRITING = (UNSEEN, RADICALS, OTHERWISE, NOTHING, UNDECIDED)
READ_ALL_THE_SAME = (
    *WRITING,
    DITTO,
    SHEETS_DIFFER,
    BY_VILLAGE,
    POOR_OR_NOT,
    TOLD_BESIDE,
    SAYS_NOTHING,
    ON_AN_OLD_LIST,
    WRITTEN_ONCE,
    NO_NUMBERS,
    NO_TIMES,
    SHIFTED,
    *DISAGREEING,
)


def rule_of(code: str, field_name: str) -> str:
    """The rule for a fault in a field: whatever is wrong with a disability certificate is one rule."""
    if field_name == "disability_no" and code.startswith("id_"):
        return "REC115"
    return RULE_OF[code]
