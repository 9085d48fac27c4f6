"""One sentence at a time: from the findings of the grammar to drafts of incidents."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from conflictmap.extraction.attacks.classification import decide
from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.discourse.anaphora import read_people
from conflictmap.extraction.discourse.context import Loose, Read, Stretch, carried, remember, remember_taken, span
from conflictmap.extraction.discourse.countedbefore import is_counted_before
from conflictmap.extraction.drafting.findings import findings
from conflictmap.extraction.drafting.owndates import dates_told
from conflictmap.extraction.drafting.participants import find_perpetrator
from conflictmap.extraction.drafting.placement import described, homes_of, places_of
from conflictmap.extraction.drafting.rankedrows import as_the_first
from conflictmap.extraction.drafting.signals import mark
from conflictmap.extraction.drafting.targets import find_target
from conflictmap.extraction.drafts import GUESSED, Draft, Tally
from conflictmap.extraction.factuality.assertion import Factuality
from conflictmap.extraction.history.anchoring import days_before, past
from conflictmap.extraction.nonevents.accidents import goes_on, tells_accident
from conflictmap.extraction.nonevents.comparisons import ranked_among
from conflictmap.extraction.nonevents.generalities import is_general
from conflictmap.extraction.nonevents.hearings import old_dates
from conflictmap.extraction.nonevents.surmises import only_at_first, presumed
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.tellings.sharedcounts import share_count
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.tellings.tellingcuts import find_tellings
from conflictmap.extraction.totals.countsovertime import is_statistic
from conflictmap.extraction.totals.tallies import attacks, count, share_out
from conflictmap.extraction.violence.means import family, is_firm
from conflictmap.extraction.where.placephrases import PlaceHit, find_places
from conflictmap.language import Hit, Language
from conflictmap.model import Evidence, PlacePhrase, Span

__all__ = ["read_stretch"]


def read_stretch(read: Read, stretch: Stretch, text: str) -> list[Draft]:
    """Return the drafts of one sentence, and remember the places it names.

    Parameters
    ----------
    read : Read
        State of the report; its list of names grows.
    stretch : Stretch
    text : str
        The folded part of the report that the offsets point into.
    """
    scan = stretch.scan
    places = [place for place in find_places(scan) if not described(scan, place)]
    dates = read.dates(stretch.where, text, scan.offset(0), scan.stop(len(scan)))
    mentions, terms = _asserted(read, stretch, places, dates)
    ranked = ranked_among(scan, mentions, terms, known=read.told[0] >= 0 or stretch.index > read.opening)
    terms = [term for term in terms if term.hit.start not in ranked]
    places = _within_reach(read, stretch, places, ranked)
    mentions = _with_people(read, stretch, mentions)
    drafts = _told(read, stretch, mentions, terms, places, _outside(read, stretch, dates, ranked))
    for mention in mentions:
        read.people.told(mention, stretch.index)
    for draft in drafts:
        if read.told != (draft.paragraph, draft.item):
            _take_loose(read, draft)
        read.told, read.counted = (draft.paragraph, draft.item), frozenset(draft.tallies)
    read.loose = _loose(stretch, terms) if terms and not drafts else None
    return drafts


def _asserted(
    read: Read, stretch: Stretch, places: list[PlaceHit], dates: list[DateMention]
) -> tuple[list[Mention], list[Term]]:
    """Return the casualties and the words of violence that a sentence asserts, or takes for known, of an attack."""
    scan = stretch.scan
    asked = stretch.where == "text" and scan.word(len(scan) - 1) == "?"
    mentions, terms = ([], presumed(scan)) if asked else findings(read, stretch, places, dates)
    if read.told[0] < 0 and not terms:  # in hospital for whatever reason
        mentions = [m for m in mentions if m.traits.isdisjoint(_ATTACK_TOLD)]
    elif read.told[0] >= 0 and only_at_first(scan, places):
        mentions = [m for m in mentions if read.people.is_new(m)]
        terms = terms if mentions else []
    return ([], []) if _of_accident(read, stretch, mentions, terms, places) else (mentions, terms)


_ATTACK_TOLD = frozenset({"counted_only", "of_attack_told"})
"""Traits of those who are hurt by whatever it was, unless an attack is told."""


def _within_reach(read: Read, stretch: Stretch, places: list[PlaceHit], ranked: range) -> list[PlaceHit]:
    """Return the places of a sentence, not those where it ranks an attack, nor that of the court that tries one."""
    crime = read.tried[1] if read.tried[0] == stretch.index else 0
    return [place for place in places if place.start not in ranked and place.start >= crime]


def _outside(read: Read, stretch: Stretch, dates: list[DateMention], ranked: range) -> list[DateMention]:
    """Return the dates of a sentence, not those since when it ranks an attack, nor of the court that tries one."""
    scan = stretch.scan
    if read.tried[0] == stretch.index:
        return old_dates(dates, read.anchor.day, scan.language)
    left, right = (scan.offset(ranked.start), scan.stop(ranked.stop)) if ranked else (0, 0)
    return [date for date in dates if date.kind == "day" or not left <= date.start < right]


def _of_accident(
    read: Read, stretch: Stretch, mentions: list[Mention], terms: list[Term], places: list[PlaceHit]
) -> bool:
    """Whether a sentence only goes on with the accident of the one before, and so may the next."""
    before, read.before = read.before, stretch
    if before is None or stretch.where != "text" or stretch.paragraph - before.paragraph > 1:
        return False
    if not goes_on(stretch.scan, mentions, terms, places):
        return False
    known = read.harmless == before.index or tells_accident(before.scan)
    read.harmless = stretch.index if known else read.harmless
    return known


def _with_people(read: Read, stretch: Stretch, mentions: list[Mention]) -> list[Mention]:
    """Give "the soldiers", "them" the numbers they were introduced with, and introduce the people of the sentence."""
    scan = stretch.scan
    people = read_people(scan)
    known = [read.people.resolve(scan, m, [g for g in people if g.end <= m.start or g.end <= m.verb]) for m in mentions]
    read.people.introduce(people)
    read.people.numbered |= {(g.low, g.high): span(stretch, scan, g.start, g.end) for g in people if (g.low or 0) > 1}
    return [_if_hurt_before(read, stretch, mention) for mention in known]


def _if_hurt_before(read: Read, stretch: Stretch, mention: Mention) -> Mention:
    """Mark those who died of whom the sentence before told that they were hurt."""
    hurt = read.people.are_of_hurt(stretch.scan, mention, stretch.index)
    return replace(mention, of_wounded=True) if hurt else mention


def _told(
    read: Read,
    stretch: Stretch,
    mentions: list[Mention],
    terms: list[Term],
    places: list[PlaceHit],
    dates: list[DateMention],
) -> list[Draft]:
    """Return the drafts of a sentence, telling by telling, and remember its places as they come."""
    scan = stretch.scan
    if not mentions and not terms:
        remember(read, stretch, places)
        return []
    drafts: list[Draft] = []
    segments = find_tellings(scan, mentions, terms, places)
    for segment, following in zip_longest(segments, segments[1:]):
        made = _drafts(read, stretch, segment, dates)
        made = as_the_first(drafts[-1:], made, segment)
        if len(made) == 1 and following is not None and _shares_doers(segment, following):
            made[0].attacks = 1  # "Car bombs killed six in Kut and two in Hilla"
        drafts.extend(made)
        remember(read, stretch, segment.places)
        for draft in made:
            remember_taken(read, stretch, draft.places)
    return drafts


def _shares_doers(segment: Telling, following: Telling) -> bool:
    """Whether the next attack of a sentence is told by the subject of this one, each with a count and a place."""
    if not (segment.own_place() and following.own_place() and segment.mentions and following.mentions):
        return False
    clause, gapped = following.clause, following.mentions[0].gapped
    return gapped or (clause is not None and clause.link == "shared")


def _loose(stretch: Stretch, terms: list[Term]) -> Loose | None:
    scan = stretch.scan
    real = [term for term in terms if term.real]
    if not real or any(hit.entry.value == "claim" for hit in scan.all("cancel")):
        return None
    kind, best, _ = decide(scan, 0, len(scan), real, [])
    return Loose(stretch, kind, best.entry if best else None, frozenset({family(kind)} - {""}))


def _take_loose(read: Read, draft: Draft) -> None:
    loose = read.loose
    if loose is None or loose.best is None or draft.rank > GUESSED or draft.index - loose.stretch.index > 1:
        return
    beside = (loose.stretch.paragraph, loose.stretch.item) == (draft.paragraph, draft.item)
    if beside and is_firm(loose.best):
        draft.kind, draft.rank, draft.traits = loose.kind, loose.best.rank, loose.best.traits
        draft.families = set(loose.families)


def _todays(scan: Scan, start: int, mentions: list[Mention]) -> list[Mention]:
    """Drop casualties told as history beside those of today; alone they stay, and the draft is marked."""
    old = [m for m in mentions if m.low != 0 and past(scan, start, m, None) is not None]
    todays = [m for m in mentions if m not in old]
    one = any(_share_subject(scan, a, b) for a in old for b in todays)  # "a bomb that killed six and wounded nine"
    return todays if todays and not one else mentions


def _share_subject(scan: Scan, mention: Mention, following: Mention) -> bool:
    """Whether the second of two casualties is told by a further verb of the clause of the first."""
    shared = scan.syntax.clause_at(following.verb)
    clause = scan.syntax.parent(shared) if shared is not None and shared.link == "shared" else None
    return clause is not None and clause.verb.start <= mention.verb < clause.verb.end


def _all_history(scan: Scan, start: int, mentions: list[Mention], loud: list[Hit]) -> bool:
    """Whether every casualty is history but an attack before it is not ("fought in a town where captives had died")."""
    if not mentions or any(m.low == 0 or past(scan, start, m, None) is None for m in mentions):
        return False
    return any(hit.start < mentions[0].verb and past(scan, start, None, hit) is None for hit in loud)


def _drafts(read: Read, stretch: Stretch, segment: Telling, dates: list[DateMention]) -> list[Draft]:
    scan, hits = segment.scan, segment.kinds
    loud = _asserting(segment, hits)
    mentions = _counted(read, stretch, segment, loud)
    here = dates_told(segment, dates)
    if not (mentions or loud) or _at_large(read, stretch, segment, mentions, here):
        return []
    parts = [term for term in segment.terms if term.hit in hits]
    kind, best, rule = decide(scan, segment.start, segment.end, parts, mentions)
    draft = _begun(stretch, segment, kind, best)
    count(draft, scan, mentions, read.people)
    draft.dates = [date for date in here if not date.ancient]  # "in a church built 800 years ago"
    draft.attacks = attacks(scan, segment.start, segment.end, hits, kind)
    mark(draft, segment, mentions, best, read.anchor.day)
    draft.background = draft.background or _known_before(scan, segment, mentions) or read.tried[0] == stretch.index
    _take_adjective(draft, scan, loud)
    _take_places(draft, read, stretch, segment, mentions, _loudest(loud, best))
    _take_participants(draft, stretch, segment, mentions)
    _take_evidence(draft, read, stretch, mentions, best, rule)
    alone = stretch.where == "title" and read.report.text.strip()
    return [draft] if alone else share_count(draft, segment)


def _asserting(segment: Telling, hits: list[Hit]) -> list[Hit]:
    """Return the words of kinds that assert an attack."""
    return [term.hit for term in segment.terms if term.asserts and term.hit in hits]


def _at_large(
    read: Read, stretch: Stretch, segment: Telling, mentions: list[Mention], dates: list[DateMention]
) -> bool:
    """Whether a telling is a statistic or says what goes on; a headline tells news in the present."""
    if is_statistic(segment, mentions, dates):
        return True
    if stretch.where != "text":
        return False
    general = is_general(segment, mentions, dates, read.anchor.day) or _sums_it_up(read, stretch, segment, mentions)
    read.at_large = stretch.index if general else read.at_large
    return general


def _sums_it_up(read: Read, stretch: Stretch, segment: Telling, mentions: list[Mention]) -> bool:
    """Whether a guess is of what goes on at large: "Jets have been bombing Kut. The strikes have killed scores"."""
    known = any(term.refers and term.real for term in segment.terms)
    return known and stretch.index - read.at_large == 1 and bool(mentions) and all(m.vague for m in mentions)


def _counted(read: Read, stretch: Stretch, segment: Telling, loud: list[Hit]) -> list[Mention]:
    """Return the casualties of a telling that are of today and were not counted before."""
    scan, start = segment.scan, segment.start
    mentions = [m for m in segment.mentions if not m.intended]
    mentions = [m for m in mentions if not is_counted_before(read, stretch, m, mentions)]
    mentions = _todays(scan, start, mentions)
    mentions = [m for m in mentions if not days_before(scan, m, loud)]
    return [] if loud and _all_history(scan, start, mentions, loud) else mentions


def _loudest(loud: list[Hit], best: Hit | None) -> Hit | None:
    """Return the word beside which the place stands: that of the kind if it asserts an attack, else one that does."""
    return best if not loud or best in loud else max(loud, key=lambda hit: hit.entry.rank)


def _begun(stretch: Stretch, segment: Telling, kind: str, best: Hit | None) -> Draft:
    """Return the draft of a telling with nothing in it yet but its kind and where it stands."""
    scan = segment.scan
    return Draft(
        stretch.where,
        stretch.index,
        stretch.paragraph,
        stretch.item,
        segment.start,
        segment.end,
        kind,
        best.entry.rank if best is not None else scan.language.told_by_outcome.get(kind, GUESSED),
        set(segment.families()),
        sentence=Span(scan.offset(0), scan.stop(len(scan)), stretch.where),
        traits=best.entry.traits if best is not None else frozenset(),
        vacant=_vacant_words(scan.language),
        lists=scan.language.lists("coreference"),
        heading=not scan.syntax.groups,
        entry=stretch.entry,
    )


@lru_cache(maxsize=8)
def _vacant_words(language: Language) -> frozenset[str]:
    """Return the words of a place that tell it from no other."""
    general: frozenset[str] = language.lists("coreference")["general"]["words"]
    return general | language.grammar.country_names


def _take_adjective(draft: Draft, scan: Scan, loud: list[Hit]) -> None:
    """Count somebody dead in "a deadly blast" that says no more."""
    deadly = scan.language.lists("drafting")["deadly"]["adjectives"]
    if not loud or draft.background or draft.tallies.get("killed") is not None:
        return
    if not deadly.isdisjoint(scan.lows[draft.start : draft.end]):
        draft.tallies["killed"] = Tally(1, None, vague=True)


def _take_places(
    draft: Draft, read: Read, stretch: Stretch, segment: Telling, mentions: list[Mention], best: Hit | None
) -> None:
    """Note where it was: the places of the telling, and those of earlier sentences that may hold still."""
    scan, lists = segment.scan, segment.scan.language.lists
    draft.places = places_of(read, stretch, segment, mentions, best)
    pointing = lists("coreference")["pointing"]["phrases"]
    draft.seat = read.seat
    draft.points = any(place.text.lower() in pointing for place in draft.places[:1])
    share_out(read, draft)
    apart = lists("drafting")["apart"]["words"] & set(scan.lows[segment.start : segment.end])
    draft.carried = [] if apart and not draft.places else carried(read, stretch)
    draft.carried += homes_of(read, stretch, segment, mentions)
    _take_land(draft, read, stretch)


def _take_land(draft: Draft, read: Read, stretch: Stretch) -> None:
    """Give a total over the whole country that names no place the words that say so: "across the country"."""
    if _is_tally(draft):
        draft.carried, draft.of_land = [], True
    land = next((item.span for item in draft.evidence if item.rule == "aggregate.country"), None)
    if land is None or not draft.counted:
        return
    if not any(_is_apart(stretch.scan, place, land) for place in draft.named_places()):
        words = read.report.part(stretch.where)[land.start : land.end]
        draft.places, draft.carried, draft.of_land = [PlacePhrase(words, land, "clause")], [], True


_MANY = 100
"""Dead from which on a count over weeks that names no place is not of the town told last."""


def _is_tally(draft: Draft) -> bool:
    """Whether a draft counts the dead of weeks, and names no place: "more than 600 were killed in July alone"."""
    return draft.over_days and not draft.named_places() and any(t.number >= _MANY for t in draft.tallies.values())


def _is_apart(scan: Scan, place: PlacePhrase, land: Span) -> bool:
    """Whether a place is none of the words for the land, nor where a relative clause says what else there was."""
    if place.span is None or land.start <= place.span.start < land.end:
        return place.span is None
    return place.span.start < land.start or not _in_relative_at(scan, place.span.start)


def _in_relative_at(scan: Scan, offset: int) -> bool:
    at = next((i for i in range(len(scan)) if scan.offset(i) >= offset), 0)
    clause = scan.syntax.clause_at(at)
    while clause is not None and clause.link in {"coordinate", "shared"}:
        clause = scan.syntax.parent(clause)
    return clause is not None and clause.link == "relative"


def _take_evidence(
    draft: Draft, read: Read, stretch: Stretch, mentions: list[Mention], best: Hit | None, rule: str
) -> None:
    """Note which words gave the kind and the counts, and which earlier ones gave "they" and "their bodies" a number."""
    at = (best.start, best.end) if best is not None else _verb_span(mentions)
    draft.evidence.append(Evidence("kind", rule, span(stretch, stretch.scan, *at)))
    for mention in mentions:
        words = span(stretch, stretch.scan, mention.start, mention.end)
        draft.evidence.append(Evidence(mention.outcome, mention.rule, words))
        numbered = read.people.numbered_at(mention)
        if numbered is not None and (numbered.start < words.start or numbered.field != words.field):
            draft.evidence.append(Evidence(mention.outcome, mention.rule, numbered))


def _take_participants(draft: Draft, stretch: Stretch, segment: Telling, mentions: list[Mention]) -> None:
    """Note who did it and what it was aimed at, each with its evidence."""
    scan, start, end, terms = segment.scan, segment.start, segment.end, segment.terms
    doer = find_perpetrator(scan, start, end, mentions, terms)
    target = find_target(scan, start, end, terms)
    if doer is not None:
        draft.perpetrator = doer.actor
        draft.evidence.append(Evidence("perpetrator", doer.rule, span(stretch, scan, doer.start, doer.end)))
    if target is not None:
        draft.target = target.actor
        draft.evidence.append(Evidence("target", target.rule, span(stretch, scan, target.start, target.end)))


def _known_before(scan: Scan, segment: Telling, mentions: list[Mention]) -> bool:
    """Whether the casualties are told to say which attack is meant: "linked to an attack that killed four"."""
    counted = [m for m in mentions if m.low != 0]
    if not counted or _part_of_total(counted) or _all_claimed(scan, segment):
        return False
    first = min(m.verb for m in counted)
    told = any(term.real and term.hit.start < first for term in segment.terms)
    return not told and all(_in_relative(scan, m.verb) for m in counted)


def _all_claimed(scan: Scan, segment: Telling) -> bool:
    """Whether all that somebody is charged with is claimed, and new to the reader."""
    charged = (term for term in segment.terms if term.factuality is Factuality.CHARGED)
    return all(_newly_claimed(scan, term) for term in charged)


def _part_of_total(mentions: list[Mention]) -> bool:
    return any(mention.apart for mention in mentions)


def _newly_claimed(scan: Scan, term: Term) -> bool:
    """Whether somebody claims an attack that is new to the reader: "claimed credit for a bombing that killed ten"."""
    context = term.context
    nouns = scan.language.lists("history")["claimed"]["nouns"]
    return context is not None and context.governor in nouns and context.determiner in scan.grammar.articles


def _in_relative(scan: Scan, i: int) -> bool:
    """Whether a verb only says which attack is meant: "an attack that killed four and wounded six"."""
    clause = scan.syntax.clause_at(i)
    while clause is not None and clause.link == "shared":
        clause = scan.syntax.parent(clause)
    return (
        clause is not None
        and clause.marker in scan.language.lists("drafting")["relative"]["markers"]
        and clause.link in {"relative", "complement"}
        and clause.subject[1] > 0
    )


def _verb_span(mentions: list[Mention]) -> tuple[int, int]:
    return (mentions[0].verb, mentions[0].verb + 1) if mentions else (0, 1)
