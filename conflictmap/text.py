"""Text without meaning: folding, tokens, sentences. Character offsets are kept throughout.

Floor 0. Nothing here knows a word of violence or of geography. Every function returns offsets into the string it was
given, so that a fact found later can be shown in the text as it was.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from conflictmap.memo import Memo

__all__ = ["Orthography", "Sentence", "Token", "entity_end", "figure", "fold", "is_capital", "sentences", "tokenize"]

_SAME_LENGTH = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u02bb": "'",
        "\u02bf": "'",
        "\u02be": "'",
        "\u0060": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2015": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u200b": " ",
        "\u202f": " ",
        "\ufeff": " ",
        "\u200e": " ",
        "\u200f": " ",
        "\u202a": " ",
        "\u202b": " ",
        "\u202c": " ",
        "\u202d": " ",
        "\u202e": " ",
        "\u2066": " ",
        "\u2067": " ",
        "\u2068": " ",
        "\u2069": " ",
        "\u00ad": " ",
        "\u2022": "*",
        "\u00b7": "*",
        "\u25cf": "*",
        "\u25aa": "*",
        "\t": " ",
        "\r": " ",
    }
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_DOUBLE_TICK = re.compile(r"''|``")
_HASHTAG = re.compile(r"(?<!\w)#(?=[^\W\d_])")


def fold(text: str) -> str:
    """Return a text with its typographic variants made plain, character for character.

    Curly quotes, dashes, odd spaces and bullets become their ASCII kin; an HTML entity becomes its character padded
    with spaces, the mark of a hashtag a space.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        As long as the input, so that offsets hold in both.
    """
    text = text.translate(_SAME_LENGTH)
    if "&" in text:
        text = _ENTITY.sub(_padded_entity, text)
    if "''" in text:
        text = _DOUBLE_TICK.sub('" ', text)
    if "#" in text:
        text = _HASHTAG.sub(" ", text)
    return text


def _padded_entity(match: re.Match[str]) -> str:
    plain = html.unescape(match.group()).translate(_SAME_LENGTH)
    return plain[:1].ljust(len(match.group())) if len(plain) == 1 else match.group()


def entity_end(text: str, end: int) -> int:
    """Return `end`, an offset of folded text, or where an HTML entity of the raw one ends that begins right before it.

    Parameters
    ----------
    text : str
        As it was before `fold`.
    end : int
    """
    entity = _ENTITY.match(text, end - 1) if end else None
    return entity.end() if entity else end


_FIGURES = 9
"""More of them make no number that counts people, days or years; of thousands of them Python makes none at all."""


def figure(word: str) -> int | None:
    """Return the whole number that a word of figures is.

    Parameters
    ----------
    word : str

    Returns
    -------
    int or None
        ``None`` for any other word: small raised figures are none, nor is what is too long to count anything.

    Examples
    --------
    >>> figure("12"), figure("a dozen"), figure("9" * 5000), figure("²³")
    (12, None, None, None)
    """
    return int(word) if len(word) <= _FIGURES and word.isdecimal() else None


class Token(NamedTuple):
    """A word, a number or a mark, with its place in the string.

    Attributes
    ----------
    text, low : str
        As it stands, and in lower case.
    start, end : int
        Offsets into the string that was tokenised.
    capital : bool
        Whether it begins with an upper-case letter; see `is_capital`.
    """

    text: str
    low: str
    start: int
    end: int
    capital: bool


def is_capital(text: str) -> bool:
    """Whether a word begins with an upper-case letter; an Arabic article before it does not count: al-Amil.

    Letters of a script without case count: what stands in the original among words of another script is a name.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
    """
    article, _, rest = text.partition("-")
    head = rest if rest and f"{article.lower()}-" in _ARTICLES else text
    first = text[:1]
    return head[:1].isupper() or first.isupper() or (first.isalpha() and first.lower() == first.upper())


_ARTICLES = frozenset({"al-", "el-", "ul-", "ad-", "ar-", "as-", "at-", "az-", "an-", "ash-"})

_PIECES = r"""
      \d{{1,3}}(?:,\d{{3}})+(?!\d)              # 1,200
    | \d+(?:[.:/]\d+)*(?:{behind_numbers})?\b  # 15, 9:15, 3.5, 120mm, 21st
    | (?:[A-Za-z]\.){{2,}}(?:-[^\W\d_]+)*      # U.S.  a.m.  U.S.-led
    | (?:{dotted})\.                         # Lt.  Sept.
    | [^\W\d_]+(?:['-][^\W\d_]+)*(?:'(?!\w))?  # words, inner apostrophes and hyphens: Ba'quba, al-Amil, off-duty
    | [^\W_]+
    | \.{{2,}}|…
    | [^\w\s]
    | _
"""


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"


class Orthography:
    """How a language writes words and sentences: what a full stop, an apostrophe and a letter behind a number mean.

    Parameters
    ----------
    dotted : iterable of str
        Short words that keep their full stop: "Lt", "Sept".
    behind_numbers : iterable of str
        Letters that may stand right behind a number: "th", "mm".
    possessive : str
        Ending that is a token of its own: "'s". A bare apostrophe behind its last letter stands for it.
    abbreviations : iterable of str
        Short words whose full stop ends no sentence.
    may_end : iterable of str
        Those whose full stop ends one before a word that opens a sentence: "U.S", "a.m".
    openers : iterable of str
        Words that open a sentence.
    unannounced : iterable of str
        Those with a capital that stand nowhere but at the head of a sentence when a word in lower case follows.
    """

    __slots__ = ("abbreviation", "lost_stop", "may_end", "opener", "possessive", "spellings", "token")

    def __init__(
        self,
        *,
        dotted: Iterable[str] = (),
        behind_numbers: Iterable[str] = (),
        possessive: str = "",
        abbreviations: Iterable[str] = (),
        may_end: Iterable[str] = (),
        openers: Iterable[str] = (),
        unannounced: Iterable[str] = (),
    ) -> None:
        source = _PIECES.format(dotted=_either(dotted), behind_numbers=_either(behind_numbers))
        self.token = re.compile(source, re.VERBOSE)
        self.possessive = possessive
        self.spellings = Memo(self._spelling)
        self.abbreviation = re.compile(rf"(?:\b(?:{_either(abbreviations)})|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$")
        self.may_end = re.compile(rf"\b(?:{_either(may_end)})\.$")
        self.opener = re.compile(rf"\s+['\"(\[]*(?:{_either(openers)})\b")
        self.lost_stop = re.compile(rf" (?:{_either(unannounced)}) [a-z]")

    def _spelling(self, word: str) -> _Spelling:
        """Tell of a word as it stands whether it has a capital, and cut a possessive off."""
        low, ending = word.lower(), self.possessive
        if ending and low.endswith(ending) and len(word) > len(ending):
            cut, tail = len(word) - len(ending), ending
        elif len(word) > 1 and word[-1] == "'":
            cut, tail = len(word) - 1, ending if low[-2] == ending[-1:] else "'"
        else:
            return _Spelling(low, is_capital(word))
        return _Spelling(low[:cut], is_capital(word[:cut]), word[:cut], word[cut:], tail)


class _Spelling(NamedTuple):
    """What holds of a word wherever it stands: its lower case, its capital, and the possessive that is cut off."""

    low: str
    capital: bool
    head: str = ""
    tail: str = ""
    tail_low: str = ""


def tokenize(text: str, orthography: Orthography, base: int = 0) -> list[Token]:
    """Split folded `text` into tokens.

    Parameters
    ----------
    text : str
        A sentence, folded by :func:`fold`.
    orthography : Orthography
    base : int
        Added to every offset.

    Returns
    -------
    list of Token
        A possessive is a token of its own, so that "Baghdad's" gives "Baghdad" and "'s".
    """
    tokens: list[Token] = []
    spellings = orthography.spellings
    new = tuple.__new__  # what Token() comes to, at half the time
    at = 0
    for word in orthography.token.findall(text):
        at = text.index(word, at)  # only blanks lie between two tokens
        start, at = at + base, at + len(word)
        end = at + base
        low, capital, head, tail, tail_low = spellings[word]
        if not tail:
            tokens.append(new(Token, (word, low, start, end, capital)))
        else:
            cut = start + len(head)
            tokens.append(Token(head, low, start, cut, capital))
            tokens.append(Token(tail, tail_low, cut, end, is_capital(tail)))
    return tokens


class Sentence(NamedTuple):
    """One sentence: offsets into the text, and the number of the line or paragraph it stands in."""

    start: int
    end: int
    paragraph: int


_BREAK = re.compile(r"""[.!?…]+['")\]]*(?=\s+['"(\[]*[A-Z0-9*]|\s+(?:al|el|an|ash|as)-[A-Z]|\s*$)|[.!?]['"](?=[A-Z])""")
_LINES = re.compile(r"[^\n]+")
_ITEM = re.compile(
    r"\[|[\[(]?\d{1,2}[:.]\d\d\b|\d{4} -|\([a-z\d]{1,2}\)\s|\d{1,2}[/)]\s|\d{6}[A-Z]?\b|\d{1,4}(?:-\d{1,4})?\.\s+[A-Z]"
    r"|[a-h]\.\s+[A-Z\d]|[A-Z][A-Z /]{9,60}:\s"
)
"""What opens a line that goes on with no other: an hour, a number or a letter in brackets, a label in capitals."""


def sentences(text: str, orthography: Orthography, *, ragged: bool = True) -> list[Sentence]:
    """Split folded text into sentences; a line break always ends one.

    A line that the next one plainly continues (it ends without a mark, and is long or followed by lower case) is joined
    to it, since wire copy is often wrapped at 65 characters. Titles and initials ("Lt. Col.", "J. Smith") do not end a
    sentence, "U.S." and "a.m." only before a word that begins one.

    Parameters
    ----------
    text : str
        As :func:`fold` returns it.
    orthography : Orthography
    ragged : bool
        Whether full stops may have been lost; not in a headline, which writes any word with a capital.

    Returns
    -------
    list of Sentence
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        at = start
        for stop in _stops(text, start, end, orthography, ragged=ragged):
            _append(found, text, at, stop, number)
            at = stop
        _append(found, text, at, end, number)
    return found


def _stops(text: str, start: int, end: int, orthography: Orthography, *, ragged: bool) -> list[int]:
    """Return where the sentences of a paragraph end, those whose full stop was lost included."""
    lost = (match.start() for match in orthography.lost_stop.finditer(text, start + 1, end))
    stops = [stop for stop in lost if text[stop - 1].isalpha()] if ragged else []
    at = start
    for match in _BREAK.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, at, match, orthography):
            continue
        at = match.end()
        stops.append(at)
    return sorted(stops)


def _ends_sentence(text: str, at: int, match: re.Match[str], orthography: Orthography) -> bool:
    if match.group()[0] != ".":
        return True
    head = text[max(at, match.start() - 14) : match.start() + 1]
    if not orthography.abbreviation.search(head):
        return True
    return bool(orthography.may_end.search(head) and orthography.opener.match(text, match.end()))


_LONGEST = 1500
"""Characters; a longer run without a full stop is no sentence anybody wrote, and is cut."""


def _append(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        found.append(Sentence(start, cut, paragraph))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        found.append(Sentence(start, end, paragraph))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    for match in _LINES.finditer(text):
        start, end = match.span()
        bare = text[start:end].strip()
        if not bare:
            continue
        if lines and not _ITEM.match(bare):
            before = text[lines[-1][0] : lines[-1][1]].rstrip()
            single = text.count("\n", lines[-1][1], start) == 1 and before[-1:] not in ".!?:\"'"
            if single and (
                bare[0].islower() or (len(before.strip()) >= 50 and bare[0] not in "*-" and " - " not in bare[:30])
            ):
                lines[-1] = (lines[-1][0], end)
                continue
        lines.append((start, end))
    return lines
