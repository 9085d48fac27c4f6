"""One incident as the page shows it: its report whole, what was read, what people did, what may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from conflictmap.corrections import Action, Correction, spot_of
from conflictmap.desk.casebook import Casebook
from conflictmap.desk.items import Item, State
from conflictmap.desk.nearness import nearest

__all__ = ["deed_told", "folio"]

Part = Literal["text", "title"]
_UNSHOWN = frozenset({"members", "rules", "beyond"})
_MOVE: Action = "move"
_NEAR = 5
_TEXT = 400_000  # characters of a report that are shown
_GONE: frozenset[State] = frozenset({"rejected", "merged"})


def folio(book: Casebook, item: Item, blind: str | None) -> dict[str, Any]:
    """Return all that the page shows of an incident, ready for JSON.

    Parameters
    ----------
    book : Casebook
    item : Item
    blind : str or None
        Who is to see only what they did themselves.

    Returns
    -------
    dict
        ``id``, ``seen`` (the serial of what it holds), ``row``, ``read`` (as it was read), ``changed`` (columns that
        people set), ``state``, ``report``, ``told`` (where its sentence stands), ``kin``, ``above`` (the one that it is
        merged with by one key), ``deeds``.
    """
    ruling = book.ruling(item.report_id, blind)
    row = ruling.rows.get(item.id) or book.ruling(item.report_id).rows[item.id]  # added by somebody else
    report, kin = _report(book, item), _kin(book, item, blind)
    return {
        "id": item.id,
        "seen": book.serial,
        "row": {**_shown(row), "alternatives": _others(book, row)},
        "read": _shown(ruling.read.get(item.id, row)),
        "changed": list(row.get("changed") or ()),
        "state": ruling.state(item.id) if item.id in ruling.rows else get_args(State)[0],
        "report": report,
        "told": _told(report, row),
        "kin": kin,
        "above": _above(item, kin),
        "deeds": _deeds(book, item, blind),
    }


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _UNSHOWN}


def _others(book: Casebook, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the runners-up with their kinds: two of one name are told apart by it."""
    places = ((other, book.gazetteer.get(str(other.get("place_id")))) for other in row.get("alternatives") or ())
    return [{**other, "kind": place.kind if place else None} for other, place in places]


def _report(book: Casebook, item: Item) -> dict[str, Any]:
    found = book.archive.report(item.report_id, item.id)
    if found is None:
        return {"id": item.report_id, "source": None, "url": None, "published": None, "title": None, "text": None}
    told = {name: found[name] for name in ("source", "url", "published", "title")}
    return {"id": found["report_id"], **told, "text": (found["text"] or "")[:_TEXT]}


def _told(report: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where the sentence of an incident stands in its report, nearest to where its evidence does."""
    sentence = str(row.get("sentence") or "")
    for field in get_args(Part) if sentence else ():
        start = (report[field] or "").find(sentence)
        if start >= 0:
            return {"field": field, "start": start, "end": start + len(sentence)}
    return None


def _kin(book: Casebook, item: Item, blind: str | None) -> list[dict[str, Any]]:
    """Return the incidents of its report in their order, those of its event, those near to it; each once."""
    groups: list[tuple[str, Iterable[str]]] = [
        ("report", book.in_report[item.report_id]),
        ("event", book.archive.together(item.id)),
        ("near", (other.id for other in nearest(item, book.items.values(), _NEAR))),
    ]
    found: dict[str, dict[str, Any]] = {}
    for relation, names in groups:
        for name in names:
            if name in book.items and name not in found:
                found[name] = {**book.items[name].told(blind), "relation": relation}
    return list(found.values()) if len(found) > 1 else []


def _above(item: Item, kin: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the incident above it in its report that stands; else the likeliest of other reports."""
    before: str | None = None
    passed = False
    for one in kin:
        if one["id"] == item.id:
            if before is not None:
                return before
            passed = True
        elif one["state"] not in _GONE and (not passed or one["relation"] != "report"):
            if passed:
                return str(one["id"])
            before = str(one["id"])
    return before


def _deeds(book: Casebook, item: Item, blind: str | None) -> list[dict[str, Any]]:
    own = [made for made in book.deeds if book.incident_of(made) == item.id]
    return [deed_told(book, made) for made in own if blind is None or made.who == blind]


def deed_told(book: Casebook, made: Correction) -> dict[str, Any]:
    """Return a correction as the log shows it.

    Parameters
    ----------
    book : Casebook
    made : Correction

    Returns
    -------
    dict
        ``id``, ``who``, ``at``, ``action``, ``column``, ``value``, ``means`` (the place or the incident whose id the
        value is, by its name), ``why``, ``standing``; ``incident`` and ``name`` where it is said of one that is there.
    """
    item = book.items.get(book.incident_of(made))
    return {
        "id": made.correction_id,
        "who": made.who,
        "at": made.made_at,
        "action": made.action,
        "column": made.column,
        "value": made.value,
        "means": _meant(book, made),
        "why": made.why,
        "standing": made.correction_id not in book.taken_back,
        "incident": item.id if item else None,
        "name": item.name if item else None,
    }


def _meant(book: Casebook, made: Correction) -> str | None:
    item, place = book.items.get(made.value), book.gazetteer.get(made.value)
    return item.name if item else place.name if place else _spot_name(made)


def _spot_name(made: Correction) -> str | None:
    try:
        spot = spot_of(made.value) if made.action == _MOVE else None
    except ValueError:
        return None
    return spot["place"] if spot else None
