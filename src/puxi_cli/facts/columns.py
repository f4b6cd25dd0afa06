"""Columns that several facts are made of; `a|b` is either of two."""

from __future__ import annotations

# Where no household of a file has a value of any of these fields, the file does not say who is on the list.
TELL_WHO = ("identified", "status", "household_type")
# And of these, it does not say who has left it.
TELL_WHO_LEFT = ("exit_year", "status", "household_type")

BORN = ("persons.id_no|persons.birth",)
SCHOOL = ("persons.schooling", *BORN)
HEALTH = ("persons.health",)
INSURED = ("persons.medical|persons.worker_medical", "persons.serious_medical")
WORK = ("persons.work_place|persons.work_months",)
SEX = ("persons.sex|persons.id_no",)
HOME = ("persons.household_id",)
SCHOOL_REASONS = ("persons.dropout_reason", "persons.education", "persons.health")  # what excuses a child who is not at school
LEAVING = ("persons.left", "persons.left_reason")
STAY = (*LEAVING, "persons.joined")
REASON_BESIDE = (("persons.left", "left_reason"),)  # a reason of leaving without a time
IDENTIFIED = ("households.identified",)
ON_LIST = (
    "households.identified|households.status|households.poor_type|households.household_type|households.exit_year|households.relapsed"
    "|households.cause|households.monitored_type",
)
COUNTS = ("|".join(f"households.{name}" for name in TELL_WHO),)
EXIT = ("|".join(f"households.{name}" for name in TELL_WHO_LEFT), *COUNTS)
TIMES = ("households.identified", "households.status", "households.exit_year", "households.relapsed", "households.poor_type")
HOUSE = ("households.unsafe_house|households.house_grade",)
INCOME = ("incomes.net_per_head|households.income_per_head",)
POOR = ("households.village", *HOME, *COUNTS)
