"""Facts of the cadre who helps a household (帮扶责任人): whether they stand on the list of the poor themselves."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.columns import HOME
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.names import core_of_number, plain_name
from puxi_cli.facts.person_rows import person_rows
from puxi_cli.facts.registered import REGISTERED
from puxi_cli.facts.tables import Tables
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.records.person import HEAD
from puxi_cli.registry import KEY, NUMBER


def _with_helper(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """`helper_listed`: the helper is a person of a listed household, `helper_twin` their row.

    By identity number; without one by name and telephone together, a head's being also the household's. A name alone proves nothing:
    who has neither is unknown.
    """
    # Who may be a member of a listed household leaves it open.
    listed = with_blocks(person_rows(tables), tables, REGISTERED, ("on_list", "there")).filter(
        nw.col("there").fill_null(True), nw.col("on_list").fill_null(True)
    )
    listed = listed.with_columns((nw.col("there") & nw.col("on_list")).fill_null(False).alias("_sure"))
    numbers = listed.filter(nw.col("has_number")).select(core_of_number(nw.col(NUMBER)).alias("_core"), KEY, "_sure")
    numbers = numbers.group_by("_core").agg(*_rows_of("_by_number"))
    own = tables["households"].select("household_id", nw.col("phone").alias("_phone"))
    own = own.filter(~nw.col("household_id").is_null()).group_by("household_id").agg(nw.col("_phone").min())
    heads = listed.filter(nw.col("relation") == HEAD).join(own, on="household_id", how="inner")
    households = households.with_columns(
        core_of_number(nw.col("helper_id_no")).alias("_core"), plain_name(nw.col("helper")).alias("_helper")
    ).join(numbers, on="_core", how="left")
    for phones, phone, found in ((listed, "phone", "_by_phone"), (heads, "_phone", "_by_home")):
        rows = phones.select(plain_name(nw.col("name")).alias("_name"), nw.col(phone).alias("_called"), KEY, "_sure")
        rows = rows.filter(~nw.col("_name").is_null(), ~nw.col("_called").is_null())
        rows = rows.group_by("_name", "_called").agg(*_rows_of(found))
        households = households.join(rows, left_on=["_helper", "helper_phone"], right_on=["_name", "_called"], how="left")
    number, phone_known = nw.col("helper_id_no"), ~nw.col("helper").is_null() & ~nw.col("helper_phone").is_null()
    by_number = ~number.is_null() & ~number.str.starts_with(NO_NUMBER_PREFIX).fill_null(False)
    if not tables.has("persons", "id_no"):
        by_number = nw.lit(False)
    if not (tables.has("persons", "phone") or tables.has("households", "phone")):
        phone_known = nw.lit(False)
    called = nw.coalesce(nw.col("_by_phone"), nw.col("_by_home"))
    twin = nw.when(by_number).then(nw.col("_by_number")).otherwise(nw.when(phone_known).then(called))
    ways = ("_by_number", "_by_phone", "_by_home")
    maybe = (
        nw.when(by_number).then(nw.col("_by_number_any")).otherwise(nw.coalesce(nw.col("_by_phone_any"), nw.col("_by_home_any")))
    )
    nobody = nw.when((by_number | phone_known) & maybe.is_null() & ~cannot_read("helper_id_no")).then(nw.lit(False))
    return households.with_columns(
        twin.alias("helper_twin"), nw.when(~twin.is_null()).then(nw.lit(True)).otherwise(nobody).alias("helper_listed")
    ).drop("_core", "_helper", *ways, *(f"{name}_any" for name in ways))


def _rows_of(found: str) -> tuple[nw.Expr, nw.Expr]:
    """The first row of somebody who is a member of a listed household, and how many there are who may be one."""
    return nw.when(nw.col("_sure")).then(nw.col(KEY)).min().alias(found), nw.len().alias(f"{found}_any")


HELPERS = (Block(("helper_listed", "helper_twin"), _with_helper),)

FACTS = (Fact("helper_listed", reads=("households.helper_id_no|households.helper_phone", *HOME)),)
