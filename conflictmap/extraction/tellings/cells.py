"""The smallest stretches of a sentence that may tell an attack: clauses, counts without a verb, attacks of a list."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.casualties.rankedtowns import ranked_towns
from conflictmap.extraction.history.signs import is_rank, rank_in
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Context, Tag
from conflictmap.extraction.violence.means import is_specific
from conflictmap.extraction.where.loneplaces import described_next, described_row, is_log, next_bracketed

__all__ = ["cells", "explains", "likened", "listed_attacks"]


def listed_attacks(scan: Scan, mentions: list[Mention], terms: list[Term]) -> set[int]:
    """Return where an attack of a list begins: "a raid in Kut that killed two, a bombing in Hilla that killed four".

    Parameters
    ----------
    scan : Scan
    mentions : list of Mention
    terms : list of Term
    """
    starts = (_start_of(scan, term, mentions) for term in terms)
    found = {start for start in starts if start is not None}
    found.update(_times_of_violence(scan, mentions, terms), _shared_out(scan, mentions, terms))
    found.update(_worst_told(scan, mentions, terms))
    return found.union(_bracketed(scan), _described(scan), (town.cut for town in ranked_towns(scan)[1:]))


def _start_of(scan: Scan, term: Term, mentions: list[Mention]) -> int | None:
    """Return where an attack of a list begins: with its article, or with what makes it one, or the worst, of many."""
    start = term.context.start if term.context is not None and term.part == "deed" else 0
    whole = _one_of(scan, start)
    start = start - 2 if whole else _worst_of(scan, start)
    whole = whole or (term.context is not None and start < term.context.start)
    if term.refers or not _is_parted(scan, start) or not (whole or scan.syntax.tags[start] is Tag.DETERMINER):
        return None
    return start if _told_around(term, start, mentions, scan) else None


def _worst_told(scan: Scan, mentions: list[Mention], terms: list[Term]) -> Iterator[int]:
    """Yield where the worst of many is told: "killed 28, with | the deadliest attack in Kut, where bombs killed 11"."""
    comitative = scan.syntax.words.function["comitative"]
    starts = (term.context.start for term in terms if term.context is not None and _is_ranked(scan, term))
    for start in starts:
        led = scan.plays(start, "definite") and scan.word(start - 1) in comitative and scan.word(start - 2) == ","
        if led and _counted_on_both_sides(mentions, start):
            yield start


def _is_ranked(scan: Scan, term: Term) -> bool:
    """Whether a word before an attack ranks it: "the deadliest attack"."""
    start = term.context.start + 1 if term.context is not None else term.hit.start
    return rank_in(scan, start, term.hit.start) is not None


def _counted_on_both_sides(mentions: list[Mention], i: int) -> bool:
    return any(m.verb < i for m in mentions) and any(m.verb > i for m in mentions)


def _described(scan: Scan) -> Iterator[int]:
    """Yield where the second and further towns of such a row begin."""
    yield from (start for start, _ in described_row(scan)[1:] if _is_parted(scan, start))
    yield from described_next(scan)


def _bracketed(scan: Scan) -> Iterator[int]:
    """Yield where the next place of a row with counts in brackets begins: "in Kut (five dead), | Hit (two dead)"."""
    for i in range(len(scan) - 1) if "(" in scan.lows else ():
        start = next_bracketed(scan, i) if scan.word(i) == ")" else None
        if start is not None:
            yield start


def _shared_out(scan: Scan, mentions: list[Mention], terms: list[Term]) -> Iterator[int]:
    """Yield where a pronoun tells one of several attacks and what it did: "bombs, | one in Dora that killed three"."""
    told, many = _first_told(scan, terms)
    for clause in scan.syntax.clauses:
        if clause.link == "relative" and clause.start > told and _counts_in(scan, clause, mentions):
            near = range(clause.start - 2, max(_floor(scan, clause), told) - 1, -1)
            yield from (i for i in near if _is_one_more(scan, i, plural=i >= many))


def _first_told(scan: Scan, terms: list[Term]) -> tuple[int, int]:
    """Return where an attack, and where several at once, have been told."""
    ends = [(term.hit.end, term.hit.entry.inflection == "plural") for term in terms if term.asserts]
    last = len(scan)
    return min((end for end, _ in ends), default=last), min((end for end, many in ends if many), default=last)


def _floor(scan: Scan, clause: Clause) -> int:
    """Return where the last verb before a clause ends."""
    return max((group.end for group in scan.syntax.groups if group.end <= clause.start), default=0)


def _is_one_more(scan: Scan, i: int, *, plural: bool) -> bool:
    """Whether a pronoun stands for an attack: "another", and "one" after several were told."""
    words = scan.language.lists("tellings")["whole"]
    alone = scan.plays(i, "another") or (plural and scan.word(i) in words["ones"])
    follows = scan.word(i + 1) == "," or scan.at("place_prepositions", i + 1) is not None
    return alone and follows and _is_parted(scan, i)


def _counts_in(scan: Scan, clause: Clause, mentions: list[Mention]) -> bool:
    """Whether casualties are told in a clause, or by a further verb of it."""
    row = [clause, *(c for c in scan.syntax.clauses if c.link == "shared" and c.parent == clause.number)]
    return any(c.start <= mention.verb < c.end for mention in mentions for c in row)


def _times_of_violence(scan: Scan, mentions: list[Mention], terms: list[Term]) -> Iterator[int]:
    """Yield where a total is told behind one attack: "shelled Kut, opening | a day of violence that left 60 dead"."""
    for term in terms:
        if term.context is None or not _is_time(scan, term.context):
            continue
        start = scan.syntax.phrase_start(term.context.noun)
        led = any(group.end == start for group in scan.syntax.groups)
        if led and _told_before(start, terms) and _counted_behind(scan, term, mentions):
            yield start


def _is_time(scan: Scan, context: Context) -> bool:
    """Whether an attack is told as what filled a day or a night: "a night of violence"."""
    times = scan.language.lists("totals")["run"]["nouns"]
    return context.role == "noun" and context.governor in times and scan.plays(context.start - 1, "genitive")


def _told_before(start: int, terms: list[Term]) -> bool:
    return any(term.asserts and is_specific(term.hit.entry) and term.hit.end <= start for term in terms)


def _counted_behind(scan: Scan, term: Term, mentions: list[Mention]) -> bool:
    starts = (c.start for c in scan.syntax.clauses if c.link == "relative" and c.start >= term.hit.end)
    start = next(starts, len(scan))
    return any(start <= mention.verb for mention in mentions)


def _is_parted(scan: Scan, start: int) -> bool:
    joined = scan.word(start - 1) in _PARTS or scan.syntax.tags[start - 1] is Tag.COORDINATOR
    besides = scan.language.lists("tellings")["whole"]["besides"]
    return joined or " ".join(scan.lows[max(0, start - 3) : start]) in besides


_PARTS = frozenset({",", ";"})


def _one_of(scan: Scan, start: int) -> bool:
    """Whether an attack is told as one of many: "a bomb killed five, one of several attacks that left 30 dead"."""
    return (
        scan.plays(start - 1, "genitive") and scan.word(start - 2) in scan.language.lists("tellings")["whole"]["ones"]
    )


def _worst_of(scan: Scan, start: int) -> int:
    """Return where an attack is ranked among many: ", | the deadliest in a string of attacks that left 30 dead"."""
    ranks = (i for i in range(max(0, start - _RANK), start) if is_rank(scan.language, scan.word(i)))
    return next((i - 1 for i in ranks if _picks_out(scan, i)), start)


def _picks_out(scan: Scan, i: int) -> bool:
    return scan.plays(i - 1, "definite") and scan.syntax.tags[i + 1] is Tag.PREPOSITION


_RANK = 6
"""Tokens before an attack within which one is ranked among such: "the deadliest in a string of"."""


def _told_around(term: Term, start: int, mentions: list[Mention], scan: Scan) -> bool:
    """Whether people are counted before an attack, and then in a relative clause that says what it did."""
    clause = next((c for c in scan.syntax.clauses if c.link == "relative" and c.start > term.hit.end), None)
    if clause is None or any(term.hit.end <= group.start < clause.verb.start for group in scan.syntax.groups):
        return False
    return any(m.verb < start for m in mentions) and any(clause.start <= m.verb < clause.end for m in mentions)


def cells(scan: Scan, mentions: list[Mention], listed: set[int]) -> Iterator[tuple[int, int, Clause | None]]:
    """Yield the stretches between the beginnings of clauses, of counts without a verb and of listed attacks.

    Parameters
    ----------
    scan : Scan
    mentions : list of Mention
    listed : set of int
        Where the attacks of a list begin.
    """
    starts: dict[int, Clause | None] = {0: None}
    for clause in scan.syntax.clauses:
        if clause.number == 0 and clause.link != "adverbial":
            starts[0] = clause
        else:
            starts.setdefault(clause.start, clause)
    for start in _counted_apart(scan, mentions):
        starts.setdefault(start, None)
    for start in _entries(scan):
        starts.setdefault(start, None)
    for start in listed:
        starts.setdefault(start, None)
    ordered = sorted(starts)
    for start, end in zip(ordered, [*ordered[1:], len(scan)], strict=True):
        if start < end:
            yield start, end, starts[start]


def _counted_apart(scan: Scan, mentions: list[Mention]) -> Iterator[int]:
    """Yield where counts of a row begin: "five in a blast in Kut, | four men shot dead in Hit | and two in Rawa"."""
    gapped = [mention.verb for mention in mentions if mention.gapped]
    yield from gapped
    reduced = (m for m in mentions if m.construction == "reduced" and m.groups) if gapped else ()
    yield from (m.groups[0].start for m in reduced if _follows_gapped(scan, m, gapped))


def _follows_gapped(scan: Scan, mention: Mention, gapped: list[int]) -> bool:
    """Whether a count is joined to one without a verb that stands before it in its clause."""
    start = mention.groups[0].start
    clause = scan.syntax.clause_at(mention.verb)
    return clause is not None and _is_parted(scan, start) and any(clause.start <= verb < start for verb in gapped)


def _entries(scan: Scan) -> list[int]:
    """Return where the entries of a line begin that has no verb: "Kut, car bomb, seven dead; Hilla, mine, two dead"."""
    if ";" not in scan.lows or not is_log(scan):
        return []
    return [i + 1 for i in range(len(scan) - 1) if scan.word(i) == ";"]


def explains(scan: Scan, clause: Clause) -> bool:
    """Whether a clause says what had struck the thing just told of: "; jets had hit it", "; it had been bombed".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    things = scan.language.lists("tellings")["pronouns"]["things"]
    if not clause.verb.past_perfect:
        return False
    struck = clause.verb.passive and scan.word(clause.verb.start - 1) in things
    return struck or not things.isdisjoint(scan.lows[clause.verb.end : clause.verb.end + 2])


def likened(scan: Scan, term: Term) -> bool:
    """Whether an attack is only like the one told before: "in a similar attack close by".

    Parameters
    ----------
    scan : Scan
    term : Term
    """
    alike = scan.language.lists("tellings")["new"]["alike"]
    return scan.word(term.hit.start - 1) in alike and not term.refers
