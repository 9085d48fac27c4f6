"""What a line of a log comes to: one incident with its kind, its counts and its place, or none."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.attacks.classification import decide
from conflictmap.extraction.attacks.terms import find_terms
from conflictmap.extraction.coreference.joining import absorb
from conflictmap.extraction.dateline import Head
from conflictmap.extraction.discourse.context import Read
from conflictmap.extraction.drafts import BORROWED, GUESSED, Draft, Tally, names_something
from conflictmap.extraction.logs.codes import read_codes
from conflictmap.extraction.logs.lines import Line, spaced
from conflictmap.extraction.logs.logwords import log_words
from conflictmap.extraction.logs.registers import count_entered
from conflictmap.extraction.logs.whereinline import names_between_marks
from conflictmap.extraction.nonevents.scopes import sounding
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.violence.means import family, is_means
from conflictmap.language import Hit
from conflictmap.model import Evidence, PlacePhrase, Span

__all__ = ["settle"]

_CLASHING = frozenset({"shooting", "shelling", "other", "armed_clash"})
"""Kinds of which two sides that fire at each other make a clash."""


def settle(read: Read, lines: list[Line], drafts: list[Draft], many: int) -> list[Draft]:
    """Return the incidents of a log, line by line.

    Parameters
    ----------
    read : Read
    lines : list of Line
    drafts : list of Draft
        What the sentences of the lines tell.
    many : int
        How many items the report has; lines without a head are given numbers behind them.
    """
    made: list[Draft] = []
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(draft.index, []).append(draft)
    for number, line in enumerate(lines):
        own = [draft for index in sorted(line.indices) for draft in told.get(index, ())]
        found = _summed(read, line, len(made)) or _settled(read, line, own)
        before = lines[:number]
        host = _put_right(line, before, made)
        if host is None and _goes_on(line, found):
            host = _told_by(line, before, made)
        if host is not None and found:
            absorb(host, _as_toll(found[0]), read.language.grammar)
            continue
        for draft in found:
            _place(read, line, draft)
            _take_same_place(read, line, draft, made)
            draft.paragraph, draft.item, draft.entry = line.stretches[0].line, many + number, -1
        made.extend(found)
    return made


def _summed(read: Read, line: Line, many: int) -> list[Draft]:
    """Return the total that the last line gives of those before it: "TOTALS: KIA 3, WIA 3"."""
    words = log_words(read.language)
    if many < 2 or not (words.total.match(line.words) or words.total.fullmatch(line.label)):
        return []
    begun = _begun(read, line)
    _take_counts(line, begun)
    begun.aggregate, begun.attacks, line.heads = True, many, []
    return [begun] if begun.counted else []


def _settled(read: Read, line: Line, own: list[Draft]) -> list[Draft]:
    words = log_words(read.language)
    if words.void.search(line.words) or words.expecting.fullmatch(line.label):
        return []
    return _of_line(read, line, own)


def _of_line(read: Read, line: Line, own: list[Draft]) -> list[Draft]:
    """Return what a line tells that is not taken back."""
    told = _told(line, own)
    kind, rank, traits, span = _kind(line)
    if not told and not kind:
        return _only_counted(read, line, own)
    if not told:
        begun = own[0] if own else _begun(read, line)
        begun.kind, begun.rank, begun.families, begun.traits = kind, rank, {family(kind)} - {""}, traits
        begun.evidence.insert(0, Evidence("kind", "log.line", span))
        told = [begun]
    told = _folded(read, told, own)
    if len(told) == 1:
        _take_counts(line, told[0])
        _take_means(line, told[0])
        count_entered(line, told[0])
        _take_clash(line, told[0])
    return [draft for draft in told if own or draft.counted or _is_entered(read, line)]


def _told(line: Line, own: list[Draft]) -> list[Draft]:
    """Return what the sentences of a line tell as attacks."""
    told = [draft for draft in own if _is_told(draft) and not _is_nought(line, draft)]
    return [draft for draft in told if draft.counted or not _only_adds(line, draft, told)]


def _only_adds(line: Line, draft: Draft, told: list[Draft]) -> bool:
    """Whether a word or two behind an attack that is counted only say how: "3 bodies in car boot. Shot."."""
    few = any(s.index == draft.index and len(s.scan) <= _FEW for s in line.stretches)
    return few and any(other.counted and other.index < draft.index for other in told)


_FEW = 4
"""Tokens of a sentence that tells no attack of its own."""


def _only_counted(read: Read, line: Line, own: list[Draft]) -> list[Draft]:
    """Return what a line counts that has no word of violence: "Echo WIA now 6"; nothing where it was an accident."""
    if _is_harmless(line):
        return []
    if own:
        return _folded(read, own[:1], own)
    begun = _begun(read, line)
    _take_counts(line, begun)
    return [begun] if any(tally.low for tally in begun.tallies.values()) else []


def _is_entered(read: Read, line: Line) -> bool:
    """Whether a line of which no sentence has a verb opens with an event and says where: "Fighting at Tal Afar"."""
    words = log_words(read.language)
    if words.safe.search(line.words):
        return False
    headed = any(head.places for head in line.heads[:1])
    opening = (stretch.scan for stretch in line.stretches if _opens_with_event(stretch.scan))
    return any(headed or read.named_in(made.offset(0), made.stop(len(made))) for made in opening)


def _opens_with_event(made: Scan) -> bool:
    opens = any(hit.start <= 1 and _is_event(made, hit) for hit in made.all("kind"))
    return opens and all(group.start <= 1 for group in made.syntax.groups)  # "Fighting" may be tagged as a verb


def _is_event(made: Scan, hit: Hit) -> bool:
    """Whether a word names an attack, or a weapon and what it met: "sound bomb at a liquor shop"."""
    return not is_means(hit.entry) or made.at("place_prepositions", hit.end) is not None


def _is_told(draft: Draft) -> bool:
    """Whether a sentence says what was done, be it by who did it or by whom it befell."""
    return draft.rank > GUESSED or draft.kind != "other"


def _is_harmless(line: Line) -> bool:
    """Whether a line with no word of violence names what people come to harm by of themselves: a vehicle, a stove."""
    vehicles = (hit for hit in line.whole.all("vehicle") if not line.whole.tokens[hit.start].text.isupper())  # "KIA"
    return any(vehicles) or log_words(line.whole.language).harmless.search(line.words) is not None


def _is_nought(line: Line, draft: Draft) -> bool:
    """Whether a sentence only says that nobody was hurt: "No casualties and no damage to aircraft"."""
    nought = draft.counted and all(tally.low == 0 for tally in draft.tallies.values())
    return nought and (draft.wordless or draft.index != line.stretches[0].index)


def _folded(read: Read, told: list[Draft], own: list[Draft]) -> list[Draft]:
    """Add to the incidents of a line the counts that stand behind each."""
    for draft in own:
        if not any(draft is one for one in told):
            before = [one for one in told if one.index <= draft.index]
            absorb((before or told)[-1 if before else 0], draft, read.language.grammar)
    return told


def _kind(line: Line) -> tuple[str, int, frozenset[str], Span]:
    """Return the kind that the words of a line tell, whatever part they play in it."""
    words = log_words(line.whole.language)
    for stretch in line.stretches:
        if words.nil.search(spaced(stretch.scan)):
            continue
        terms = [term for term in find_terms(stretch.scan) if term.real and sounding(stretch.scan, term)]
        kind, best, _ = decide(stretch.scan, 0, len(stretch.scan), terms, []) if terms else ("", None, "")
        if best is not None and kind != "other":
            made = stretch.scan
            return kind, best.entry.rank, best.entry.traits, Span(made.offset(best.start), made.stop(best.end))
    return (
        words.kind_in(line.words),
        BORROWED + 1,
        frozenset(),
        Span(line.whole.offset(0), line.whole.stop(len(line.whole))),
    )


def _begun(read: Read, line: Line) -> Draft:
    """Return the draft of a line of which the sentence reader made nothing."""
    first = line.stretches[0]
    last = line.stretches[-1].scan
    begun = Draft(
        "text",
        first.index,
        first.line,
        first.item,
        0,
        len(first.scan),
        "other",
        GUESSED,
        set(),
        sentence=Span(first.scan.offset(0), last.stop(len(last))),
        lists=read.language.lists("coreference"),
    )
    begun.upto = line.stretches[-1].index
    begun.mark("kind", "log.line")
    return begun


def _take_counts(line: Line, draft: Draft) -> None:
    """Give the one incident of a line the counts that stand in it as codes, or none where it says nobody was hurt."""
    words, whole = log_words(line.whole.language), line.whole
    for outcome, count in read_codes(whole, line.words).items():
        draft.tallies[outcome] = Tally(count.low, count.high)
        span = Span(whole.offset(count.start), whole.stop(count.end))
        draft.evidence.append(Evidence(outcome, f"{outcome}.code", span))
    if not draft.counted and words.nil.search(line.words) and not words.safe.search(line.words):
        draft.tallies = {"killed": Tally(0, 0), "wounded": Tally(0, 0)}


def _take_means(line: Line, draft: Draft) -> None:
    """Make a bomb the one that the line tells ("car, rigged, outside a bakery"), and an attack what it was."""
    kinds = log_words(line.whole.language).means_in(line.words)
    if draft.kind == "bombing":
        draft.kind = next((kind for kind in kinds if kind in log_words(line.whole.language).bombs), draft.kind)
    elif draft.kind == "other" and draft.rank > GUESSED:
        draft.kind = next(iter(kinds), "armed_clash" if draft.two_sided or _meets_forces(line, draft) else draft.kind)


def _meets_forces(line: Line, draft: Draft) -> bool:
    """Whether fighters did it and a line names forces: "members of Daesh attacked a point of the 28th Regiment"."""
    forces = person_words(line.whole.language)["forces"]
    doer = draft.perpetrator
    return doer is not None and doer.group == "militant" and not forces.isdisjoint(line.whole.lows)


def _take_clash(line: Line, draft: Draft) -> None:
    """Make a clash of what two sides did: "SAF on patrol, fire returned"."""
    if draft.kind in _CLASHING and log_words(line.whole.language).clash.search(line.words):
        draft.kind = "armed_clash"


def _place(read: Read, line: Line, draft: Draft) -> None:
    """Give an incident the places named in its line, then that of the head it stands under."""
    draft.places = _in_line(read, line, draft)
    start, end = line.whole.offset(0), line.whole.stop(len(line.whole))
    beside = [place for place in draft.carried if place.span is not None and start <= place.span.start < end]
    heads = list(_of_heads(line.heads))
    draft.carried = [*beside, *heads] if heads else draft.carried
    if heads and not any(names_something(place.text) for place in draft.places):
        draft.places = [heads[0], *draft.places]  # "outside the wire" of the camp over it


def _take_same_place(read: Read, line: Line, draft: Draft, made: list[Draft]) -> None:
    """Give an incident the place of the one before, where its line says so: "Same place: sniper, policeman killed"."""
    same = log_words(read.language).same
    if made and (same.search(line.label) or same.match(line.words)):
        draft.places, draft.carried = list(made[-1].places), list(made[-1].carried)


def _in_line(read: Read, line: Line, draft: Draft) -> list[PlacePhrase]:
    """Return the places of a line: those told of the incident, else those it names, between marks first."""
    words = log_words(read.language)
    draft.places = [place for place in draft.places if not words.is_code(place.text.lower())]
    own = [place for place in draft.named_places() if names_something(place.text)]
    alone = _alone(read, line)
    if own:
        return alone + draft.places if _are_among(own, alone) else draft.places
    named = _named(read, line)
    return (alone if _are_among(named, alone) else named) + draft.places


def _are_among(places: list[PlacePhrase], others: list[PlacePhrase]) -> bool:
    told = {place.text for place in others}
    return all(place.text in told for place in places)


def _named(read: Read, line: Line) -> list[PlacePhrase]:
    """Return the places that the sentences of a line name, its codes and the name of a unit left out."""
    words = log_words(read.language)
    named = read.named_in(line.whole.offset(0), line.whole.stop(len(line.whole)))
    return [place for place in named if not (_is_callsign(line, place) or words.is_code(place.text.lower()))]


def _is_callsign(line: Line, place: PlacePhrase) -> bool:
    """Whether a name that opens a line is that of a unit: "Golf 3 in contact"."""
    opens = place.span is not None and place.span.start == line.whole.offset(0)
    return opens and line.whole.word(1).isdecimal()


def _alone(read: Read, line: Line) -> list[PlacePhrase]:
    """Return the names that stand by themselves in a line with no head of its own."""
    headed = any(head.places and head.form != "line" for head in line.heads)
    return [] if headed else names_between_marks(line.whole, read.report.text)


def _of_heads(heads: list[Head]) -> Iterator[PlacePhrase]:
    for head in heads:
        for words in head.places:
            yield PlacePhrase(words.text, Span(words.start, words.end), "header")


def _goes_on(line: Line, found: list[Draft]) -> bool:
    """Whether a line only counts, and names no place: "Golf rpts 2 KIA 5 WIA"."""
    plain = len(found) == 1 and found[0].rank == GUESSED and found[0].counted and not found[0].aggregate
    return plain and not (found[0].named_places() or any(head.places for head in line.heads))


def _put_right(line: Line, before: list[Line], made: list[Draft]) -> Draft | None:
    """Return the incident that a line puts right by its number: "UPDATE to serial 2: now 3 KIA"."""
    words = log_words(line.whole.language)
    meant = words.numbered.search(line.words) if words.update.search(line.words) else None
    if meant is None:
        return None
    indices = {index for other in before if other.number == meant[1] for index in other.indices}
    return next((draft for draft in made if draft.index in indices), None)


def _told_by(line: Line, before: list[Line], made: list[Draft]) -> Draft | None:
    """Return the incident that a line of counts goes on about: of the line that its unit opened, or the last."""
    names = {stretch.scan.tokens[0].text for stretch in line.stretches if stretch.scan.tokens[0].text.isalpha()}
    opened = (other for other in reversed(before) if other.whole.tokens[0].text in names)
    host = next((draft for other in opened if (draft := _first_of(other, made)) is not None), None)
    near = {index for other in before[-_REACH:] for index in other.indices}
    return host or (made[-1] if made and made[-1].index in near else None)


def _first_of(line: Line, made: list[Draft]) -> Draft | None:
    return next((draft for draft in made if draft.index in line.indices), None)


_REACH = 3
"""Lines after an attack in which its counts may still stand."""


def _as_toll(draft: Draft) -> Draft:
    draft.toll = True
    return draft
