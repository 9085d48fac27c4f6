"""From the records of tables and labelled fields to drafts of incidents, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conflictmap.extraction.drafts import BORROWED, GUESSED, Draft, Tally
from conflictmap.extraction.logs.codes import read_codes
from conflictmap.extraction.logs.forms import Cell, Record, read_forms
from conflictmap.extraction.logs.lines import spaced
from conflictmap.extraction.logs.logwords import log_words
from conflictmap.extraction.sentence import scan
from conflictmap.extraction.violence.kindwords import kind_hits
from conflictmap.extraction.violence.means import family
from conflictmap.language import Hit, Language
from conflictmap.model import Evidence, PlacePhrase, Span
from conflictmap.text import figure

__all__ = ["read_records"]

_FIGURE = re.compile(r"\d{1,4}")


def read_records(text: str, language: Language, drafts: list[Draft], many: int) -> list[Draft]:
    """Return the incidents of a report, those of tables and labelled fields read by their fields.

    Parameters
    ----------
    text : str
        The body of a report, folded.
    language : Language
    drafts : list of Draft
        What its sentences tell.
    many : int
        Numbers of items that are taken.
    """
    records = read_forms(text, language)
    if not records:
        return drafts
    kept = [draft for draft in drafts if not any(_lies_in(draft, record) for record in records)]
    for number, record in enumerate(records):
        made = _draft(text, language, record, many + number)
        if made is not None:
            kept.append(made)
    return sorted(kept, key=lambda draft: draft.sentence.start)


def _lies_in(draft: Draft, record: Record) -> bool:
    told = draft.sentence
    return told.field == "text" and told.start < record.end and record.start < told.end


def _draft(text: str, language: Language, record: Record, item: int) -> Draft | None:
    """Return what a record tells, if it is an attack."""
    kind, hit = _kind(text, language, record)
    tallies = dict(_tallies(text, language, record, kind))
    place = record.first("place")
    if _is_none(text, language, record, told=bool(kind or tallies), kind=kind) or (place is None and not record.total):
        return None
    made = Draft("text", 0, 0, item, 0, 0, kind or "other", GUESSED, _families(kind), tallies)
    made.rank = _rank(kind, hit)
    made.sentence = Span(record.start, record.end)
    made.lists = language.lists("coreference")
    made.places = [PlacePhrase(place.text, Span(place.start, place.end), "clause")] if place is not None else []
    made.aggregate, made.attacks = record.total, max(1, record.many if record.total else 1)
    made.evidence.append(Evidence("kind", "log.record", made.sentence))
    return made


def _families(kind: str) -> set[str]:
    return {family(kind)} - {""} if kind else set()


def _rank(kind: str, hit: Hit | None) -> int:
    return hit.entry.rank if hit is not None else BORROWED + 1 if kind else GUESSED


def _is_none(text: str, language: Language, record: Record, *, told: bool, kind: str) -> bool:
    """Whether a record tells no attack: it is taken back, it was an accident, nothing is told."""
    words, event = log_words(language), _words(text, language, record)
    return not told or bool(words.void.search(event)) or (not kind and bool(words.harmless.search(event)))


def _words(text: str, language: Language, record: Record) -> str:
    told = [cell for name in ("event", "other_fields") for cell in record.cells.get(name, ())]
    return " ".join(spaced(scan(text, cell.start, cell.end, language)) for cell in told)


def _kind(text: str, language: Language, record: Record) -> tuple[str, Hit | None]:
    """Return the kind that the field for what happened names, whatever its words are in a sentence."""
    words = log_words(language)
    for cell in record.cells.get("event", ()):
        made = scan(text, cell.start, cell.end, language)
        hits = [hit for hit in kind_hits(made) if hit.entry.value != "other"]
        named = words.kind_in(spaced(made))
        if hits:
            best = max(hits, key=lambda hit: hit.entry.rank)
            return (named if best.entry.value == "bombing" and named in words.bombs else best.entry.value), best
        if named:
            return named, None
    return "", None


def _tallies(text: str, language: Language, record: Record, kind: str) -> Iterator[tuple[str, Tally]]:
    """Yield the counts of a record: those of their own columns, those in codes, the bare number of a row."""
    coded = record.cells.get("casualties", []) + record.cells.get("other_fields", []) + record.cells.get("event", [])
    for cell in coded:
        made = scan(text, cell.start, cell.end, language)
        for outcome, count in read_codes(made, spaced(made)).items():
            yield outcome, Tally(count.low, count.high)
        if log_words(language).nil.match(spaced(made)):
            yield from (("killed", Tally(0, 0)), ("wounded", Tally(0, 0)))
    for outcome in ("killed", "wounded"):
        figures = [int(n) for cell in record.cells.get(outcome, ()) for n in _FIGURE.findall(cell.text)]
        if figures:
            yield outcome, Tally(sum(figures), sum(figures))
    number = record.first("number")
    n = _figure(number) if number is not None else None
    if n is not None:
        yield ("abducted" if kind == "abduction" else "killed"), Tally(n, n)


def _figure(cell: Cell) -> int | None:
    found = _FIGURE.match(cell.text)
    return figure(found[0]) if found is not None else None
