"""A way out for what the gazetteer does not know: an online geocoder, asked seldom and remembered on disk.

Off unless asked for. Uses geopy's Nominatim with its RateLimiter. Every answer, "nothing found" too, is kept in a
small SQLite file, so that no question is put twice.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from conflictmap.gazetteer import Gazetteer, data_folder, load_gazetteer
from conflictmap.geometry import distance_km
from conflictmap.model import BadInputError, Geocode

__all__ = ["Online", "online"]

_LOG = logging.getLogger(__name__)
_USER_AGENT = "conflictmap (offline gazetteer with an online fallback)"
_LEAST_RADIUS_KM = 3.0
_SCORE = 0.5
_VAGUE_KM = 25.0
_SCHEMA = "CREATE TABLE IF NOT EXISTS answers (domain TEXT, query TEXT, answer TEXT, PRIMARY KEY (domain, query))"


class Online:
    """Asks a Nominatim server where a location string lies.

    Parameters
    ----------
    gazetteer : Gazetteer
        Answers outside of its country are not taken.
    domain, scheme : str
        Of the server.
    cache : pathlib.Path
        SQLite file; made if there is none.
    user_agent : str
        Sent with each question, as the servers' rules demand.
    min_delay_seconds : float
        Between two questions.
    timeout : float
        Seconds until a question is given up.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        domain: str,
        scheme: str,
        cache: Path,
        user_agent: str,
        min_delay_seconds: float,
        timeout: float,
    ) -> None:
        self.gazetteer = gazetteer
        self.domain = domain
        self.cache = cache
        service = Nominatim(domain=domain, scheme=scheme, user_agent=user_agent, timeout=timeout)
        self._ask = RateLimiter(
            service.geocode,
            min_delay_seconds=min_delay_seconds,
            error_wait_seconds=5 * min_delay_seconds,
            swallow_exceptions=False,
        )

    def geocode(self, text: str) -> Geocode | None:
        """Return where a location string lies, ``None`` if the server does not know it or cannot be reached.

        Parameters
        ----------
        text : str
            A name with its containers, without words of direction.

        Returns
        -------
        Geocode or None
            With ``match="online"`` and a score of 0.5: never as good as a row of the gazetteer.
        """
        query = " ".join(text.split())
        if not query:
            return None
        raw = self._remembered(query)
        return self._read(raw) if raw else None

    __call__ = geocode

    def _remembered(self, query: str) -> dict[str, Any] | None:
        """Return the server's answer, from memory if the question was put before. Failures are not remembered."""
        self.cache.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.cache)) as connection, connection:
            connection.execute(_SCHEMA)
            known = connection.execute(
                "SELECT answer FROM answers WHERE domain = ? AND query = ?", (self.domain, query.casefold())
            ).fetchone()
        if known is not None:
            answer: dict[str, Any] | None = json.loads(known[0])
            return answer
        try:
            location = self._ask(query, country_codes=self.gazetteer.country.iso2.lower(), addressdetails=False)
        except (GeopyError, ValueError) as error:
            _LOG.warning("online geocoder: no answer for %r: %s", query, error)
            return None
        answer = dict(location.raw) if location is not None else None
        with closing(sqlite3.connect(self.cache)) as connection, connection:
            connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (self.domain, query.casefold(), json.dumps(answer))
            )
        return answer

    def _read(self, raw: dict[str, Any]) -> Geocode | None:
        """Return the geocode of an answer, ``None`` if it makes no sense or lies abroad. Nothing in it is trusted."""
        spot = _spot(raw)
        if spot is None:
            return None
        lat, lon, radius = spot
        vague = radius > _VAGUE_KM
        province = self.gazetteer.province_at(lat, lon)
        district = None if vague else self.gazetteer.district_at(lat, lon)
        if self.gazetteer.provinces and province is None:
            return None
        return Geocode(
            lat=lat,
            lon=lon,
            radius_km=round(radius, 1),
            where_prec=3 if vague else 2,
            geo_precision=3 if vague else 2,
            place_id=None,
            name=_name(raw),
            kind=str(raw.get("type") or "place")[:30],
            province=province.name if province else None,
            district=district.name if district else None,
            province_pcode=province.pcode if province else None,
            district_pcode=district.pcode if district else None,
            country=self.gazetteer.country.iso2,
            match="online",
            score=_SCORE,
        )


def _spot(raw: dict[str, Any]) -> tuple[float, float, float] | None:
    """Return latitude and longitude (degrees) and radius (km) of an answer, ``None`` if they make no sense."""
    try:
        lat, lon, radius = float(raw["lat"]), float(raw["lon"]), _radius_km(raw.get("boundingbox"))
    except (KeyError, TypeError, ValueError):
        return None
    return (lat, lon, radius) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _name(raw: dict[str, Any]) -> str | None:
    """Return the name in an answer, no longer than a name should be."""
    return str(raw.get("name") or raw.get("display_name") or "").split(",")[0][:80] or None


def _radius_km(box: Any) -> float:
    """Return half the diagonal of a bounding box (south, north, west, east; degrees), and never less than 3 km."""
    if not isinstance(box, list) or len(box) != 4:
        return _LEAST_RADIUS_KM
    south, north, west, east = (float(v) for v in box)
    return max(_LEAST_RADIUS_KM, distance_km(south, west, north, east) / 2)


def online(
    service: str = "nominatim",
    *,
    country: str = "iraq",
    gazetteer: Gazetteer | None = None,
    domain: str = "nominatim.openstreetmap.org",
    scheme: str = "https",
    cache: Path | None = None,
    user_agent: str = _USER_AGENT,
    min_delay_seconds: float = 1.0,
    timeout: float = 10.0,
) -> Online:
    """Return an online geocoder for what the gazetteer does not know.

    Parameters
    ----------
    service : str, default "nominatim"
        The only one there is.
    country : str, default "iraq"
    gazetteer : Gazetteer, optional
        Used instead of the country's own.
    domain, scheme : str
        Of the server: your own, or the public one within its rules of use.
    cache : pathlib.Path, optional
        SQLite file; in the user's data folder if not given.
    user_agent : str
    min_delay_seconds : float, default 1.0
        The public server allows one question a second.
    timeout : float, default 10.0
        Seconds.

    Raises
    ------
    BadInputError
        If the service is unknown.
    """
    if service != "nominatim":
        raise BadInputError(f"no online geocoder {service!r}: there is nominatim")
    return Online(
        gazetteer if gazetteer is not None else load_gazetteer(country),
        domain=domain,
        scheme=scheme,
        cache=Path(cache) if cache is not None else data_folder() / "nominatim.sqlite",
        user_agent=user_agent,
        min_delay_seconds=min_delay_seconds,
        timeout=timeout,
    )
