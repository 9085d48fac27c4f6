"""Events by role: which words of a sentence say that violence happened, and which only name a weapon or point back.

A word of the lexicon is a prior. A verb tells a deed where its clause is asserted; a noun ("blast") where it happens,
is carried out, or takes place somewhere; a weapon or an aircraft where it is used on something or strikes something.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from conflictmap.codebook import kinds_with
from conflictmap.extraction.deeds import armed_subject, object_span, role_hits
from conflictmap.extraction.eventwords import EventWords, event_words
from conflictmap.extraction.factuality import (
    Factuality,
    clause_factuality,
    factuality_words,
    habitual,
    noun_factuality,
)
from conflictmap.extraction.kindwords import kind_hits
from conflictmap.extraction.means import is_firm, is_means, is_specific, is_verb
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Context, Tag
from conflictmap.language import Hit

__all__ = ["Part", "Role", "Term", "find_terms"]

Part = Literal["deed", "weapon", "agent", "scene", "modifier", "held", "target", "trade"]

Role = Literal["subject", "patient", "object", "agent", "predicate", "adjunct", "noun", "alone"]
"""How a noun stands in its clause, see `Context`."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of violence in its place.

    Attributes
    ----------
    hit : Hit
    clause : Clause or None
        In which it stands.
    factuality : Factuality
    asserts : bool
        Whether by itself it says that an attack happened.
    refers : bool
        Whether it is definite and so may point to an attack told before.
    context : Context or None
        Of a noun.
    part : str
        ``"deed"``; ``"weapon"`` or ``"agent"`` of one; ``"scene"`` (what an operation is called); ``"modifier"`` of
        another noun; or no part in it: ``"held"`` by somebody, the ``"target"``, what somebody ``"trade"``-s in.
    """

    hit: Hit
    clause: Clause | None
    factuality: Factuality
    asserts: bool
    refers: bool = False
    context: Context | None = None
    part: Part = "deed"

    @property
    def real(self) -> bool:
        """Whether it is told as having happened, or names what was used."""
        return self.factuality in {Factuality.ASSERTED, Factuality.ATTEMPTED} and self.part not in _NO_PART

    @property
    def rule(self) -> str:
        """Return the id of the row and the part the word plays."""
        return f"{self.hit.entry.rule}/{self.part}"


_NO_PART = frozenset({"held", "target", "trade"})


def find_terms(scan: Scan, *, title: bool = False) -> list[Term]:
    """Return the words of violence of a sentence in order, with what they are told to be.

    Parameters
    ----------
    scan : Scan
    title : bool
        Whether it is a headline, where a noun alone tells an attack.
    """
    found = [term for hit in _told_hits(scan) if (term := _term(scan, hit, title=title)) is not None]
    taken = frozenset(i for term in found for i in range(term.hit.start, term.hit.end))
    found += [_role_term(scan, hit, clause) for hit, clause in role_hits(scan, taken)]
    return sorted(found, key=lambda term: (term.hit.start, term.hit.end))


def _told_hits(scan: Scan) -> list[Hit]:
    """Return the kind words that are no figure of speech ("a war of words")."""
    figures = [hit for hit in scan.all("cancel") if "figure" in hit.entry.traits]
    return [hit for hit in kind_hits(scan) if not any(_of_figure(scan, figure, hit) for figure in figures)]


def _of_figure(scan: Scan, figure: Hit, hit: Hit) -> bool:
    """Whether a word lies in a figure of speech or is what one does: "a population explosion hit the city"."""
    if figure.start < hit.end and hit.start < figure.end:
        return True
    clause = _clause_of_verb(scan, hit) if scan.syntax.tags[hit.start] in VERBS else None
    return clause is not None and not clause.verb.passive and clause.subject[0] < figure.end == clause.subject[1]


def _role_term(scan: Scan, hit: Hit, clause: Clause) -> Term:
    factuality = clause_factuality(scan, clause)
    return Term(hit, clause, factuality, factuality in {Factuality.ASSERTED, Factuality.ATTEMPTED})


def _term(scan: Scan, hit: Hit, *, title: bool) -> Term | None:
    if not is_verb(hit.entry):
        return _noun_term(scan, hit, title=title)
    if scan.syntax.tags[hit.start] in VERBS:
        return _verb_term(scan, hit, title=title)
    if hit.entry.inflection and not _misread(scan, hit):
        return None
    return _noun_term(scan, hit, title=title)


def _misread(scan: Scan, hit: Hit) -> bool:
    """Whether a verb form is a noun here: "two strikes"; not "the wounded man", "bombed-out"."""
    return scan.syntax.tags[hit.start] in NOUNS and hit.entry.inflection not in _PAST


_PAST = frozenset({"past", "participle", "past_participle"})


def _noun_term(scan: Scan, hit: Hit, *, title: bool) -> Term:
    context = scan.syntax.context(hit.start)
    factuality = noun_factuality(scan, context, hit.start)
    refers = _is_definite(scan, context) and not is_means(hit.entry)
    part = _part(scan, hit, context)
    real = factuality is Factuality.ASSERTED
    if part in {"weapon", "agent"}:
        asserts = real and _weapon_used(scan, hit, context)
    else:
        asserts = real and part == "deed" and _noun_happens(scan, hit, context, title=title)
    return Term(hit, context.clause, factuality, asserts, refers, context, part)


def _is_definite(scan: Scan, context: Context) -> bool:
    """Whether a noun stands behind "the", "their", "each": it may point to what was told before."""
    grammar, word = scan.grammar, context.determiner
    return word in grammar.definite or word in grammar.possessives or word in event_words(scan.language).distributive


def _part(scan: Scan, hit: Hit, context: Context) -> Part:
    """Return the part a noun plays in what is told."""
    words = event_words(scan.language)
    if scan.word(hit.end) in words.trade or (context.role == "noun" and context.governor in words.trade):
        return "trade"
    if " ".join(scan.lows[hit.start : hit.end]) in words.scenes:
        return "scene"
    if _is_person(scan, hit):
        return "agent"
    means = is_means(hit.entry)
    if means or scan.word(hit.end - 1) in words.weapons:
        part = _of_weapon(hit, context, words)
        return part if means or part != "weapon" else "deed"
    return "modifier" if _modifies(scan, hit, words) else "deed"


def _of_weapon(hit: Hit, context: Context, words: EventWords) -> Part:
    """Return the part a weapon plays by what its clause does with it."""
    suicidal, objective = _suicidal(hit), context.role in {"object", "patient"}
    if _is_held(context, words) and not (suicidal and context.role == "object"):
        return "held"
    if suicidal or not objective:
        return "weapon"
    struck = (words.striking | words.assaulting) - words.using
    by_weapon = context.role == "patient" and context.governor in words.struck
    return "target" if context.governor in struck or by_weapon else "weapon"


def _is_held(context: Context, words: EventWords) -> bool:
    """Whether somebody only has a weapon: "men carrying rifles", "rifles were carried"."""
    if context.governor not in words.held:
        return False
    if context.role == "object":
        return True
    return context.role == "patient" and context.clause is not None and not context.clause.verb.reduced


def _suicidal(hit: Hit) -> bool:
    return hit.entry.value in kinds_with("suicide")


def _modifies(scan: Scan, hit: Hit, words: EventWords) -> bool:
    """Whether an event only tells two nouns apart: "an attack planner", "the assault force"."""
    tags, end = scan.syntax.tags, hit.end
    if end >= len(scan) or tags[end] not in {Tag.NOUN, Tag.PLURAL} or scan.tokens[end].capital:
        return False
    return scan.word(end) not in words.deeds and scan.at("kind", end) is None


def _verb_term(scan: Scan, hit: Hit, *, title: bool) -> Term:
    clause = _clause_of_verb(scan, hit)
    if clause is None:
        return Term(hit, None, Factuality.ASSERTED, asserts=title)
    factuality = clause_factuality(scan, clause)
    real = factuality in {Factuality.ASSERTED, Factuality.ATTEMPTED}
    return Term(hit, clause, factuality, real and _verb_tells(scan, hit, clause))


def _clause_of_verb(scan: Scan, hit: Hit) -> Clause | None:
    for clause in scan.syntax.clauses:
        if clause.verb.start <= hit.start < clause.verb.end:
            return clause
    return scan.syntax.clause_at(hit.start)


def _verb_tells(scan: Scan, hit: Hit, clause: Clause) -> bool:
    """Whether a verb of attack is no mere figure: weak ones need somebody armed or a weapon beside them."""
    words = event_words(scan.language)
    if _is_bare_ing(scan, clause, words):
        return clause.verb.start != clause.verb.head
    if scan.syntax.words.lemma(scan.word(hit.start)) in words.human and not _befalls_people(scan, clause):
        return False
    if hit.entry.value == "armed_clash" and scan.word(hit.end) in words.unarmed:
        return armed_subject(scan, clause) in {"militant", "forces"}
    return not _is_weak(scan, hit) or _beside_firm(scan, hit, clause)


def _is_bare_ing(scan: Scan, clause: Clause, words: EventWords) -> bool:
    """Whether the verb is an -ing form that hangs on no other clause: "after shelling a town"."""
    verb = clause.verb
    return verb.form is Tag.ING and clause.link != "participial" and scan.word(verb.start) not in words.going_on


def _beside_firm(scan: Scan, hit: Hit, clause: Clause) -> bool:
    """Whether another word of the clause says by what means."""
    others = scan.inside("kind", clause.start, clause.end)
    return any(other is not hit and is_firm(other.entry) and _takes_part(scan, other) for other in others)


def _takes_part(scan: Scan, hit: Hit) -> bool:
    if is_verb(hit.entry) and scan.syntax.tags[hit.start] in VERBS:
        return True
    context = scan.syntax.context(hit.start)
    if noun_factuality(scan, context, hit.start) is not Factuality.ASSERTED:
        return False
    return _part(scan, hit, context) in {"weapon", "agent", "deed"}


def _befalls_people(scan: Scan, clause: Clause) -> bool:
    """Whether what follows an active verb is no event or thing of the lexicon: not "executing attacks"."""
    if clause.verb.passive:
        return True
    return not any(
        not is_verb(hit.entry) for hit in scan.inside("kind", clause.verb.end, min(len(scan), clause.verb.end + 6))
    )


def _is_weak(scan: Scan, hit: Hit) -> bool:
    weak = scan.syntax.words.lemma(scan.word(hit.start)) in event_words(scan.language).weak
    return weak and is_verb(hit.entry) and hit.entry.value == "other"


def _noun_happens(scan: Scan, hit: Hit, context: Context, *, title: bool) -> bool:
    if context.role == "noun":
        return _of_series(scan, hit, context, title=title)
    if context.role == "alone":
        return is_specific(hit.entry) if title else _in_company(scan, hit)
    if context.clause is None:
        return False
    fresh = not _is_definite(scan, context) or hit.entry.inflection == "plural" or _told_whole(scan, hit)
    rule = _HAPPENS.get(context.role, _as_occasion)
    sure = title or rule is not _as_occasion or _placed(scan, hit)
    return sure and rule(scan, hit, context, context.clause, fresh)


def _in_company(scan: Scan, hit: Hit) -> bool:
    """Whether a sentence without any verb says more than the word itself: "An explosion in Kut", not "Explosion."."""
    others = (i for i in range(len(scan)) if not hit.start <= i < hit.end)
    return not scan.syntax.clauses and any(scan.syntax.tags[i] is not Tag.MARK for i in others)


def _told_whole(scan: Scan, hit: Hit) -> bool:
    """Whether "the" is only due to what follows: "the assassination of a judge in Kirkuk"."""
    links = event_words(scan.language).of
    at = next((i for i in (hit.end - 1, hit.end) if scan.word(i) in links), None)
    if at is None:
        return False
    return scan.word(at + 1) in scan.grammar.articles or scan.syntax.tags[min(at + 1, len(scan) - 1)] is Tag.NUMBER


def _as_subject(scan: Scan, _: Hit, __: Context, clause: Clause, fresh: bool) -> bool:
    return fresh and (not clause.verb.copula or _existential(scan, clause))


def _as_predicate(scan: Scan, _: Hit, __: Context, clause: Clause, ___: bool) -> bool:
    return _existential(scan, clause)


def _as_object(scan: Scan, hit: Hit, context: Context, clause: Clause, fresh: bool) -> bool:
    words = event_words(scan.language)
    if context.governor in words.habitual and _livelihood(scan, hit, context, clause):
        return False
    return fresh and (context.governor in words.performing or context.governor in factuality_words(scan.language).first)


def _as_agent(_: Scan, __: Hit, ___: Context, ____: Clause, fresh: bool) -> bool:
    return fresh


def _as_occasion(scan: Scan, hit: Hit, context: Context, clause: Clause, fresh: bool) -> bool:
    if hit.entry.value == "raid" and scan.syntax.lemma(clause) in event_words(scan.language).arresting:
        return False
    if context.governor in event_words(scan.language).habitual and _livelihood(scan, hit, context, clause):
        return False
    return fresh and context.preposition in event_words(scan.language).occasions


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


def _is_bare_plural(scan: Scan, hit: Hit, context: Context) -> bool:
    plural = hit.entry.inflection == "plural" or scan.syntax.tags[hit.end - 1] is Tag.PLURAL
    return plural and not context.determiner and scan.syntax.tags[context.start] is not Tag.NUMBER


def _clause_with_subject(scan: Scan, clause: Clause) -> Clause:
    """Return the clause whose subject a clause shares, itself if it has one."""
    while clause.link in {"shared", "participial"} or clause.subject[0] >= clause.subject[1]:
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
    return _noun_happens(scan, hit, outer, title=title) if outer.start < context.start else False


def _weapon_used(scan: Scan, hit: Hit, context: Context) -> bool:
    """Whether a weapon is told as used: fired, fallen, striking something."""
    words, clause = event_words(scan.language), context.clause
    if clause is None or habitual(scan, clause):
        return False
    if _is_person(scan, hit):
        return _attacks(scan, hit, context, clause)
    if hit.entry.value == "air_strike" and context.governor in words.falling:
        return False
    if context.role == "subject":
        return _strikes(scan, context, clause) or _harms(scan, hit, clause)
    if context.role == "agent":
        return context.governor in words.striking
    if context.role == "patient" and context.governor not in words.using:
        return _goes_on(scan, hit, context, clause)
    return context.role in {"patient", "object"} and context.governor in words.using


def _goes_on(scan: Scan, hit: Hit, context: Context, clause: Clause) -> bool:
    """Whether a weapon that a participle describes does harm after it: "a bomb planted in Kut set it ablaze"."""
    if not clause.verb.reduced:
        return False
    resumed = (c for c in scan.syntax.clauses if c.link == "resumed" and c.subject == clause.subject)
    return any(
        _strikes(scan, replace(context, governor=scan.syntax.lemma(c)), c) or _harms(scan, hit, c) for c in resumed
    )


def _attacks(scan: Scan, hit: Hit, context: Context, clause: Clause) -> bool:
    """Whether somebody named by his weapon uses it: "a suicide bomber struck", "gunmen stormed a house"."""
    words = event_words(scan.language)
    if _suicidal(hit):
        return context.role in {"subject", "agent"} and context.governor in words.suicide
    return context.role == "subject" and context.governor in words.assaulting and _object(scan, clause)


def _strikes(scan: Scan, context: Context, clause: Clause) -> bool:
    """Whether a weapon falls or strikes: "a shell landed", "a rocket hit a house"."""
    striking = context.governor in event_words(scan.language).striking
    return striking and (not clause.verb.passive or _object(scan, clause))


def _harms(scan: Scan, hit: Hit, clause: Clause) -> bool:
    """Whether a bomb or a missile does anything to people or things: "a rocket holed a water tank"."""
    verb = clause.verb
    if hit.entry.value == "air_strike" or "fixed" not in hit.entry.traits or verb.form not in {Tag.PAST, Tag.THIRD}:
        return False
    start, end = object_span(scan, clause)
    return start < end and not verb.passive and scan.syntax.lemma(clause) not in event_words(scan.language).neutral


def _is_person(scan: Scan, hit: Hit) -> bool:
    """Whether the word names who did it ("gunmen", "a suicide bomber")."""
    people = scan.at("people", hit.start)
    return people is not None and people.end >= hit.end


def _object(scan: Scan, clause: Clause) -> bool:
    """Whether an object, or a place that is struck, follows the verb."""
    syntax = scan.syntax
    i = clause.verb.end
    while i < len(scan) and syntax.tags[i] in {Tag.ADVERB, Tag.PREPOSITION, Tag.PARTICLE}:
        i += 1
    return i < min(len(scan), clause.end) and syntax.tags[i] not in {Tag.MARK, Tag.TIME}
