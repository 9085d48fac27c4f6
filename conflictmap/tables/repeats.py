"""Rows of several tables: one that two files hold counts once, and no two rows share an id."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from conflictmap.model import Geocode, Located
from conflictmap.model.freeids import FreeIds

__all__ = ["Repeats"]


@dataclass(slots=True)
class Repeats:
    """What the rows of the tables read so far told.

    Attributes
    ----------
    seen : dict
        What tells a row from others -> the table that it stood in.
    ids : FreeIds
        Of the rows.
    """

    seen: dict[Hashable, str] = field(default_factory=dict)
    ids: FreeIds = field(default_factory=FreeIds)

    def first(self, table: str, located: Located) -> Located | None:
        """Return a row with an id that no row before had.

        Parameters
        ----------
        table : str
            Where it stands.
        located : Located

        Returns
        -------
        Located or None
            ``None`` for a row that another table has too: an export that overlaps another, a file beside its copy in
            another format. Two rows of one table are two, whatever they say.
        """
        if self.seen.setdefault(_told(located), table) != table:
            return None
        name = located.incident.id
        own = self.ids.take(name)
        return located if own == name else _named(located, own)


def _told(located: Located) -> Hashable:
    """Return what tells a row from others; of a data set whose coders give ids, these alone."""
    incident, given = located.incident, located.incident.given
    if given is not None and given.coded:
        return incident.report.id, incident.id
    return (
        incident.id, incident.report.id, incident.report.source, incident.report.text, incident.kind, incident.when,
        incident.killed, incident.wounded, incident.abducted, _where(located.geocode),
    )  # fmt: skip


def _where(place: Geocode | None) -> Hashable:
    """Return the place, to ten metres: formats write more or fewer decimals."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return round(place.lat, 4), round(place.lon, 4)


def _named(located: Located, name: str) -> Located:
    incident = located.incident
    given = incident.given and replace(incident.given, incident_id=name)
    return replace(located, incident=replace(incident, given=given))
