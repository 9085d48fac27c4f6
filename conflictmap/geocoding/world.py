"""The rest of the world, so that a place abroad is not taken for one at home."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from conflictmap.geocoding.folding import Folder

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
    def _rows(self) -> list[dict[str, str]]:
        if self.path is None:
            return []
        with self.path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """Exact key -> code of the country, a country's own name before a city's."""
        codes: dict[str, str] = {}
        places = [row for row in self._rows if row["kind"] in _RANK]
        for row in sorted(places, key=lambda r: _RANK[r["kind"]]):
            if row["iso2"] != self.home:
                codes.setdefault(self.folder.exact(row["name"]), row["iso2"])
        for key in self.except_for:
            codes.pop(key, None)
        return codes

    @cached_property
    def _major(self) -> frozenset[str]:
        rows = (r for r in self._rows if r["kind"] in ("country", "capital") and r["iso2"] != self.home)
        return frozenset(self.folder.exact(r["name"]) for r in rows) - self.except_for

    @cached_property
    def _signs(self) -> Mapping[str, tuple[str, str]]:
        """Exact key -> kind and code, the wider kind first."""
        signs: dict[str, tuple[str, str]] = {}
        ranks = _RANK | _SIGNS
        for row in sorted(self._rows, key=lambda r: ranks[r["kind"]]):
            if row["iso2"] != self.home:
                signs.setdefault(self.folder.exact(row["name"]), (row["kind"], row["iso2"]))
        for key in self.except_for:
            signs.pop(key, None)
        return signs

    def sign(self, key: str) -> tuple[str, str] | None:
        """Return kind and country of what an exact key names abroad, a people's armed group too; ``None`` for nothing.

        Kinds are ``"country"``, ``"continent"``, ``"capital"``, ``"region"``, ``"city"``, ``"short"`` (a region as
        datelines shorten it) and ``"group"``.
        """
        return self._signs.get(key)

    def is_major(self, key: str) -> bool:
        """Whether an exact key is the name of a country abroad or of its capital."""
        return key in self._major

    @cached_property
    def _lands(self) -> frozenset[str]:
        return frozenset(self.folder.exact(r["name"]) for r in self._rows if r["kind"] in ("country", "continent"))

    def is_land(self, key: str) -> bool:
        """Whether an exact key is the name of a whole country or continent."""
        return key in self._lands

    def country_of(self, key: str) -> str | None:
        """Return the code of the country in which a place of that exact key lies, ``None`` if it is not foreign."""
        return self._codes.get(key)

    def is_foreign(self, key: str) -> bool:
        """Whether an exact key is the name of a country, region or city abroad."""
        return key in self._codes
