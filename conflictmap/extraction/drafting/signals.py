"""What kind of telling a draft is: a total, history, a claim, a new attack, a word about the last one."""

from __future__ import annotations

from datetime import date
from functools import reduce

from conflictmap.codebook import kinds_with
from conflictmap.extraction.attacks.happenings import is_definite
from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.casualties.admissions import hospital_has
from conflictmap.extraction.discourse.anaphora import dies_later, points_back
from conflictmap.extraction.drafting.historysigns import mark_history, span_of
from conflictmap.extraction.drafting.twodays import on_two_days, singles_out
from conflictmap.extraction.drafts import Draft, Tally, tally_of
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag
from conflictmap.extraction.tellings.telling import Telling, in_further_clause
from conflictmap.extraction.tellings.tellingtimes import days_apart
from conflictmap.extraction.totals.oneofmany import Reach, counted_over, counted_with
from conflictmap.extraction.totals.severalattacks import picks_worst, sums_up, total_sign
from conflictmap.extraction.totals.tallies import past_besides
from conflictmap.extraction.violence.means import is_event, is_means
from conflictmap.language import Hit

__all__ = ["mark"]


def mark(draft: Draft, segment: Telling, mentions: list[Mention], best: Hit | None, today: date | None) -> None:
    """Note what kind of telling a draft is: new or about the last attack, a claim, history, a total.

    Parameters
    ----------
    draft : Draft
        Its dates and its number of attacks are read already.
    segment : Telling
    mentions : list of Mention
    best : Hit or None
        The word that gave the kind.
    today : datetime.date or None
        The day the report speaks from.
    """
    _mark_newness(draft, segment, mentions)
    _mark_means(draft, segment)
    _mark_casualties(draft, segment.scan, segment.start, mentions, segment.terms)
    _mark_words(draft, segment, mentions)
    main = _main(segment.scan, mentions)
    mark_history(draft, segment, main, best, today)
    sign = total_sign(segment, mentions, draft.dates, draft.attacks)
    if sign is not None:
        draft.aggregate = True
        draft.mark("aggregate", sign.rule, span_of(segment.scan, sign, draft.where))
    draft.ordinal = _ordinal(segment.scan, segment.start)
    draft.twice, draft.singled = on_two_days(segment), singles_out(segment)


def _main(scan: Scan, mentions: list[Mention]) -> Mention | None:
    """Return the first count that is news, and does not only say who those are."""
    told = [mention for mention in mentions if mention.low != 0]
    return next((mention for mention in told if not _only_describes(scan, mention)), next(iter(told), None))


def _only_describes(scan: Scan, mention: Mention) -> bool:
    """Whether a participle only says who those are that the sentence tells of: "truckers | kidnapped in May | were"."""
    clause = scan.syntax.clause_at(mention.verb)
    return clause is not None and clause.link == "reduced" and mention.outcome == "abducted"


def _mark_newness(draft: Draft, segment: Telling, mentions: list[Mention]) -> None:
    """Note whether an attack is set apart from those told before, or points back to one."""
    scan, start, end = segment.scan, segment.start, segment.end
    another = any(_is_another(scan, term) for term in segment.terms)
    draft.another = another
    draft.new = segment.new or another or _opens_new(scan, start, end, mentions)
    draft.leads = scan.has("reference", start, start + 2)
    if _is_field(scan, start, "means"):
        draft.rank += _STATED
    points_back = scan.has("reference", start, end) or any(map(_refers, segment.terms))
    draft.refers = _is_field(scan, start, "labels") or (not another and points_back)
    _mark_terms(draft, segment)
    draft.aside = days_apart(segment)
    draft.later = _is_later(draft, segment)
    draft.elliptic = _stands_for_one(scan, start, end)
    if draft.elliptic and any(place.named for place in segment.places):
        draft.new, draft.refers = True, False  # "Two of them hit a farm in Dujail"


def _stands_for_one(scan: Scan, start: int, end: int) -> bool:
    """Whether a number alone is the subject that does it: "One fell short and exploded", "Two of them hit a farm"."""
    clause = next((c for c in scan.syntax.clauses if start <= c.verb.start < end), None)
    if clause is None or clause.verb.passive or clause.subject[0] < start:
        return False
    told = scan.lows[slice(*clause.subject)]
    first = next((i for i, word in enumerate(told) if word not in _words_of_one(scan, "before")), 0)
    ones = _words_of_one(scan, "ones")
    alone = " ".join(told[first + 1 :]) in {"", *_words_of_one(scan, "whole")}
    return alone and not ones.isdisjoint(told[first : first + 1])


def _words_of_one(scan: Scan, name: str) -> frozenset[str]:
    return scan.language.lists("signals")["one_of_them"][name]


def _mark_terms(draft: Draft, segment: Telling) -> None:
    """Note whether a word of violence is definite, and whether one asserts an attack of its own."""
    contexts = (term.context for term in segment.terms)
    draft.definite = any(context is not None and is_definite(segment.scan, context) for context in contexts)
    draft.own = any(term.asserts and not term.refers for term in segment.terms)


def _opens_later(scan: Scan, start: int) -> bool:
    return scan.word(start) in scan.language.lists("signals")["openings"]["later"]


def _is_later(draft: Draft, segment: Telling) -> bool:
    """Whether an attack is told to have come after those told before."""
    opens = draft.own and _opens_later(segment.scan, segment.start)
    return opens or any(_came_later(segment.scan, term) for term in segment.terms)


def _came_later(scan: Scan, term: Term) -> bool:
    """Whether an attack is told as one that came after: "a later car bomb in the same town"."""
    if term.context is None or not term.real or term.refers:
        return False
    told = scan.lows[term.context.start : term.hit.start]
    return not scan.language.lists("signals")["openings"]["later"].isdisjoint(told)


_STATED = 100
"""What a field for the means adds to the rank of its kind: it was asked for."""


def _is_field(scan: Scan, start: int, labels: str) -> bool:
    """Whether a stretch is a field of the entry before it: "Means: shooting"."""
    return scan.word(start + 1) == ":" and scan.word(start) in scan.language.lists("signals")["fields"][labels]


def _refers(term: Term) -> bool:
    return term.refers and term.real and is_event(term.hit.entry)


def _is_another(scan: Scan, term: Term) -> bool:
    """Whether an attack is told as one more: "as mourners buried the victims of the blast, another bomb went off"."""
    if not term.asserts or term.context is None or term.context.role not in _ACTS:
        return False
    weak = scan.language.lists("signals")["new"]["weak"]
    return any(scan.word(hit.start) not in weak for hit in scan.inside("new", term.context.start, term.hit.start))


_ACTS = frozenset({"subject", "patient", "alone"})


def _opens_new(scan: Scan, start: int, end: int, mentions: list[Mention]) -> bool:
    """Whether a word near the opening says that the attack is another one, not that more people were hurt."""
    weak = scan.language.lists("signals")["new"]["weak"]
    people = [group for mention in mentions for group in mention.groups]
    return any(
        hit.start - start <= 4
        and scan.word(hit.start) not in weak
        and not _besides_attackers(scan, hit)
        and (hit.start == start or not in_further_clause(scan, start, hit))
        and not any(group.start <= hit.start < group.end for group in people)
        for hit in scan.inside("new", start, end)
    )


def _besides_attackers(scan: Scan, hit: Hit) -> bool:
    """Whether what is told comes on top of the dead attackers: "In addition to the two bombers, nine were killed"."""
    besides = past_besides(scan, hit.start, len(scan))
    return bool(besides) and not scan.grammar.attackers.isdisjoint(scan.lows[hit.end : hit.end + _NAMED])


_NAMED = 5
"""Tokens behind "in addition" within which the attackers are named."""


def _mark_means(draft: Draft, segment: Telling) -> None:
    """Note what the words of violence say of the means."""
    opening = segment.scan.lows[segment.start : segment.start + 12]
    like = segment.scan.language.lists("signals")["like"]
    entries = [hit.entry for hit in segment.kinds]
    draft.several = any(entry.inflection == "plural" for entry in entries)
    draft.diffuse = _diffuse(segment)
    draft.suicide = any(entry.value in kinds_with("suicide") for entry in entries)
    draft.likewise = any(_in_like_manner(segment.scan, term) for term in segment.terms)
    draft.similar = not like["words"].isdisjoint(opening)
    draft.unnamed = not like["unnamed"].isdisjoint(opening) or not any(map(is_means, entries))


def _in_like_manner(scan: Scan, term: Term) -> bool:
    """Whether an attack without a means of its own is told as done like the one before."""
    if term.context is None or not term.asserts or "general" not in term.hit.entry.traits:
        return False
    like = scan.language.lists("signals")["like"]["unnamed"]
    return not like.isdisjoint(scan.lows[term.context.start : term.hit.start])


def _mark_casualties(draft: Draft, scan: Scan, start: int, mentions: list[Mention], terms: list[Term]) -> None:
    """Note how the casualties are told: as a toll, as more than were told, of people known."""
    draft.gapped = any(mention.gapped for mention in mentions)
    draft.included = any(mention.included for mention in mentions)
    draft.more = any(mention.more and not _more_than_here(mention, mentions) for mention in mentions)
    draft.toll = any(mention.toll for mention in mentions)
    draft.newer = any(_is_newer(scan, mention) for mention in mentions)
    draft.raises = any(_is_raised(scan, mention) for mention in mentions)
    draft.adds = bool(mentions) and _adds_to_it(scan, start) and not _by_means(mentions, terms)
    draft.worst = picks_worst(scan, start)
    _mark_people(draft, scan, mentions, terms)


def _mark_people(draft: Draft, scan: Scan, mentions: list[Mention], terms: list[Term]) -> None:
    """Note whether those who came to harm are people told before, some of them, or with them."""
    draft.known = points_back(scan, mentions)
    draft.some = _some_of_them(scan, mentions) or any(_of_those(scan, term) for term in terms)
    draft.dies = _died_since(scan, mentions, known=draft.known)
    draft.alongside = any(_is_beside(scan, mention, refers=draft.refers) for mention in mentions)


def _is_beside(scan: Scan, mention: Mention, *, refers: bool) -> bool:
    """Whether people came to harm where somebody told before did: "died alongside him", "his son died in the blast"."""
    if mention.low == 0 or mention.outcome == "abducted":
        return False
    beside = scan.language.lists("signals")["beside"]["words"]
    near = range(mention.end, min(mention.end + _BESIDE, len(scan) - 1))
    told = any(scan.word(i) in beside and scan.plays(i + 1, "object_pronouns", "object_possessives") for i in near)
    return told or (refers and any(group.form == "possessive" for group in mention.groups[:1]))


_BESIDE = 3
"""Tokens behind a verb within which "with him" stands."""


def _adds_to_it(scan: Scan, start: int) -> bool:
    """Whether a stretch opens with a word for "besides" and tells no means: "In addition, three men were seized"."""
    opens = scan.language.lists("signals")["openings"]["on_top"]
    told = not opens.isdisjoint({scan.word(start), " ".join(scan.lows[start : start + 2])})
    return told and not _besides_what(scan, start)


def _besides_what(scan: Scan, start: int) -> bool:
    """Whether a stretch says on top of what it comes: "in addition | to the bombers"."""
    return scan.syntax.tags[start + 2] is Tag.PREPOSITION if start + 2 < len(scan) else False


def _by_means(mentions: list[Mention], terms: list[Term]) -> bool:
    """Whether a weapon is named, or somebody armed who is none of those whom it befell."""
    groups = [group for mention in mentions for group in mention.groups]
    named = (term.hit for term in terms if term.real and is_means(term.hit.entry))
    return any(not any(group.start <= hit.start < group.end for group in groups) for hit in named)


def _died_since(scan: Scan, mentions: list[Mention], *, known: bool) -> Tally | None:
    """Return those who have died of what was told before, and not the toll that they raise."""
    if not (known and dies_later(scan, mentions)) and not any(mention.of_wounded for mention in mentions):
        return None
    dead = [mention for mention in mentions if mention.outcome == "killed" and not mention.toll]
    return reduce(Tally.plus, dead[1:], tally_of(dead[0])) if dead else None


def _is_newer(scan: Scan, mention: Mention) -> bool:
    """Whether a count is told as that of the hour: "medics now say 18 killed", "now nine dead"."""
    exact = bool(mention.low) and not mention.vague and {group.form for group in mention.groups} <= _EXACT
    words = scan.language.lists("signals")["figures"]["newer"]
    return exact and not words.isdisjoint(scan.lows[max(0, mention.start - _AHEAD) : mention.start])


_EXACT = frozenset({"number", "counted"})
_AHEAD = 3
"""Tokens before a count within which a word says that it is new."""


def _is_raised(scan: Scan, mention: Mention) -> bool:
    return mention.toll and scan.syntax.context(mention.verb).role == "object"


def _more_than_here(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether people are more than those just told: "15 were killed and three others died later"."""
    return any(m.outcome == mention.outcome and not m.more and m.low and m.verb < mention.verb for m in mentions)


def _is_had(scan: Scan, start: int, end: int) -> bool:
    """Whether a hospital is told to have somebody."""
    return any(hospital_has(scan, clause) for clause in scan.syntax.clauses_in(start, end))


def _mark_words(draft: Draft, segment: Telling, mentions: list[Mention]) -> None:
    """Note single words that tell what a stretch is for."""
    scan, start, end = segment.scan, segment.start, segment.end
    had = _is_had(scan, start, end)
    _mark_rescue(draft, scan, start, end)
    draft.received = draft.received or had
    draft.pronoun = _by_pronoun(scan, start)
    draft.owned = scan.syntax.tags[start] is Tag.POSSESSIVE or scan.plays(start, "object_possessives")
    few = bool(mentions) and draft.kind != "body_found"
    draft.witnessed = _in_own_words(scan, "pronouns" if few else "speakers", pronoun=draft.pronoun)
    draft.sums = bool(mentions) and sums_up(scan, start, end)
    draft.over = _over(scan, start, end, mentions)
    draft.claim = not mentions and _only_claimed(segment)
    draft.definite_body = any(_of_one_known(scan, hit) for hit in scan.inside("body", start, end))
    draft.ascribed = had or any(_says_before(scan, start, mention) for mention in mentions[:1])
    draft.then = _opens_then(scan, start, end)
    draft.sourced = scan.has("said", start, end) or _is_attributed(scan, start)


def _mark_rescue(draft: Draft, scan: Scan, start: int, end: int) -> None:
    """Note whether those are told of who come after an attack, and what they bring in or dig out."""
    received, told = scan.language.lists("signals")["received"], scan.lows[start:end]
    draft.rescued = not received["rescuers"].isdisjoint(told)
    draft.received = draft.rescued or not (received["verbs"] | received["wreck"]).isdisjoint(told)


def _over(scan: Scan, start: int, end: int, mentions: list[Mention]) -> Reach | None:
    """Return over how many attacks a stretch counts, if over more than its own."""
    if not any(mention.low for mention in mentions):
        return None
    with_it = counted_with(scan, mentions)
    return with_it if with_it is not None else counted_over(scan, start, end)


def _says_before(scan: Scan, start: int, mention: Mention) -> bool:
    """Whether somebody is said to say it before it is told, and not only at first."""
    first = min(mention.start, mention.verb)
    if not scan.language.lists("casualties")["function"]["provisional"].isdisjoint(scan.lows[start:first]):
        return False
    return any(start <= hit.start < first for hit in scan.all("said"))


_OPENING = 6
"""Tokens at the head of a stretch among which "then" stands."""


def _opens_then(scan: Scan, start: int, end: int) -> bool:
    """Whether a stretch opens with what was done next: "The gunmen then stormed the house"."""
    last = min(end, start + _OPENING)
    return not scan.language.lists("tellings")["ties"]["then"].isdisjoint(scan.lows[start:last])


_LABEL = 4
"""Most tokens of the name of a source before its colon."""


def _is_attributed(scan: Scan, start: int) -> bool:
    """Whether the name of a source stands before a figure: "Hospitals: 13 killed"."""
    end = next((i for i in range(start + 1, min(start + _LABEL, len(scan) - 1)) if scan.word(i) == ":"), start)
    named = all(scan.syntax.tags[i] in NOUNS for i in range(start, end))
    return end > start and named and scan.syntax.tags[end + 1] is Tag.NUMBER


def _ordinal(scan: Scan, start: int) -> int:
    """Return which of two told before a stretch opens with ("the first", "one"; "the second"), 0 if it does not."""
    openings = scan.language.lists("signals")["openings"]
    told = {scan.word(start), " ".join(scan.lows[start : start + 2])}
    if not openings["first"].isdisjoint(told):
        return 1
    return 0 if openings["second"].isdisjoint(told) else 2


def _diffuse(segment: Telling) -> bool:
    """Whether no single attack is told but many, or violence at large: "Bloodshed persisted around the country"."""
    told = [term for term in segment.terms if term.asserts]
    return bool(told) and all(
        segment.scan.syntax.tags[term.hit.end - 1] is Tag.PLURAL
        or (term.context is not None and term.context.role == "subject" and not term.context.determiner)
        for term in told
    )


def _some_of_them(scan: Scan, mentions: list[Mention]) -> bool:
    """Whether the subject of the deed is some of the attacks told before: "two of them killed 16 pilgrims"."""
    deeds = [m for m in mentions if m.active and m.low != 0]
    clauses = [scan.syntax.clause_at(m.verb) for m in deeds]
    shares = scan.language.lists("signals")["shares"]["phrases"]
    return any(" ".join(scan.lows[max(0, c.verb.start - 2) : c.verb.start]) in shares for c in clauses if c is not None)


def _of_those(scan: Scan, term: Term) -> bool:
    """Whether a share of the attacks told before is meant: "Four of the blasts hit the district"."""
    if not term.refers or term.context is None or term.hit.entry.inflection != "plural":
        return False
    of = term.context.start - 1
    return scan.plays(of, "genitive") and scan.syntax.tags[of - 1] in {Tag.NUMBER, Tag.PRONOUN}


def _only_claimed(segment: Telling) -> bool:
    """Whether every attack is only spoken about: claimed, compared, attributed in its own clause."""
    scan = segment.scan
    cues = [hit for hit in scan.inside("cancel", segment.start, segment.end) if hit.entry.value == "claim"]
    about = [scan.syntax.clause_at(cue.start) for cue in cues]
    return bool(cues) and not any(
        term.asserts and term.clause is not None and term.clause not in about for term in segment.terms
    )


def _by_pronoun(scan: Scan, start: int) -> bool:
    """Whether a stretch opens with a pronoun as its subject."""
    words = scan.language.lists("anaphora")
    if any(scan.word(i) in words["subject"]["pronouns"] for i in (start, start + 1)):
        return True
    clause = scan.syntax.clause_at(start)  # "The men had been tortured"
    befell = clause is not None and clause.verb.passive and scan.plays(start, "definite")
    return befell and scan.word(start + 1) in words["people"]["nouns"]


def _in_own_words(scan: Scan, who: str, *, pronoun: bool) -> bool:
    """Whether somebody who was there is quoted: "I saw bodies in the street", "He is dead", "We heard a blast"."""
    persons = scan.language.lists("signals")["witness"][who]
    return _QUOTE in scan.lows and (pronoun or not persons.isdisjoint(scan.lows))


_QUOTE = '"'
"""All of them, once a text is folded."""


def _of_one_known(scan: Scan, body: Hit) -> bool:
    """Whether the body is that of somebody spoken of before ("his body", "the council member's body", "the bodies")."""
    words, before = scan.language.lists("signals")["body"], scan.word(body.start - 1)
    if before in words["owners"]:
        return True
    if before not in words["definite"] or scan.word(body.start) not in words["nouns"]:
        return False
    named = body.end + 1 < len(scan) and scan.syntax.tags[body.end + 1] is Tag.NAME
    return scan.word(body.end) not in words["links"] or named  # "the body of Ali Hassan", of whom the report spoke
