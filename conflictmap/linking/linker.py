"""Rows of many reports to events: compared in blocks, grouped, each group one row; shared totals counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conflictmap.linking.accounts import account_of
from conflictmap.linking.blocking import candidate_pairs
from conflictmap.linking.clustering import Decided, cluster
from conflictmap.linking.events import Event, event_row, make_event
from conflictmap.linking.linkingrules import LinkingRules, linking_rules
from conflictmap.linking.reasons import Comparison, Reason
from conflictmap.linking.reporttotals import share_totals
from conflictmap.linking.twins import twin_reports
from conflictmap.sums import Best

__all__ = ["Linking", "link"]


@dataclass(frozen=True, slots=True)
class Linking:
    """Events, and the rows they were made of.

    Attributes
    ----------
    events : tuple of Event
        In order of their first row; each row is in exactly one.
    rows : list of dict
        One row an event, in the same order.
    """

    events: tuple[Event, ...]
    rows: list[dict[str, Any]]

    @property
    def joined(self) -> int:
        """How many rows were found to tell an event that another row tells."""
        return sum(len(event.members) - 1 for event in self.events)


def link(
    rows: Sequence[Mapping[str, Any]],
    *,
    best: Best = "latest",
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
    alone: Iterable[str] = (),
    rules: LinkingRules | None = None,
) -> Linking:
    """Find which rows of different reports tell one event.

    Parameters
    ----------
    rows : sequence of mapping
        N rows as `record.record` makes them, of any number of reports. They are not changed: to undo a link, keep
        them, or name the pair in `apart`.
    best : str
        The figure for sums where reports differ: that of the ``"latest"`` report, or the ``"median"``.
    together, apart : iterable of (str, str)
        Ids of incidents that a person holds to be one event, or two; pairs of unknown ids are passed over.
    alone : iterable of str
        Ids of incidents that a person holds to be told by no other, but for those in `together`.
    rules : LinkingRules, optional
        Weights and limits instead of those that are shipped.

    Returns
    -------
    Linking
        At most N events. ``event_id``, ``reports`` and ``members`` of each row say what it was made of and why.

    Raises
    ------
    BadInputError
        For an unknown `best`.

    Examples
    --------
    >>> link([]).rows
    []
    """
    rules = rules or linking_rules()
    accounts = [account_of(at, row) for at, row in enumerate(rows)]
    twins = twin_reports(accounts, rules.limits)
    comparison = Comparison.over(accounts, twins, rules)

    def compared(pair: tuple[int, int]) -> tuple[float, tuple[Reason, ...]]:
        return comparison.score(accounts[pair[0]], accounts[pair[1]])

    scores = {pair: compared(pair)[0] for pair in candidate_pairs(accounts, twins, rules.limits)}
    known = {account.incident: account.at for account in accounts}
    decided = Decided(
        _positions(together, known),
        _positions(apart, known),
        frozenset(known[name] for name in alone if name in known),
    )
    reports = {account.at: account.report for account in accounts}
    groups = cluster(scores, reports, rules.limits.join, decided, explain=lambda pair: compared(pair)[1])
    events = [make_event(members, merges, accounts) for members, merges in groups]
    single = set(reports) - {at for event in events for at in event.members}
    events += [make_event((at,), (), accounts) for at in single]
    events.sort(key=lambda event: event.members)
    made = [event_row(event, rows, accounts, best, rules.limits.unsure) for event in events]
    return Linking(tuple(events), share_totals(made, rows, events))


def _positions(pairs: Iterable[tuple[str, str]], known: Mapping[str, int]) -> frozenset[tuple[int, int]]:
    found = ((known.get(one), known.get(other)) for one, other in pairs)
    return frozenset(
        (min(one, other), max(one, other)) for one, other in found if one is not None and other is not None
    )
