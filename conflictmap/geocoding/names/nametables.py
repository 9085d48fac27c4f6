"""The tables of the name index: which keys a gazetteer's names have, and which rows stand under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from conflictmap.gazetteer import Place
from conflictmap.geocoding.names.folding import Folder
from conflictmap.geocoding.names.indexstore import Table
from conflictmap.language import PlaceWords

__all__ = ["LONGEST", "NameTables", "content", "invert", "lines", "listed", "tail_keys", "wording"]

LONGEST = 7
"""Words of a name at most."""

_SHARED = 0.75
"""Worth of a spelling that only a namesake lists."""

_STRIPPED = 0.94
"""Worth of a name without its first or last word."""

_ALIAS = 0.95
"""Worth of a spelling that is not the name of its row."""


class NameTables:
    """Makes the tables of exact names.

    Parameters
    ----------
    words : PlaceWords
    folder : Folder
    """

    def __init__(self, words: PlaceWords, folder: Folder) -> None:
        self.words = words
        self.folder = folder
        self.longest = 1
        self.split: dict[str, tuple[str, ...]] = {}
        self.exact: dict[str, dict[int, float]] = {}
        self.things: dict[tuple[int, str], list[int]] = {}

    def table(self, places: Sequence[Place]) -> Table:
        """Return the tables of all names as `NameIndex` wants them."""
        for number, place in enumerate(places):
            self._add(number, place)
        keys = list(self.exact)
        forms = ["".join(map(self.folder.vowels, self.split[key])) for key in keys]
        self._share_spellings(invert(zip(forms, keys, strict=True)))
        rows = [row for key in keys for row in self.exact[key].items()]
        worths = sorted({worth for _, worth in rows})
        rank = {worth: at for at, worth in enumerate(worths)}
        return {
            "longest": self.longest,
            "pieces": "\n".join(" ".join(self.split[key]) for key in keys),
            "forms": "\n".join(forms),
            "counts": [len(self.exact[key]) for key in keys],
            "numbers": [number for number, _ in rows],
            "ranks": [rank[worth] for _, worth in rows],
            "worths": worths,
            "things": [[number, key, found] for (number, key), found in self.things.items()],
        }

    def _add(self, number: int, place: Place) -> None:
        for rank, name in enumerate(place.names):
            pieces = self.folder.words(name)
            if not pieces:
                continue
            self._file(number, pieces, 1.0 if rank == 0 else _ALIAS)
            if len(pieces) == 1:
                continue
            if pieces[0] in self.words.strip_first:
                self._file(number, pieces[1:], _STRIPPED)
            elif rank == 0 and pieces[-1] in self.words.strip_last:
                self._file(number, pieces[:-1], _STRIPPED)
            self._file_thing(number, pieces)

    def _share_spellings(self, vowels: Mapping[str, Sequence[str]]) -> None:
        """File every row of a name under all its spellings, so that only the context tells namesakes apart.

        Without this "al-Wahdah", a spelling that one row lists, would never mean the Wahda of another city.
        """
        for keys in vowels.values():
            if len(keys) < 2:
                continue
            rows: dict[int, float] = {}
            for key in keys:
                for number, worth in self.exact[key].items():
                    rows[number] = max(worth, rows.get(number, 0.0))
            for key in keys:
                for number, worth in rows.items():
                    self.exact[key].setdefault(number, _SHARED * worth)

    def _file(self, number: int, pieces: list[str], worth: float) -> None:
        key = "".join(pieces)
        if worth < _ALIAS and key in self.words.stop:
            return
        rows = self.exact.setdefault(key, {})
        if worth > rows.get(number, 0.0):
            rows[number] = worth
        self.split.setdefault(key, tuple(pieces))
        self.longest = max(self.longest, min(len(pieces), LONGEST))

    def _file_thing(self, number: int, pieces: list[str]) -> None:
        """File "Tahrir Square" as the square Tahrir, so that "the square of al-Tahrir" finds it."""
        for at in (0, -1):
            tag = self.words.tags.get(pieces[at])
            if tag and tag.kind and tag.kind.hard:
                rest = "".join(pieces[1:] if at == 0 else pieces[:-1])
                rows = self.things.setdefault((tag.kind.number, rest), [])
                if number not in rows:
                    rows.append(number)


def tail_keys(name: str, words: PlaceWords, folder: Folder) -> Iterator[str]:
    """Yield the keys of a name in the long tail: its own, and that without a first word for a village, quarter or town.

    Parameters
    ----------
    name : str
    words : PlaceWords
    folder : Folder
    """
    pieces = folder.words(name)
    if pieces:
        yield "".join(pieces)
    if len(pieces) > 1 and pieces[0] in words.strip_first and "".join(pieces[1:]) not in words.stop:
        yield "".join(pieces[1:])


def invert(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return for each first of a pair all the seconds, each once, in order."""
    found: dict[str, dict[str, None]] = {}
    for loose, key in pairs:
        found.setdefault(loose, {})[key] = None
    return {loose: list(keys) for loose, keys in found.items()}


def listed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each first of a pair all the seconds, each once, in order, a blank between them."""
    return {first: " ".join(found) for first, found in invert(pairs).items()}


def content(places: Sequence[Place]) -> str:
    """Return all that the tables take from the rows."""
    return "\n".join("\t".join(place.names) for place in places)


def wording(words: PlaceWords) -> str:
    """Return all that the tables take from the language."""
    kinds = sorted((word, tag.kind.number) for word, tag in words.tags.items() if tag.kind and tag.kind.hard)
    return repr((kinds, [sorted(part) for part in (words.strip_first, words.strip_last, words.stop)]))


def lines(text: str) -> list[str]:
    """Return the lines of a text; none of an empty one."""
    return text.split("\n") if text else []
