"""Known errors: plants so many of every kind into a register, each in a household of its own, and lists what must be found where.

What can stand in the workbook of the register is planted there (`plant`), what only a flat list can have in a flat list
(`plant_flat`), what takes several counties in a register over three of them (`wrong_counties`), errors of sheets and headings in a
small workbook of their own (`wrong_headings`).

An error is chosen so that it causes no other finding. Where that cannot be avoided, or a finding stands at two rows that name each
other, the further place is a line of its own that says which error it follows from.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from puxi_cli.records.place import column_letters
from puxi_cli.samples import flat as flat_lists
from puxi_cli.samples import (
    wrong_allowances,
    wrong_blanks,
    wrong_cells,
    wrong_exits,
    wrong_grades,
    wrong_hits,
    wrong_households,
    wrong_identified,
    wrong_numbers,
    wrong_plausible,
    wrong_reasons,
    wrong_steps,
    wrong_work,
    wrong_years,
)
from puxi_cli.samples.draw import Draw
from puxi_cli.samples.flat import FlatList
from puxi_cli.samples.ground import Ground, Planted, in_order, too_small
from puxi_cli.samples.town import Town
from puxi_cli.system import modules

Plant = Callable[[Ground, int], None]

# Those that need a household of a rare sort come first, before others have taken it.
_RECORD: tuple[Plant, ...] = (
    wrong_numbers.wrong_certificate,
    wrong_cells.out_of_range,
    wrong_cells.wrong_phone,
    wrong_households.twice_in_household,
    wrong_numbers.other_sex,
    wrong_years.year_without_status,
    wrong_years.year_outside,
    wrong_cells.shifted_row,
    wrong_years.left_before_listed,
    wrong_years.status_without_year,
    wrong_cells.not_in_list,
    wrong_cells.error_value,
    wrong_cells.not_a_figure,
    wrong_cells.letter_in_number,
    wrong_cells.no_result,
    wrong_years.not_the_sum,
    wrong_years.not_the_quotient,
    wrong_households.member_without_household,
    wrong_households.two_heads,
    wrong_households.in_two_households,
    wrong_households.person_number_twice,
    wrong_cells.required_blank,
    wrong_cells.number_as_figure,
    wrong_numbers.wrong_length,
    wrong_numbers.wrong_check_character,
    wrong_numbers.impossible_date,
    wrong_numbers.old_number,
    wrong_numbers.other_birth,
    wrong_households.household_without_member,
    wrong_households.no_head,
    wrong_households.household_number_twice,
    wrong_households.other_size,
    wrong_households.unknown_village,
)
_STEPS = (wrong_steps.missing, wrong_steps.out_of_order, wrong_steps.too_brief, wrong_steps.unsigned, wrong_steps.unproved)
_IDENTIFICATION: tuple[Plant, ...] = (
    wrong_identified.children_alone,
    wrong_identified.missed,
    wrong_identified.parted,
    wrong_identified.wrongly_listed,
    wrong_identified.one_left_out,
    *(partial(wrong_hits.hit, line) for line in range(1, 10)),
    *(partial(step, True) for step in _STEPS),
)
_EXIT: tuple[Plant, ...] = (
    partial(wrong_exits.out_of_school, True),
    wrong_exits.poor_when_leaving,
    partial(wrong_exits.unsafe_house, True),
    wrong_exits.uninsured,
    partial(wrong_exits.unsafe_water, True),
    wrong_exits.left_at_once,
    wrong_exits.fallen_back,
    wrong_steps.own_signature,
    wrong_exits.disapproves,
    wrong_exits.found_wrong,
    *(partial(step, False) for step in _STEPS),
)
_QUALITY: tuple[Plant, ...] = (
    wrong_exits.ill_and_uninsured,
    partial(wrong_exits.out_of_school, False),
    wrong_exits.below_every_line,
    partial(wrong_exits.unsafe_house, False),
    partial(wrong_exits.unsafe_water, False),
    wrong_exits.no_floor,
    wrong_allowances.able_but_supported,
    partial(wrong_allowances.unpaid, 1),
    wrong_plausible.empty_house,
    wrong_plausible.too_old_for_school,
    wrong_plausible.too_young_for_school,
    wrong_work.unable_yet_works,
    *(partial(wrong_blanks.person_blank, rule, field) for rule, field in reversed(wrong_blanks.OF_PERSONS)),
    wrong_blanks.no_certificate,
    wrong_work.wages_without_worker,
    wrong_work.worker_without_wages,
    wrong_work.place_without_months,
    wrong_work.months_without_place,
    wrong_plausible.spouse_of_same_sex,
    wrong_plausible.relation_against_sex,
    partial(wrong_work.able_yet_not, "DQ601", "丧失劳动力"),
    partial(wrong_work.able_yet_not, "DQ602", "无劳动力"),
    wrong_allowances.nobody_allowed,
    partial(wrong_allowances.unpaid, 0),
    wrong_allowances.both_paid,
    wrong_work.business_without_cost,
    wrong_work.income_cannot_be,
    wrong_allowances.somebody_allowed,
    wrong_allowances.paid_without_kind,
    *(partial(wrong_reasons.untrue, which) for which in range(3)),
    wrong_reasons.repeated,
    *(partial(wrong_blanks.household_blank, rule, field) for rule, field in wrong_blanks.OF_HOUSEHOLDS),
    *(partial(wrong_plausible.too_large, which) for which in range(3)),
    wrong_plausible.no_helper,
    wrong_plausible.helper_on_list,
)
_OF_SYSTEMS: tuple[Plant, ...] = tuple(plant for module in modules("plants") for plant in module.PLANTS)
KINDS: tuple[Plant, ...] = (*_IDENTIFICATION, *_QUALITY, *_EXIT, *_RECORD, *_OF_SYSTEMS)

_LIST_COLUMNS = (
    "number",
    "kind",
    "rule",
    "file",
    "sheet",
    "row",
    "cell",
    "heading",
    "field",
    "household_id",
    "person_id",
    "follows",
    "note",
)
# A household's field in the flat list, and another value that reads well.
_OTHER_VALUES = (
    ("safe_water", "否", "是"),
    ("unsafe_house", "是", "否"),
    ("cause", "因灾", "因病"),
    ("poor_type", "低保贫困户", "一般贫困户"),
)


def plant(town: Town, each: int, seed: int = 1, earlier: bool = False) -> tuple[Town, list[Planted]]:
    """The register with `each` errors of every kind, and where they are. The town given is left as it is.

    With `earlier` also those that are errors only beside the registers of the years before (`wrong_grades`). Raises UsageError where
    the register has too few households.
    """
    ground = Ground(town, Draw(seed))
    wrong_hits.hits_of_the_town(ground)
    for kind in (*((wrong_grades.same_grade,) if earlier else ()), *KINDS):
        for nth in range(each):
            kind(ground, nth)
    return ground.town(town), in_order(ground.planted)


def plant_flat(flat: FlatList, each: int, seed: int = 1) -> tuple[FlatList, list[Planted]]:
    """The flat list with `each` rows that say something else of their household than its other rows do (REC309).

    The households have three members or more, so that one row stands against at least two. Raises UsageError where there are too
    few.
    """
    fields = [field for _, table, field in flat_lists.COLUMNS]
    household, person = fields.index("household_id"), fields.index("person_id")
    rows_of: dict[object, list[int]] = defaultdict(list)
    for index, row in enumerate(flat.rows):
        rows_of[row[household]].append(index)
    large = Draw(seed).shuffled([indexes for indexes in rows_of.values() if len(indexes) >= 3])
    if len(large) < each:
        raise too_small()
    rows = list(flat.rows)
    planted = []
    for nth, indexes in enumerate(large[:each]):
        field, value, instead = _OTHER_VALUES[nth % len(_OTHER_VALUES)]
        column, index = fields.index(field), indexes[-1]
        row = list(rows[index])
        row[column] = value if row[column] != value else instead
        rows[index] = row
        sheet_row = flat_lists.HEADING_ROW + 1 + index
        planted.append(
            Planted(
                number=nth + 1,
                kind="rows-differ",
                rule="REC309",
                table="households",
                sheet=flat_lists.SHEET,
                row=sheet_row,
                cell=f"{column_letters(column)}{sheet_row}",
                heading=flat_lists.COLUMNS[column][0],
                field=field,
                household_id=str(row[household]),
                person_id=str(row[person]),
                follows=None,
                note="与本户其他行不一致",
            )
        )
    return FlatList(rows), planted


def write_planted(planted: Mapping[str, Sequence[Planted]], path: Path) -> None:
    """Write the errors of files (name to errors) as one CSV (UTF-8 with BOM), numbered through: where each stands, which rule
    must find it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_LIST_COLUMNS)
        before = 0
        for file, entries in planted.items():
            for entry in entries:
                follows = entry.follows + before if entry.follows else None
                listed = replace(entry, number=entry.number + before, follows=follows)
                writer.writerow(file if name == "file" else getattr(listed, name) for name in _LIST_COLUMNS)
            before += len(entries)
