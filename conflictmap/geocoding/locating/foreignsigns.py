"""Words of a sentence that say it tells of another country: a land, a town, a people or an armed group abroad."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conflictmap.geocoding.names.folding import is_article
from conflictmap.geocoding.names.nameindex import NameIndex
from conflictmap.geocoding.names.world import World
from conflictmap.geocoding.parsing.locationwords import Line, Splitter
from conflictmap.language import PlaceWords
from conflictmap.model import CountryFacts

__all__ = ["ForeignSigns", "Sign"]

_PLACING = frozenset({"inside", "near", "of", "between", "linking", "direction", "border"})
"""Roles of words behind which a name is a place and not somebody who speaks or acts."""

_WHERE = _PLACING - {"of"}
"""Those of them behind which no man is named."""

_LONGEST = 4
"""Words of a name abroad at most."""

_CACHE_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Sign:
    """Something foreign that a sentence names.

    Attributes
    ----------
    code : str
        Of the country; empty for a continent.
    placed : bool
        Whether it is told as a place ("in Syria"), not as one who acts ("Syria condemned it").
    """

    code: str
    placed: bool


class ForeignSigns:
    """Finds what is foreign in sentences.

    Parameters
    ----------
    world : World
    index : NameIndex
        A town abroad whose name the country has too is no sign.
    splitter : Splitter
    words : PlaceWords
    facts : CountryFacts
        Demonyms of all nations, and those whose people are at home so often that they are no sign.
    """

    def __init__(
        self, world: World, index: NameIndex, splitter: Splitter, words: PlaceWords, facts: CountryFacts
    ) -> None:
        self.world = world
        self.index = index
        self.words = words
        self.present = frozenset(facts.present)
        self._splitter = splitter
        self._peoples: Mapping[str, str] = dict(_demonyms(facts))
        self._known: dict[str, tuple[Sign, ...]] = {}

    def of(self, text: str) -> tuple[Sign, ...]:
        """Return the signs of a sentence, a title or a dateline in order.

        Parameters
        ----------
        text : str
        """
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _CACHE_LIMIT:
                self._known.clear()
            found = self._known[text] = tuple(self._signs(self._splitter.split(text)))
        return found

    def _signs(self, line: Line) -> Iterable[Sign]:
        at = 0
        while at < len(line.words):
            end, sign = self._at(line, at) if line.words[at].capital else (at + 1, None)
            if sign is not None:
                yield sign
            at = end

    def _at(self, line: Line, at: int) -> tuple[int, Sign | None]:
        """Return where what begins here ends, and the sign it is, if any."""
        end, kind, code = self._name(line, at)
        if kind is None:
            code = self._peoples.get(line.words[at].low)
            if code is None:
                return end, None
            end = at + 1
            kind = "group"
        if self._is_no_sign(line, at, end) or (kind == "city" and self._is_a_man(line, at, end)):
            return end, None
        return end, self._sign(line, at, end, kind, code or "")

    def _sign(self, line: Line, at: int, end: int, kind: str, code: str) -> Sign | None:
        """Return the sign that a name of some kind is where it stands, if it is one there.

        A people that is often at home is none, nor its land and towns but as places; its capital may be who speaks.
        """
        guest = code in self.present
        if kind == "group":
            return None if guest else Sign(code, placed=False)
        if kind == "short":
            return Sign(code, placed=True) if line.gaps[at] == "," else None
        placed = self._is_placed(line, at, end)
        if guest and kind == "capital":
            placed = placed and at > 0 and line.words[at - 1].role == "inside"
        return None if (guest or kind == "city") and not placed else Sign(code, placed)

    def _name(self, line: Line, at: int) -> tuple[int, str | None, str | None]:
        """Return the end of the longest name that begins here, and kind and country if it is one abroad."""
        if line.leads(at):
            return at + 1, None, None
        limit = line.run_end(at, _LONGEST + 1)
        for end in range(limit, at, -1):
            if not line.words[end - 1].capital:
                continue
            key = "".join(line.words[i].key for i in range(at, end) if not _is_article_at(line, i, end))
            found, known = self.world.sign(key), self.index.exact(key)
            if found is not None and (found[0] != "city" or not known):
                return end, *found
            if known:
                return end, None, None
        return at + 1, None, None

    def _is_no_sign(self, line: Line, at: int, end: int) -> bool:
        """Whether a name only says whence somebody comes, which border is near, or who stands behind somebody."""
        words = line.words
        if end < len(words) and (line.gaps[end] == "-" or (line.gaps[end] == "" and words[end].role == "border")):
            return True
        start = at - 1 if at and words[at - 1].role == "the" else at
        if start and (words[start - 1].low in self.words.whence or _is_crossed(line, start)):
            return True
        return any(word.role == "border" for word in words[max(0, start - 2) : start])

    def _is_a_man(self, line: Line, at: int, end: int) -> bool:
        """Whether a town abroad has a man's name and stands where a man may: "on the eve of Hassan's visit"."""
        given = end == at + 1 and line.words[at].low in self.words.given
        led = at > 0 and line.words[at - 1].role in _WHERE
        return (given and not led) or _is_of_a_name(line, at, end)

    def _is_placed(self, line: Line, at: int, end: int) -> bool:
        """Whether a name is told as a place: behind what leads to one, before a kind word, in a dateline."""
        words, gaps = line.words, line.gaps
        follows = gaps[end] if end < len(words) else ""
        if gaps[at] in (",", "("):
            return True
        if at == 0:
            return follows in (" - ", ",", "(", ":", "/") or (end < len(words) and words[end].role == "kind")
        start = at - 1 if words[at - 1].role == "the" and at > 1 else at
        if words[start - 1].role in _PLACING:
            return not _is_of_a_body(line, start)
        return end < len(words) and not follows and words[end].role == "kind"


def _is_of_a_name(line: Line, at: int, end: int) -> bool:
    """Whether a word that names a town abroad is one of somebody's names: "Hassan Ali", "Omar Hassan"."""
    before, after = at - 1, end
    named = after < len(line.words) and line.words[after].capital and not line.gaps[after]
    if named and not line.words[after].role:
        return True
    return before > 0 and line.words[before].capital and not line.gaps[at] and not line.words[before].role


def _is_of_a_body(line: Line, start: int) -> bool:
    """Whether a name ends that of a body that speaks or acts: "the Workers' Party of | Xland", not "the City of"."""
    if start < 2 or line.words[start - 1].role != "of" or line.gaps[start - 1]:
        return False
    word = line.words[start - 2]
    return word.role == "organisation" or (word.capital and not word.role)


def _is_crossed(line: Line, start: int) -> bool:
    """Whether a crossing's name for what lies behind it ends before `start`: "the crossing with Xland"."""
    tag = line.words[start - 2].tag if start > 1 else None
    crosses = tag is not None and tag.kind is not None and "border_crossing" in tag.kind.fit
    return crosses and line.words[start - 1].role in ("and", "to")


def _is_article_at(line: Line, at: int, end: int) -> bool:
    return at + 1 < end and is_article(line.words[at].key, line.words[at + 1].key)


def _demonyms(facts: CountryFacts) -> Iterable[tuple[str, str]]:
    """Yield the words for the people of other nations in lower case, each with the country's code."""
    own = {word.lower() for word in facts.demonyms} | {
        word.lower() for key, words in facts.words if key == "names.peoples" for word in words
    }
    for code, forms in facts.nations:
        for form in "|".join(forms).replace(":", "|").lower().split("|"):
            if code != facts.iso2 and form and form not in own:
                yield form, code
