"""People counted together, and lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conflictmap import codebook

__all__ = ["ARMED", "FORCES", "MOST", "Form", "Group", "GroupList", "total"]

Form = Literal["counted", "article", "possessive", "definite", "bare", "number", "pronoun", "name"]
"""What leads a noun of people, or stands for one."""

FORCES = frozenset({"police", *codebook.FORCES})
"""Groups of those who bear arms for a state, a region or beside them."""

ARMED = FORCES | {"militant"}
"""Groups of those who bear arms."""

MOST = 14
"""Groups of people that one list holds at most."""


@dataclass(frozen=True, slots=True)
class Group:
    """People counted together: tokens `start` to `end` and what is known of them.

    Attributes
    ----------
    low, high : int or None
        Persons; an open end is ``None``.
    group : str
        One of `codebook.groups`.
    head : str
        The noun, in lower case; empty if the number stands alone.
    form : Form
    more : bool
        Counted besides others ("five others", "two more").
    part : bool
        A share of people already counted ("three of the dead").
    vague : bool
        Nobody counted them.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    group: str = "unknown"
    head: str = ""
    form: Form = "counted"
    more: bool = False
    part: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class GroupList:
    """Coordinated groups, and the parts that only describe them."""

    groups: tuple[Group, ...]
    parts: tuple[Group, ...] = ()

    @property
    def start(self) -> int:
        """First token."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Token after the last, parts included."""
        return max(group.end for group in (*self.groups, *self.parts))


def total(groups: tuple[Group, ...]) -> tuple[int | None, int | None]:
    """Add groups up: (11, 11) and (None, 30) make (11, 41); one open high end leaves the sum open.

    Parameters
    ----------
    groups : tuple of Group

    Returns
    -------
    tuple of (int or None, int or None)
        Persons, the low end and the high one.
    """
    lows = [group.low for group in groups if group.low is not None]
    highs = [group.high for group in groups]
    return (sum(lows) if lows else None, None if None in highs else sum(high for high in highs if high is not None))
