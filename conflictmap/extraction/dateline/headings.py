"""What reading the head of a report yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Dateline", "Head", "Words"]


class Words(NamedTuple):
    """Words of the text and their offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the text proper.

    Attributes
    ----------
    start : int
        Where it begins; after a headline or byline that is repeated in the text, not at 0.
    body : int
        Where the text proper begins.
    places : tuple of Words
        The places, without their container; more than one for "DUBAI/PARIS".
    qualifier : Words or None
        The container: "Iraq", "Kurdistan Region", "Babil".
    date : Words or None
    agency : str or None
    form : str
        ``"caps"``, ``"mixed"``, ``"bare"`` (capitals with no mark after them: the least sure), ``"agency"`` (no place),
        ``"date"`` (no place), ``"mark"`` (only the mark is left).
    """

    start: int
    body: int
    places: tuple[Words, ...] = ()
    qualifier: Words | None = None
    date: Words | None = None
    agency: str | None = None
    form: str = "caps"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an item in a round-up.

    Attributes
    ----------
    line : int
        Where the item's line begins, its bullet included.
    body : int
        Where its text begins.
    until : int
        Where the next head begins, or the end of the text.
    places : tuple of Words
    qualifier, date : Words or None
    agency : str or None
    form : str
        As in `Dateline`, and ``"line"``: a heading alone on its line, which heads all paragraphs to `until`;
        ``"mark"`` is also the hour alone.
    bullet : bool
    under : tuple of Words
        The place of the heading above that the item stands under ("Baghdad" over "Karkh: ..."), if there is one.
    hour : bool
        Whether it begins with the hour, as the entries of a log do.
    """

    line: int
    body: int
    until: int
    places: tuple[Words, ...]
    qualifier: Words | None
    date: Words | None
    agency: str | None
    form: str
    bullet: bool
    under: tuple[Words, ...] = ()
    hour: bool = False
