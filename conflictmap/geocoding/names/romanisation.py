"""Spellings of one name in Latin letters, told by what may stand for what: ``rules/romanisation.toml``.

The keys of :mod:`conflictmap.geocoding.names.folding` merge what romanisers hardly ever tell apart; here sounds are
compared that they confuse, each at a cost. So this is for a name that no key finds, and something else in the words has
to say where it lies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

from conflictmap import codebook
from conflictmap.memo import Memo
from conflictmap.model import BadInputError

__all__ = ["Romanisation", "compile_romanisation", "consonants", "load_romanisation"]

_MOST_READINGS = 16
"""Readings of one name; of a name with more, only the usual one."""

_OTHER = 9.0
"""Cost of a sound of another class: no name may cost so much."""

_ITSELF = "="
_OPEN = "^"
_CACHE_LIMIT = 50_000


@dataclass(frozen=True)
class Romanisation:
    """The table, filed.

    Attributes
    ----------
    doubled : re.Pattern
        A letter written twice that is as good as once.
    letters : re.Pattern
        A group for each row of letters; the first that matches is taken.
    sounds : tuple of tuple of str
        What those of each group may stand for.
    vowels : frozenset of str
        Which sounds are vowels.
    classes : Mapping[str, str]
        Class of a consonant; one that is not in it is its own class.
    costs : Mapping[tuple of str, float]
        Of two sounds, either way round, or of a vowel and "".
    """

    doubled: re.Pattern[str]
    letters: re.Pattern[str]
    sounds: tuple[tuple[str, ...], ...]
    vowels: frozenset[str]
    classes: Mapping[str, str]
    costs: Mapping[tuple[str, str], float]
    _runs: Memo[tuple[str, str], float] = field(init=False, repr=False, compare=False)
    _split: Memo[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_runs", Memo(self._between_runs, _CACHE_LIMIT))
        object.__setattr__(self, "_split", Memo(self._parted, _CACHE_LIMIT))

    def readings(self, key: str) -> tuple[str, ...]:
        """Return what a name may sound like, a sign for each sound; none if it holds a sign that the table lacks.

        Parameters
        ----------
        key : str
            Exact key of a name, see `conflictmap.geocoding.names.folding.Folder.exact`.
        """
        word, at = self.doubled.sub(r"\1", key), 0
        parts: list[tuple[str, ...]] = []
        count = 1
        for match in self.letters.finditer(word):
            sounds = self.sounds[(match.lastindex or 1) - 1]
            if match.start() != at:
                return ()
            parts.append(sounds if sounds[0] != _ITSELF else (match.group(),))
            count *= len(sounds)
            at = match.end()
        if at < len(word):
            return ()
        if count > _MOST_READINGS:
            parts = [part[:1] for part in parts]
        return tuple("".join(choice) for choice in product(*parts))

    def skeleton(self, reading: str) -> str:
        """Return the classes of the consonants of a reading, a mark before them if it begins with a vowel.

        Only names of one skeleton are compared.
        """
        found = _OPEN if reading[:1] in self.vowels else ""
        return found + "".join(self.classes.get(c, c) for c in self._split[reading][0])

    def _parted(self, reading: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the consonants of a reading, one for two of a class side by side, and the vowels around them."""
        consonants: list[str] = []
        runs = [""]
        for sound in reading:
            if sound in self.vowels:
                runs[-1] += sound if runs[-1][-1:] != sound else ""
            elif not consonants or runs[-1] or self._class(consonants[-1]) != self._class(sound):
                consonants.append(sound)
                runs.append("")
        return tuple(consonants), tuple(runs)

    def _class(self, sound: str) -> str:
        return self.classes.get(sound, sound)

    def apart(self, one: str, other: str) -> float:
        """Return how far two readings of one skeleton are apart: the sum of what their sounds cost.

        Parameters
        ----------
        one, other : str
            Of `readings`.
        """
        consonants, runs = self._split[one]
        others, other_runs = self._split[other]
        if len(consonants) != len(others):
            return _OTHER
        cost = sum(map(self._between, consonants, others))
        return cost + sum(self._runs[pair] for pair in zip(runs, other_runs, strict=True))

    def _between(self, one: str, other: str) -> float:
        return 0.0 if one == other else self.costs.get((one, other), _OTHER)

    def _between_runs(self, runs: tuple[str, str]) -> float:
        """Return the least cost of making one run of vowels of another (Wagner and Fischer 1974)."""
        one, other = runs
        row = [0.0]
        for sound in other:
            row.append(row[-1] + self.costs["", sound])
        for sound in one:
            missing = self.costs["", sound]
            following = [row[0] + missing]
            for at, there in enumerate(other):
                extra = following[at] + self.costs["", there]
                following.append(min(row[at + 1] + missing, extra, row[at] + self._between(sound, there)))
            row = following
        return row[-1]


def consonants(skeleton: str) -> int:
    """Return how many consonants a skeleton has."""
    return len(skeleton) - skeleton.startswith(_OPEN)


def compile_romanisation(table: Mapping[str, Any]) -> Romanisation:
    """Check the table and file it.

    Raises
    ------
    BadInputError
        If a row lacks its reason or example, a pattern is none, or a vowel or two of them have no cost.
    """
    try:
        vowels, twice = frozenset(table["vowels"]), table["doubled"]
        written = [(row["letters"], tuple(row["sounds"])) for row in _told(table["letters"])]
        doubled, letters = re.compile(twice), re.compile("|".join(f"({pattern})" for pattern, _ in written))
        classes: dict[str, str] = {}
        costs: dict[tuple[str, str], float] = {}
        for row in _told(table["class"]):
            classes |= dict.fromkeys(row["sounds"], row["name"])
            costs |= {(one, other): float(row["cost"]) for one in row["sounds"] for other in row["sounds"]}
        for row in (*_told(table["like"]), *_told(table["vowel"])):
            one, other = row["sounds"].rjust(2)
            costs[one.strip(), other] = costs[other, one.strip()] = float(row["cost"])
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise BadInputError(f"rules of romanisation: {error!r}") from error
    wanted = {(one, other) for one in {"", *vowels} for other in vowels if one != other}
    if missing := sorted(wanted - set(costs)):
        raise BadInputError(f"rules of romanisation: no cost of {''.join(missing[0])!r}")
    return Romanisation(doubled, letters, tuple(sounds for _, sounds in written), vowels, classes, costs)


def _told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows, each of which says why it is and shows it."""
    for row in rows:
        if not row["why"] or len(row["example"]) != 2:
            raise ValueError(f"{row} lacks its reason or two spellings")
    return rows


@lru_cache(maxsize=1)
def load_romanisation() -> Romanisation:
    """Return the shipped table.

    Raises
    ------
    BadInputError
        If it is misspelt.
    """
    return compile_romanisation(codebook.shipped_rules("romanisation.toml")[0])
