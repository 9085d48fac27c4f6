"""A place that a location string speaks of, and the way in which it is meant."""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.geocoding.names.nameindex import Match
from conflictmap.language import KindWord

__all__ = ["Mention"]


@dataclass(slots=True, eq=False)
class Mention:
    """A place that the string speaks of.

    Attributes
    ----------
    text : str
        Its name as it stands.
    matches : tuple of Match
        The rows it may be; empty for a name not in the gazetteer.
    relation : str
        ``"at"``, ``"sector"``, ``"outside"``, ``"near"``, ``"between"``, ``"toward"``.
    point : str
        Compass point of a sector or of an outside direction, ``"C"`` for the core.
    km : float or None
        Distance, km.
    kind : KindWord or None
        The kind word that stands with it.
    other : Mention or None
        The second place of ``"between"``.
    listed : bool
        Joined to the mention before it by "and" or a slash: two places for one thing.
    gap : str
        What stands before the name, as `conflictmap.geocoding.parsing.scanner.Item` has it.
    dashed : bool
        Set off from the mention before it by a spaced dash: one end of a road, if a road's name follows.
    anaphor : str
        For words that point back: ``"capital"``, ``"seat"``, ``"any"`` or the kind asked for.
    organised : bool
        The name is part of an organisation's.
    titled : bool
        A kind of thing that is called after the name or lies in it ("Karbala mosque", "Mosul hospital").
    border : bool
        Only its border is spoken of.
    partial : str
        ``"head"`` or ``"tail"`` of what is perhaps a longer, unknown name; else empty.
    key : str
        Exact key of the name.
    abroad : str
        Code of the country whose people's name says that it lies there ("the Afghan capital").
    owner : bool
        What follows belongs to it ("Xtown's Yquarter").
    led : bool
        Whether the name stands where a place is named: at the head of a part, or after "in", "near", "district of" ...
    seat : bool
        The place from which the area of that name is ruled ("the capital of X province").
    of_kind : bool
        The kind word stands before the name ("the quarter of X"), and so may speak of a part of it.
    """

    text: str
    matches: tuple[Match, ...] = ()
    relation: str = "at"
    point: str = ""
    km: float | None = None
    kind: KindWord | None = None
    other: Mention | None = None
    listed: bool = False
    gap: str = ""
    dashed: bool = False
    anaphor: str = ""
    organised: bool = False
    titled: bool = False
    border: bool = False
    partial: str = ""
    key: str = ""
    abroad: str = ""
    owner: bool = False
    led: bool = False
    of_kind: bool = False
    seat: bool = False

    @property
    def names_unknown(self) -> bool:
        """Whether this is the name of a place that the gazetteer lacks, as far as one can tell."""
        known = self.matches or self.border or len(self.key) < 3
        return not known and (self.led or self.kind is not None)
