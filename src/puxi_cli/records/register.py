"""The tables of a register, in the order in which a workbook shows them."""

from __future__ import annotations

from puxi_cli.records.evidence import Evidence
from puxi_cli.records.household import Household
from puxi_cli.records.income import Income
from puxi_cli.records.inspection import Inspection
from puxi_cli.records.person import Person
from puxi_cli.records.step import Step
from puxi_cli.records.village import Village, VillageYear

TABLES = (Household, Person, Income, Village, VillageYear, Step, Evidence, Inspection)
