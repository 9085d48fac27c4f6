"""A row of a table to a located incident: what `record.record` makes of a report's, it makes of this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from conflictmap import codebook
from conflictmap.gazetteer import Gazetteer
from conflictmap.language import Language
from conflictmap.model import Actor, Count, Given, Incident, Located, PlacePhrase, Report, Span, Victim
from conflictmap.model.freeids import FreeIds
from conflictmap.model.housemates import STATUSES
from conflictmap.tables import ownlists
from conflictmap.tables.faults import Faults
from conflictmap.tables.places import Placed, Placer
from conflictmap.tables.rowfacts import RowFacts
from conflictmap.tables.tablecells import number, text_of
from conflictmap.tables.tableformats import TableFormat

__all__ = ["NOT_VIOLENT", "RowReader", "with_totals"]

NOT_VIOLENT = "not_violent"
"""Why a row may be left out, besides what `Located.left_out` has."""


_WHERE_PREC, _GEO_PREC = range(1, 8), range(1, 4)
_COMPLETE = frozenset({"radius_km", "province_pcode", "district_pcode"})
"""Columns that only our own files have; whose empty cells are known to be empty."""
_NOBODY = "unknown"
_NO_KIND = "other"


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table.

    Attributes
    ----------
    form : TableFormat
    columns : mapping of str to tuple of str
        Fact -> columns of the table that tell it.
    stem : str
        What an incident without an id is named after.
    home : tuple of str
        Names of the country, casefolded.
    gazetteer : Gazetteer
    language : Language
    faults : Faults
    dates : tuple of str
        How dates are written.
    placer : Placer
    used : set of str
        Ids that rows have.
    """

    form: TableFormat
    columns: Mapping[str, tuple[str, ...]]
    home: tuple[str, ...]
    stem: str
    gazetteer: Gazetteer
    language: Language
    faults: Faults
    dates: tuple[str, ...]
    placer: Placer
    ids: FreeIds

    @classmethod
    def of(
        cls,
        form: TableFormat,
        keys: frozenset[str],
        stem: str,
        gazetteer: Gazetteer,
        language: Language,
        faults: Faults,
        dates: tuple[str, ...],
    ) -> RowReader:
        """Return a reader of a table with columns `keys` that has read nothing yet."""
        country, placer = gazetteer.country, Placer(gazetteer, language)
        home = tuple(name.casefold() for name in (country.name, *country.names))
        return cls(form, form.present(keys), home, stem, gazetteer, language, faults, dates, placer, FreeIds())

    def located(self, index: int, where: str, row: Mapping[str, Any]) -> Located | None:
        """Return the incident of a row.

        Parameters
        ----------
        index : int
            Position of the row among all, from 0.
        where : str
            For messages.
        row : mapping of str to object
            Key of the column -> cell.

        Returns
        -------
        Located or None
            ``None`` where the row tells of no incident; `faults` knows why.
        """
        facts = RowFacts(self.form, self.columns, row, where, self.language, self.home, self.faults, self.dates)
        if not any(facts.cells(fact) for fact in ("place_text", "place", "province", "lat", "date_start", "year")):
            self.faults.add(where, "", "tells neither when nor where", lost=True)
            return None
        incident = self._incident(index, facts)
        if any((text_of(row.get(column)) or "").casefold() in values for column, values in self.form.leave):
            return Located(incident, None, None, NOT_VIOLENT)
        placed = self._placed(facts)
        words = facts.text("place_text")
        phrase = PlacePhrase(words, None, "clause") if words else None
        known = facts.structure("doubts", ownlists.doubts) or ()
        return Located(
            incident,
            placed.geocode,
            phrase,
            placed.left_out,
            tuple(dict.fromkeys((*known, *placed.doubts))),
            facts.structure("beyond", ownlists.toll),
        )

    # what

    def _incident(self, index: int, facts: RowFacts) -> Incident:
        sentence = facts.text("sentence") or ""
        name = self._name(index, facts)
        target, perpetrator = self._actor(facts, "target"), self._actor(facts, "perpetrator")
        doubts = facts.structure("doubts", ownlists.doubts) or ()
        span = Span(0, len(sentence))
        return Incident(
            report=Report(
                id=self._report(facts),
                text=sentence,
                published=facts.day("published"),
                source=facts.text("source"),
                url=facts.text("url"),
            ),
            number=index,
            kind=self._kind(facts),
            attacks=facts.read("attacks", _positive) or 1,
            killed=facts.count("killed"),
            wounded=facts.count("wounded"),
            abducted=facts.count("abducted"),
            sentence=span,
            victims=self._victims(facts, perpetrator, target),
            perpetrator=perpetrator,
            target=target,
            when=facts.when(),
            aggregate=facts.flag("aggregate"),
            background=facts.flag("background"),
            evidence=facts.structure("rules", partial(ownlists.evidence, span=span)) or (),
            doubts=doubts,
            given=self._given(name, facts),
        )

    def _name(self, index: int, facts: RowFacts) -> str:
        """Return an id that no other row has."""
        return self.ids.take(facts.text("incident_id") or f"{self.stem}-{index + 1}")

    def _report(self, facts: RowFacts) -> str:
        """Return the id of the report that a row is from.

        A data set that others coded is one report, whose rows are never joined: its coders have seen to it. Rows of any
        other table are of one report as far as they name one source, address and day of publication, or none.
        """
        if not self.form.own:
            return self.form.id
        told = (facts.text("source"), facts.text("url"), facts.text("published"))
        return facts.text("report_id") or "/".join(filter(None, (self.stem, *told)))

    def _kind(self, facts: RowFacts) -> str:
        own = (facts.text("kind") or "").casefold().replace(" ", "_").replace("-", "_") if self.form.own else ""
        known = codebook.kinds()
        if own in known:
            return own
        found = facts.coded("kind")
        if found not in known:
            self.faults.add(facts.where, "kind", "is not known: taken for 'other'", own or None)
            return _NO_KIND
        return str(found)

    def _given(self, name: str, facts: RowFacts) -> Given:
        return Given(
            name,
            facts.text("total_id"),
            facts.text("event_type"),
            facts.text("sub_event_type"),
            killed_best=facts.read("killed_best", number),
            wounded_best=facts.read("wounded_best", number),
            abducted_best=facts.read("abducted_best", number),
            event_id=facts.text("event_id"),
            reports=facts.read("reports", number),
            members=facts.structure("members", ownlists.members) or (),
            checked=facts.read("checked", ownlists.checked),
            checked_by=facts.structure("checked_by", ownlists.names) or (),
            changed=facts.structure("changed", ownlists.names) or (),
            coded=not self.form.own,
            names_report=self.form.own and facts.text("report_id") is not None,
        )

    def _actor(self, facts: RowFacts, who: str) -> Actor | None:
        if self.form.own:
            return facts.read(who, ownlists.actor)
        said = facts.text(who)
        if said is None:
            return None
        status = facts.coded("status") if who == "perpetrator" else None
        group = facts.coded(f"{who}_group") or _NOBODY
        return Actor(said, group, status if status in STATUSES else STATUSES[0])

    def _victims(self, facts: RowFacts, perpetrator: Actor | None, target: Actor | None) -> tuple[Victim, ...]:
        found = list(facts.structure("victims", ownlists.victims) or ())
        sides = {"perpetrator_group": perpetrator, "target_group": target}
        for column, told in self.form.victims:
            side = sides.get(told)
            group = (side.group if side else _NOBODY) if told in sides else told
            count = self._column_count(facts, column)
            if count:
                known = group if group in codebook.groups() else _NOBODY
                found.append(Victim(known, "killed", Count(count, count)))
        return tuple(found)

    @staticmethod
    def _column_count(facts: RowFacts, column: str) -> int | None:
        cell = facts.row.get(column)
        try:
            return number(cell) if cell not in (None, "") else None
        except ValueError as error:
            facts.faults.add(facts.where, column, str(error), cell)
            return None

    # where

    def _placed(self, facts: RowFacts) -> Placed:
        home = self.placer.is_home(facts.text("country") or self.form.country)
        if home is False:
            return Placed(None, "abroad")
        lat, lon = facts.within("lat", 90.0), facts.within("lon", 180.0)
        where_prec = facts.whole("where_prec", _WHERE_PREC)
        if lat is not None and lon is not None and not (lat == 0 and lon == 0):
            return self.placer.at(lat, lon, self._stated(facts, where_prec), home=home)
        if self.form.own and home and where_prec == 6:
            return Placed(self.placer.whole)
        words = facts.text("place_text") or facts.text("place") or facts.text("province")
        return self.placer.by_words(words, home=home)

    def _stated(self, facts: RowFacts, where_prec: int | None) -> dict[str, Any]:
        """Return what a row says of its place, by the names of `Geocode`."""
        stated: dict[str, Any] = {
            "where_prec": where_prec,
            "geo_precision": facts.whole("geo_precision", _GEO_PREC),
            "radius_km": facts.within("radius_km", 20_000.0),
            "name": facts.text("place"),
        }
        if not self.form.own:
            return stated | {"province_said": facts.text("province")}
        names = ("place_id", "province", "district", "province_pcode", "district_pcode")
        stated |= {name: facts.text(name) for name in (*names, "province_reported", "province_mapped")}
        alternatives = facts.structure("alternatives", ownlists.alternatives) or ()
        stated["complete"] = facts.row.keys() >= _COMPLETE
        if stated["province"] is not None:
            known = self.gazetteer.province_named(stated["province"])
            stated["province"] = known.name if known else stated["province"]
        return stated | {"alternatives": alternatives}


def _positive(cell: Any) -> int:
    found = number(cell)
    if found < 1:
        raise ValueError("is no number of attacks")
    return found


def with_totals(located: list[Located]) -> list[Located]:
    """Tie the parts of a table to the totals that they name, so that what these hold beyond them can be told.

    Parameters
    ----------
    located : list of Located
        All rows.
    """
    numbers = {item.incident.id: item.incident.number for item in located}
    return [
        replace(item, incident=replace(item.incident, total=numbers.get(item.incident.total_id or "")))
        for item in located
    ]
