"""What a reader and a geocoder are: what goes in, what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from conflictmap.gazetteer import Gazetteer
from conflictmap.language import Language
from conflictmap.model import Geocode, Incident, Located, PlacePhrase, Reading, Report
from conflictmap.model.housemates import OWN

__all__ = ["Accountant", "Geocoder", "Reader", "Tools", "by_phrase"]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a reader or a geocoder is made with, once in each process.

    Attributes
    ----------
    language : Language
        The words of the reports' language, for the country.
    gazetteer : Gazetteer
        The places of the country.
    """

    language: Language
    gazetteer: Gazetteer


class Reader(Protocol):
    """Reads a report: any function, or object that can be called, will do.

    An entry point of the group ``conflictmap.readers`` names what makes one: a function that takes `Tools`.
    """

    def __call__(self, report: Report) -> Iterable[Incident] | Reading:
        """Return the incidents that a report tells.

        Parameters
        ----------
        report : Report

        Returns
        -------
        iterable of Incident, or Reading
            In the order of the text, numbered from 0. Every offset points into the report as it is; a fact that the
            text does not state is ``None``. `Reading` where there is more to say than the incidents.
        """
        ...


class Geocoder(Protocol):
    """Places the incidents of a report by their place phrases.

    An entry point of the group ``conflictmap.geocoders`` names what makes one: a function that takes `Tools`.
    """

    def __call__(self, incidents: Sequence[Incident]) -> Iterable[Located]:
        """Return the incidents with their places.

        Parameters
        ----------
        incidents : sequence of Incident
            All of one report, since each place is context for the others. `Incident.places` has the phrases of each,
            best first.

        Returns
        -------
        iterable of Located
            One for each, in order: with a `Geocode`, or with `Located.left_out` ``"abroad"`` or ``"no_place"``.
        """
        ...


@runtime_checkable
class Accountant(Protocol):
    """A reader that tells at the end of a run what all its readings came to."""

    def account(self, counted: Mapping[str, int]) -> str:
        """Return one line for a person.

        Parameters
        ----------
        counted : mapping of str to int
            Sums of `Reading.counted`.
        """
        ...


def by_phrase(place: Callable[[PlacePhrase, Report], Geocode | None]) -> Geocoder:
    """Make a geocoder of a function that places one phrase.

    Parameters
    ----------
    place : callable
        Takes a place phrase and its report; returns ``None`` for what it does not know.

    Returns
    -------
    Geocoder
        Of the phrases of an incident the first counts that `place` knows; those of other sentences only where its own
        names no place. An incident without one is left out.
    """

    def locate(incidents: Sequence[Incident]) -> Iterator[Located]:
        for incident in incidents:
            own = [phrase for phrase in incident.places if phrase.origin in OWN]
            found = ((phrase, place(phrase, incident.report)) for phrase in own or incident.places)
            phrase, geocode = next(((phrase, spot) for phrase, spot in found if spot is not None), (None, None))
            left_out = None if geocode is not None else "no_place"
            yield Located(incident, geocode, phrase, left_out, incident.doubts)

    return locate
