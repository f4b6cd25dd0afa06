"""What `puxi sample` writes: a town of any size, with known errors if asked; and the small samples that come with puxi."""

from __future__ import annotations

from pathlib import Path

from puxi_cli.errors import UsageError
from puxi_cli.samples.errors import plant, plant_flat, write_planted
from puxi_cli.samples.flat import flat_list, write_flat, write_flat_list
from puxi_cli.samples.plan import TOWN_HOUSEHOLDS
from puxi_cli.samples.town import TABLES, make_town
from puxi_cli.samples.write import csv_name, write_csv_folder, write_register
from puxi_cli.samples.wrong_counties import plant_counties
from puxi_cli.samples.wrong_grades import YEARS as PUPILS_OF
from puxi_cli.samples.wrong_grades import file_of, write_pupils
from puxi_cli.samples.wrong_headings import plant_headings, write_sheets

REGISTER = "registry.xlsx"
CSV_FOLDER = "registry-csv"
FLAT_LIST = "national-list.xlsx"
COUNTIES = "counties.xlsx"
HEADINGS = "headings.xlsx"
PLANTED = "planted.csv"
# About a million persons: beyond that a worksheet has too few rows.
_MOST_IN_A_WORKBOOK = 330_000
_SMALL_SEED = 1
# A town of which so many are registered, and so many others, that there are two errors of every kind, each in a household of its own.
_ERROR_HOUSEHOLDS, _ERROR_OTHERS = 2000, 30
_ERRORS_EACH = 2


def write_sample(folder: Path, households: int = TOWN_HOUSEHOLDS, seed: int = 1, each_error: int = 0) -> list[Path]:
    """Write `registry.xlsx` with the whole town; with `each_error` it holds so many errors of every kind.

    Errors that it cannot hold then stand beside it: in `national-list.xlsx`, the registered households as a flat list, as many rows
    that differ from the others of their household; in `counties.xlsx`, a register over three counties, as many people who stand in
    two; in `headings.xlsx`, a small workbook, one of each kind that a sheet or a heading can have. `pupils_….xlsx` are lists of
    pupils of the two years before, beside which some grades are wrong. `planted.csv` says where all of them are.

    A town too large for a workbook becomes the folder `registry-csv/`, where what only a workbook can hold (numbers stored as
    figures, formulas) is not planted: errors are refused then. Raises UsageError. Returns what was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    town = make_town(households, seed)
    if households > _MOST_IN_A_WORKBOOK:
        if each_error:
            raise UsageError(
                f"超过 {_MOST_IN_A_WORKBOOK} 户时写成 CSV，不能带 --errors；请减少户数",
                f"above {_MOST_IN_A_WORKBOOK} households the register is CSV and cannot hold --errors: ask for fewer households",
            )
        return write_csv_folder(town, folder / CSV_FOLDER)
    register = folder / REGISTER
    if not each_error:
        write_register(town, register)
        return [register]
    wrong, planted = plant(town, each_error, seed, earlier=True)
    wrong_list, in_list = plant_flat(flat_list(town.registered()), each_error, seed)
    counties, in_counties = plant_counties(town, each_error, seed)
    sheets, in_headings = plant_headings(town)
    write_register(wrong, register)
    pupils = write_pupils(town, planted, folder)
    write_flat_list(wrong_list, folder / FLAT_LIST)
    write_register(counties, folder / COUNTIES)
    write_sheets(sheets, folder / HEADINGS)
    write_planted({REGISTER: planted, FLAT_LIST: in_list, COUNTIES: in_counties, HEADINGS: in_headings}, folder / PLANTED)
    return [register, *pupils, *(folder / name for name in (FLAT_LIST, COUNTIES, HEADINGS, PLANTED))]


def names_of_sample(households: int = TOWN_HOUSEHOLDS, each_error: int = 0) -> tuple[str, ...]:
    """What `write_sample` writes for these, as names within the folder: known before anything is made."""
    if households > _MOST_IN_A_WORKBOOK:
        return tuple(f"{CSV_FOLDER}/{csv_name(table)}" for table in TABLES)
    if not each_error:
        return (REGISTER,)
    return (REGISTER, *(file_of(year) for year in PUPILS_OF), FLAT_LIST, COUNTIES, HEADINGS, PLANTED)


def write_small_samples(folder: Path) -> list[Path]:
    """Write what `data/samples/` holds.

    `registry.xlsx` (the registered households of the town and those that inspectors saw), `registry-csv/` (the same in GB18030),
    `national-list.xlsx` (the same as a flat list of persons), `errors.xlsx` with `errors-planted.csv` (a smaller one with known
    errors).
    """
    folder.mkdir(parents=True, exist_ok=True)
    register, flat, errors, listed = (folder / n for n in (REGISTER, FLAT_LIST, "errors.xlsx", "errors-planted.csv"))
    town = make_town(seed=_SMALL_SEED).registered()
    write_register(town, register)
    tables = write_csv_folder(town, folder / CSV_FOLDER)
    write_flat(town, flat)
    wrong, planted = plant(make_town(_ERROR_HOUSEHOLDS, _SMALL_SEED).registered(_ERROR_OTHERS), _ERRORS_EACH, _SMALL_SEED)
    write_register(wrong, errors)
    write_planted({errors.name: planted}, listed)
    return [register, *tables, flat, errors, listed]
