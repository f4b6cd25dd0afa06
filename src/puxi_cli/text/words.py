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
        """The same with values in its braces. Raises KeyError for a brace without a value."""
        return Text(self.zh.format_map(values), self.en.format_map(values))

    def then(self, more: Text) -> Text:
        """The words and others behind them."""
        return Text(self.zh + more.zh, self.en + more.en)


# What stands between the parts of a sentence, between items, between sentences, and behind what is explained.
COMMA, ITEMS, SEMICOLON, COLON = Text("，", ", "), Text("、", ", "), Text("；", "; "), Text("：", ": ")
NO_WORDS = Text("", "")


def each_of(texts: Iterable[Text], lang: Lang) -> tuple[str, ...]:
    """Several texts, as the headings of a table, in the reader's language."""
    return tuple(text.of(lang) for text in texts)
