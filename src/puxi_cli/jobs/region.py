"""Where a register lies: as asked for, else as its rows, titles, sheets and files say; what was taken, from where, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from puxi_cli.law.regions import full_name, is_region, name_of, near_names, regions_named, regions_within, shared_prefix
from puxi_cli.registry import Registry
from puxi_cli.sheets.place_names import PlaceNames
from puxi_cli.text.words import Text

_SHOWN, _MOST = 3, 5  # names in a sentence, regions of one name
_CODES = (6, 4, 2)  # digits of a county, a prefecture, a province
Named = tuple[str, frozenset[str]]  # a name as written, and the codes it can mean


@dataclass(frozen=True)
class Source:
    """Names of one sort of place in the files, and the region that they have in common; `unclear` are names of which several regions have.

    `told` is false of codes that agree with everything: nobody has to hear of them.
    """

    where: Text
    named: tuple[Named, ...]
    code: str | None
    unclear: tuple[Named, ...] = ()
    told: bool = True

    @property
    def shown(self) -> Text:
        """Where it says it, and what."""
        names = [name for name, codes in self.named if codes]
        zh, en = _listed(names, "、", "“{}”", "等 {} 处"), _listed(names, ", ", "{}", " and others, {} names")
        several = self.code and len({code for _, codes in self.named for code in codes}) > 1 and len(self.code) < _CODES[0]
        return Text(
            f"{self.where[0]}{zh}{'（不止一处，取共同的上级）' if several else ''}",
            f"{self.where[1]}{f' ({en})' if en else ''}{', what they have in common' if several else ''}",
        )


def region_of(registry: Registry, places: PlaceNames, given: str | None, by: str) -> tuple[str | None, Text | None]:
    """The region of a register, and what is to be said of it. What was `given` (`by`: where) goes before everything that files say.

    Then codes of divisions, names in the rows, titles above the tables, names of sheets, names of files; one that names a smaller part
    of the same region says more. Numbers of households and persons are not asked: people move.
    """
    sources = list(_sources(registry, places))
    if given:
        against = list(_against(given, sources))
        return given, _joined(
            f"地区按 {by} 取{_words(given)}", f"Region {_words_en(given)} as given by {by}", against
        ) if against else None
    taken = next((source for source in sources if source.code), None)
    if taken is None or taken.code is None:
        return None, _unknown(sources)
    for source in sources:
        if source.code and source.code.startswith(taken.code) and len(source.code) > len(taken.code):
            taken = source
    code = str(taken.code)
    wrong = [name for source in sources for name, codes in source.named if not codes]
    against = [*_against(code, sources), *_unclear(sources), *_not_listed(wrong)]
    if not (taken.told or against):
        return code, None
    return code, _joined(
        f"地区：{_words(code)}，取自{taken.shown[0]}", f"Region: {_words_en(code)}, from {taken.shown[1]}", against
    )


def _sources(registry: Registry, places: PlaceNames) -> Iterator[Source]:
    codes = [*places.codes]
    if registry.has("villages"):
        codes.extend(registry.frame("villages")["code"].drop_nulls().unique(maintain_order=True))
    found = {code[: _CODES[0]] for code in codes if len(code) >= _CODES[0] or is_region(code)}
    right = {code for code in found if is_region(code)} or {short for code in found for short in _above(code)}
    named = (
        *((code, frozenset({code})) for code in sorted(right)),
        *((code, frozenset[str]()) for code in sorted(found - right)),
    )
    yield Source(
        Text("“行政区划代码”列", "the column 行政区划代码"), named if right != found else (), shared_prefix(right), told=False
    )
    texts: list[tuple[Text, list[Named]]] = [
        (Text("各行的", "the rows"), [_of_row(*row) for row in places.rows]),
        (Text("表头标题", "a title above the table"), _within(places.titles)),
        (Text("工作表名", "the name of a sheet"), _within(places.sheets)),
        (Text("文件名", "the name of a file"), _within(places.files)),
    ]
    sure = [{code for _, meant in each for code in meant if len(meant) == 1} | right for _, each in texts]
    for position, (where, each) in enumerate(texts):
        elsewhere = [other for n, other in enumerate(sure) if n != position]
        yield _source(where, each, [sure[position], *elsewhere], slips=position == 0)


def _above(code: str) -> Iterator[str]:
    """The prefecture, else the province, that a code lies in that is none."""
    short = next((code[:digits] for digits in _CODES[1:] if len(code) >= digits and is_region(code[:digits])), None)
    if short:
        yield short


def _of_row(province: str | None, city: str | None, county: str | None) -> Named:
    """What a row names, by its smallest part that can be found; the larger ones say which of several of a name it is."""
    parts = [part for part in (county, city, province) if part]
    if not parts:
        return "", frozenset()
    for position, part in enumerate(parts):
        codes = regions_named(part)
        if not codes:
            continue
        for above in parts[position + 1 :]:
            around = regions_named(above)
            if around:
                codes = frozenset(code for code in codes if any(code.startswith(other) for other in around))
        return (part, codes) if codes else ("".join(reversed(parts)), codes)
    return parts[0], frozenset()


def _within(texts: Sequence[str]) -> list[Named]:
    return [named for text in texts for named in regions_within(text)]


def _source(where: Text, each: Iterable[Named], others: Sequence[Iterable[str]], *, slips: bool) -> Source:
    """What names have in common. Of several regions of a name it is the one near what is sure, here or elsewhere in the files.

    Where names may be `slips`, one that is no region is passed over; else it contradicts the one before it.
    """
    named: dict[str, frozenset[str]] = {}
    unclear: list[Named] = []
    for name, codes in each:
        if not name:
            continue
        left = (
            codes if len(codes) == 1 else min((near for other in others if (near := _near(codes, other))), key=len, default=codes)
        )
        named[name] = named.get(name, frozenset()) | left
        if len(left) > 1:
            unclear.append((name, left))
    contradiction = not slips and any(not codes for codes in named.values())
    code = None if unclear or contradiction else shared_prefix(code for codes in named.values() for code in codes)
    return Source(where, tuple(named.items()), code, tuple(dict(unclear).items()))


def _near(codes: frozenset[str], others: Iterable[str]) -> frozenset[str]:
    known = list(others)
    for digits in _CODES:
        near = frozenset(
            code for code in codes if any(len(other) >= digits and other[:digits] == code[:digits] for other in known)
        )
        if near:
            return near
    return frozenset()


def _against(code: str, sources: Iterable[Source]) -> Iterator[Text]:
    """Where the files say something else."""
    for source in sources:
        other = source.code
        if other and not (other.startswith(code) or code.startswith(other)):
            zh, en = source.shown
            yield Text(
                f"{zh}为{_words(other)}，与此不符，请核对", f"{en} says {_words_en(other)}, which does not agree: check it"
            )


def _not_listed(names: Iterable[str]) -> Iterator[Text]:
    wrong = list(dict.fromkeys(name for name in names if name))
    if wrong:
        near = near_names(wrong[0])[:1]
        yield Text(
            f"区划表中没有{_listed(wrong, '、', '“{}”', '等 {} 个')}，未采用{f'（是否为“{near[0]}”？）' if near else ''}",
            f"not in the list of regions, and left out: {_listed(wrong, ', ', '{}', ' and others, {} names')}"
            f"{f' (is it {near[0]}?)' if near else ''}",
        )


def _unclear(sources: Sequence[Source]) -> Iterator[Text]:
    """Names that several regions have, with all of them."""
    for source in sources:
        for name, codes in source.unclear[:_SHOWN]:
            each = sorted(codes)
            shown = [f"{full_name(code)} {code}" for code in each[:_MOST]]
            zh, en = "等" if len(each) > _MOST else "", " and more" if len(each) > _MOST else ""
            yield Text(
                f"{source.where[0]}“{name}”有 {len(each)} 个（{'、'.join(shown)}{zh}），请用 --region 写明是哪一个",
                f"{source.where[1]}: {len(each)} regions are called {name} ({', '.join(shown)}{en}); say by --region which it is",
            )


def _unknown(sources: Sequence[Source]) -> Text | None:
    """Why no region was taken, where the files name one or several, and how it is given."""
    reasons = list(_unclear(sources))
    for source in sources:
        sure = [name for name, codes in source.named if len(codes) == 1]
        if not source.unclear and source.code is None and len(sure) > 1:
            shown = _listed(sure, "、", "“{}”", "等 {} 处"), _listed(sure, ", ", "{}", " and others, {} names")
            reasons.append(
                Text(f"{source.where[0]}{shown[0]}不在同一省", f"{source.where[1]}: {shown[1]} lie in different provinces")
            )
        reasons += _not_listed(name for name, codes in source.named if not codes)
    if not reasons:
        return None
    how = Text(
        "请用 --region 写明（代码或名称，如 --region 陕西省汉阴县），或写在 puxi.toml 的 [region] code",
        "give it by --region (a code or a name, as --region 陕西省汉阴县), or by [region] code in puxi.toml",
    )
    return _joined("地区未知", "Region unknown", [*dict.fromkeys(reasons), how])


def _joined(zh: str, en: str, more: Iterable[Text]) -> Text:
    parts = list(more)
    return Text("；".join([zh, *(part for part, _ in parts)]) + "。", "; ".join([en, *(part for _, part in parts)]) + ".")


def _words(code: str) -> str:
    return f"{name_of(code)}（{code}）"


def _words_en(code: str) -> str:
    return f"{name_of(code)} ({code})"


def _listed(names: list[str], comma: str, form: str, more: str) -> str:
    """The first three names, and how many there are where there are more."""
    first = comma.join(form.format(name) for name in names[:_SHOWN])
    return first if len(names) <= _SHOWN else first + more.format(len(names))
