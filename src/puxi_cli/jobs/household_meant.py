"""Which household is meant: by its number, or by the name of its head or of a member, in one village or in all."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from puxi_cli.errors import UsageError
from puxi_cli.records.text import same_name, undressed
from puxi_cli.reports.masking import masked, masked_key, scrubbed
from puxi_cli.text.words import LANGUAGES, NO_WORDS, Lang, Text

if TYPE_CHECKING:
    import polars as pl

    from puxi_cli.registry import Registry

_NUMBER = re.compile(r"[A-Za-z]*[0-9][0-9A-Za-z]*(?:\(.*\))?")
_MOST_LISTED = 20
_MOST_NEAR = 3
_LEAST_ALIKE = 0.5


class _Bearer(NamedTuple):
    """Somebody of a household, by name: the relation to the head, and when they left, where the files say so."""

    household_id: str
    name: str
    relation: str | None
    left: str | None
    village: str | None
    group: str | None


def household_meant(asked: str, village: str | None, registry: Registry, show_ids: bool = False) -> str:
    """The number of the household that a number or a name means, within a village where one is given.

    A number that several villages have needs its village. Names are compared folded, those of members who left too. Raises UsageError
    where none is found, with the nearest; where several are, with all of them; and for a village that is not in the register.
    """
    number, name = undressed(asked), same_name(asked)
    if not name:
        raise UsageError(
            "请写户编号，或户主、家庭成员的姓名。", "Give a household's number, or the name of its head or of a member."
        )
    within = village_asked(village, registry) if village is not None else None
    homes = registry.frame("households").select("household_id", "village").drop_nulls("household_id")
    known = homes["household_id"].unique().to_list()
    number = _of_village(number, known, within, homes)
    if number in known:
        lies_in = homes.filter(homes["household_id"] == number)["village"].drop_nulls().unique().to_list()
        if within is not None and within not in lies_in:
            raise _elsewhere(number, lies_in, within)
        return number
    if _NUMBER.fullmatch(number):
        raise no_such_number(number, known)
    people = _people(registry)
    here = people if within is None else people.filter(people["village"] == within)
    found = _bearers(here.filter(here["same"] == name))
    if not found:
        named = people.filter(people["same"] == name)
        elsewhere = _bearers(named)
        if within is None and not elsewhere and (split := _behind_village(name, people)):
            return household_meant(split[1], split[0], registry, show_ids)
        if named.height and not elsewhere:
            raise _without_number(asked)
        raise _nobody(asked, within, elsewhere or _bearers(_alike(name, here)), bool(elsewhere), show_ids)
    if len({one.household_id for one in found}) > 1:
        raise _several(found, asked, show_ids)
    return found[0].household_id


def _behind_village(name: str, people: pl.DataFrame) -> tuple[str, str] | None:
    """The village and the name in 云杉湾村王大山 or 云杉湾村的王大山, where the register has such a village."""
    for village in sorted(people["village"].drop_nulls().unique(), key=len, reverse=True):
        if (rest := name.removeprefix(same_name(village)).removeprefix("的")) and name.startswith(same_name(village)):
            return village, rest
    return None


def _of_village(number: str, known: Sequence[str], village: str | None, homes: pl.DataFrame) -> str:
    """A number as the register has it, where several villages count their households from 1: with its village, 1（云杉湾村）.

    Raises UsageError where several villages have it and none is said.
    """
    alike = [one for one in known if one.endswith("）") and undressed(one).startswith(f"{number.partition('(')[0]}(")]
    if number in known or not alike:
        return number
    if "(" in number:
        return next((one for one in alike if undressed(one) == number), number)
    if village is not None:
        here = homes.filter(homes["village"] == village)["household_id"].to_list()
        return next((one for one in alike if one in here), number)
    shown = sorted(alike)[:_MOST_LISTED]
    more = len(alike) - len(shown)
    raise UsageError(
        f"户编号 {number} 在几个村重复，共 {len(alike)} 户：{'、'.join(shown)}{f' 等，另有 {more} 户' if more else ''}。"
        f"请加 --village 村名，或写 {shown[0]}。",
        f"Several villages have a household {number} ({len(alike)}): {', '.join(shown)}{f' and {more} more' if more else ''}. Add --village, or "
        f"write {shown[0]}.",
    )


def village_asked(written: str, registry: Registry) -> str:
    """The village of the register that a spelling means. Raises UsageError where it is none of them, or may be several."""
    from puxi_cli.records.near import Names
    from puxi_cli.records.village_names import spellings

    frame = registry.frame("households")
    known: list[str] = sorted({*frame["village"].drop_nulls(), *registry.frame("villages")["village"].drop_nulls()})
    by_letters = {same_name(village): village for village in known}
    if (plain := same_name(written)) in by_letters:
        return by_letters[plain]
    places = {place for name in ("town", "county") for place in frame[name].drop_nulls().unique()}
    read = spellings({**dict.fromkeys(known, 1), written: 1}, known, places)
    if (meant := read.meant.get(written)) is not None:
        return meant
    if several := read.unclear.get(written):
        raise UsageError(
            f"“{written}”可能是 {'、'.join(several)}，请写全村名。",
            f"{written} may be {' or '.join(several)}; write the village's whole name.",
        )
    near = Names(by_letters).nearest(plain)
    zh, en = "请核对村名。", "Check the village's name."
    if near is not None:
        zh, en = f"是否为 {by_letters[near]}？", f"Was {by_letters[near]} meant?"
    elif len(known) <= _MOST_LISTED:
        zh, en = f"信息表中的村：{'、'.join(known)}。", f"Its villages: {', '.join(known)}."
    raise UsageError(f"信息表里没有“{written}”这个村。{zh}", f"No village of the register is called {written}. {en}")


def no_such_number(asked: str, known: Sequence[str]) -> UsageError:
    """That no household has a number, with the nearest that some have."""
    # Somebody may have typed an identity number, and a household may be known by one.
    shown, near = scrubbed(asked, False), [masked_key(number, False) for number in _near_numbers(asked, known)]
    return UsageError(
        f"信息表里没有户编号 {shown}。" + (f"是否为 {'、'.join(near)}？" if near else "请核对户编号（不是证件号码），或写姓名。"),
        f"No household has the number {shown}. "
        + (f"Was {', '.join(near)} meant?" if near else "Give a household's number (no identity number), or a name."),
    )


def _near_numbers(number: str, known: Sequence[str]) -> list[str]:
    """The three numbers that differ in the fewest places, and of those the nearest; else those that are alike."""

    def apart(other: str) -> tuple[int, int]:
        places = sum(here != there for here, there in zip_longest(number, other))
        return places, abs(int(number) - int(other)) if number.isdecimal() and other.isdecimal() else 0

    close = [other for other in known if len(other) == len(number) and apart(other)[0] <= 2]
    return sorted(close, key=apart)[:_MOST_NEAR] or difflib.get_close_matches(number, known, n=_MOST_NEAR, cutoff=0.8)


def _people(registry: Registry) -> pl.DataFrame:
    """Heads and members with their household's village and group; `same` is the name as names are compared."""
    import polars as pl

    from puxi_cli.records.compile import same_names
    from puxi_cli.records.person import HEAD

    text = pl.String
    homes = registry.frame("households").select(
        pl.col("household_id", "village", "group").cast(text), pl.col("head_name").cast(text).alias("name")
    )
    heads = homes.select("household_id", "name", pl.lit(HEAD).alias("relation"), pl.lit(None, text).alias("left"))
    members = registry.frame("persons").select(pl.col("household_id", "name", "relation", "left").cast(text))
    # The members say when somebody left, so they come first: a head is one of them where the files have any.
    people = pl.concat([members, heads]).drop_nulls("name")
    people = people.with_columns(same_names(people["name"]).alias("same")).unique(
        ["household_id", "same"], keep="first", maintain_order=True
    )
    places = homes.unique("household_id", keep="first", maintain_order=True).select("household_id", "village", "group")
    return people.join(places, on="household_id", how="left", maintain_order="left")


def _bearers(people: pl.DataFrame) -> list[_Bearer]:
    return [_Bearer(**row) for row in people.drop("same").drop_nulls("household_id").iter_rows(named=True)]


def _alike(name: str, people: pl.DataFrame) -> pl.DataFrame:
    """Those whose names are most like a name; nobody where more are alike than help."""
    import polars as pl

    same = pl.col("same")
    shared = pl.sum_horizontal(same.str.contains(sign, literal=True).cast(pl.Int64) for sign in dict.fromkeys(name))
    length = same.str.len_chars()
    # In Python only names that share all signs but one are compared, not the whole town's.
    likely = length.is_between(len(name) - 1, len(name) + 1) & (shared >= max(1, len(set(name)) - 1))
    candidates = people.filter(likely | same.str.starts_with(name))["same"].unique(maintain_order=True)
    matcher = difflib.SequenceMatcher(b=name)
    alike: dict[str, float] = {}
    for other in candidates:
        matcher.set_seq1(other)
        alike[other] = 1.0 if other.startswith(name) else matcher.ratio()
    least = sorted(alike.values(), reverse=True)[_MOST_NEAR] if len(alike) > _MOST_NEAR else 0.0
    return people.filter(same.is_in([other for other, ratio in alike.items() if ratio >= _LEAST_ALIKE and ratio > least]))


def _elsewhere(number: str, lies_in: Sequence[str], village: str) -> UsageError:
    shown = masked_key(number, False)
    if not lies_in:
        return UsageError(
            f"户编号 {shown} 没有填行政村，请去掉 --village。", f"Household {shown} has no village written; leave --village out."
        )
    return UsageError(
        f"户编号 {shown} 在 {'、'.join(lies_in)}，不在 {village}。",
        f"Household {shown} lies in {', '.join(lies_in)}, not in {village}.",
    )


def _nobody(asked: str, village: str | None, near: Sequence[_Bearer], elsewhere: bool, show_ids: bool) -> UsageError:
    shown = _typed(asked)
    zh = f"{village or '信息表里'}没有姓名为“{shown}”的人（户主和家庭成员都已查找）。"
    en = f"Nobody {f'of {village}' if village else 'in the register'} is called {shown}, no head and no member."
    if not near:
        return UsageError(zh + "请核对姓名，或写户编号。", f"{en} Check the name, or give the household's number.")
    zh_head, en_head = Text("其他村有：", "In other villages:") if elsewhere else Text("是否为：", "Was one of these meant?")
    lines = [_listed(near[:_MOST_LISTED], lang, show_ids) for lang in LANGUAGES]
    return UsageError(f"{zh}{zh_head}\n{lines[0]}", f"{en} {en_head}\n{lines[1]}")


def _without_number(asked: str) -> UsageError:
    shown = _typed(asked)
    return UsageError(
        f"有姓名为“{shown}”的人，但户编号空白或读不出，不知是哪一户。先用 puxi validate 查出这些行，补上户编号。",
        f"Somebody is called {shown}, but the household's number is blank or cannot be read, so the household is not known. Find the rows "
        "with puxi validate and write the number.",
    )


def _several(found: Sequence[_Bearer], asked: str, show_ids: bool) -> UsageError:
    shown, count = _typed(asked), len({one.household_id for one in found})
    several = len({one.village for one in found}) > 1
    example = masked_key(found[0].household_id, False)
    zh = f"有 {count} 户的户主或家庭成员姓名为“{shown}”。请写户编号，如 puxi explain {example}"
    en = f"{count} households have a head or a member called {shown}. Give the household's number, as puxi explain {example}"
    if several:
        zh, en = f"{zh}，或加 --village 村名", f"{en}, or add --village"
    more = NO_WORDS
    if len(found) > _MOST_LISTED:
        more = Text(f"\n  …共 {len(found)} 人", f"\n  … {len(found)} in all")
    lines = [_listed(found[:_MOST_LISTED], lang, show_ids) for lang in LANGUAGES]
    return UsageError(f"{zh}：\n{lines[0]}{more[0]}", f"{en}:\n{lines[1]}{more[1]}")


def _typed(name: str) -> str:
    """A name as the caller wrote it, who is to see which one it is; a number of somebody's in it stays masked."""
    return scrubbed(name, False)


def _shown(name: str, show_ids: bool) -> str:
    return masked(scrubbed(name, show_ids), "name", show_ids)


def _listed(people: Sequence[_Bearer], lang: Lang, show_ids: bool) -> str:
    """A line each: number, name, relation, group, village."""
    lines = []
    for one in people:
        left = Text(f"（{one.left} 减少）", f" (left {one.left})").of(lang) if one.left else ""
        said = [
            masked_key(one.household_id, show_ids),
            _shown(one.name, show_ids),
            f"{one.relation or ''}{left}",
            one.group or "",
            one.village or Text("（未填行政村）", "(no village)").of(lang),
        ]
        lines.append("  " + "  ".join(part for part in said if part))
    return "\n".join(lines)
