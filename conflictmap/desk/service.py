"""What the page asks, answered: one method an address, each with plain values in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conflictmap import codebook
from conflictmap.archive import OvertakenError, WatchedArchive
from conflictmap.corrections import ANCHOR, Action, Correction, correction_of, fault_of, write_corrections
from conflictmap.desk.asked import Act, Asked, acts_of, asked, name_of, number_of, text_of
from conflictmap.desk.casebook import Casebook
from conflictmap.desk.folios import deed_told, folio
from conflictmap.desk.items import Item
from conflictmap.desk.placechoices import choices_of
from conflictmap.desk.placesearch import PlaceSearch
from conflictmap.desk.urgency import desk_fields
from conflictmap.gazetteer import Gazetteer
from conflictmap.model import BadInputError

__all__ = ["Service", "SupersededError"]

Given = Mapping[str, Any]
Answer = dict[str, Any]

_UNDO: Action = "undo"
_ADD: Action = "add"
_MERGE: Action = "merge"
_MOST_LISTED = 200
_LOGGED = 60
_WORDS = 300  # characters for a place
_REASONS = {
    "no_incident": "there is no such incident",
    "no_place": "the gazetteer has no such place",
    "bad_value": "this cannot be",
    "no_correction": "there is nothing of that kind to take back",
}


class Service:
    """The desk of one archive. One thread asks it, the one that opened the archive.

    Parameters
    ----------
    archive : WatchedArchive
    gazetteer : Gazetteer
    who : str
        Name that the page offers.
    """

    def __init__(self, archive: WatchedArchive, gazetteer: Gazetteer, who: str = "") -> None:
        self._archive = archive
        self._book = Casebook(archive, gazetteer)
        self._search = PlaceSearch(gazetteer)
        self._who = who

    def begin(self, given: Given) -> Answer:
        """Tell what the page needs once: words, fields, views, how far the work is."""
        self._book.refresh()
        labels = codebook.labels()
        return {
            "archive": self._archive.path.name,
            "who": self._who,
            "vocabulary": codebook.vocabulary(),
            "checks": {code: labels.doubts[code].check for code in codebook.doubts()},
            "fields": [{"id": f.id, "columns": f.columns, "doubts": f.doubts, "roles": f.roles} for f in desk_fields()],
            "progress": self._book.progress(asked(given).who),
            "serial": self._book.serial,
        }

    def list(self, given: Given) -> Answer:
        """Return a part of the list."""
        by = asked(given)
        items = self._book.view(by.show, by.order, by.who)
        start = max(0, number_of(given, "from"))
        count = min(_MOST_LISTED, max(1, number_of(given, "count", _MOST_LISTED)))
        return {
            "from": start,
            "of": len(items),
            "items": [item.told(by.blind) for item in items[start : start + count]],
        }

    def case(self, given: Given) -> Answer:
        """Return one incident, or the one a step further."""
        self._book.refresh()
        by = asked(given)
        return self._opened(by, text_of(given, "id"), number_of(given, "by"))

    def _opened(self, by: Asked, start: str, step: int) -> Answer:
        item, again = self._book.step(start, step, by.show, by.order, by.who)
        words = "From the top again." if again else None
        if item is None:
            return {
                "case": None,
                "words": "This is the first." if step < 0 else "Nothing is left here.",
                **self._how_far(by),
            }
        return {**self._told(by, item), "words": words}

    def _told(self, by: Asked, item: Item) -> Answer:
        at = self._book.position(item.id, by.show, by.order, by.who)
        return {"case": folio(self._book, item, by.blind), "at": at, "item": item.told(by.blind), **self._how_far(by)}

    def _how_far(self, by: Asked) -> Answer:
        return {"progress": self._book.progress(by.who), "serial": self._book.serial}

    # ---- what people do

    def act(self, given: Given) -> Answer:
        """Write what a person did to an incident; all of it or nothing."""
        by, who = asked(given), name_of(given)
        acts, why = acts_of(given)
        self._book.refresh()
        item = self._item(text_of(given, "id"))
        row = self._book.ruling(item.report_id).read.get(item.id) or self._book.known(item.id)
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        made = [self._correction(act, row, who, why, moment) for act in acts]
        self._hold(item, made)
        seen = number_of(given, "seen")
        try:
            self._archive.correct_after(made, seen, [] if by.blind else [item.id])
        except OvertakenError as error:
            raise self._overtaken(by, item, error) from None
        self._book.refresh()
        added = next((self._book.incident_of(one) for one in made if one.action == _ADD), "")
        if given.get("onward"):
            return {**self._opened(by, item.id, 1), "item": item.told(by.blind)}
        return self._told(by, self._book.items.get(added, item))

    def _item(self, name: str) -> Item:
        item = self._book.items.get(name)
        if item is None:
            raise BadInputError("there is no such incident: load the page anew")
        return item

    def _correction(self, act: Act, row: Given, who: str, why: str, moment: str) -> Correction:
        if act.action == _ADD:
            sentence = {"report_id": row["report_id"], "sentence": act.sentence}
            return Correction("", act.action, value=act.value, who=who, why=why, made_at=moment, **sentence)
        other = self._book.known(self._item(act.value).id) if act.action == _MERGE else None
        return correction_of(
            row, act.action, column=act.column, value=act.value, who=who, why=why, made_at=moment, other=other
        )

    def _hold(self, item: Item, made: Sequence[Correction]) -> None:
        """Refuse what could not be applied, before it is written."""
        for correction in made:
            if fault := fault_of(correction):
                raise BadInputError(fault)
        ruling = self._book.ruling(item.report_id, more=made)
        own = {correction.correction_id for correction in made}
        for correction, reason in ruling.made.unmatched:
            if correction.correction_id in own:
                raise BadInputError(f"not written: {_REASONS[reason]}")

    def _overtaken(self, by: Asked, item: Item, error: OvertakenError) -> SupersededError:
        self._book.refresh()
        names = ", ".join(dict.fromkeys(made.who or "somebody" for made in error.corrections))
        words = (
            f"Not written: {names} worked on this incident in the meantime. "
            "Here is how it stands now; do it again if it is still right."
        )
        return SupersededError(words, self._told(by, self._book.items.get(item.id, item)))

    def undo(self, given: Given) -> Answer:
        """Take back a correction, or all that a person did in their last go."""
        by, who = asked(given), name_of(given)
        self._book.refresh()
        wanted = text_of(given, "correction_id")
        made = [one for one in self._book.deeds if one.correction_id == wanted] if wanted else self._book.last_of(who)
        made = [one for one in made if one.correction_id not in self._book.taken_back]
        if not made:
            return {"words": "There is nothing to take back.", **self._how_far(by)}
        incident = self._book.incident_of(made[-1])
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        self._archive.correct_after([_taken_back(one, incident, who, moment) for one in made], 0, [])
        self._book.refresh()
        item = self._book.items.get(incident)
        told = self._told(by, item) if item else self._opened(by, "", 0)
        return {**told, "words": f"Taken back: {', '.join(dict.fromkeys(one.column or one.action for one in made))}"}

    # ---- what others do

    def changes(self, given: Given) -> Answer:
        """Tell what was written since, and the incident that is open if it is of it."""
        by, own = asked(given), text_of(given, "id")
        self._book.refresh()
        fresh = self._archive.since(number_of(given, "since"))[-_MOST_LISTED:]
        touched = dict.fromkeys(self._book.incident_of(one) for one in fresh)
        items = [self._book.items[name] for name in touched if name in self._book.items]
        answer: Answer = {"items": [item.told(by.blind) for item in items], **self._how_far(by)}
        others = [one for one in fresh if one.who != by.who and by.blind is None]
        names = dict.fromkeys(one.who or "somebody" for one in others if one.incident_id == own)
        if own in touched and own in self._book.items and by.blind is None:
            words = f"{', '.join(names)} has just worked on this incident." if names else None
            answer |= {"case": folio(self._book, self._book.items[own], None), "words": words}
        return answer

    def log(self, given: Given) -> Answer:
        """Return who did what, the latest first, a part at a time."""
        by = asked(given)
        self._book.refresh()
        end = number_of(given, "before", len(self._book.deeds))
        start = max(0, end - _LOGGED)
        part = [one for one in reversed(self._book.deeds[start:end]) if by.blind in {None, one.who}]
        return {"deeds": [deed_told(self._book, one) for one in part], "before": start or None}

    def agreement(self, _: Given) -> Answer:
        """Return how far each two people agree on each field."""
        self._book.refresh()
        pairs: dict[tuple[str, str], list[Answer]] = {}
        for one in self._book.agreements():
            figures = {"field": one.field, "both": one.both, "same": one.same, "kappa": one.kappa}
            pairs.setdefault((one.one, one.other), []).append(figures)
        return {"pairs": [{"one": one, "other": other, "fields": rows} for (one, other), rows in pairs.items()]}

    def places(self, given: Given) -> Answer:
        """Return places by a name, or a part of one."""
        names = ("place_id", "name", "kind", "province", "lat", "lon")
        found = self._search.find(text_of(given, "q", 100))
        return {"places": [{name: getattr(place, name) for name in names} for place in found]}

    def words(self, given: Given) -> Answer:
        """Return where words for a place lead, to choose from."""
        return {"choices": choices_of(text_of(given, "q", _WORDS), self._book.gazetteer)}

    def table(self) -> bytes:
        """Return corrections.csv."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "corrections.csv"
            write_corrections(path, self._archive.corrections())
            return path.read_bytes()


class SupersededError(BadInputError):
    """Somebody was quicker; `answer` shows how it stands.

    Attributes
    ----------
    answer : dict
        As `Service.case` gives it.
    """

    def __init__(self, words: str, answer: Answer) -> None:
        super().__init__(words)
        self.answer = answer


def _taken_back(made: Correction, incident: str, who: str, moment: str) -> Correction:
    anchor = {name: getattr(made, name) for name in ANCHOR}
    return Correction("", _UNDO, incident, value=made.correction_id, who=who, made_at=moment, **anchor)
