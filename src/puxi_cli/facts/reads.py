"""Which columns of the files a fact is made of: without them the fact is unknown for every row, and the headings are named.

A fact that is a field itself needs no entry. `a|b` is either of two columns.
"""

from __future__ import annotations

_BORN = ("persons.id_no|persons.birth",)
_SCHOOL = ("persons.schooling", *_BORN)
_HEALTH = ("persons.health",)
_INSURED = ("persons.medical|persons.worker_medical", "persons.serious_medical")
_ABLE = ("persons.labour", *_BORN)
_LISTED = ("households.identified",)
_ON_LIST = (
    "households.identified|households.status|households.poor_type|households.household_type|households.exit_year|households.relapsed"
    "|households.cause|households.monitored_type",
)
_COUNTS = ("households.identified|households.status|households.household_type",)
_LEFT = ("households.exit_year|households.status|households.household_type", *_COUNTS)
_INCOME = ("incomes.net_per_head|households.income_per_head",)
_STEPS = ("steps.procedure", "steps.step")
_YEARS = ("village_years.year",)
_POOR = ("households.village", "persons.household_id", *_COUNTS)

READS: dict[str, tuple[str, ...]] = {
    "member_rows": ("persons.household_id",),
    "members": ("persons.household_id",),
    "has_number": ("persons.id_no",),
    "identified_year": ("households.identified",),
    "relapsed_year": ("households.relapsed",),
    "exit_year_told": ("households.exit_year",),
    "exited_status": ("households.status",),
    "age": _BORN,
    "state_age": _BORN,
    "sex_told": ("persons.sex|persons.id_no",),
    "head_sex": ("persons.sex|persons.id_no", "persons.relation"),
    "works": ("persons.work_place|persons.work_months",),
    "schooling_a_year_before": ("persons.id_no", "persons.schooling"),
    "schooling_two_years_before": ("persons.id_no", "persons.schooling"),
    "same_county_households": ("persons.id_no", "persons.household_id"),
    "other_county_households": ("persons.id_no", "persons.household_id"),
    "other_city_households": ("persons.id_no", "persons.household_id"),
    "at_school": ("persons.schooling",),
    "school_age": _BORN,
    "dropout": _SCHOOL,
    "healthy_dropout": (*_SCHOOL, *_HEALTH),
    "ill": _HEALTH,
    "disabled": _HEALTH,
    "healthy": _HEALTH,
    "labour_age": _BORN,
    "able": ("persons.labour",),
    "unable": ("persons.labour",),
    "basic_medical": ("persons.medical|persons.worker_medical",),
    "insured": _INSURED,
    "any_dropout": _SCHOOL,
    "any_healthy_dropout": (*_SCHOOL, *_HEALTH),
    "any_uninsured": _INSURED,
    "any_ill": _HEALTH,
    "any_disabled": _HEALTH,
    "any_not_healthy": _HEALTH,
    "any_pupil": ("persons.schooling",),
    "any_minimum_living": ("persons.minimum_living",),
    "any_able_of_age": _ABLE,
    "any_working": ("persons.work_months",),
    "any_worker": ("persons.work_place|persons.work_months",),
    "any_ill_without_serious": (*_HEALTH, "persons.serious_medical"),
    "any_adult": _BORN,
    "members_there": ("persons.household_id",),
    "on_list": _ON_LIST,
    "listed_by": _ON_LIST,
    "identified_told": _LISTED,
    "household_poor_type": ("households.poor_type",),
    "standing": _COUNTS,
    "registered": _COUNTS,
    "on_register": _COUNTS,
    "exited": _LEFT,
    "planned": ("households.status", *_COUNTS),
    "leaves": _LEFT,
    "leaving_year": _LEFT,
    "listing_year": _LISTED,
    "house_safe": ("households.unsafe_house|households.house_grade",),
    "house_unsafe": ("households.unsafe_house|households.house_grade",),
    "water_good": ("households.safe_water", "households.water_hard"),
    "parted_from": ("persons.left", *_LISTED),
    "income_now": _INCOME,
    "leaving_income": (*_INCOME, *_LEFT),
    "listing_income": (*_INCOME, *_LISTED),
    "standard_income": _INCOME,
    "income_told": _INCOME,
    "minimum_living_money": ("incomes.minimum_living",),
    "minimum_living_paid": ("incomes.minimum_living",),
    "five_guarantee_money": ("incomes.five_guarantee",),
    "five_guarantee_paid": ("incomes.five_guarantee",),
    "wage_now": ("incomes.wage",),
    "business_now": ("incomes.business",),
    "business_cost_now": ("incomes.business_cost",),
    "farmland_per_head": ("households.farmland", "persons.household_id|households.size"),
    "forest_per_head": ("households.forest", "persons.household_id|households.size"),
    "helper_listed": ("households.helper_id_no|households.helper_phone", "persons.household_id"),
    "disapproves": ("samples.approves",),
    "found_wrong_exit": ("samples.conclusion",),
    **dict.fromkeys(("incidence", "incidence_least", "incidence_most"), ("village_years.rural_persons", *_POOR)),
    "rural_now": ("village_years.rural_persons",),
    "poor_persons": _POOR,
    "income_ratio": ("village_years.exited_income", "village_years.county_income"),
    "income_ratio_before": ("village_years.exited_income", "village_years.county_income"),
    "collective": ("village_years.collective",),
    "road": ("village_years.road",),
    "water": ("village_years.water",),
    "power_rate": ("village_years.power_rate",),
    "clinic": ("village_years.clinic",),
    "county_income": ("village_years.county_income",),
    "road_share": ("village_years.road",),
    "water_share": ("village_years.water", "village_years.rural_persons"),
    "insurance_share": _INSURED,
    "housing_share": ("households.unsafe_house|households.house_grade",),
    **{f"{fact}_{n}": ("evidence.id_no", "evidence.category") for fact in ("red_line", "while_listed") for n in range(1, 10)},
    **{
        f"{name}_{fact}": _STEPS
        for name in ("identification", "exit")
        for fact in ("missing", "ordered", "own_signature", "steps")
    },
    **{f"{name}_{fact}": (*_STEPS, "steps.public_until", "steps.day") for name in ("identification", "exit") for fact in ("short", "public_unknown")},
    **{f"{name}_unsigned": (*_STEPS, "steps.signed_by") for name in ("identification", "exit")},
    **{f"{name}_unproved": (*_STEPS, "steps.proof") for name in ("identification", "exit")},
}  # fmt: skip
