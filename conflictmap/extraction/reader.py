"""A whole report: its parts in order, the state carried from one to the next, and the incidents at the end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from conflictmap.extraction.assembly import finish
from conflictmap.extraction.coreference.disputes import mark_disputed
from conflictmap.extraction.coreference.headlines import join_title
from conflictmap.extraction.coreference.joining import join_drafts
from conflictmap.extraction.coreference.overtures import drop_overture
from conflictmap.extraction.coreference.retraction import without_retracted
from conflictmap.extraction.coreference.runninglogs import settle_log
from conflictmap.extraction.coreference.whereabouts import is_wide
from conflictmap.extraction.dateline import (
    Dateline,
    Head,
    Words,
    front_matter,
    in_lines,
    item_heads,
    office_place,
    parse_dateline,
    past_alert,
)
from conflictmap.extraction.dates import Governing, governing_at, governing_dates
from conflictmap.extraction.dates import anchor as anchor_of
from conflictmap.extraction.discourse.context import Read, Stretch, span
from conflictmap.extraction.drafting.participants import claimed_by
from conflictmap.extraction.drafting.placement import names_the_spot, says_where
from conflictmap.extraction.drafting.sentencedrafts import read_stretch
from conflictmap.extraction.drafts import Draft, names_something
from conflictmap.extraction.history.besidestory import mark_old, settle_retold
from conflictmap.extraction.logs import log_lines, names_means, read_records, settle
from conflictmap.extraction.nonevents.fiction import topic
from conflictmap.extraction.nonevents.hearings import beside_court, in_court, mark_heard
from conflictmap.extraction.sentence import Scan, scan
from conflictmap.extraction.syntax import Tag
from conflictmap.extraction.totals.oneofmany import numbered_among
from conflictmap.extraction.totals.totalparts import drop_announced, link_parts, mark_totals, numbered_totals
from conflictmap.extraction.violence.eventwords import event_words
from conflictmap.language import Language
from conflictmap.model import DateSpan, Evidence, Incident, PlacePhrase, Reading, Report, Span
from conflictmap.text import Sentence, fold, sentences

__all__ = ["Reading", "extract", "read_report"]

_WORD = re.compile(r"[^\W\d_][^\W\d_'-]*(?:['-]+[^\W\d_'-]*)*")
_ASCII_WORD = re.compile(r"[a-z][a-z'-]*")


_BUDGET = 20_000
"""Tokens of sentences with words of violence that are read of one report; the longest article has a tenth of it."""


def extract(report: Report, language: Language) -> list[Incident]:
    """Return the incidents that a report tells, in the order of the text; see `read_report`.

    Parameters
    ----------
    report : Report
    language : Language
        The words to read it by, for a country.
    """
    return list(read_report(report, language).incidents)


def read_report(report: Report, language: Language) -> Reading:
    """Read the incidents that a report tells, in the order of the text.

    Parameters
    ----------
    report : Report
    language : Language
        The words to read it by, for a country.

    Returns
    -------
    Reading
        Without incidents if the report tells none. Places are phrases not yet looked up.
    """
    title, text = fold(report.title), in_lines(fold(report.text))
    if not _may_hold_violence(title, text, language):
        return Reading([])
    dateline = parse_dateline(text, language.dates) or _front(title, text, language)
    read = Read(report, anchor_of(report, dateline, language.dates), language, _seat(dateline))
    heads = item_heads(text, language.dates)
    body = _body(read, title, text, dateline, heads)
    headline = _headline(read, title)
    if not body:
        if read.hushed:
            return Reading([], read.stopped_at)
        _carry_from_text(read, headline)
    settle_retold([*headline, *body])
    settle_log(body, heads, text)
    drafts = join_title(headline, drop_overture(join_drafts(body, language.grammar)))
    mark_totals(drafts)
    mark_old(drafts)
    if read.in_court:
        mark_heard(drafts, read.beside_court, read.anchor.day)
    link_parts(drafts)
    drafts = drop_announced(drafts)
    titles = [replace(p, origin="title") for _, _, p in read.trail if p.span is not None and p.span.field == "title"]
    titles.extend(_office(title, language))
    dates = read.all_dates("text", text) if text == report.text else None
    rulings = governing_dates(report, dateline, read.anchor, language, heads, dates)
    totals = numbered_totals(drafts)
    found = [
        finish(
            draft,
            number,
            report,
            read.anchor,
            _ruling(rulings, draft),
            _fallback(draft, dateline, heads, titles),
            totals[number],
        )
        for number, draft in enumerate(drafts)
    ]
    return Reading(found, read.stopped_at)


def _seat(dateline: Dateline | None) -> str:
    """Return the town of the dateline, in lower case."""
    return " ".join(words.text.lower() for words in dateline.places) if dateline is not None else ""


def _front(title: str, text: str, language: Language) -> Dateline | None:
    """Return what a copied page puts before the text as a dateline without a place."""
    found = front_matter(title, text, language.dates)
    return Dateline(0, found.body, date=found.date, form="date") if found.body else None


def _office(title: str, language: Language) -> list[PlacePhrase]:
    """Return the place whose office reports, as the headline says."""
    found = office_place(title, language.dates)
    return [PlacePhrase(found.text, Span(found.start, found.end, "title"), "title")] if found is not None else []


def _carry_from_text(read: Read, headline: list[Draft]) -> None:
    """Give the headline the places of a text that tells no attack by itself."""
    named = [p for _, _, p in read.trail if p.span is not None and p.span.field == "text"]
    for draft in headline:
        draft.carried = named[:4]


def _ruling(rulings: list[Governing], draft: Draft) -> DateSpan | None:
    offset = draft.sentence.start if draft.where == "text" else 0
    found = governing_at(rulings, offset, lead=True)
    return found.span if found is not None else None


def _may_hold_violence(title: str, text: str, language: Language) -> bool:
    low, words = f"{title} {text}".lower(), event_words(language)
    found = (_ASCII_WORD if low.isascii() else _WORD).findall(low)
    if not (language.stems.isdisjoint(found) and words.gate.isdisjoint(found)):
        return True
    return any(phrase in low for phrase in words.gate_phrases) or names_means(low, language)


def _headline(read: Read, title: str) -> list[Draft]:
    drafts: list[Draft] = []
    for sentence in sentences(title, read.language.orthography, ragged=False):
        start = sentence.start
        for part in title[sentence.start : sentence.end].split(";"):  # "Marines push into Fallujah; clashes in Mosul"
            number = len(drafts)
            stretch = Stretch("title", number - 10, -1, -1, scan(title, start, start + len(part), read.language))
            if stretch.scan.tokens:
                found = read_stretch(read, stretch, title)
                for draft in found:
                    draft.new = draft.new or start > sentence.start
                drafts.extend(found)
            start += len(part) + 1
    return drafts


def _body(read: Read, title: str, text: str, dateline: Dateline | None, heads: list[Head]) -> list[Draft]:
    drafts: list[Draft] = []
    stretches: list[Stretch] = []
    for stretch in _stretches(read, text, dateline, heads):
        stretches.append(stretch)
        if read.opening < 0:
            read.opening = stretch.index
            read.aside = topic([stretch.scan, scan(title, 0, len(title), read.language)])
        if beside_court(stretch.scan):
            read.beside_court.setdefault(stretch.paragraph, stretch.index)
        left = without_retracted(stretch.scan, stretch.index, drafts)
        if left is not None:
            drafts = left
            continue
        found = read_stretch(read, stretch, text)
        _number_among(drafts, stretch)
        mark_disputed(stretch.scan, stretch.index, found, drafts)
        if stretch.index == read.opening:
            read.in_court = in_court(stretch.scan) and all(draft.past for draft in found)
        if not found and drafts:
            _add_to_last(read, drafts[-1], stretch)
        drafts.extend(found)
    lines = log_lines(text, stretches, heads, read.language, title)
    told = settle(read, lines, drafts, len(heads)) if lines else drafts
    return read_records(text, read.language, told, len(heads) + len(lines))


def _stretches(read: Read, text: str, dateline: Dateline | None, heads: list[Head]) -> Iterator[Stretch]:
    """Yield the sentences of a text, what heads them left out, until there were too many."""
    for index, sentence in enumerate(sentences(text, read.language.orthography)):
        start = past_alert(text, _start(sentence, dateline, heads), sentence.end, read.language)
        if start >= sentence.end:
            continue
        made = scan(text, start, sentence.end, read.language)
        if not made.tokens or _is_label(made):
            continue
        read.spent += len(made) if made.all("kind") or made.all("outcome") else 0
        if read.spent > _BUDGET:
            read.stopped_at = start
            return
        item, logged, entry = _item_at(heads, start)
        yield Stretch("text", index, 0 if logged else sentence.paragraph, item, made, entry, sentence.paragraph)


def _item_at(heads: list[Head], start: int) -> tuple[int, bool, int]:
    """Return the item that a sentence stands in, whether it is a line that names no place, and the entry of a log."""
    item = next((number for number, head in enumerate(heads) if head.body <= start < head.until), -1)
    logged = item >= 0 and not heads[item].places
    entry = item if item >= 0 and heads[item].hour else -1
    return (-1, True, entry) if logged else (item, False, entry)


_LABELS = 4
"""Tokens within which a label stands: "67 Related ..."."""


def _is_label(scan: Scan) -> bool:
    """Whether a line only lists what a page is about or leads to: "Tags Syria Idlib airstrike", "Related: ..."."""
    at = _label_at(scan)
    opens = all(scan.word(i).isdecimal() or scan.syntax.tags[i] is Tag.MARK for i in range(max(at, 0)))
    return at >= 0 and opens and (scan.tokens[at + 1].capital or scan.word(at + 1) == ":")


def _label_at(scan: Scan) -> int:
    labels = scan.language.lists("drafting")["labels"]["words"]
    near = range(min(_LABELS, len(scan) - 1))
    return next((i for i in near if scan.word(i) in labels and scan.tokens[i].capital), -1)


def _start(sentence: Sentence, dateline: Dateline | None, heads: list[Head]) -> int:
    """Return where a sentence begins behind the dateline and the heads of items."""
    start = sentence.start
    if dateline is not None and start < dateline.body:
        start = min(dateline.body, sentence.end)
    first = max(bisect_left(heads, sentence.start, key=_line_of) - 1, 0)  # the one before may reach into the sentence
    for head in heads[first : bisect_left(heads, sentence.end, key=_line_of)]:
        if sentence.start <= head.line or sentence.start < head.body:
            start = max(start, min(head.body, sentence.end))
    return start


_line_of = attrgetter("line")


def _add_to_last(read: Read, last: Draft, stretch: Stretch) -> None:
    """Give the attack told last what the next sentence says of it: "The blast, at al-Fatha, ...", who claims it."""
    if last.index == stretch.index - 1:
        last.places = [*_told_of_it(read, last, stretch.scan), *last.places]
    _take_claim(last, stretch)


def _number_among(drafts: list[Draft], stretch: Stretch) -> None:
    """Note of how many attacks the one told last is said to be one: "This was one of three blasts"."""
    last = drafts[-1] if drafts else None
    if last is not None and last.item == stretch.item and stretch.index - last.last <= _SAID:
        last.one_of = (*last.one_of, *numbered_among(stretch.scan))


_SAID = 2
"""Sentences after an attack in which it is said to be one of several."""


def _told_of_it(read: Read, last: Draft, made: Scan) -> list[PlacePhrase]:
    """Return the places that a sentence without an attack tells of the one before it."""
    named = read.named_in(made.offset(0), made.stop(len(made)))
    if made.has("reference", 0, 2):
        return named
    if says_where(made):
        return named[:1]
    open_ = all(is_wide(place.text.lower(), last) for place in last.named_places() if names_something(place.text))
    return named if open_ and names_the_spot(made, named) else []


_NEAR = 3
"""Sentences after an attack in which somebody may still claim it."""


def _take_claim(draft: Draft, stretch: Stretch) -> None:
    """Give an attack the doer that a later sentence names: who claims it or is blamed for it."""
    if draft.perpetrator is not None or stretch.index - draft.last > _NEAR or draft.item != stretch.item:
        return
    found = claimed_by(stretch.scan)
    if found is not None:
        draft.perpetrator = found.actor
        draft.evidence.append(Evidence("perpetrator", found.rule, span(stretch, stretch.scan, found.start, found.end)))


def _fallback(
    draft: Draft, dateline: Dateline | None, heads: list[Head], titles: list[PlacePhrase]
) -> list[PlacePhrase]:
    """List where else the place may be told, nearest first."""
    found: list[PlacePhrase] = []
    if draft.of_land:
        return found
    if 0 <= draft.item < len(heads):
        found.extend(_from_words(words, "header") for words in heads[draft.item].places)
    found.extend(place for place in draft.carried if place.origin != "town")
    found.extend(titles)
    if dateline is not None:
        found.extend(_from_words(words, "dateline") for words in dateline.places)
    found.extend(place for place in draft.carried if place.origin == "town")
    return found


def _from_words(words: Words, origin: str) -> PlacePhrase:
    return PlacePhrase(words.text, Span(words.start, words.end), origin)
