"""What of a Nominatim server's answer can be used: a point, a box, a name. Nothing in it is trusted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderUnavailable

from conflictmap.geometry import distance_km
from conflictmap.model import ConflictmapError
from conflictmap.model.oneline import one_line
from conflictmap.webclient import Unanswered, ask, parsed

__all__ = ["BoundedAdapter", "Spot", "spot_of"]

_MOST_BYTES = 1_000_000
_LEAST_RADIUS_KM = 3.0
_NAME_CHARS, _KIND_CHARS = 80, 30
_NUMBER_CHARS = 40
_SECONDS = 10.0


class BoundedAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """How geopy asks: bounded in time and size, and without following redirects; see `webclient.ask`.

    Parameters
    ----------
    **options
        Of geopy, for proxies and certificates; those of the environment and of Python are taken.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"proxies": None, "ssl_context": None} | options)

    def get_text(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> str:
        """Return what a server answers.

        Parameters
        ----------
        url : str
        timeout : float or None
            Seconds for all of it.
        headers : mapping of str to str

        Raises
        ------
        geopy.exc.GeocoderUnavailable
            If there is no whole answer within the bounds.
        geopy.adapters.AdapterHTTPError
            If it is none: an error, or a redirect.
        """
        try:
            reply = ask(url, seconds=timeout or _SECONDS, most=_MOST_BYTES, headers=headers)
        except Unanswered as error:
            raise GeocoderUnavailable(str(error)) from error
        text = reply.body.decode("utf-8", "replace")
        if not reply.good:
            message = f"the server answers {reply.status}"
            raise AdapterHTTPError(message, status_code=reply.status, headers=reply.headers, text=text[:200])
        return text

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the best place of an answer, and nothing of it but what can be used.

        Parameters
        ----------
        url : str
        timeout : float or None
        headers : mapping of str to str

        Raises
        ------
        geopy.exc.GeocoderParseError
            If it is no list of places, or the first of them makes no sense: geopy asks neither.
        """
        try:
            found = parsed(self.get_text(url, timeout=timeout, headers=headers))
        except ConflictmapError as error:
            raise GeocoderParseError(str(error)) from error
        if not isinstance(found, list):
            raise GeocoderParseError("no list of places")
        spots = [spot_of(place) for place in found[:1]]
        if None in spots:
            raise GeocoderParseError("a place that lies nowhere")
        return [spot.raw for spot in spots if spot is not None]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a server knows.

    Attributes
    ----------
    lat, lon : float
        Degrees.
    box : tuple of float or None
        South, north, west, east.
    name : str
        Empty if it has none.
    kind : str
        What the server calls its sort: ``"suburb"``.
    """

    lat: float
    lon: float
    box: tuple[float, float, float, float] | None
    name: str
    kind: str

    @property
    def radius_km(self) -> float:
        """Half the diagonal of the box, and never less than 3 km."""
        if self.box is None:
            return _LEAST_RADIUS_KM
        south, north, west, east = self.box
        return max(_LEAST_RADIUS_KM, distance_km(south, west, north, east) / 2)

    @property
    def raw(self) -> dict[str, Any]:
        """The same as a server would send it, so that it can be kept and read again."""
        told: dict[str, Any] = {"lat": self.lat, "lon": self.lon, "display_name": self.name, "type": self.kind}
        return told if self.box is None else told | {"boundingbox": list(self.box)}


def spot_of(raw: Any) -> Spot | None:
    """Return the place in an answer; ``None`` if it makes no sense.

    Parameters
    ----------
    raw : object
        What the server sent, or what was kept of it.

    Returns
    -------
    Spot or None
    """
    if not isinstance(raw, dict):
        return None
    lat, lon = _number(raw.get("lat"), 90.0), _number(raw.get("lon"), 180.0)
    if lat is None or lon is None:
        return None
    name = _text(raw.get("name")) or _text(raw.get("display_name"))
    kind = _text(raw.get("type"))[:_KIND_CHARS].strip() or "place"
    return Spot(lat, lon, _box(raw.get("boundingbox")), name.split(",")[0][:_NAME_CHARS].strip(), kind)


def _number(value: Any, most: float) -> float | None:
    """Return a number of degrees, ``None`` for what is none: too long, too large, not finite."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, str) and (len(value) > _NUMBER_CHARS or "_" in value):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and abs(number) <= most else None


def _text(value: Any) -> str:
    """Return text that any file and any terminal can hold; nothing for what is no text."""
    return one_line(value[:400]) if isinstance(value, str) else ""


def _box(sides: Any) -> tuple[float, float, float, float] | None:
    """Return a box; what is none is passed over."""
    if not isinstance(sides, list) or len(sides) != 4:
        return None
    south, north = (_number(side, 90.0) for side in sides[:2])
    west, east = (_number(side, 180.0) for side in sides[2:])
    if south is None or north is None or west is None or east is None or south > north or west > east:
        return None
    return south, north, west, east
