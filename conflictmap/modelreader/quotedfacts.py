"""From an answer to incidents: what its quotes carry, found again in the report, and nothing else.

No letter of an answer gets further than this: words are those of the report, codes those of the codebook, and numbers
those that a quote in the report stands behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from conflictmap.codebook import doubt
from conflictmap.language import Language
from conflictmap.model import Actor, Count, DateSpan, Evidence, Incident, PlacePhrase, Report, Span, Victim
from conflictmap.model.housemates import FIELDS
from conflictmap.modelreader.answerschema import COUNTS
from conflictmap.modelreader.dating import Calendar
from conflictmap.modelreader.quotes import Quotable
from conflictmap.text import fold, sentences

__all__ = ["Facts", "facts_of"]

_TITLE, _TEXT = FIELDS
_RULE = "llm"


@dataclass(slots=True)
class Facts:
    """What an answer comes to.

    Attributes
    ----------
    incidents : list of Incident
    dropped : collections.Counter
        ``incidents`` and ``facts`` whose quotes do not stand in the report, or that contradict themselves.
    """

    incidents: list[Incident] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def facts_of(answer: Mapping[str, Any], report: Report, language: Language) -> Facts:
    """Make the incidents of an answer.

    Parameters
    ----------
    answer : mapping
        It fits the schema.
    report : Report
    language : Language

    Returns
    -------
    Facts
    """
    return _Maker(report, language).made(answer["incidents"])


class _Maker:
    """Makes the incidents of one report."""

    def __init__(self, report: Report, language: Language) -> None:
        self.report = report
        self.quotable = Quotable(report)
        self.calendar = Calendar(report, language)
        self.facts = Facts()
        self._sentences = {
            name: [Span(s.start, s.end, name) for s in sentences(fold(report.part(name)), language.orthography)]
            for name in FIELDS
        }

    def made(self, items: Sequence[Mapping[str, Any]]) -> Facts:
        kept: dict[int, int] = {}  # place in the answer -> number
        seen: set[Incident] = set()
        for position, item in enumerate(items):
            quote = self.quotable.find(item["quote"])
            if quote is None:
                self.facts.dropped["incidents"] += 1
                continue
            incident = self._incident(item, quote)
            if incident not in seen:
                seen.add(incident)
                kept[position] = len(self.facts.incidents)
                self.facts.incidents.append(replace(incident, number=kept[position]))
        self._tie(items, kept)
        return self.facts

    def _tie(self, items: Sequence[Mapping[str, Any]], kept: Mapping[int, int]) -> None:
        """Tell each part the total that it is a part of, where there is one."""
        incidents = self.facts.incidents
        for position, number in kept.items():
            total = kept.get(-1 if items[position]["total"] is None else items[position]["total"])
            if total is not None and total != number and incidents[total].aggregate:
                incidents[number] = replace(incidents[number], total=total)

    def _incident(self, item: Mapping[str, Any], quote: Span) -> Incident:
        sentence = self._around(quote)
        evidence = [Evidence("kind", f"{_RULE}.kind", quote)]
        counts, victims = self._counted(item, sentence, evidence)
        actors = {role: self._actor(item[role], role, sentence, evidence) for role in ("perpetrator", "target")}
        place = self._words(_said(item["place"]), "place", sentence, evidence)
        date = self._words(_said(item["date"]), "date", sentence, evidence)
        phrase = self._phrase(place, sentence) if place is not None else None
        when = self._when(date, sentence, background=item["background"])
        return Incident(
            report=self.report,
            number=0,
            kind=item["kind"],
            attacks=int(item["attacks"]),
            killed=counts["killed"],
            wounded=counts["wounded"],
            abducted=counts["abducted"],
            sentence=sentence,
            victims=tuple(victims),
            perpetrator=actors["perpetrator"],
            target=actors["target"],
            places=(phrase,) if phrase is not None else (),
            when=when,
            aggregate=item["aggregate"],
            background=item["background"],
            evidence=tuple(evidence),
            doubts=tuple(_doubts(phrase, when, dated=date is not None)),
        )

    def _around(self, quote: Span) -> Span:
        """Return the sentence, or the run of sentences, that some words stand in, without the dateline before it."""
        inside = [s for s in self._sentences[quote.field] if s.start < quote.end and s.end > quote.start]
        ends = [*inside, quote]
        body = min(self.calendar.body, quote.start) if quote.field == _TEXT else 0
        return Span(max(body, min(s.start for s in ends)), max(s.end for s in ends), quote.field)

    def _words(self, quote: str | None, role: str, near: Span, evidence: list[Evidence]) -> Span | None:
        """Return where quoted words stand, and keep them as evidence; a fact without its words is dropped."""
        if quote is None:
            return None
        span = self.quotable.find(quote, near)
        if span is None:
            self.facts.dropped["facts"] += 1
            return None
        evidence.append(Evidence(role, f"{_RULE}.{role}", span))
        return span

    def _counted(
        self, item: Mapping[str, Any], near: Span, evidence: list[Evidence]
    ) -> tuple[dict[str, Count | None], list[Victim]]:
        counts: dict[str, Count | None] = {}
        victims: list[Victim] = []
        for outcome in COUNTS:
            told = item[outcome]
            counts[outcome] = count = self._count(told, outcome, near, evidence) if told is not None else None
            if count is not None and count.low != 0:
                victims.append(Victim(told["group"], outcome, count))
        return counts, victims

    def _count(self, told: Mapping[str, Any], outcome: str, near: Span, evidence: list[Evidence]) -> Count | None:
        count = _range(told)
        if count is None:
            self.facts.dropped["facts"] += 1
            return None
        return count if self._words(told["quote"], outcome, near, evidence) is not None else None

    def _actor(self, told: Mapping[str, Any] | None, role: str, near: Span, evidence: list[Evidence]) -> Actor | None:
        span = self._words(told["quote"], role, near, evidence) if told is not None else None
        if told is None or span is None:
            return None
        return Actor(" ".join(span.of(self.report).split()), told["group"], told["status"])

    def _phrase(self, place: Span, sentence: Span) -> PlacePhrase:
        return PlacePhrase(" ".join(place.of(self.report).split()), place, self._origin(place, sentence))

    def _origin(self, place: Span, sentence: Span) -> str:
        """Return how close to the incident a place is told."""
        if place.field == sentence.field and sentence.start <= place.start and place.end <= sentence.end:
            in_dateline = place.field == _TEXT and place.end <= self.calendar.body
            return "dateline" if in_dateline else "clause"
        if place.field == _TITLE:
            return "title"
        return "dateline" if place.end <= self.calendar.body else "carried"

    def _when(self, words: Span | None, at: Span, *, background: bool) -> DateSpan | None:
        told = self.calendar.told(words)
        if told is not None or background:
            return told
        return self.calendar.governs(at) or self.calendar.week()


def _range(told: Mapping[str, Any]) -> Count | None:
    """Return a count; ``None`` for one that says nothing or runs backwards."""
    try:
        return Count(*(None if told[end] is None else int(told[end]) for end in ("low", "high")))
    except ValueError:
        return None


def _said(quote: str | None) -> str | None:
    """Return a quote; a model says "" for nothing as well as null."""
    return quote if quote is not None and quote.strip() else None


def _doubts(phrase: PlacePhrase | None, when: DateSpan | None, *, dated: bool) -> Iterator[str]:
    """Yield what a person should check first of what the quotes leave open."""
    if phrase is None or phrase.origin != "clause":
        yield doubt("place_inherited")
    if when is None:
        yield doubt("date_unknown")
    elif not dated and when.prec > 1:
        yield doubt("date_assumed")
    elif when.prec > 1:
        yield doubt("date_imprecise")
