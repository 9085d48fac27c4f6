"""Whether a noun of violence happens (as a subject, as what somebody carries out), and whether a casualty does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.factuality.assertion import Factuality, clause_factuality, factuality_words, habitual
from conflictmap.extraction.people import Group, looks_human, people_ending_at
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Context, Tag
from conflictmap.extraction.violence.deeds import SUBJECTLESS, names_militants, subject_span
from conflictmap.extraction.violence.eventwords import event_words
from conflictmap.extraction.violence.means import is_specific
from conflictmap.language import Hit

__all__ = ["deed_happens", "is_definite", "noun_happens"]


def is_definite(scan: Scan, context: Context) -> bool:
    """Whether a noun stands behind "the", "their", "each": it may point to what was told before.

    Parameters
    ----------
    scan : Scan
    context : Context
    """
    grammar, word = scan.grammar, context.determiner
    if scan.plays(context.start - 1, "genitive") and scan.word(context.start - 2) in _ones(scan):
        return False  # "with one of their heaviest barrages"
    return word in grammar.definite or word in grammar.possessives or word in event_words(scan.language).distributive


def _ones(scan: Scan) -> frozenset[str]:
    return scan.language.lists("tellings")["whole"]["ones"]


def noun_happens(scan: Scan, hit: Hit, context: Context, *, title: bool) -> bool:
    """Whether a noun of violence is told as having happened.

    Parameters
    ----------
    scan : Scan
    hit : Hit
        The noun.
    context : Context
        How it stands.
    title : bool
        Whether it is a headline, where a noun alone tells an attack.
    """
    if context.role == "noun":
        return _of_series(scan, hit, context, title=title)
    if context.role == "alone":
        return is_specific(hit.entry) if title else _in_company(scan, hit)
    if context.clause is None:
        return False
    fresh = not is_definite(scan, context) or hit.entry.inflection == "plural" or _told_whole(scan, hit)
    rule = _HAPPENS.get(context.role, _as_occasion)
    sure = title or rule is not _as_occasion or _placed(scan, hit) or _outlived(scan, hit, context)
    return sure and rule(scan, hit, context, context.clause, fresh)


def _in_company(scan: Scan, hit: Hit) -> bool:
    """Whether a sentence without any verb says more than the word itself: "An explosion in Kut", not "Explosion."."""
    others = (i for i in range(len(scan)) if not hit.start <= i < hit.end)
    return not scan.syntax.clauses and any(scan.syntax.tags[i] is not Tag.MARK for i in others)


def _told_whole(scan: Scan, hit: Hit) -> bool:
    """Whether "the" is only due to what follows: "the murder of a notary in Hilla"."""
    links = event_words(scan.language).of
    at = next((i for i in (hit.end - 1, hit.end) if scan.word(i) in links), None)
    if at is None:
        return False
    return scan.word(at + 1) in scan.grammar.articles or scan.syntax.tags[min(at + 1, len(scan) - 1)] is Tag.NUMBER


def _as_subject(scan: Scan, hit: Hit, context: Context, clause: Clause, fresh: bool) -> bool:
    if clause.link == "reporting" and context.role == "subject" and hit.entry.inflection == "plural":
        return False  # "the spate of murders revealed how little has changed"
    return fresh and (not clause.verb.copula or _existential(scan, clause))


def _as_predicate(scan: Scan, _: Hit, __: Context, clause: Clause, ___: bool) -> bool:
    return _existential(scan, clause)


def _as_object(scan: Scan, hit: Hit, context: Context, clause: Clause, fresh: bool) -> bool:
    words = event_words(scan.language)
    if context.governor in words.habitual and _livelihood(scan, hit, context, clause):
        return False
    told = factuality_words(scan.language)
    ended = hit.entry.value == "armed_clash" and context.governor in told.presupposing  # "to quell an uprising"
    return fresh and (ended or context.governor in words.performing or context.governor in told.first)


def _as_agent(_: Scan, __: Hit, ___: Context, ____: Clause, fresh: bool) -> bool:
    return fresh


def _as_occasion(scan: Scan, hit: Hit, context: Context, clause: Clause, fresh: bool) -> bool:
    if hit.entry.value == "raid" and scan.syntax.lemma(clause) in event_words(scan.language).arresting:
        return False
    if context.governor in event_words(scan.language).habitual and _livelihood(scan, hit, context, clause):
        return False
    words = event_words(scan.language)
    known = not words.recent.isdisjoint(scan.lows[context.start : hit.start]) and hit.entry.inflection == "plural"
    return fresh and not known and context.preposition in words.occasions


_Happens = Callable[[Scan, Hit, Context, Clause, bool], bool]


_HAPPENS: Mapping[str, _Happens] = {
    "subject": _as_subject,
    "patient": _as_subject,
    "predicate": _as_predicate,
    "object": _as_object,
    "agent": _as_agent,
}


def _livelihood(scan: Scan, hit: Hit, context: Context, clause: Clause) -> bool:
    """Whether a bare plural says what one person does: "he leads attacks", "the leader conducted ambushes"."""
    if not _is_bare_plural(scan, hit, context):
        return False
    if clause.verb.form in {Tag.BASE, Tag.THIRD} and clause.verb.finite and not _placed(scan, hit):
        return True
    subject = _clause_with_subject(scan, clause)
    if subject.link == "relative":
        return True
    head = _subject_head(scan, subject)
    if head is None:
        return subject.link == "participial"
    return _is_somebody(scan, hit, head)


def _outlived(scan: Scan, hit: Hit, context: Context) -> bool:
    """Whether somebody is told to have come out of it alive: "walked | unhurt | from a gun attack"."""
    clause = context.clause if hit.entry.value != "armed_clash" else None  # a club comes out of a battle alive
    words = event_words(scan.language)
    if clause is None:
        return False
    lived = scan.syntax.lemma(clause) in words.outliving and context.preposition in words.through  # "lived through"
    return lived or not words.spared.isdisjoint(scan.lows[clause.verb.end : context.start])


def _is_bare_plural(scan: Scan, hit: Hit, context: Context) -> bool:
    last = hit.end if scan.at("kind", hit.end) is not None else hit.end - 1  # "small-arms fire attacks"
    plural = hit.entry.inflection == "plural" or scan.syntax.tags[last] is Tag.PLURAL
    counted = scan.syntax.tags[context.start] is Tag.NUMBER and scan.word(context.start) not in scan.language.vague
    return plural and not context.determiner and not counted


def _clause_with_subject(scan: Scan, clause: Clause) -> Clause:
    """Return the clause whose subject a clause shares, itself if it has one."""
    while clause.link in SUBJECTLESS or clause.subject[0] >= clause.subject[1]:
        parent = scan.syntax.parent(clause)
        if parent is None:
            break
        clause = parent
    return clause


def _subject_head(scan: Scan, clause: Clause) -> int | None:
    """Return the last noun or pronoun of a subject."""
    start, end = clause.subject
    heads = NOUNS | {Tag.PRONOUN}
    return next(
        (i for i in range(min(end, clause.verb.start) - 1, start - 1, -1) if scan.syntax.tags[i] in heads), None
    )


def _is_somebody(scan: Scan, hit: Hit, head: int) -> bool:
    """Whether the subject is a person or people known, and not "the army"."""
    persons = event_words(scan.language).livelihood
    if scan.word(head) in persons["pronouns"]:
        return True
    definite = scan.word(scan.syntax.phrase_start(head)) in persons["definite"]
    if scan.syntax.tags[head] is Tag.PLURAL:
        return definite and not _placed(scan, hit)
    many = scan.tokens[head].capital or scan.word(head) in persons["many"]
    return (definite or scan.at("people", head) is not None) and not many


def _existential(scan: Scan, clause: Clause) -> bool:
    before = scan.lows[max(0, clause.verb.start - 1) : clause.verb.head]
    return not event_words(scan.language).existential.isdisjoint(before)


def _placed(scan: Scan, hit: Hit) -> bool:
    locating = (
        h
        for h in scan.inside("place_prepositions", hit.end, hit.end + 3)
        if scan.word(h.start) not in event_words(scan.language).aiming
    )
    return any(True for _ in locating) or (hit.end < len(scan) and scan.syntax.tags[hit.end] is Tag.TIME)


def _of_series(scan: Scan, hit: Hit, context: Context, *, title: bool) -> bool:
    if context.governor not in event_words(scan.language).series or context.noun < 0:
        return False
    outer = scan.syntax.context(context.noun)
    return noun_happens(scan, hit, outer, title=title) if outer.start < context.start else False


def _by_law(scan: Scan, mention: Mention) -> bool:
    """Whether a state put convicts to death: "Iraq hanged 36 men convicted of murder"."""
    words = scan.language.lists("drafting")["by_law"]
    if names_militants(scan) or scan.syntax.words.lemma(scan.word(mention.verb)) not in words["verbs"]:
        return False
    return not words["convicts"].isdisjoint(scan.lows[max(0, mention.start - _BESIDE) : mention.end + _BESIDE])


_BESIDE = 4
"""Tokens around the people put to death within which a word says that a court had sentenced them."""


def _of_things(scan: Scan, mention: Mention) -> bool:
    """Whether something unarmed does it to what no word says is a person: "parliament killed the bill"."""
    if not mention.active or any(_is_person(scan, group) for group in mention.groups):
        return False
    clause = scan.syntax.clause_over(mention.verb)
    return clause is not None and _does_by_name(scan, clause) and not _amid_arms(scan, mention)


def _amid_arms(scan: Scan, mention: Mention) -> bool:
    """Whether a sentence names an attack, a weapon or militants, besides those whom it befell."""
    victims = range(mention.groups[0].start, mention.groups[-1].end)
    return names_militants(scan) or any(hit.start not in victims for hit in scan.all("kind"))


def _does_by_name(scan: Scan, clause: Clause) -> bool:
    """Whether a noun says who or what acts in a clause, not a pronoun for something told before."""
    start, end = subject_span(scan, _clause_with_subject(scan, clause))
    return start < end and scan.syntax.tags[end - 1] in NOUNS


def _is_person(scan: Scan, group: Group) -> bool:
    """Whether people are known by their noun, their name, a pronoun, or are only counted."""
    if group.form not in {"counted", "article", "definite", "possessive"} or not group.head:
        return True
    return people_ending_at(scan, group.end) is not None or looks_human(scan, group.end - 1)


def deed_happens(scan: Scan, mention: Mention) -> bool:
    """Whether the clause of a casualty is told as fact; nought is told by a negation.

    Parameters
    ----------
    scan : Scan
    mention : Mention
    """
    if _by_law(scan, mention) or _of_things(scan, mention):
        return False
    clause = scan.syntax.clause_at(mention.verb)
    if mention.low == 0 or clause is None or "by_denial" in mention.traits:
        return True
    if habitual(scan, clause) and all(group.form == "bare" and group.vague for group in mention.groups):
        return False
    if not clause.verb.start <= mention.verb < clause.verb.end:
        return clause_factuality(scan, clause) in {Factuality.ASSERTED, Factuality.ATTEMPTED}
    return clause_factuality(scan, clause) is Factuality.ASSERTED
