"""All incidents of an archive as the desk goes through them, kept in step with what anybody writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from conflictmap.archive import WatchedArchive
from conflictmap.corrections import Action, Correction
from conflictmap.desk.agreement import Agreement, agreements
from conflictmap.desk.items import BRIEF, ORDERS, Item, Order, Show, cells_of, item_of, ordered
from conflictmap.desk.rulings import INCIDENT, Ruling, answers_of, ruling_of
from conflictmap.desk.urgency import desk_fields, urgency
from conflictmap.gazetteer import Gazetteer

__all__ = ["Casebook"]

_MERGE: Action = "merge"
_SPLIT: Action = "split"
_UNDO: Action = "undo"
_UNDONE = 20  # times in a row: a table that comes from elsewhere may hold two that take back each other


class Casebook:
    """What is known of every incident, in orders that stay while people work.

    One thread works with it, that of its archive.

    Parameters
    ----------
    archive : WatchedArchive
    gazetteer : Gazetteer

    Attributes
    ----------
    archive : WatchedArchive
    gazetteer : Gazetteer
    items : dict of str to Item
        By id.
    in_report : dict of str to list of str
        Report -> the incidents that it tells, in its order.
    serial : int
        Of the last correction that it knows.
    deeds : list of Correction
        All that people did, in the order of their writing.
    taken_back : set of str
        Ids of corrections that do not stand.
    """

    def __init__(self, archive: WatchedArchive, gazetteer: Gazetteer) -> None:
        self.archive = archive
        self.gazetteer = gazetteer
        self.items: dict[str, Item] = {}
        self.load()

    def load(self) -> None:
        """Read all of it anew."""
        self._last_read = self.archive.last_read
        self.serial = self.archive.serial
        self.deeds: list[Correction] = []
        self.items = {row["incident_id"]: item_of(row, 0.0) for row in self.archive.briefly(BRIEF)}
        self.in_report: dict[str, list[str]] = defaultdict(list)
        for item in self.items.values():
            self.in_report[item.report_id].append(item.id)
        self._said: dict[str, list[Correction]] = defaultdict(list)  # report -> what was said of its incidents
        self._reports_of: dict[str, tuple[str, ...]] = {}  # correction -> reports
        self._answers: dict[str, dict[str, dict[str, Hashable]]] = defaultdict(dict)
        self._found: dict[str, str] = {}  # correction -> the incident that it is said of today
        self._by_id: dict[str, Correction] = {}
        self.taken_back: set[str] = set()
        self._take(self.archive.since(0))
        for item in self.items.values():  # not before it is known what people put right and marked
            item.urgency = urgency({**item.cells, "doubts": item.doubts}, item.marked)
        self._sort()

    def refresh(self) -> list[Correction]:
        """Take in what was written since, by whomever; return it. Reports that came in make all of it be read anew."""
        if self.archive.last_read != self._last_read:
            before = self.serial
            self.load()
            return self.archive.since(before)
        fresh = self.archive.since(self.serial)
        if fresh:
            self.serial = self.archive.serial
            known = len(self.items)
            self._take(fresh)
            if len(self.items) != known:
                self._sort()
        return fresh

    def _sort(self) -> None:
        self._orders = {order: ordered(self._in_reports(), order) for order in ORDERS}
        self._places = {order: {name: at for at, name in enumerate(ids)} for order, ids in self._orders.items()}

    def _in_reports(self) -> Iterable[Item]:
        return (self.items[name] for names in self.in_report.values() for name in names)

    def _take(self, corrections: Sequence[Correction]) -> None:
        touched: dict[str, None] = {}
        for correction in corrections:
            self.deeds.append(correction)
            self._by_id[correction.correction_id] = correction
            reports = self._reports_said(correction)
            self._reports_of[correction.correction_id] = reports
            for report in reports:
                self._said[report].append(correction)
                touched[report] = None
        for report in touched:
            if report in self.in_report:
                self._settle(report)

    def _reports_said(self, correction: Correction) -> tuple[str, ...]:
        """Return the reports of whose incidents a correction speaks: of its incident, or all that tell its event."""
        earlier = self._reports_of.get(correction.value)  # of an undo
        if earlier:
            return earlier
        names = [name for name in self._group(correction) if name in self.items]
        return tuple(dict.fromkeys(self.items[name].report_id for name in names)) or (correction.report_id,)

    def _group(self, correction: Correction) -> list[str]:
        """Return the incident that a correction is said of, and all of its event where it is said of that."""
        others = self.archive.together(correction.target) if correction.event_id else ()
        return [correction.target, *others]

    def _settle(self, report: str) -> None:
        """Bring the items of a report to what stands."""
        ruling = self.ruling(report)
        for made in self._said[report]:
            name = made.correction_id
            gone = made.value in ruling.standing if made.action == _UNDO else name not in ruling.standing
            (self.taken_back.add if gone else self.taken_back.discard)(name)
        self._found |= ruling.made.found
        self._drop_added(report, ruling)
        ruled_by = cache(partial(self.ruling, report))  # once a person, however many incidents the report tells
        for name, row in ruling.rows.items():
            if row["report_id"] != report:
                continue
            item = self.items.get(name)
            if item is None:
                item = self.items[name] = item_of(row, urgency(row))
                self.in_report[report].append(name)
            item.cells = cells_of(row)
            item.state, item.checkers, item.marked = ruling.state(name), ruling.checkers(name), ruling.marked(name)
            self._compare(item, ruled_by)

    def _drop_added(self, report: str, ruling: Ruling) -> None:
        """Forget what a person had added and took back."""
        for name in [name for name in self.in_report[report] if name not in ruling.rows]:
            self.in_report[report].remove(name)
            del self.items[name]

    def _compare(self, item: Item, ruled_by: Callable[[str], Ruling]) -> None:
        """Keep what each of several checkers says of an incident."""
        for told in self._answers.values():
            told.pop(item.id, None)
        if len(item.checkers) > 1:
            for who in item.checkers:
                own = ruled_by(who)
                if item.id in own.rows:
                    self._answers[who][item.id] = answers_of(own, item.id, desk_fields())
        told_by = [told[item.id] for told in self._answers.values() if item.id in told]
        item.differs = any(one != told_by[0] for one in told_by)

    def ruling(self, report: str, who: str | None = None, more: Iterable[Correction] = ()) -> Ruling:
        """Return the incidents of a report as people have put them right.

        Parameters
        ----------
        report : str
        who : str, optional
            Only what this person says.
        more : iterable of Correction
            Not written yet.

        Returns
        -------
        Ruling
        """
        said = [made for made in (*self._said[report], *more) if who is None or made.who == who]
        groups = [self._group(made) for made in said if made.event_id]
        names = [made.value for made in said if made.action in {_MERGE, _SPLIT}] + [
            name for all_ in groups for name in all_
        ]
        partners = {self.items[name].report_id for name in names if name in self.items}
        members = {name: group for group in groups for name in group}
        return ruling_of(self.archive.rows_of({report, *partners}), said, self.gazetteer, members)

    # ---- going through them

    def view(self, show: Show, order: Order, who: str) -> list[Item]:
        """Return the items of a view, in order.

        Parameters
        ----------
        show, order : str
            Of `SHOWS` and `ORDERS`.
        who : str
            Who looks.
        """
        wanted = (self.items[name] for name in self._orders[order])
        return [item for item in wanted if item.wanted(show, who)]

    def step(self, start: str, by: int, show: Show, order: Order, who: str) -> tuple[Item | None, bool]:
        """Return the next or the previous item of a view.

        Parameters
        ----------
        start : str
            Id of an item, itself not needed to be in the view; empty for the first one.
        by : int
            1 for the next one, -1 for the one before, whoever has checked it by now; 0 for this one.
        show, order, who : str
            See `view`.

        Returns
        -------
        tuple of (Item or None, bool)
            ``None`` if there is none; and whether it was found only from the other end on.
        """
        ids = self._orders[order]
        at = self._places[order].get(start)
        if by == 0 and start in self.items:
            return self.items[start], False
        if by < 0:
            return (self.items[ids[at - 1]], False) if at else (None, False)
        rest = ids if at is None else [*ids[at + 1 :], *ids[: at + 1]]
        found = next((name for name in rest if self.items[name].wanted(show, who)), None)
        return (self.items[found], at is not None and self._places[order][found] <= at) if found else (None, False)

    def position(self, name: str, show: Show, order: Order, who: str) -> int:
        """Return how many items of a view stand before one.

        Parameters
        ----------
        name : str
            Its id.
        show, order, who : str
            See `view`.
        """
        before = self._orders[order][: self._places[order].get(name, 0)]
        return sum(self.items[other].wanted(show, who) for other in before)

    def progress(self, who: str) -> dict[str, int]:
        """Return how many incidents are checked, of how many, and how many of them by one person.

        Parameters
        ----------
        who : str
        """
        states = list(self.items.values())
        return {
            "checked": sum(item.checked for item in states),
            "of": len(states),
            "own": sum(who in item.checkers for item in states),
        }

    def agreements(self) -> list[Agreement]:
        """Return how far each two people agree, field by field; first of all on what is an incident."""
        names = [INCIDENT, *(one.id for one in desk_fields())]
        return agreements({who: told for who, told in self._answers.items() if told}, names)

    def incident_of(self, made: Correction) -> str:
        """Return the incident that a correction is said of today; that of what it takes back, if it does.

        Parameters
        ----------
        made : Correction

        Returns
        -------
        str
            Its id, as the correction has it where it is not there.
        """
        for _ in range(_UNDONE):
            if made.action != _UNDO or made.value not in self._by_id:
                break
            made = self._by_id[made.value]
        return self._found.get(made.correction_id, made.target)

    def last_of(self, who: str) -> list[Correction]:
        """Return what a person did last and what still stands: all that was written in one go.

        Parameters
        ----------
        who : str
        """
        own = [made for made in self.deeds if made.who == who and made.action != _UNDO]
        standing = [made for made in own if made.correction_id not in self.taken_back]
        return [made for made in standing if made.made_at == standing[-1].made_at] if standing else []

    def known(self, name: str) -> Mapping[str, Any]:
        """Return the row of an incident as it stands, by all people.

        Parameters
        ----------
        name : str
            Its id.
        """
        return self.ruling(self.items[name].report_id).rows[name]
