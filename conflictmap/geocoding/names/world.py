"""The rest of the world, so that a place abroad is not taken for one at home."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from conflictmap.geocoding.names.folding import Folder
from conflictmap.geocoding.names.indexstore import Table, content_key, kept

__all__ = ["World"]

_RANK = {"country": 0, "continent": 0, "capital": 1, "region": 2, "city": 3}
_SIGNS = {"short": 4, "group": 5}
"""Kinds of rows that name no place to look up, only something by which a report tells its country."""


class World:
    """Names of countries, regions and cities outside of one country; read when the first name is asked for.

    Parameters
    ----------
    home : str
        ISO 3166 alpha-2 code of the country whose places are not foreign.
    folder : Folder
    path : pathlib.Path or None
        The list; ``None`` for none at all.
    except_for : iterable of str
        Exact keys that are not foreign, such as the country's own names.
    """

    def __init__(self, home: str, folder: Folder, path: Path | None, except_for: Iterable[str] = ()) -> None:
        self.home = home
        self.folder = folder
        self.path = path
        self.except_for = frozenset(except_for)

    @cached_property
    def _table(self) -> Table:
        """Codes, signs, and the keys of countries, capitals and continents; kept on disk."""
        if self.path is None:
            return self._made("")
        text = self.path.read_text(encoding="utf-8")
        key = content_key(text, self.folder.spelling, self.home, sorted(self.except_for))
        return kept("world", key, lambda: self._made(text), self._check)

    def _made(self, text: str) -> Table:
        rows = [(self.folder.exact(r["name"]), r["kind"], r["iso2"]) for r in csv.DictReader(io.StringIO(text))]
        away = [row for row in rows if row[2] != self.home and row[0] not in self.except_for]
        ranks = _RANK | _SIGNS
        signs: dict[str, list[str]] = {}
        for key, kind, code in sorted(away, key=lambda row: ranks[row[1]]):
            signs.setdefault(key, [kind, code])
        # A sign that is no place yields to a place of its name, so the codes follow from the signs but for those.
        return {
            "signs": signs,
            "codes": {key: code for key, (kind, code) in signs.items() if kind in _RANK},
            "major": sorted({key for key, kind, _ in away if kind in ("country", "capital")}),
            "lands": sorted({key for key, kind, _ in rows if kind in ("country", "continent")}),
        }

    @staticmethod
    def _check(table: Table) -> bool:
        ranks = _RANK | _SIGNS
        texts = [*table["codes"], *table["codes"].values(), *table["major"], *table["lands"]]
        return all(isinstance(text, str) for text in texts) and all(
            kind in ranks and isinstance(code, str) for kind, code in table["signs"].values()
        )

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """Exact key -> code of the country, a country's own name before a city's."""
        codes: dict[str, str] = self._table["codes"]
        return codes

    @cached_property
    def _major(self) -> frozenset[str]:
        return frozenset(self._table["major"])

    @cached_property
    def _lands(self) -> frozenset[str]:
        return frozenset(self._table["lands"])

    def sign(self, key: str) -> tuple[str, str] | None:
        """Return kind and country of what an exact key names abroad, a people's armed group too; ``None`` for nothing.

        Kinds are ``"country"``, ``"continent"``, ``"capital"``, ``"region"``, ``"city"``, ``"short"`` (a region as
        datelines shorten it) and ``"group"``.
        """
        found = self._table["signs"].get(key)
        return (found[0], found[1]) if found is not None else None

    def is_major(self, key: str) -> bool:
        """Whether an exact key is the name of a country abroad or of its capital."""
        return key in self._major

    def is_land(self, key: str) -> bool:
        """Whether an exact key is the name of a whole country or continent."""
        return key in self._lands

    def country_of(self, key: str) -> str | None:
        """Return the code of the country in which a place of that exact key lies, ``None`` if it is not foreign."""
        return self._codes.get(key)

    def is_foreign(self, key: str) -> bool:
        """Whether an exact key is the name of a country, region or city abroad."""
        return key in self._codes
