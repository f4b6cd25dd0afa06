"""Facts of a household's procedures (table 程序): which steps are on file, in order, made public long enough, signed, with evidence.

Steps are compared by name, blanks and what stands in brackets aside. A household of which no step is on file says nothing: null.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.days import counts_from, day_number, on_or_before
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.listing import ALWAYS
from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.tables import Tables
from puxi_cli.law.law import Law
from puxi_cli.text.words import Text

PROCEDURES_BY_NAME = {"identification": "识别", "exit": "退出"}
_OF_COLUMN = {"_unsigned": "signed_by", "_own_signature": "signed_by", "_unproved": "proof"}
_ASIDE = "[(（][^)）]*[)）]|[ \t\u3000]"


def _of(name: str, households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add the facts of one procedure, each beginning with its name.

    `_steps`        steps on file, those that no list names too; 0 where there is none
    `_missing`      required steps that are not on file; null where one of them is dated after the day: it was still to come
    `_undated`      required steps on file without a day
    `_ordered`      no required step is dated before one that goes before it; null where a day is missing
    `_short`        steps that were never made public for long enough; `_public_unknown` those of which it cannot be told; both null
                    where no step that is made public is on file
    `_unsigned`, `_unproved`   steps without a signature, without evidence
    `_own_signature`           the household's own signature is on file; null where its step is dated after the day
    """
    # Without a table of steps nothing is held against these numbers: they are not among those that were asked.
    law = tables.law if tables.has("steps") else Law(tables.law.day, tables.law.region, tables.law.extra)
    required = law.named(f"{name}_steps").value
    public, own = law.publicity_steps.value, law.household_signature_steps.value
    days = day_number(nw.col("public_until")) - day_number(nw.col("day"))
    rows = {
        "_undated": nw.col("day").is_null(),
        "_long": days >= law.publicity_days.value,
        "_unclear": days.is_null(),
        "_unsigned": nw.col("signed_by").is_null() & ~cannot_read("signed_by"),
        "_unproved": nw.col("proof").is_null() & ~cannot_read("proof"),
        "_signed_unread": cannot_read("signed_by"),
        "_proof_unread": cannot_read("proof"),
        "_unnamed": nw.col("step").is_null(),
        "_signed": ~nw.col("signed_by").is_null(),
    }
    steps = _of_this_listing(name, households, tables).with_columns(
        _named({*required, *public, *own}).alias("step"), *(told.alias(key) for key, told in rows.items())
    )
    to_come = (nw.col("day") > nw.lit(tables.day)).fill_null(False)
    after = (
        steps.filter(to_come)
        .group_by("household_id")
        .agg(
            *((nw.col("step") == step).cast(nw.Int64).sum().alias(f"_later_{n}") for n, step in enumerate(required)),
            nw.col("step").is_in(list(own)).cast(nw.Int64).sum().alias("_own_later"),
        )
    )
    steps = steps.filter(~to_come)
    # What was done twice is one step: by step first, then by household.
    steps = steps.group_by("household_id", "step").agg(
        nw.col("day").min().alias("_first"),
        nw.col("day").max().alias("_last"),
        *((nw.col(key).fill_null(False).cast(nw.Int64).sum() > 0).alias(key) for key in rows),
    )
    is_public, too_short = nw.col("step").is_in(list(public)), ~nw.col("_long")
    totals = {
        "public_rows": is_public,
        "short": is_public & too_short & ~nw.col("_unclear"),
        "public_unknown": is_public & too_short & nw.col("_unclear"),
        "undated": nw.col("step").is_in(list(required)) & nw.col("_undated"),
        "unsigned": nw.col("_unsigned"),
        "unproved": nw.col("_unproved"),
        "signed_unread": nw.col("_signed_unread"),
        "proof_unread": nw.col("_proof_unread"),
        "unnamed": nw.col("_unnamed"),
        "own_rows": nw.col("step").is_in(list(own)) & nw.col("_signed"),
    }
    groups = (
        steps.with_columns(told.alias(f"{name}_{key}") for key, told in totals.items())
        .group_by("household_id")
        .agg(
            nw.len().alias(f"{name}_steps"),
            *(nw.col(f"{name}_{key}").cast(nw.Int64).sum() for key in totals),
            *((nw.col("step") == step).cast(nw.Int64).sum().alias(f"_has_{n}") for n, step in enumerate(required)),
            *(
                nw.when(nw.col("step") == step).then(nw.col("_first")).min().alias(f"_first_{n}")
                for n, step in enumerate(required)
            ),
            *(nw.when(nw.col("step") == step).then(nw.col("_last")).max().alias(f"_last_{n}") for n, step in enumerate(required)),
        )
    )
    households = households.join(groups, on="household_id", how="left").join(after, on="household_id", how="left")
    there, shown = nw.col(f"{name}_steps") > 0, nw.col(f"{name}_public_rows") > 0
    missing = nw.sum_horizontal(*((nw.col(f"_has_{n}") == 0).fill_null(False).cast(nw.Int64) for n in range(len(required))))
    awaited = nw.any_horizontal(
        *((nw.col(f"_has_{n}") == 0) & (nw.col(f"_later_{n}") > 0) for n in range(len(required))), ignore_nulls=True
    )
    own_awaited = (nw.col("_own_later") > 0).fill_null(False)
    wrong = nw.lit(False)
    for later in range(1, len(required)):
        for earlier in range(later):
            wrong = wrong | (nw.col(f"_first_{later}") < nw.col(f"_last_{earlier}")).fill_null(False)
    ordered = nw.when(wrong).then(nw.lit(False)).otherwise(nw.when(nw.col(f"{name}_undated") == 0).then(nw.lit(True)))
    # A step whose name is blank or cannot be read may be the one that is missing.
    named, own_rows = nw.col(f"{name}_unnamed") == 0, nw.col(f"{name}_own_rows")
    # A column that no row fills is not kept: no step lacks its signature, or its evidence, for that.
    unkept = [fact for fact, field in _OF_COLUMN.items() if not tables.has("steps", field)]
    households = households.with_columns(
        nw.when(there & ((missing == 0) | (named & ~awaited))).then(missing).alias(f"{name}_missing"),
        nw.when(there & (wrong | named)).then(ordered).alias(f"{name}_ordered"),
        nw.when(there & ((own_rows > 0) | (named & (nw.col(f"{name}_signed_unread") == 0) & ~own_awaited)))
        .then(own_rows > 0)
        .alias(f"{name}_own_signature"),
        *(
            nw.when((nw.col(f"{name}_{fact}") > 0) | (nw.col(f"{name}_{read}_unread") == 0))
            .then(nw.col(f"{name}_{fact}"))
            .alias(f"{name}_{fact}")
            for fact, read in (("unsigned", "signed"), ("unproved", "proof"))
        ),
        *(nw.when(shown).then(nw.col(f"{name}_{key}")).alias(f"{name}_{key}") for key in ("short", "public_unknown")),
    )
    spare = [f"_{part}_{n}" for part in ("has", "first", "last", "later") for n in range(len(required))]
    spare += [f"{name}_{part}" for part in ("own_rows", "public_rows", "signed_unread", "proof_unread", "unnamed")]
    return households.drop(*spare, "_own_later").with_columns(
        nw.col(f"{name}_steps").fill_null(0),
        *(nw.when(nw.lit(False)).then(nw.col(name + fact)).alias(name + fact) for fact in unkept),
    )


def _named(known: Collection[str]) -> nw.Expr:
    """The name of a step as the lists have it, where it is one of theirs but for blanks and brackets."""
    return nw.when(nw.col("step").is_in(sorted(known))).then(nw.col("step")).otherwise(nw.col("step").str.replace_all(_ASIDE, ""))


def _of_this_listing(name: str, households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """The steps of a procedure, those to come too. Of who came back by the day, those of the return and not of the listing before;
    of who leaves again after that, those of this exit and not of the one before. Of who comes back after the day, none of the return."""
    steps = tables["steps"].filter(nw.col("procedure") == PROCEDURES_BY_NAME[name])
    times = households.with_columns(counts_from(nw.col("relapsed")).alias("_back"))
    is_back = on_or_before(nw.col("_back"), tables.day)
    if name == "identification":
        parted = nw.when(nw.col("exit_on") < nw.col("_back")).then(nw.col("exit_on"))
        since, until = nw.when(is_back).then(parted), nw.when(~is_back & (nw.col("exit_on") > ALWAYS)).then(parted)
        late = nw.col("day") > nw.col("_since")
    else:
        again = (nw.col("exit_on") >= nw.col("_back")) | nw.col("exit_on").is_null()
        since, until = nw.when(is_back & again).then(nw.col("_back")), nw.when(~is_back).then(nw.col("_back"))
        late = nw.col("day") >= nw.col("_since")
    cuts = (
        times.with_columns(since.alias("_since"), until.alias("_until"))
        .group_by("household_id")
        .agg(nw.col("_since").max(), nw.col("_until").min())
    )
    steps = steps.join(cuts, on="household_id", how="left")
    undated = nw.col("day").is_null()
    begun = undated | nw.col("_since").is_null() | late.fill_null(False)
    ended = (nw.col("day") > nw.col("_until")).fill_null(False)
    return steps.filter(begun & ~ended).drop("_since", "_until")


def _block(name: str) -> Block:
    facts = ("steps", "missing", "ordered", "short", "public_unknown", "unsigned", "unproved", "undated", "own_signature")
    return Block(tuple(f"{name}_{fact}" for fact in facts), lambda frame, tables: _of(name, frame, tables), ("exit_on",))


PROCEDURES = tuple(_block(name) for name in PROCEDURES_BY_NAME)

_FROM = ("steps.procedure", "steps.step")
_PUBLIC = (*_FROM, "steps.public_until", "steps.day")
_TO_COME = Text("在案步骤的日期晚于当日，程序尚未走完", "a step on file is dated after the day: the procedure was under way")


def _facts(name: str, zh: str, en: str) -> Iterator[Fact]:
    """Those of one procedure: the first words of a reader's, then what each tells."""
    rows, steps, public = ("procedure", PROCEDURES_BY_NAME[name]), (f"{name}_steps",), ("publicity_days", "publicity_steps")
    step, day, signed, proof = (f"steps.{field}" for field in ("step", "day", "signed_by", "proof"))

    def fact(key: str, words: Text, **told: Any) -> Fact:
        return Fact(f"{name}_{key}", Text(f"{zh}{words[0]}", f"{en}: {words[1]}"), **told)

    yield fact("steps", Text("在案步骤数", "steps on file"), reads=_FROM)
    yield fact(
        "missing",
        Text("缺少的步骤数", "steps not on file"),
        reads=_FROM,
        readable=(step,),
        rows=rows,
        numbers=steps,
        unknown=_TO_COME,
    )
    yield fact(
        "ordered", Text("步骤次序无误", "steps in order"), reads=_FROM, also=(day,), readable=(step,), rows=rows, numbers=steps
    )
    yield fact("short", Text("公示天数不足的步骤数", "steps public too briefly"), reads=_PUBLIC, rows=rows, numbers=public)
    yield fact(
        "public_unknown",
        Text("公示天数不明的步骤数", "steps whose publicity is not known"),
        reads=_PUBLIC,
        rows=rows,
        numbers=public,
        open_above_0=True,
    )
    yield fact(
        "unsigned", Text("没有签字的步骤数", "steps without signature"), reads=(*_FROM, signed), readable=(signed,), rows=rows
    )
    yield fact(
        "unproved", Text("没有佐证的步骤数", "steps without evidence"), reads=(*_FROM, proof), readable=(proof,), rows=rows
    )
    yield fact("undated", Text("没有日期的步骤数", "steps without a day"))
    yield fact(
        "own_signature",
        Text("有农户签字", "signed by the household"),
        reads=_FROM,
        readable=(signed, step),
        rows=rows,
        numbers=("household_signature_steps",),
        unknown=_TO_COME,
    )


FACTS = (*_facts("identification", "识别程序", "identification"), *_facts("exit", "退出程序", "exit"))
