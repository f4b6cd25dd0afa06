"""Facts of a person's condition as the files have it: age, sex, school, health, ability to work, work, insurance.

`age` is that of the day asked. Columns without a date speak of the snapshot, so what holds one of them against an age takes that of
the snapshot's day (`state_age`, by `Tables.state`): a child at school in 2018 was younger in 2014, but so was the grade that the file
does not tell.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import BORN, HEALTH, INSURED, SCHOOL, SCHOOL_REASONS, SEX, WORK
from puxi_cli.facts.days import years_between, years_reached
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import NUMBER
from puxi_cli.text.words import Text

NOT_AT_SCHOOL = "非在校生"
ABLE = ("普通劳动力", "技能劳动力")
UNABLE = ("丧失劳动力", "无劳动力")
HEALTHY, DISABLED, ILL = "健康", "残疾", ("长期慢性病", "患有大病")
# What a child has behind it that has finished compulsory school.
_FINISHED = ("初中", "高中", "大专及以上", "高职高专", "本科", "技师", "大专", "本科及以上", "硕士研究生及以上")
# Reasons with which a child that is not at school is not out of school for poverty.
_EXCUSED = ("因病", "因残")
SENIOR_SCHOOL_AND_ABOVE = (
    "高中一年级",
    "高中二年级",
    "高中三年级",
    "中职一年级",
    "中职二年级",
    "中职三年级",
    "高职一年级",
    "高职二年级",
    "高职三年级",
    "大专及以上",
    "技师学院一年级",
    "技师学院二年级",
    "技师学院三年级",
    "技师学院四年级",
    "本科一年级",
    "本科二年级",
    "本科三年级",
    "本科四年级",
    "本科五年级",
    "硕士生及以上",
)
PRIMARY_SCHOOL_AND_BELOW = ("学前教育", "小学", "学龄前儿童")
_BEFORE_SCHOOL = ("学龄前儿童",)
# A child of school age that is entered as one of these is at no school yet.
_NOT_YET_AT_SCHOOL = ("学前教育", "学龄前儿童")


def _has(word: str) -> nw.Expr:
    return nw.col("health").str.contains(word, literal=True)


def _age_on(day: str) -> nw.Expr:
    """Whole years on a day (text); below zero for who was not yet born, null where it cannot be told."""
    # One that says "no number" may be shorter than a date stands in it.
    number = nw.when(nw.col("has_number")).then(nw.col(NUMBER))
    # The number tells the day of birth whole, so its years are counted without the dates of those who have none.
    since = nw.lit(int(day[:4])) - number.str.slice(6, 4).cast(nw.Int64)
    told = since - (number.str.slice(10, 4) > nw.lit(day[5:7] + day[8:])).cast(nw.Int64)
    born = nw.when(~nw.col("has_number").fill_null(False)).then(nw.col("birth"))
    return nw.coalesce(nw.when(nw.col("has_number")).then(told), years_between(born, day))


def _last_school_begin(day: str) -> str:
    """The day by which who is at school on a day had to be of age: 31 August of that year, or of the year before."""
    year = int(day[:4])
    return f"{year if day[5:] > '08-31' else year - 1}-08-31"


def _with_age(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return persons.with_columns(_age_on(tables.day).alias("age"))


def _with_grown_up(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """`grown_up`: of age on the day, as far as the number, or what is known of the birth, tells."""
    born = nw.when(~nw.col("has_number").fill_null(False)).then(nw.col("birth"))
    adult = tables.law.adult_age.value
    told = nw.coalesce(nw.col("age") >= adult, years_reached(born, adult, tables.day))
    return persons.with_columns(told.alias("grown_up"))


def _with_state_age(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return persons.with_columns(_age_on(tables.state).alias("state_age"))


def _with_sex(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """`sex_told`: the sex as written, else as the identity number says."""
    digit = nw.when(nw.col("has_number") & nw.col("sex").is_null()).then(nw.col(NUMBER)).str.slice(16, 1)
    odd = digit.is_in(["1", "3", "5", "7", "9"])
    by_number = nw.when(odd).then(nw.lit("男")).otherwise(nw.when(~odd).then(nw.lit("女")))
    return persons.with_columns(nw.coalesce(nw.col("sex"), by_number).alias("sex_told"))


def _with_school(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    # In steps, so that each condition is worked out once.
    law, schooling, age = tables.law, nw.col("schooling"), nw.col("state_age")
    of_age = (age >= law.school_age_first.value) & (age <= law.school_age_last.value)
    # School begins in September for who is six by 31 August, and ends with the ninth year: who turned six later may be at home, and
    # who was old enough to have finished may have, where the education is blank.
    first = law.school_age_first.value
    persons = persons.with_columns(
        of_age.alias("school_age"),
        _age_on(_last_school_begin(tables.state)).alias("_begun"),
        (schooling == NOT_AT_SCHOOL).alias("_out"),
        (_has(DISABLED) | _has(ILL[0]) | _has(ILL[1]) | cannot_read("health")).alias("_frail"),
    )
    begun, out, of_age = nw.col("_begun"), nw.col("_out"), nw.col("school_age")
    # A blank means "not at school" for those of an age at which the register asks nobody; for the others it is only a blank.
    asked = (age >= law.schooling_known_age_first.value) & (age <= law.schooling_known_age_last.value)
    told = ~schooling.is_in([NOT_AT_SCHOOL, *_BEFORE_SCHOOL])
    blank: nw.Expr = nw.when(schooling.is_null() & ~cannot_read("schooling") & ~asked).then(nw.lit(False))
    if not tables.has("persons", "schooling"):
        blank = nw.lit(None, dtype=nw.Boolean)
    # A blank is no school and no lack of it: DQ303 finds the blank.
    finished = nw.when(~cannot_read("education")).then(nw.col("education").is_in(list(_FINISHED)).fill_null(False))
    not_due = (age == first) & ~(begun >= first).fill_null(False)
    over = nw.col("education").is_null() & (begun >= law.school_age_last.value).fill_null(age == law.school_age_last.value)
    # A reason that cannot be read may be one that excuses; so may one that is left blank for a child who is ill or disabled, and may be
    # taught at home (送教上门).
    reason = nw.col("dropout_reason")
    silent = cannot_read("dropout_reason") | (reason.is_null() & nw.col("_frail").fill_null(False))
    excused = nw.when(~silent).then(reason.is_in(list(_EXCUSED)).fill_null(False))
    # School may begin at seven where conditions are lacking (义务教育法 §11): of a child of six nobody can tell.
    not_yet, late = schooling.is_in(list(_NOT_YET_AT_SCHOOL)) & of_age.fill_null(True), nw.when(age > first).then(nw.lit(True))
    persons = persons.with_columns(
        nw.coalesce(told, blank).alias("at_school"),
        (out & ~finished).alias("_out"),
        (not_due | over).fill_null(False).alias("_may_be_home"),
        excused.alias("_excused"),
    )
    out = nw.when(~nw.col("_may_be_home")).then(out).otherwise(nw.when(~out).then(nw.lit(False)))
    persons = persons.with_columns((of_age & nw.when(not_yet).then(late).otherwise(out) & ~nw.col("_excused")).alias("dropout"))
    return persons.with_columns((nw.col("dropout") & (nw.col("health") == HEALTHY)).alias("healthy_dropout")).drop(
        "_begun", "_out", "_frail", "_may_be_home", "_excused"
    )


def _with_health(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    ill = _has(ILL[0]) | _has(ILL[1])
    return persons.with_columns(
        ill.alias("ill"), _has(DISABLED).alias("disabled"), (nw.col("health") == HEALTHY).alias("healthy")
    )


def _with_labour(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    law, age = tables.law, nw.col("state_age")
    of_age = (age >= law.labour_age_first.value) & (age <= law.labour_age_last.value)
    return persons.with_columns(
        of_age.alias("labour_age"),
        nw.col("labour").is_in(list(ABLE)).alias("able"),
        nw.col("labour").is_in(list(UNABLE)).alias("unable"),
    )


def _with_work(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """`works`: has a place of work, or months of it. The list of places has no word for none: there a blank says so."""
    place = ~nw.col("work_place").is_null() & ~cannot_read("work_place")
    told = nw.when(place | (nw.col("work_months") > 0).fill_null(False)).then(nw.lit(True))
    if tables.has("persons", "work_place"):
        none = ~cannot_read("work_place") & ~cannot_read("work_months")
    else:
        none = nw.col("work_months") == 0
    return persons.with_columns(nw.coalesce(told, nw.when(none).then(nw.lit(False))).alias("works"))


def _with_insurance(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    # Who is insured as an employee is insured; where that column is blank or absent, only the residents' insurance speaks.
    employed = nw.when(~cannot_read("worker_medical")).then(nw.col("worker_medical").fill_null(False))
    basic = nw.col("medical") | employed
    return persons.with_columns(basic.alias("basic_medical"), (basic & nw.col("serious_medical")).alias("insured"))


CONDITION = (
    Block(("age",), _with_age, joins=False),
    Block(("grown_up",), _with_grown_up, ("age",), joins=False),
    Block(("state_age",), _with_state_age, joins=False),
    Block(("sex_told",), _with_sex, joins=False),
    Block(("at_school", "school_age", "dropout", "healthy_dropout"), _with_school, ("state_age",), joins=False),
    Block(("ill", "disabled", "healthy"), _with_health, joins=False),
    Block(("labour_age", "able", "unable"), _with_labour, ("state_age",), joins=False),
    Block(("works",), _with_work, joins=False),
    Block(("basic_medical", "insured"), _with_insurance, joins=False),
)

_MAY_BE_TAUGHT = Text(
    "孩子刚到入学年龄、可能已念完初中，或患病、残疾而可能送教上门，不能断定失学",
    "a child has just come of school age, may have finished school, or is ill or disabled and may be taught at home",
)
FACTS = (
    Fact("age", Text("截至日年龄", "age on the day asked"), reads=BORN),
    Fact("state_age", Text("信息表所说之日的年龄", "age on the day that columns without a date speak of"), reads=BORN),
    Fact("grown_up", Text("截至日已成年", "of age on the day asked"), reads=BORN, numbers=("adult_age",)),
    Fact("unable", reads=("persons.labour",)),
    Fact("able", reads=("persons.labour",)),
    Fact("basic_medical", reads=("persons.medical|persons.worker_medical",)),
    Fact("insured", reads=INSURED),
    Fact("sex_told", reads=SEX),
    Fact("at_school", reads=("persons.schooling",), also=BORN, numbers=("schooling_known_age_first", "schooling_known_age_last")),
    Fact("school_age", reads=BORN, numbers=("school_age_first", "school_age_last")),
    Fact(
        "dropout", reads=SCHOOL, readable=SCHOOL_REASONS, numbers=("school_age_first", "school_age_last"), unknown=_MAY_BE_TAUGHT
    ),
    Fact(
        "healthy_dropout",
        reads=(*SCHOOL, "persons.health"),
        readable=SCHOOL_REASONS,
        numbers=("school_age_first", "school_age_last"),
        unknown=_MAY_BE_TAUGHT,
    ),
    Fact("ill", reads=HEALTH),
    Fact("disabled", reads=HEALTH),
    Fact("healthy", reads=HEALTH),
    Fact("labour_age", reads=BORN, numbers=("labour_age_first", "labour_age_last")),
    Fact("works", reads=WORK, readable=("persons.work_place", "persons.work_months")),
)
