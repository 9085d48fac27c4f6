"""Who did it and who was hit, as ACLED and UCDP GED tell it: actors with their classes, sides with their dead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from conflictmap import codebook

__all__ = ["Sides", "acled_actors", "ged_sides", "sides_of", "written"]

_NOBODY = "unknown"
_CIVILIAN = "civilian"
_ARMED = "armed"
_CROWD = "crowd"
_ONE_SIDED, _NON_STATE, _STATE = 3, 2, 1
"""GED's types of violence."""


@cache
def written() -> Mapping[str, Any]:
    """Return the tables of ``rules/tables/written.toml``."""
    return codebook.shipped_rules("tables", "written.toml")[0]


class Sides(NamedTuple):
    """Who did it and who was hit: a group, and words for them where the text has some."""

    doer: str
    doer_text: str | None
    hit: str
    hit_text: str | None

    @property
    def hit_side(self) -> str | None:
        """The codebook's side of those who were hit."""
        return _side(self.hit)


def _side(group: str) -> str | None:
    return codebook.load_codebook().sides.get(group)


def sides_of(row: Mapping[str, Any]) -> Sides:
    """Return the sides of an incident, as `codebook.hit_by` sees them.

    Parameters
    ----------
    row : mapping of str to object
        Column -> cell.
    """
    doer, aim = row["perpetrator"] or {}, row["target"] or {}
    does, aimed = doer.get("group", _NOBODY), aim.get("group", _NOBODY)
    hit = _hit(_hurt(row["victims"] or (), does), aimed)
    text = aim.get("text") if _side(hit) == _side(aimed) else None
    return Sides(does, doer.get("text"), hit, text)


def _hurt(victims: Any, doer: str) -> list[str]:
    """Return the groups that were hurt, the attackers' own only if there are no others."""
    groups = [victim["group"] for victim in victims if victim["outcome"] != "abducted"]
    told = [group for group in groups if group != _NOBODY]
    return [group for group in told if group != doer] or told


def _hit(hurt: list[str], aimed: str) -> str:
    if not hurt or _side(aimed) in {_ARMED, _CROWD}:
        return aimed
    return next((group for group in hurt if _side(group) == _ARMED), hurt[0])


def acled_actors(sides: Sides, country: str) -> dict[str, Any]:
    """Return ACLED's two actors, their classes and the pair of these.

    Parameters
    ----------
    sides : Sides
    country : str
        Its name.
    """
    first = _group(sides.doer)
    second = _group(sides.hit) if sides.hit != _NOBODY or sides.hit_text else _group(_CIVILIAN)
    pair = sorted((first, second), key=lambda group: group["order"])
    return {
        "actor1": _named(sides.doer_text, first, country),
        "inter1": first["label"],
        "actor2": _named(sides.hit_text, second, country),
        "inter2": second["label"],
        "interaction": "-".join(group["label"] for group in pair),
    }


def _group(name: str) -> Mapping[str, Any]:
    """Return what ACLED has for a group; people who bear no arms are civilians, and so are things."""
    groups: Mapping[str, Mapping[str, Any]] = written()["groups"]
    return groups.get(name, groups[_CIVILIAN])


def _named(text: str | None, group: Mapping[str, Any], country: str) -> str:
    return _proper(text) or str(group["name"]).format(country=country)


def _proper(text: str | None) -> str | None:
    """Return words that name somebody, ``None`` for a noun such as "gunmen"."""
    words = [word for word in (text or "").replace("(", " ").split() if len(word) > 3 or word.isupper()]
    named = bool(words) and all(word[0].isupper() for word in words)
    return text if named and (len(words) > 1 or words[0].isupper()) else None


def ged_sides(sides: Sides, country: str, row: Mapping[str, Any], gw: int | None) -> dict[str, Any]:
    """Return GED's type of violence, its two sides, and the dead of each.

    Parameters
    ----------
    sides : Sides
    country : str
        Its name.
    row : mapping of str to object
        Column -> cell.
    gw : int or None
        Number of the country.
    """
    names = written()["sides"]
    government = names["government"].format(country=country)
    doer, hit = (_proper(text) or names[_NOBODY] for text in (sides.doer_text, sides.hit_text))
    if sides.hit_side != _ARMED:
        kind, a, b = _ONE_SIDED, government if _of_state(sides.doer) else doer, names["civilians"]
    elif _of_state(sides.doer) or _of_state(sides.hit):
        kind, a, b = _STATE, government, hit if _of_state(sides.doer) else doer
    else:
        kind, a, b = _NON_STATE, doer, hit
    own = gw if a == government else None
    return {"type_of_violence": kind, "side_a": a, "side_b": b, "dyad": f"{a} - {b}", "gwnoa": own} | _deaths(
        row, kind, sides
    )


def _of_state(group: str) -> bool:
    """Whether a group fights for a government."""
    return _side(group) == _ARMED and bool(written()["groups"].get(group, {}).get("state"))


def _deaths(row: Mapping[str, Any], kind: int, sides: Sides) -> dict[str, int]:
    """Return the dead by side; those of whom the text tells no side are unknown, and all are `killed` together."""
    found = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0}
    left = row["killed"] or 0
    for victim in row["victims"] or ():
        if victim["outcome"] == "killed" and victim["group"] != _NOBODY:
            low, high = victim["low"], victim["high"]
            count = min(left, low if low is not None else high or 0)
            found[_dead_of(victim["group"], kind, sides)] += count
            left -= count
    return found | {"deaths_unknown": left}


def _dead_of(group: str, kind: int, sides: Sides) -> str:
    if _side(group) != _ARMED:
        return "deaths_civilians"
    first = _of_state(group) if kind == _STATE else group == sides.doer or kind == _ONE_SIDED
    return "deaths_a" if first else "deaths_b"
