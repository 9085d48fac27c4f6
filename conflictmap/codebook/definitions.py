"""What the codebook holds: frozen records, and the few codes that code itself must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

__all__ = [
    "FLAGS",
    "SHAPES",
    "STAGES",
    "Codebook",
    "Codes",
    "Crossing",
    "DoubtLabel",
    "Family",
    "IncidentKind",
    "Labels",
]

FLAGS: Mapping[str, str] = {
    "suicide": "the attacker dies in it",
    "planted": "a bomb that was laid somewhere and may be meant for a thing",
    "weapon": "its words name a weapon, which somebody must use before anything has happened",
    "plural_is_one": "its words in the plural, without a number, are one attack: clashes, air strikes",
}
"""What the reader may ask of a kind, and what a yes says: `IncidentKind.flags` holds some of these."""

SHAPES = ("circle", "triangle", "square", "diamond", "hexagon")
"""What the page can draw."""

Stage = Literal["extraction", "geocoding", "linking", "modelreader"]

STAGES: tuple[str, ...] = get_args(Stage)
"""Who raises doubts."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What a kind is called in other data sets.

    Attributes
    ----------
    event_type, sub_event_type : str
        ACLED.
    gtd_attack, gtd_weapon : int
        Global Terrorism Database, attack type and weapon type.
    plover_event : str
        PLOVER.
    plover_mode : str or None
        PLOVER, where it has one that fits.
    """

    event_type: str
    sub_event_type: str
    gtd_attack: int
    gtd_weapon: int
    plover_event: str
    plover_mode: str | None


@dataclass(frozen=True, slots=True)
class IncidentKind:
    """What may happen.

    Attributes
    ----------
    id : str
    family : str
        Of the map: one colour and one shape.
    means : str
        Two incidents of one means may be the same, of two hardly; empty where the kind does not tell the means.
    codes : Codes
    flags : frozenset of str
        Of `FLAGS`.
    """

    id: str
    family: str
    means: str
    codes: Codes
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Crossing:
    """A row of the crosswalk: codes that depend on who was hit and by whom.

    Attributes
    ----------
    id : str
    kinds : frozenset of str
        It fits these.
    hit, by : frozenset of str or None
        Sides and groups, any of which fits; ``None`` where it does not matter.
    hurt : bool or None
        Whether somebody was killed or wounded; ``None`` where it does not matter.
    codes : mapping of str to (mapping of str to object)
        Data set -> attributes of `Codes`, as far as they differ from those of the kind.
    """

    id: str
    kinds: frozenset[str]
    hit: frozenset[str] | None
    by: frozenset[str] | None
    hurt: bool | None
    codes: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds that share a colour and a shape on the map."""

    id: str
    shape: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes, each mapping in the order of the file.

    Attributes
    ----------
    kinds : mapping of str to IncidentKind
    families : mapping of str to Family
    doubts : mapping of str to str
        Id -> the stage that raises it.
    plain : mapping of str to tuple of str
        ``"side"``, ``"group"``, ``"actor"``, ``"reason"``, ``"role"``, ``"where_prec"``, ``"date_prec"`` -> ids.
    sides : mapping of str to str
        Group or actor -> its side; those of which nothing is known are missing.
    crosswalk : tuple of Crossing
        Of each data set the first that fits counts.
    """

    kinds: Mapping[str, IncidentKind]
    families: Mapping[str, Family]
    doubts: Mapping[str, str]
    plain: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, str]
    crosswalk: tuple[Crossing, ...]

    def ids(self, section: str) -> tuple[str, ...]:
        """Return the ids of a section, such as ``"kind"`` or ``"group"``, in order."""
        rows: Mapping[str, Mapping[str, Any]] = {"kind": self.kinds, "family": self.families, "doubt": self.doubts}
        return tuple(rows[section]) if section in rows else self.plain[section]


@dataclass(frozen=True, slots=True)
class DoubtLabel:
    """A doubt in words: what the map says, and what a person should check."""

    label: str
    check: str


@dataclass(frozen=True, slots=True)
class Labels:
    """What people read, in one language: id -> words.

    Attributes
    ----------
    kinds, families, actors, reasons, roles, where_prec, date_prec : mapping of str to str
    groups : mapping of str to (str, str)
        For one person and for many.
    doubts : mapping of str to DoubtLabel
    """

    kinds: Mapping[str, str]
    families: Mapping[str, str]
    groups: Mapping[str, tuple[str, str]]
    actors: Mapping[str, str]
    doubts: Mapping[str, DoubtLabel]
    reasons: Mapping[str, str]
    roles: Mapping[str, str]
    where_prec: Mapping[str, str]
    date_prec: Mapping[str, str]
