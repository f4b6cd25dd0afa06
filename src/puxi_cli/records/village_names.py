"""Which spellings of a village's name mean one village: 云杉湾, 云杉湾村, 蒲溪镇云杉湾村, 汉阴县蒲溪镇云杉湾村委会.

Spellings that differ in letters alone (blanks, width, radicals, dots) always do. Others do where nothing else can be meant: the same name
with another word for what it is (村, 村委会) or without, with the town before it or without. 东沟 beside 东沟村 and 东沟社区 may be either; a name
whose town is another one is another village. What may be several is left as it is written. What is written around a name (1.云杉湾村,
云杉湾村一组) is passed over only where the register has the name without it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from puxi_cli.records.text import same_name
from puxi_cli.records.village_dress import bare_names, stems_of
from puxi_cli.records.village_near import Village, nearly_another

_VILLAGE, _COMMUNITY = "村", "社区"
_KIND = re.compile(r"(.+?)((?:村民委员会|居民委员会|村委会|居委会|村委|社区|行政村|嘎查|村)+)")
_ABOVE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|街道办事处|地区|街道|苏木|省|市|州|盟|县|(?<!社)区|旗|镇|乡)(?=[\u4e00-\u9fff]{2})"
)
_TOWN = re.compile(r".+(?:街道办事处|街道|苏木|镇|乡)")
_VILLAGES_COMMITTEE = re.compile(r".+村(?:居委会|居民委员会)")  # of no community, where the register has none of that name


class _Name(NamedTuple):
    """A name taken apart: the town before it, its own name, whether it is a village or a community; None where it does not say."""

    town: str | None
    own: str
    kind: str | None


@dataclass(frozen=True)
class Spellings:
    """`meant` has the form that a spelling is read as, where it is another one; `unclear` those villages that a spelling may mean:
    several, or one whose name it nearly is."""

    meant: Mapping[str, str]
    unclear: Mapping[str, tuple[str, ...]]

    def read(self, village: str) -> str:
        """The village that a spelling means, as it is written elsewhere."""
        return self.meant.get(village, village)


def spellings(
    rows: Mapping[str, int], listed: Collection[str] = (), places: Iterable[str] = (), towns: Mapping[str, Collection[str]] = {}
) -> Spellings:
    """Find the spellings of each village.

    `rows` says how often each stands anywhere, `listed` those of the table of villages, `places` names of counties and towns, `towns` the
    towns that rows of a spelling name. A village is written as the table of villages has it, else as most rows do that write no more than
    its name (红石村, not 蒲溪镇红石村 nor 红石村委会), if any does.
    """
    by_letters: dict[str, list[str]] = {}
    for written in sorted(rows):  # in whatever order they come
        by_letters.setdefault(same_name(written), []).append(written)
    above = frozenset({same_name(place) for place in places} - {""})
    lengths = _lengths(above)
    names = {key: _taken_apart(key, above, lengths) for key in by_letters}
    dressed = _undressed(names, above, lengths)
    names |= dressed
    by_own: dict[str, list[str]] = {}
    for key, name in names.items():
        by_own.setdefault(name.own, []).append(key)
    of_listed = {same_name(village) for village in listed}
    of_towns = {
        key: {same_name(town) for written in forms for town in towns.get(written, ())} - {""} for key, forms in by_letters.items()
    }
    meant: dict[str, str] = {}
    unclear: dict[str, tuple[str, ...]] = {}

    def preferred(keys: Collection[str], alone: bool) -> str:
        plain = {key for key in keys if key not in dressed and _says_no_more(key, names[key])}
        if not alone or all(names[key].kind is None for key in plain):  # its town tells it from another of its name
            plain = set()
        forms = [(form, key) for key in keys for form in by_letters[key]]

        def rank(one: tuple[str, str]) -> tuple[object, ...]:
            form, key = one
            return form in listed, key not in dressed, key in plain, rows[form], names[key].kind is not None, -len(form), form

        return max(forms, key=rank)[0]

    for keys in by_own.values():
        groups, either = _grouped(_of_villages({key: names[key] for key in keys}), of_towns) if len(keys) > 1 else ([keys], {})
        for group in groups:
            apart = [key for key in group if key in of_listed]
            if len(apart) > 1:  # each has a row of its own in the table of villages
                either |= {key: apart for key in group if key not in apart}
                together = [[key] for key in group]
            else:
                together = [group]
            for one in together:
                form = preferred(one, len(groups) == 1)
                meant.update((written, form) for key in one for written in by_letters[key] if written != form)
        for key, others in either.items():
            for written in by_letters[key]:
                unclear[written] = tuple(dict.fromkeys(preferred([other], False) for other in others))
    if not listed:  # else REC341 asks of names that are not among those listed
        counts: dict[str, int] = {}
        for written, number in rows.items():
            form = meant.get(written, written)
            counts[form] = counts.get(form, 0) + number
        near = nearly_another(Village(form, number, *names[same_name(form)]) for form, number in counts.items())
        unclear = {form: (known,) for form, known in near.items()} | unclear
    return Spellings(meant, unclear)


class KnownVillages:
    """The villages that there are, to be asked which of them a spelling means; `places` are names of counties and towns."""

    def __init__(self, known: Iterable[str], places: Iterable[str] = ()) -> None:
        self._known, self._places = frozenset(known), frozenset(places)
        self._above = frozenset({same_name(place) for place in self._places} - {""})
        self._lengths, self._stems = _lengths(self._above), stems_of(self._above)
        self._by_own: dict[str, list[str]] = {}
        for village in sorted(self._known):
            self._by_own.setdefault(self._own(village), []).append(village)

    def meant(self, written: str) -> str | None:
        """The one of them that a spelling means; None where it is none of them, or may be several."""
        if written in self._known:
            return written
        alike = self._alike(written)  # all others mean other villages
        return spellings({**dict.fromkeys(alike, 1), written: 1}, alike, self._places).meant.get(written)

    def _alike(self, written: str) -> list[str]:
        if alike := self._by_own.get(self._own(written)):
            return alike
        bare = (self._by_own.get(self._own(name)) for name in bare_names(same_name(written), self._stems))
        return next((alike for alike in bare if alike), [])

    def _own(self, written: str) -> str:
        return _taken_apart(same_name(written), self._above, self._lengths).own


def _undressed(names: Mapping[str, _Name], above: Collection[str], lengths: Iterable[int]) -> dict[str, _Name]:
    """Of names with something written around them, the names that they have without it, where other rows write these."""
    stems = stems_of(above)
    bare = {key: found for key in names if (found := list(bare_names(key, stems)))}
    known = {name.own for key, name in names.items() if key not in bare}
    undressed = {}
    for key, candidates in bare.items():
        for candidate in candidates:
            name = _taken_apart(candidate, above, lengths)
            if len(name.own) > 1 and name.own in known:
                undressed[key] = name
                break
    return undressed


def _says_no_more(key: str, name: _Name) -> bool:
    return name.town is None and key in (name.own, f"{name.own}村", f"{name.own}社区", f"{name.own}嘎查")


def _of_villages(names: dict[str, _Name]) -> dict[str, _Name]:
    """Names of one own name, 云杉湾村居委会 among them as the village's where none is plainly a community's."""
    mixed = {key for key in names if _VILLAGES_COMMITTEE.fullmatch(key)}
    if any(name.kind == _COMMUNITY for key, name in names.items() if key not in mixed):
        return names
    return names | {key: names[key]._replace(kind=_VILLAGE) for key in mixed}


def _grouped(names: Mapping[str, _Name], of_towns: Mapping[str, Collection[str]]) -> tuple[list[list[str]], dict[str, list[str]]]:
    """The names of one own name that mean one village each, and those that may mean several, with these."""
    kinds = {name.kind for name in names.values()} - {None}
    towns = {name.town for name in names.values()} - {None}
    groups: dict[tuple[str | None, str | None], list[str]] = {}
    either: dict[str, list[str]] = {}
    for key, (town, _, kind) in names.items():
        if town is None and towns:
            said = of_towns[key]
            here = towns & set(said) if said else towns
            if said and not here:
                town = "、".join(sorted(said))  # the village of the same name in another town
            elif len(here) == 1:
                [town] = here
            else:
                either[key] = [other for other, name in names.items() if name.town in here and kind in (None, name.kind)]
                groups.setdefault((key, None), []).append(key)
                continue
        if kind is None and len(kinds) == 1:
            [kind] = kinds
        elif kind is None and kinds:
            either[key] = [other for other, name in names.items() if name.kind is not None]
        groups.setdefault((town, kind), []).append(key)
    return list(groups.values()), either


def _lengths(places: Collection[str]) -> list[int]:
    return sorted({len(place) for place in places}, reverse=True)


def _taken_apart(key: str, places: Collection[str], lengths: Iterable[int]) -> _Name:
    rest, town = key, None
    while True:
        place = next((rest[:length] for length in lengths if rest[:length] in places and len(rest) > length + 1), None)
        if place is None:
            found = _ABOVE.match(rest)
            # A word that only looks like a place is none where too little is left behind it to be a village's own name.
            if found is None or len(_own(rest[found.end() :])[0]) < 2:
                break
            place = found[0]
        rest = rest[len(place) :]
        town = place if _TOWN.fullmatch(place) else town
    own, kind = _own(rest)
    return _Name(town, own, kind)


def _own(name: str) -> tuple[str, str | None]:
    found = _KIND.fullmatch(name)
    if found is None:
        return name, None
    return found[1], _COMMUNITY if "社区" in found[2] or "居" in found[2] else _VILLAGE
