"""A way out for what the gazetteer does not know: an online geocoder, asked seldom and remembered on disk.

Off unless asked for. Uses geopy's Nominatim with its RateLimiter. Every answer, "nothing found" too, is kept in a
small SQLite file, so that no question is put twice. The server is trusted in nothing: `onlineanswers` says what is
taken of an answer.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from conflictmap.gazetteer import Gazetteer, data_folder, load_gazetteer
from conflictmap.geocoding.onlineanswers import BoundedAdapter, Spot, spot_of
from conflictmap.geometry import distance_km
from conflictmap.keptanswers import KeptAnswers
from conflictmap.model import BadInputError, ConflictmapError, Geocode
from conflictmap.model.oneline import one_line
from conflictmap.webclient import parsed

__all__ = ["Online", "online"]

_LOG = logging.getLogger(__name__)
_USER_AGENT = "conflictmap (offline gazetteer with an online fallback)"
_SCORE = 0.5
_VAGUE_KM = 25.0
_QUERY_CHARS = 400
_DOWN = 5
"""Questions in a row without an answer, after which nothing more is asked: each may take its time limit three times."""


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
        Seconds until a question is given up, whatever has come by then.
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
        self._kept = KeptAnswers(cache)
        self._silent = 0
        service = Nominatim(
            domain=domain, scheme=scheme, user_agent=user_agent, timeout=timeout, adapter_factory=BoundedAdapter
        )
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
        query = one_line(text)[:_QUERY_CHARS]
        if not query:
            return None
        spot = self._spot(query)
        return self._placed(spot) if spot is not None else None

    __call__ = geocode

    def _spot(self, query: str) -> Spot | None:
        """Return what the server knows, from memory if the question was put before. Failures are not remembered."""
        key = query.casefold()
        try:
            kept = self._kept.get(self.domain, key)
            if kept is not None and (known := _recalled(kept)) is not None:
                return known[0]
            if self._silent >= _DOWN:
                return None
            spot = self._asked(query)
            self._kept.put(self.domain, key, json.dumps(spot and spot.raw))
        except (GeopyError, ConflictmapError, ValueError) as error:
            _LOG.warning("online geocoder: no answer for %r: %s", query, error)
            if self._silent == _DOWN:
                _LOG.warning("online geocoder: %s does not answer and is asked no more in this run", self.domain)
            return None
        return spot

    def _asked(self, query: str) -> Spot | None:
        self._silent += 1  # until there is an answer
        location = self._ask(query, country_codes=self.gazetteer.country.iso2.lower(), addressdetails=False)
        self._silent = 0
        return spot_of(location.raw) if location is not None else None

    def _placed(self, spot: Spot) -> Geocode | None:
        """Return the geocode of a place; ``None`` if it lies abroad, or is as large as the country and says nothing."""
        west, south, east, north = self.gazetteer.country.bbox
        lat, lon, radius = spot.lat, spot.lon, spot.radius_km
        if radius >= distance_km(south, west, north, east) / 2:
            return None
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
            name=spot.name or None,
            kind=spot.kind,
            province=province.name if province else None,
            district=district.name if district else None,
            province_pcode=province.pcode if province else None,
            district_pcode=district.pcode if district else None,
            country=self.gazetteer.country.iso2,
            match="online",
            score=_SCORE,
        )


def _recalled(kept: str) -> tuple[Spot | None] | None:
    """Return what was kept, be it that there is nothing; ``None`` if it makes no sense and is to be asked anew."""
    try:
        raw = parsed(kept)
    except ConflictmapError:
        return None
    spot = spot_of(raw)
    return (spot,) if spot is not None or raw is None else None


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
