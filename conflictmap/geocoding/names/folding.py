"""Spellings to keys: one Arabic or Kurdish name, romanised in a hundred ways, comes out the same.

Four keys, each looser than the last. ``exact`` undoes what is mere typography: case, diacritics, apostrophes, hyphens,
the article and the commonest spellings of common name words (tel, tall, tell). ``vowels`` writes each long vowel,
diphthong and ending in one way. ``loose`` also merges the consonants that romanisers disagree on (q k g kh gh, dh th
z d, ch j). ``bones`` drops the quality of vowels. Every key is a string without spaces, so that "Tal Afar" and
"Telafer" can meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

__all__ = ["ARTICLES", "Folder", "is_article", "plain"]

_V = TypeVar("_V")

_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02bb\u02bf\u02be\u02b9\u02c8\u0060\u00b4\u2032", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u060c\u3001", ",")
    | {"\u0131": "i", "\u0640": None, "\u00f8": "o", "\u00d8": "O", "\u0111": "d", "\u0142": "l"}
)
_ARABIC = str.maketrans(
    {
        "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ئ": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ە": "ه", "ھ": "ه", "ۀ": "ه",
        "ہ": "ه", "ؤ": "و", "ۆ": "و", "ۇ": "و", "ڵ": "ل", "ڕ": "ر", "ڤ": "ف", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
        "ء": None,
    }
)  # fmt: skip
_IS_ARABIC = re.compile("[\u0600-\u06ff]")

_ARTICLE = frozenset({"al", "el", "ul", "il"})
_SUN = {
    first + last: last
    for last in ("s", "sh", "d", "t", "r", "n", "z", "dh", "th")
    for first in ("a", "e", "u", "i")
}  # fmt: skip
ARTICLES = _ARTICLE | frozenset(_SUN)
"""Exact keys that may be the article."""

# "vowels": each row writes one sound in one way; the order matters.
_VOWELS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"ts?ch", "ch"),
        (r"dj|dsch", "j"),
        (r"sch", "sh"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"c(?!h)", "k"),
        (r"v", "w"),
        (r"x", "ks"),
        (r"(.)\1+", r"\1"),
        (r"(?:ou|oo|o)", "u"),
        (r"u?w(?=[aeiuy])", "w"),
        (r"u(?=[aei])", "w"),
        (r"aw(?![aeiuy])|au", "u"),
        (r"uw?(?![aei])", "u"),
        (r"(?<=[^aeiu])[ei]y?(?=[aeu])", "y"),
        (r"a(?:iy?|y)(?=[aeu])", "aY"),
        (r"a[eiy]|e[iy]", "E"),
        (r"(?<![aeiuE])y(?![aeiu])|ie|e", "i"),
        (r"E", "e"),
        (r"Y", "y"),
        (r"(?<=[aeiuy])h$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_LOOSE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"kh|gh|[qgx]", "k"),
        (r"ch|zh", "j"),
        (r"sh", "S"),
        (r"e", "i"),
        (r"(?<=.)h(?![aiu])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_TO_VOWEL = str.maketrans("eiu", "aaa")
_RUN_OF_VOWELS = re.compile("a+")


def plain(text: str) -> str:
    """Return `text` without diacritics and with plain quotes and dashes; the case is kept.

    Examples
    --------
    >>> plain("Qaḑā’ Ba‘qūbah")
    "Qada' Ba'qubah"
    """
    if text.isascii():
        return text.replace("`", "'") if "`" in text else text
    text = text.translate(_QUOTES)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
        if _IS_ARABIC.search(text):
            text = text.translate(_ARABIC)
    return text


class Folder:
    """Turns words into keys, and remembers those it has turned.

    Parameters
    ----------
    same : Mapping[str, str]
        Spelling of a common name word -> the one used in keys (``{"tel": "tall"}``).
    months : Mapping[str, str]
        Month in any calendar's name -> one name, for places called after a day ("17 Tammuz", "July 17th").
    joining : Iterable[str]
        Words left out between a number and a month ("of").
    ordinals : Iterable[str]
        Endings of a number that say nothing ("17th").
    """

    __slots__ = ("_bones", "_exact", "_loose", "_ordinal", "_same", "_vowels", "joining", "months", "spelling")

    _LIMIT = 100_000

    def __init__(
        self,
        same: Mapping[str, str],
        months: Mapping[str, str],
        joining: Iterable[str] = (),
        ordinals: Iterable[str] = (),
    ) -> None:
        self._same = dict(same)
        self.months = dict(months)
        self.joining = frozenset(joining)
        self._ordinal = re.compile(rf"(\d+)(?:{'|'.join(map(re.escape, ordinals)) or '(?!)'})$")
        self.spelling = repr((sorted(same.items()), sorted(months.items()), sorted(self.joining), sorted(ordinals)))
        """All that its keys depend on."""
        self._exact: dict[str, str] = {}
        self._vowels: dict[str, str] = {}
        self._loose: dict[str, tuple[str, ...]] = {}
        self._bones: dict[str, str] = {}

    def word(self, word: str) -> str:
        """Return the exact key of one plain word (no spaces or hyphens in it)."""
        key = self._exact.get(word)
        if key is None:
            key = word.lower().replace("'", "").replace(".", "")
            if key[:1].isdecimal() and (match := self._ordinal.match(key)):
                key = match.group(1)
            elif len(key) > 4 and key.startswith("ال"):
                key = key[2:]
            key = self._same.get(key, key)
            _remember(self._exact, word, key, self._LIMIT)
        return key

    def words(self, name: str) -> list[str]:
        """Return the exact keys of the words of a name, articles dropped, dates put in one order."""
        raw = [w for w in re.split(r"[^\w']+|_", plain(name)) if w.strip("'")]
        return self.join_words([self.word(w) for w in raw])

    def join_words(self, keys: list[str]) -> list[str]:
        """Drop articles from a list of exact keys and put the number of a date first ("July 17" -> "17 july")."""
        kept = [k for i, k in enumerate(keys) if not (i + 1 < len(keys) and is_article(k, keys[i + 1]))]
        if any(k in self.months for k in kept) and any(k.isdecimal() for k in kept):
            kept = [self.months.get(k, k) for k in kept if k not in self.joining]
            for i in range(len(kept) - 1):
                if kept[i + 1].isdecimal() and kept[i] in self.months.values():
                    kept[i], kept[i + 1] = kept[i + 1], kept[i]
        return kept

    def exact(self, name: str) -> str:
        """Return the exact key of a whole name."""
        return "".join(self.words(name))

    def vowels(self, key: str) -> str:
        """Return the key of an exact key with each vowel sound written in one way."""
        found = self._vowels.get(key)
        if found is None:
            found = key
            if key.isascii():
                for pattern, into in _VOWELS:
                    found = pattern.sub(into, found)
            _remember(self._vowels, key, found, self._LIMIT)
        return found

    def loose(self, key: str) -> tuple[str, ...]:
        """Return one or two keys of an exact key with disputed consonants merged (dh as d, and dh as z)."""
        found = self._loose.get(key)
        if found is None:
            base = self.vowels(key)
            forms = {base}
            if "dh" in base or "th" in base:
                forms = {base.replace("dh", "d").replace("th", "t"), base.replace("dh", "z").replace("th", "z")}
            out = []
            for form in sorted(forms):
                loose = form
                if loose.isascii():
                    for pattern, into in _LOOSE:
                        loose = pattern.sub(into, loose)
                out.append(loose)
            found = tuple(dict.fromkeys(out))
            _remember(self._loose, key, found, self._LIMIT)
        return found

    def bones(self, loose: str) -> str:
        """Return a loose key with every run of vowels as one ``a``: only where the vowels stand, not which."""
        found = self._bones.get(loose)
        if found is None:
            found = _RUN_OF_VOWELS.sub("a", loose.translate(_TO_VOWEL))
            _remember(self._bones, loose, found, self._LIMIT)
        return found


def is_article(key: str, following: str) -> bool:
    """Whether an exact key is the Arabic article in front of `following` ("al", or "ash" before "shaab")."""
    if key in _ARTICLE:
        return True
    letter = _SUN.get(key)
    return letter is not None and following.startswith(letter)


def _remember(cache: dict[str, _V], key: str, value: _V, limit: int) -> None:
    if len(cache) >= limit:
        cache.clear()
    cache[key] = value
