"""What the list of the desk knows of each incident, and the orders in which it shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

__all__ = ["BRIEF", "ORDERS", "SHOWS", "Item", "Order", "Show", "State", "cells_of", "item_of", "ordered"]

State = Literal["open", "confirmed", "changed", "added", "rejected", "merged"]
_OPEN: State = "open"
_CONFIRMED: State = "confirmed"

Show = Literal["open", "all", "marked", "signed", "second", "differ"]
"""Which incidents are gone through: nobody has checked them; all; somebody marked them as doubtful; somebody changed,
added or rejected them; somebody else has checked them and oneself has not; two people say different things."""

SHOWS: tuple[Show, ...] = get_args(Show)

Order = Literal["worst", "report"]
"""The doubtful and deadly first; the same, but a report's incidents together."""

ORDERS: tuple[Order, ...] = get_args(Order)

_SIGNED: tuple[str, ...] = get_args(Literal["changed", "added", "rejected", "merged"])

_COPIED = (
    "report_id", "kind", "place", "place_id", "province", "date_start", "date_end", "killed_low", "killed_high",
    "wounded_low", "wounded_high", "abducted_low", "abducted_high", "killed_best", "wounded_best",
    "abducted_best", "lat", "lon",
)  # fmt: skip


BRIEF: tuple[str, ...] = ("incident_id", "doubts", *_COPIED)
"""Columns of a row of which an item and its urgency are made."""


@dataclass
class Item:
    """One incident in the list.

    Attributes
    ----------
    id : str
    cells, read : dict of str to object
        Columns of its row as it stands corrected, and as it was read.
    doubts : tuple of str
    urgency : float
        See `urgency.urgency`.
    marked : bool
        Whether somebody marked it as doubtful and nobody has checked it since.
    state : str
    checkers : dict of str to None
        Who checked it, in order.
    differs : bool
        Whether two of them say different things.
    """

    id: str
    cells: dict[str, Any]
    read: dict[str, Any]
    doubts: tuple[str, ...]
    urgency: float
    marked: bool = False
    state: State = _OPEN
    checkers: dict[str, None] = field(default_factory=dict)
    differs: bool = False

    @property
    def report_id(self) -> str:
        """Id of its report."""
        return str(self.cells["report_id"])

    @property
    def name(self) -> str:
        """What the log calls it: the words that are known of it, and its id."""
        return " · ".join(str(self.cells[name]) for name in ("place", "date_start") if self.cells[name]) or self.id

    @property
    def checked(self) -> bool:
        """Whether somebody has decided about it."""
        return self.state != _OPEN

    def wanted(self, show: Show, who: str) -> bool:
        """Whether a view shows it.

        Parameters
        ----------
        show : str
            Of `SHOWS`.
        who : str
            Who looks.
        """
        return _WANTED[show](self, who)

    def told(self, blind: str | None = None) -> dict[str, Any]:
        """Return what the page shows of it in a list, ready for JSON.

        Parameters
        ----------
        blind : str, optional
            Who is to see nothing of what others say: only whether they have checked it themselves.

        Returns
        -------
        dict
        """
        told = {"id": self.id, "doubts": list(self.doubts), "urgency": round(self.urgency, 3)}
        if blind is None:
            return told | self.cells | {"state": self.state, "marked": self.marked, "by": list(self.checkers)}
        own = blind in self.checkers
        return told | self.read | {"state": _CONFIRMED if own else _OPEN, "marked": False, "by": [blind] if own else []}


_WANTED: Mapping[Show, Callable[[Item, str], bool]] = {
    "open": lambda item, _: not item.checked,
    "all": lambda *_: True,
    "marked": lambda item, _: item.marked,
    "signed": lambda item, _: item.state in _SIGNED,
    "second": lambda item, who: bool(item.checkers) and who not in item.checkers,
    "differ": lambda item, _: item.differs,
}


def item_of(row: Mapping[str, Any], urgency: float) -> Item:
    """Return the item of a row.

    Parameters
    ----------
    row : mapping
        As `record.record` makes it.
    urgency : float
    """
    return Item(row["incident_id"], cells_of(row), cells_of(row), tuple(row["doubts"] or ()), urgency)


def cells_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that the list shows.

    Parameters
    ----------
    row : mapping
    """
    return {name: row[name] for name in _COPIED}


def ordered(items: Iterable[Item], order: Order) -> list[str]:
    """Return the ids of items in an order.

    Parameters
    ----------
    items : iterable of Item
        As they stand in their reports.
    order : str
        Of `ORDERS`.
    """
    numbered = list(enumerate(items))
    if order == ORDERS[0]:
        numbered.sort(key=lambda pair: (-pair[1].urgency, pair[0]))
        return [item.id for _, item in numbered]
    worst: dict[str, float] = {}
    for _, item in numbered:
        worst[item.report_id] = max(worst.get(item.report_id, 0.0), item.urgency)
    numbered.sort(key=lambda pair: (-worst[pair[1].report_id], pair[1].report_id, pair[0]))
    return [item.id for _, item in numbered]
