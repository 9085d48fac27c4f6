"""Which incidents to keep: by province, kind and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from conflictmap import codebook
from conflictmap.gazetteer import Gazetteer
from conflictmap.model import BadInputError, DateSpan, Located

__all__ = ["Filters", "make_filters"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep. An empty set and ``None`` keep all.

    Attributes
    ----------
    provinces : frozenset of str
        Names as the gazetteer has them.
    kinds : frozenset of str
        Of `codebook.kinds`.
    first, last : datetime.date or None
        Days between which an incident may have happened, both included.
    """

    provinces: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None

    def reason(self, located: Located) -> str | None:
        """Return the key of `REASONS` for which an incident is to be left out, ``None`` to keep it."""
        if located.left_out is not None:
            return located.left_out
        provinces = located.geocode.all_provinces if located.geocode else frozenset()
        return self._reason(provinces, located.incident.when, located.incident.kind)

    def reason_of_row(self, row: Mapping[str, Any]) -> str | None:
        """Return the same for a row of `record.record`, which was kept once and is asked anew."""
        named = (row[name] for name in ("province", "province_reported", "province_mapped"))
        start, end = row["date_start"], row["date_end"]
        when = (
            DateSpan(date.fromisoformat(start), date.fromisoformat(end or start), row["date_prec"]) if start else None
        )
        return self._reason(frozenset(filter(None, named)), when, row["kind"])

    def _reason(self, provinces: frozenset[str], when: DateSpan | None, kind: str) -> str | None:
        if self.provinces and not provinces & self.provinces:
            return "other_province"
        if self.first or self.last:
            reason = self._untimely(when)
            if reason is not None:
                return reason
        return "other_kind" if self.kinds and kind not in self.kinds else None

    def _untimely(self, when: DateSpan | None) -> str | None:
        """Return the reason for which a date is to be left out, ``None`` if it may lie between the days asked for."""
        if when is None:
            return "no_date"
        late = self.first is not None and when.end < self.first
        early = self.last is not None and when.start > self.last
        return "outside_dates" if late or early else None


def make_filters(
    gazetteer: Gazetteer,
    *,
    provinces: Iterable[str] = (),
    kinds: Iterable[str] = (),
    first: date | None = None,
    last: date | None = None,
) -> Filters:
    """Make filters of what a person typed.

    Parameters
    ----------
    gazetteer : Gazetteer
        Knows the spellings of its provinces.
    provinces : iterable of str
        In any spelling: ``"Ninewa"``, ``"Tameem"``, ``"Saladin"``.
    kinds : iterable of str
        Of `codebook.kinds`; a blank or a hyphen may stand for the underscore.
    first, last : datetime.date, optional
        Days, both included.

    Returns
    -------
    Filters

    Raises
    ------
    BadInputError
        For a province or a kind that does not exist, with those that look like it, and for days in the wrong order.
    """
    if first and last and first > last:
        raise BadInputError(f"the first day {first} is after the last day {last}")
    return Filters(
        frozenset(_province(gazetteer, name) for name in provinces), frozenset(map(_kind, kinds)), first, last
    )


def _province(gazetteer: Gazetteer, name: str) -> str:
    found = gazetteer.province_named(name)
    if found is None:
        raise BadInputError(_unknown("province", name, gazetteer.provinces_like(name)))
    return found.name


def _kind(name: str) -> str:
    key = name.strip().casefold().replace("-", "_").replace(" ", "_")
    known = codebook.kinds()
    if key not in known:
        raise BadInputError(_unknown("kind", name, get_close_matches(key, known, cutoff=0.4) or list(known)))
    return key


def _unknown(what: str, name: str, near: Sequence[str]) -> str:
    return f"unknown {what} {name!r}" + (f"; did you mean {', '.join(near)}?" if near else "")
