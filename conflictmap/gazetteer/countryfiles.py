"""The texts of country.toml and sources.toml for a country that is imported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from conflictmap.gazetteer.boundaryfiles import Origin
from conflictmap.gazetteer.entries import Place
from conflictmap.gazetteer.importfiles import key_of

__all__ = ["capital_of", "country_toml", "middle", "sources_toml"]


def quoted(text: str) -> str:
    """Return a text as a string of TOML."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the middle of points, degrees."""
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def capital_of(table: Mapping[str, str], places: Iterable[Place]) -> Place:
    """Return the largest place of the capital's name, else the largest place.

    Parameters
    ----------
    table : mapping
        Row of countries.csv.
    places : iterable of Place
        At least one.
    """
    known = list(places)
    namesakes = [p for p in known if key_of(table["capital"]) in {key_of(n) for n in p.names}]
    return max(namesakes or known, key=lambda p: p.population)


def country_toml(
    table: Mapping[str, str], provinces: Iterable[Place], places: Sequence[Place], box: Sequence[float]
) -> str:
    """Return country.toml.

    Parameters
    ----------
    table : mapping
        Row of countries.csv.
    provinces, places : sequence of Place
    box : sequence of float
        West, south, east, north; degrees.
    """
    lat, lon = middle([(p.lat, p.lon) for p in places])
    lists = {
        key: ", ".join(quoted(n) for n in dict.fromkeys(re.split(r"[|:]", table[key])) if n)
        for key in ("names", "demonyms")
    }
    lines = [
        *(f"{key} = {quoted(value)}" for key, value in [("place_id", table["iso2"].lower()), *table.items()][:4]),
        *(f"{key} = [{value}]" for key, value in lists.items()),
        f"bbox = {list(box)}",
        f"lat = {lat:.3f}",
        f"lon = {lon:.3f}",
        f"capital = {quoted(capital_of(table, places).place_id)}",
    ]
    seats = {key_of(place.name): place for place in sorted(places, key=lambda p: p.population)}
    for province in provinces:
        seat = seats.get(key_of(province.name))  # a province called after its town shares the town's spellings
        aliases = dict.fromkeys((*province.aliases, *(seat.aliases if seat is not None else ())))
        lines += ["", "[[provinces]]", f"place_id = {quoted(province.place_id)}", f"name = {quoted(province.name)}"]
        lines += [f"pcode = {quoted(province.province_pcode)}"] if province.province_pcode else []
        lines += [f"name_ar = {quoted(province.name_ar)}"] if province.name_ar else []
        lines.append(f"aliases = [{', '.join(map(quoted, aliases))}]")
    return "\n".join(lines) + "\n"


def sources_toml(sources: Mapping[str, Origin]) -> str:
    """Return sources.toml: where each file's content comes from, and its licence.

    Parameters
    ----------
    sources : mapping of str to Origin
        By file.
    """
    lines = ["# Where the files of this folder come from. Name source and licence with any map you publish.", ""]
    for file, origin in sources.items():
        lines += [
            f"[{quoted(file)}]",
            f"source = {quoted(origin.source or '')}",
            f"licence = {quoted(origin.licence or '')}",
            "",
        ]
    return "\n".join(lines[:-1]) + "\n"
