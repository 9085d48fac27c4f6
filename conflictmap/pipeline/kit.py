"""What it takes to turn a report into an outcome, wherever that is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from conflictmap.gazetteer import Gazetteer, facts_of, load_gazetteer
from conflictmap.language import Language, load_language
from conflictmap.model import Report
from conflictmap.pipeline.filters import Filters
from conflictmap.pipeline.outcome import Outcome
from conflictmap.pipeline.stages import Online, process

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
    """

    country: str = "iraq"
    language: Language | None = None
    gazetteer: Gazetteer | None = None
    filters: Filters | None = None
    online: Online | None = None
    codes: tuple[str, ...] | None = None

    def loaded(self) -> Kit:
        """Return the same with the gazetteer of the country, and English for it, where none was given."""
        gazetteer = self.gazetteer or load_gazetteer(self.country)
        language = self.language or load_language("en", country=facts_of(gazetteer))
        return replace(self, language=language, gazetteer=gazetteer)

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
        # Both loaders keep what they loaded: a process loads once however many reports it gets.
        gazetteer = self.gazetteer or load_gazetteer(self.country)
        language = self.language or load_language("en", country=facts_of(gazetteer))
        found = (process(report, language, gazetteer, self.filters, self.online) for report in reports)
        if self.codes is None:
            return list(found)
        return [replace(outcome.flattened(self.codes), located=()) for outcome in found]
