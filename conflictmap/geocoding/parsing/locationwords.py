"""From the characters of a location string to its words, each with what a dictionary knows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from conflictmap.geocoding.names.folding import ARTICLES, Folder, is_article, plain
from conflictmap.language import PlaceWords, Tag

__all__ = ["Line", "Splitter", "Word"]

_PIECES = (
    r"(?:[A-Za-z]\.){{2,}}"
    r"|\d++(?:[.,]\d+)*+(?:{ordinals})?(?![^\W_])|\d+(?:[.,]\d+)*"
    r"|'?[^\W\d_]+(?:'[^\W\d_]+)*\d*'?"
    r"|(?<!\s)\s+-+\s*|\s*-{{2,}}\s*|[-/,;:()&\[\]]"
)
_SEPARATORS = frozenset(",;:()[]")
_MARK = re.compile(r"([;:()\[\]]|,(?!\d)|(?<!\d),)")
"""Separators; a comma between digits belongs to a number, or is found when its part is split."""

_CACHE_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the scanner sees it; one object serves every string it stands in.

    Attributes
    ----------
    text, low, key : str
        As it stands, in lower case without marks, and its exact key.
    capital : bool
        Whether it begins with an upper-case letter or in a script that has no case.
    number : float or None
        Its value, if it is written in digits.
    tag : Tag or None
        Its part in a location string.
    role : str
        That of its tag, empty without one.
    stop, given : bool
        Whether it never names a place by itself; whether it is a person's given name.
    possessive : bool
        Whether it ended in 's.
    owner : str
        Exact key with that s, for names such as "People's Stadium".
    article : bool
        Whether it may be the Arabic article.
    nameable : bool
        Whether it may be part of a name that is not in the gazetteer.
    """

    text: str
    low: str
    key: str
    capital: bool
    number: float | None
    tag: Tag | None
    role: str
    stop: bool
    given: bool
    possessive: bool
    owner: str
    article: bool
    nameable: bool


@dataclass(slots=True)
class Line:
    """The words of one string, or of a part of one, and the gaps before each.

    Attributes
    ----------
    words : list of Word
    gaps : list of str
    lower : bool
        Whether the whole string is in small letters.
    alone : bool
        Whether there is only one word in the whole string.
    """

    words: list[Word] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    lower: bool = False
    alone: bool = False

    def is_article(self, at: int, end: int) -> bool:
        """Whether the word at `at` is the article of the next one, if that comes before `end`."""
        return at + 1 < end and is_article(self.words[at].key, self.words[at + 1].key)

    def joins(self, at: int) -> bool:
        """Whether there is a word at `at`, with nothing but a space or a hyphen before it."""
        return at < len(self.words) and self.gaps[at] in ("", "-")

    def leads(self, at: int) -> bool:
        """Whether the word at `at` is the article of the next one and stands right before it."""
        return self.words[at].article and self.is_article(at, len(self.words)) and self.joins(at + 1)

    def run_end(self, start: int, most: int) -> int:
        """Return where the words that may form one name with the one at `start` end."""
        end, last = start + 1, min(len(self.words), start + most)
        while end < last and self.joins(end) and not self.words[end - 1].possessive:
            end += 1
        return end


class Splitter:
    """Splits strings into words and remembers the words it has met.

    Parameters
    ----------
    words : PlaceWords
    folder : Folder
    """

    def __init__(self, words: PlaceWords, folder: Folder) -> None:
        self.words = words
        self.folder = folder
        self._token = re.compile(_PIECES.format(ordinals="|".join(map(re.escape, words.ordinals)) or r"\b"))
        self._words: dict[str, Word] = {}

    def split(self, text: str) -> Line:
        """Return the words of a location string and the gaps before each."""
        text = plain(text)
        line = self.part(text, "", lower=text.islower())
        line.alone = len(line.words) == 1
        return line

    @staticmethod
    def parts(text: str) -> list[tuple[str, str]]:
        """Return the parts of a plain string between marks that no word spans, each behind the mark before it.

        Parameters
        ----------
        text : str
            As `plain` returns it.
        """
        first, *rest = _MARK.split(text)
        found = [(gap, part) for gap, part in zip(rest[::2], rest[1::2], strict=True) if part]
        return [("", first), *found] if first else found

    def part(self, text: str, gap: str, *, lower: bool) -> Line:
        """Return the words of a part of a plain string.

        Parameters
        ----------
        text : str
        gap : str
            What stands before it.
        lower : bool
            Whether the whole string is in small letters.
        """
        line = Line(lower=lower)
        known = self._words
        words, gaps = line.words, line.gaps
        for token in self._token.findall(text):
            word = known.get(token)
            if word is not None:
                words.append(word)
                gaps.append(gap)
                gap = ""
            elif token in _SEPARATORS:
                gap = token
            elif token in ("-", "/"):
                gap = gap or token
            elif token[0] == "-" or token[0].isspace():
                gap = gap or " - "
            else:
                words.append(self._word(token))
                gaps.append(gap)
                gap = ""
        return line

    def _word(self, token: str) -> Word:
        text, possessive = self._without_possessive(token)
        low = text.lower().replace("'", "").replace(".", "")
        number = _number(text.lower())
        capital = text[:1].isupper() or (text[:1].isalpha() and not text[:1].islower())
        key, tag, stop = self.folder.word(text), self.words.tags.get(low), low in self.words.stop
        word = Word(
            text=text,
            low=low,
            key=key,
            capital=capital,
            number=number,
            tag=tag,
            role=tag.role if tag is not None else "",
            stop=stop,
            given=low in self.words.given or key in self.words.given,
            possessive=possessive,
            owner=self.folder.word(token) if possessive else key,
            article=key in ARTICLES,
            nameable=capital and tag is None and not stop and number is None,
        )
        if len(self._words) > _CACHE_LIMIT:
            self._words.clear()
        self._words[token] = word
        return word

    def _without_possessive(self, token: str) -> tuple[str, bool]:
        """Return a word without marks around it and without the ending of a possessive, and whether it had one."""
        text = token.strip("'")
        low = text.lower()
        if low.endswith(self.words.possessive):
            ending = next((e for e in self.words.possessive if low.endswith(e) and len(text) > len(e) + 1), "")
            if ending:
                return text[: -len(ending)], True
        return text, token.endswith(self.words.bare_possessive)


def _number(low: str) -> float | None:
    """Return the value of a word that begins with a digit ("17th", "1,500"), ``None`` if it has none."""
    if not low[:1].isdecimal():
        return None
    digits = re.sub(r"(?<=\d),(?=\d{3})|[a-z]+$", "", low).replace(",", ".")
    return float(digits) if digits.count(".") < 2 else None
