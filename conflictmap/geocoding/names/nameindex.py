"""The index of names: from the words of a string to the rows of the gazetteer that bear them.

Looked up in stages, each looser than the one before (see :mod:`conflictmap.geocoding.names.folding`). The first stage
that answers wins, so that a likeness never beats a name; the stage is kept, and lowers the score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal, NamedTuple, get_args

from conflictmap.gazetteer.entries import Place
from conflictmap.geocoding.names.folding import Folder
from conflictmap.geocoding.names.indexstore import Table, content_key, kept
from conflictmap.geocoding.names.nametables import LONGEST, NameTables, content, lines, listed, wording
from conflictmap.language import PlaceWords

__all__ = ["STAGES", "Match", "NameIndex", "Stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A way of finding a name.

    Attributes
    ----------
    match : str
        What `Geocode.match` says of it.
    score : float
        What a name found this way is worth, from 0 to 1.
    widen : float
        Factor on the radius.
    sure : float
        How often a place found this way is the one meant, no namesake standing against it; from 0 to 1.
    """

    match: str
    score: float
    widen: float
    sure: float


STAGES: dict[str, Stage] = {
    "exact": Stage("exact", 1.0, 1.0, 0.92),
    "vowels": Stage("folded", 0.96, 1.0, 0.82),
    "loose": Stage("folded", 0.9, 1.1, 0.75),
    "bones": Stage("fuzzy", 0.75, 1.5, 0.4),
    "fuzzy": Stage("fuzzy", 0.65, 2.0, 0.4),
    "tail_near": Stage("tail", 0.8, 1.5, 0.65),
    "tail_province": Stage("tail", 0.57, 2.0, 0.5),
    "tail_named": Stage("tail", 0.5, 2.0, 0.35),
    "spelled_near": Stage("fuzzy", 0.7, 2.0, 0.5),
    "spelled_province": Stage("fuzzy", 0.5, 2.5, 0.4),
}


class Match(NamedTuple):
    """A row of the gazetteer that words may name.

    Attributes
    ----------
    number : int
        Position of the row in `NameIndex.places`.
    stage : str
        Key of `STAGES`.
    score : float
        Worth of the stage; less for a spelling that only another row has as its first name.
    """

    number: int
    stage: str
    score: float


Likeness = Literal["loose", "bones"]
_LIKENESSES: tuple[Likeness, ...] = get_args(Likeness)
"""The keys of `Folder` that only a name asks for which nothing else finds."""

_SHORTEST = {"vowels": 4, "loose": 5, "likeness": 7}
_MOST_PIECES = 16
_WORTH_KEEPING = 500
"""Rows; the tables of fewer are made faster than read."""


class NameIndex:
    """All names of a gazetteer under their keys.

    Parameters
    ----------
    places : sequence of Place
    words : PlaceWords
    folder : Folder
        For the folding, and for the words that may be left out of a name.

    Notes
    -----
    The tables are made once and kept on disk (:mod:`conflictmap.geocoding.names.indexstore`); those of the looser
    stages are asked for the first time that a name is not found in the ones before.
    """

    def __init__(self, places: Sequence[Place], words: PlaceWords, folder: Folder) -> None:
        self.folder = folder
        self.places = places
        self.words = words
        made = NameTables(words, folder)
        self._key = (
            content_key(content(places), folder.spelling, wording(words)) if len(places) >= _WORTH_KEEPING else ""
        )
        table = self._table = self._kept("names", lambda: made.table(places), self._check)
        self.longest: int = table["longest"]
        self._keys: list[str] = lines(table["pieces"].replace(" ", ""))
        self._things: dict[tuple[int, str], list[int]] = {(number, key): rows for number, key, rows in table["things"]}
        self._answers = self._filed(table)
        self.exact: Callable[[str], tuple[Match, ...] | None] = self._answers.get
        """Returns the rows filed under an exact key."""

    def _kept(self, name: str, make: Callable[[], Table], check: Callable[[Table], bool]) -> Table:
        return kept(name, self._key, make, check) if self._key else make()

    def _check(self, table: Table) -> bool:
        """Whether tables from disk fit the gazetteer: each number that of a row, one piece and form for each key."""
        numbers = [*table["numbers"], *(row for _, _, rows in table["things"] for row in rows)]
        counts, worths, ranks = table["counts"], table["worths"], table["ranks"]
        keys = table["pieces"].count("\n") + 1
        return (
            {*map(type, numbers), *map(type, counts), *map(type, ranks)} <= {int}
            and 0 <= min(numbers, default=0) <= max(numbers, default=0) < max(1, len(self.places))
            and len(counts) == keys == table["forms"].count("\n") + 1
            and min(counts) > 0
            and sum(counts) == len(table["numbers"]) == len(ranks)
            and 0 <= min(ranks) <= max(ranks) < len(worths)
            and all(0.0 < worth <= 1.0 for worth in worths)
            and 1 <= table["longest"] <= LONGEST
        )

    def _filed(self, table: Table) -> dict[str, tuple[Match, ...]]:
        """Return the rows of each key."""
        made, worths = Match._make, table["worths"]
        matches = [made((n, "exact", worths[r])) for n, r in zip(table["numbers"], table["ranks"], strict=True)]
        answers, at = {}, 0
        for key, count in zip(self._keys, table["counts"], strict=True):
            answers[key] = tuple(matches[at : at + count])
            at += count
        return answers

    def regions(self, country: str) -> dict[str, int]:
        """Return the rows called after a part of the country ("northern Xland") by compass point."""
        found: dict[str, int] = {}
        for word in sorted(self.words.adjectives):
            for match in self._answers.get(self.folder.exact(f"{word} {country}"), ()):
                if self.places[match.number].kind == "region":
                    found.setdefault(self.words.tags[word].text, match.number)
        return found

    @cached_property
    def by_names(self) -> dict[str, frozenset[str]]:
        """Keys of names in small letters ("northern oil city"), by the key of their first word."""
        found: dict[str, set[str]] = {}
        for place in self.places:
            for name in place.names:
                words = self.folder.words(name) if name[:1].islower() and " " in name else []
                if len(words) > 1 and name.startswith(words[0]):
                    found.setdefault(words[0], set()).add("".join(words))
        return {first: frozenset(keys) for first, keys in found.items()}

    def thing(self, kind_number: int, key: str) -> tuple[Match, ...]:
        """Return the things of one kind word ("square") that are called `key` without that word."""
        return tuple(Match(n, "exact", 0.98) for n in self._things.get((kind_number, key), ()))

    @cached_property
    def _vowels(self) -> dict[str, str]:
        return listed(zip(lines(self._table["forms"]), self._keys, strict=True))

    @cached_property
    def _looser(self) -> Table:
        """The keys of each loose key and of each of the bones, a blank between them: few are ever needed."""
        return self._kept("likenesses", self._made_looser, self._check_looser)

    def _made_looser(self) -> Table:
        told = zip(self._keys, lines(self._table["pieces"]), strict=True)
        loose = listed((form, key) for key, pieces in told for form in self._join_loose(pieces.split(" ")))
        bones = listed((self.folder.bones(form), key) for form, keys in loose.items() for key in keys.split(" "))
        return {"loose": loose, "bones": bones}

    def _check_looser(self, table: Table) -> bool:
        listed_keys = " ".join([" ".join(table[name].values()) for name in _LIKENESSES])
        return self._answers.keys() >= set(listed_keys.split(" "))

    @cached_property
    def _loose(self) -> dict[str, str]:
        found: dict[str, str] = self._looser["loose"]
        return found

    @cached_property
    def _bones(self) -> dict[str, str]:
        found: dict[str, str] = self._looser["bones"]
        return found

    @cached_property
    def _shelves(self) -> dict[tuple[str, int], list[str]]:
        """Loose keys by first letter (any vowel counts as one) and length, for the search by likeness."""
        shelves: dict[tuple[str, int], list[str]] = {}
        for loose in self._loose:
            if loose.isascii() and not any(c.isdecimal() for c in loose):
                shelves.setdefault((_initial(loose), len(loose)), []).append(loose)
        return shelves

    def _join_vowels(self, pieces: Iterable[str]) -> str:
        return "".join(map(self.folder.vowels, pieces))

    def _join_loose(self, pieces: Iterable[str]) -> set[str]:
        forms = [self.folder.loose(p) for p in pieces]
        count = 1
        for form in forms:
            count *= len(form)
        if count > _MOST_PIECES:
            return {"".join(f[0] for f in forms)}
        return {"".join(choice) for choice in product(*forms)}

    def folded(self, pieces: Sequence[str]) -> tuple[Match, ...]:
        """Return rows found by the ``vowels`` or else the ``loose`` key of a name's exact pieces."""
        joined = self._join_vowels(pieces)
        if len(joined) < _SHORTEST["vowels"]:
            return ()
        if known := self._vowels.get(joined):
            return self._gather(known.split(" "), "vowels")
        if len(joined) < _SHORTEST["loose"]:
            return ()
        keys = [key for form in self._join_loose(pieces) for key in self._loose.get(form, "").split()]
        return self._gather(keys, "loose") if keys else ()

    def like(self, pieces: Sequence[str]) -> tuple[Match, ...]:
        """Return rows whose names merely resemble the pieces: the ``bones`` stage, then the ``fuzzy`` one.

        A likeness counts only between names of some length with the same first sound; the number of letters that may
        differ grows with the length. "Tikriti" (a man from Tikrit) does not resemble Tikrit.
        """
        forms = self._join_loose(pieces)
        bones = {self.folder.bones(form) for form in forms}
        longest = max(map(len, forms))
        if longest < _SHORTEST["likeness"] or any(c.isdecimal() for form in forms for c in form):
            return ()
        keys = [key for bone in bones if _consonants(bone) >= 4 for key in self._bones.get(bone, "").split()]
        if keys := self._without_nisbas(pieces, keys):
            return self._gather(keys, "bones")
        least, best = self._nearest(forms)
        keys = self._without_nisbas(pieces, (key for form in best for key in self._loose[form].split(" ")))
        return self._gather(keys, "fuzzy", 0.08 * least) if keys else ()

    def _without_nisbas(self, pieces: Sequence[str], keys: Iterable[str]) -> list[str]:
        return [key for key in keys if not _is_nisba("".join(pieces), key)]

    def _nearest(self, forms: Iterable[str]) -> tuple[int, list[str]]:
        """Return the loose keys that are the fewest steps away from any form, and how many steps that is."""
        found = [
            (steps, candidate)
            for form in sorted(forms)
            for candidate, steps in self._near(form)
            if _sounds_like(form, candidate)
        ]
        least = min((steps for steps, _ in found), default=0)
        return least, [candidate for steps, candidate in found if steps == least]

    def _near(self, form: str) -> Iterator[tuple[str, int]]:
        """Yield the loose keys that few letters tell from a form, with the number of steps between them."""
        from rapidfuzz import process  # noqa: PLC0415  (only a name that nothing else finds pays for it)
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        allowed = 1 if len(form) < 10 else 2
        for length in range(len(form) - allowed, len(form) + allowed + 1):
            shelf = self._shelves.get((_initial(form), length), ())
            near = process.extract(form, shelf, scorer=OSA.distance, score_cutoff=allowed, limit=None, processor=None)
            yield from ((candidate, steps) for candidate, steps, _ in near)

    def _gather(self, keys: Iterable[str], stage: str, less: float = 0.0) -> tuple[Match, ...]:
        worth = STAGES[stage].score - less
        rows: dict[int, float] = {}
        for key in keys:
            for number, _, own in self._answers[key]:
                rows[number] = max(rows.get(number, 0.0), own * worth)
        return tuple(Match(number, stage, score) for number, score in rows.items())


def _initial(form: str) -> str:
    return "a" if form[0] in "aeiu" else form[0]


def _consonants(form: str) -> int:
    return sum(c not in "aeiu" for c in form)


_KIN = frozenset(
    frozenset(pair) for pair in ("rl", "bp", "mn", "dt", "sz", "kh", "tz", "dz", "sS", "jk", "wb", "jS", "wy", "hj")
)
"""Consonants that are mistaken for each other; any other exchange in a short name makes another name."""

_SOFT = frozenset("aeiuhyw")
"""Sounds that romanisers write or leave out as they like."""


def _sounds_like(form: str, candidate: str) -> bool:
    """Whether two forms differ only in vowels and in consonants that are mistaken for each other or not heard.

    In a long name one other letter may differ. Two letters that have changed places are a slip of the typist.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    hard = 0
    for change in Levenshtein.editops(form, candidate):
        one, other = form[change.src_pos : change.src_pos + 1], candidate[change.dest_pos : change.dest_pos + 1]
        if change.tag == "replace":
            hard += not (frozenset((one, other)) in _KIN or (one in _SOFT and other in _SOFT))
        else:
            hard += (one if change.tag == "delete" else other) not in _SOFT
    return hard == 0 or (hard == 1 and len(form) >= 10) or (sorted(form) == sorted(candidate) and len(form) >= 8)


def _is_nisba(query: str, name: str) -> bool:
    """Whether a key is that of a known name plus the ending that makes "of that place" (Tikriti, Ghazali)."""
    return query.endswith(("i", "y")) and not name.endswith(("i", "y")) and query.rstrip("iy") == name.rstrip("aehiy")
