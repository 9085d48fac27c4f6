"""What it takes to turn a report into an outcome, wherever that is done."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import dataclass, replace

from conflictmap.gazetteer import Gazetteer, facts_of, load_gazetteer
from conflictmap.language import Language, load_language
from conflictmap.model import BadInputError, Report
from conflictmap.pipeline.filters import Filters
from conflictmap.pipeline.outcome import Outcome
from conflictmap.pipeline.stages import Online, process
from conflictmap.plugins import Choice, Geocoder, Reader, Tools, load_geocoder, load_reader

__all__ = ["Kit"]


@dataclass(frozen=True, slots=True)
class Kit:
    """What it takes to turn a report into an outcome.

    Attributes
    ----------
    country : str
        Folder of the gazetteer.
    language, gazetteer : optional
        To use instead of those that are shipped.
    filters : Filters or None
    online : callable or None
        Asked for places that the gazetteer does not know.
    codes : tuple of str or None
        Where given, outcomes hold rows instead of incidents, with the codes of these data sets (`record.CODED`).
    reader, geocoder : callable, Choice or None
        To use instead of ours. A choice is a name, by which each process makes its own.
    """

    country: str = "iraq"
    language: Language | None = None
    gazetteer: Gazetteer | None = None
    filters: Filters | None = None
    online: Online | None = None
    codes: tuple[str, ...] | None = None
    reader: Reader | Choice | None = None
    geocoder: Geocoder | Choice | None = None

    @property
    def tools(self) -> Tools:
        """What readers and geocoders are made with: English and the gazetteer of the country, where none was given."""
        gazetteer = self.gazetteer or load_gazetteer(self.country)
        return Tools(self.language or load_language("en", country=facts_of(gazetteer)), gazetteer)

    def loaded(self) -> Kit:
        """Return the same with all that is left out or asked for by name.

        Raises
        ------
        BadInputError
            If there is no such country, reader or geocoder, or one cannot be made.
        """
        tools = self.tools
        return replace(
            self,
            language=tools.language,
            gazetteer=tools.gazetteer,
            reader=self._reader(tools),
            geocoder=self._geocoder(tools),
        )

    def must_travel(self) -> None:
        """Refuse a reader or a geocoder that cannot be sent to a process that is started afresh.

        Raises
        ------
        BadInputError
            With what to do about it.
        """
        try:
            pickle.dumps((self.reader, self.geocoder))
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            hint = "give it by name (plugins.Choice), write it as a function of a module, or ask for one job"
            raise BadInputError(f"a reader or geocoder cannot be sent to other processes; {hint}") from error

    def _reader(self, tools: Tools) -> Reader | None:
        return load_reader(self.reader, tools) if isinstance(self.reader, Choice) else self.reader

    def _geocoder(self, tools: Tools) -> Geocoder | None:
        return load_geocoder(self.geocoder, tools) if isinstance(self.geocoder, Choice) else self.geocoder

    def outcomes(self, reports: Iterable[Report]) -> list[Outcome]:
        """Return what becomes of each report.

        Parameters
        ----------
        reports : iterable of Report

        Returns
        -------
        list of Outcome
            One for each, in order.
        """
        # Both loaders keep what they loaded: a process loads once however many reports it gets. What is asked for by
        # name is made anew each time, unless the kit was loaded before.
        tools = self.tools
        reader, geocoder = self._reader(tools), self._geocoder(tools)
        found = (
            process(report, tools.language, tools.gazetteer, self.filters, self.online, reader, geocoder)
            for report in reports
        )
        if self.codes is None:
            return list(found)
        return [replace(outcome.flattened(self.codes), located=()) for outcome in found]
