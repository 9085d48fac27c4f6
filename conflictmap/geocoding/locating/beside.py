"""What a report names around an incident: it tells between namesakes where the words for the place do not."""

from __future__ import annotations

from collections.abc import Sequence

from conflictmap.geocoding.choosing.disambiguation import Context
from conflictmap.geocoding.placing.derivation import Meaning
from conflictmap.geocoding.resolver import Reading, Resolver
from conflictmap.model import Incident

__all__ = ["Beside"]

_SENTENCE = 0.85
"""How firmly the towns that the incident's own sentence names hold, whatever it says of them. Chosen."""

_AROUND = 0.75
"""How firmly the towns and provinces hold that stand before and after it, or in the title. Chosen: at .6 five of twelve
namesakes of the tests stay where they were."""

_REACH = 240
"""Characters before and after a sentence that are looked at for them: a sentence or two. Chosen."""

_MOST = 4

_KNOWN = 0.5
"""Prior of the classes from quarters upwards, which have .55 and more; villages have .45. Chosen between them."""


class Beside:
    """Finds the towns and provinces that a report names around an incident.

    Parameters
    ----------
    resolver : Resolver
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def named(self, incident: Incident, reading: Reading, *, desk: int = 0) -> list[Context]:
        """Return what the incident's sentence names, else the nearest before and after it, else what the title names.

        Parameters
        ----------
        incident : Incident
        reading : Reading
            Of its place, whose namesakes are to be told apart.
        desk : int, default 0
            Where a dateline ends that tells nothing.
        """
        span, report = incident.sentence, incident.report
        if own := self._strong(span.of(report), reading):
            return [Context(Meaning(n), _SENTENCE) for n in own[:_MOST]]
        text = report.part(span.field)
        before = self._strong(text[max(desk, span.start - _REACH) : span.start], reading)
        after = self._strong(text[span.end : span.end + _REACH], reading)
        near = [*before[-1:], *after[:1]] or self._strong(report.title, reading)[:1]
        return [Context(Meaning(n), _AROUND) for n in dict.fromkeys(near)]

    def is_city(self, number: int) -> bool:
        """Whether a row is a city, which is meant by its name whatever stands beside it."""
        return self.resolver.classes[number].prior >= 1.0

    def is_lesser(self, other: Meaning, meant: Meaning, near: Sequence[Context]) -> bool:
        """Whether a village would take the place of a quarter or town for what only stands around it.

        Parameters
        ----------
        other : Meaning
            What the place may mean in view of `near`.
        meant : Meaning
            What it means without.
        near : sequence of Context
            As `named` returns it.
        """
        classes = self.resolver.classes
        village = classes[other.number].prior < _KNOWN <= classes[meant.number].prior
        return village and all(context.weight < _SENTENCE for context in near)

    def _strong(self, text: str, reading: Reading) -> list[int]:
        """Return the rows of the cities, towns and provinces that a text names, in order.

        A name that the reading itself may mean says nothing of which is meant, unless it is a city's.
        """
        meant = {n for n, _ in reading.alternatives} | {reading.meaning.number if reading.meaning is not None else -1}
        found = []
        for item in self.resolver.scanner.known_names(text):
            numbers = [match.number for match in item.matches]
            if meant.isdisjoint(numbers) or any(map(self.is_city, numbers)):
                found += [n for n in numbers if self._tells(n)][:1]
        return found

    def _tells(self, number: int) -> bool:
        """Whether a row is a province, a city or a town: the land and its regions hold too much."""
        return self.resolver.is_strong_row(number) and self.resolver.classes[number].level >= 2
