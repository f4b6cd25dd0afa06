"""The same words in both languages, and the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")


class Text(NamedTuple):
    """The same words in Chinese and English. Only what is written for a reader chooses between them."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """The words in the reader's language."""
        return self.zh if lang == "zh" else self.en

    def filled(self, values: Mapping[str, Any]) -> Text:
        """The same with values in its braces, a Text in its language. Raises KeyError for a brace without a value."""
        zh, en = ({name: chosen(value, lang) for name, value in values.items()} for lang in LANGUAGES)
        return Text(self.zh.format_map(zh), self.en.format_map(en))

    def join(self, parts: Iterable[Text | str]) -> Text:
        """The parts with these words between them."""
        given = list(parts)
        return Text(*(self.of(lang).join(chosen(part, lang) for part in given) for lang in LANGUAGES))

    def __add__(self, more: Text | str) -> Text:  # type: ignore[override]  # no sum of tuples
        return Text(*(self.of(lang) + chosen(more, lang) for lang in LANGUAGES))

    def __radd__(self, before: str) -> Text:
        return Text(before + self.zh, before + self.en)

    def __bool__(self) -> bool:
        return any(self)

    def __format__(self, spec: str) -> str:
        """Raises TypeError: whoever puts words into a sentence has to do it in both languages."""
        raise TypeError(f"{self!r} in a sentence of one language")


def chosen(value: Any, lang: Lang) -> Any:
    """Words in the reader's language; any other value as it is."""
    return value.of(lang) if isinstance(value, Text) else value


# What stands between the parts of a sentence, between items, between sentences, and behind what is explained.
COMMA, ITEMS, SEMICOLON, COLON = Text("，", ", "), Text("、", ", "), Text("；", "; "), Text("：", ": ")
NO_WORDS = Text("", "")


def each_of(texts: Iterable[Text], lang: Lang) -> tuple[str, ...]:
    """Several texts, as the headings of a table, in the reader's language."""
    return tuple(text.of(lang) for text in texts)
