"""What a table states of an incident; floor 0, as all of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

__all__ = ["CHECKED", "Checked", "Given"]

Checked = Literal["confirmed", "added", "changed"]
"""What a person did with an incident. Of an event it is the last of these that holds of any report."""

CHECKED: tuple[Checked, ...] = get_args(Checked)


@dataclass(frozen=True, slots=True)
class Given:
    """What a table states and is worked out for the incidents of a report.

    Attributes
    ----------
    incident_id : str
    total_id : str or None
        Id of the total that the incident is a part of.
    event_type, sub_event_type : str or None
        ACLED, where coders gave them.
    killed_best, wounded_best, abducted_best : int or None
        Figures for sums that are not the low end.
    event_id : str or None
    reports : int or None
    members : tuple of mapping
        What was linked, see `linking`.
    checked : str or None
        What a person did with the row, see the column of `record`.
    checked_by, changed : tuple of str
        Who, and the columns they set.
    coded : bool
        Whether coders hold the row to be an event of its own, with an id that stays when the table grows.
    names_report : bool
        Whether the row says by an id of which report it is, so that rows with the same id are one report's.
    """

    incident_id: str
    total_id: str | None = None
    event_type: str | None = None
    sub_event_type: str | None = None
    killed_best: int | None = None
    wounded_best: int | None = None
    abducted_best: int | None = None
    event_id: str | None = None
    reports: int | None = None
    members: tuple[Mapping[str, Any], ...] = ()
    checked: Checked | None = None
    checked_by: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    coded: bool = False
    names_report: bool = False
