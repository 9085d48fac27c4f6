"""Events by role: which words of a sentence say that violence happened, and which only name a weapon or point back.

A word of the lexicon is a prior. A verb tells a deed where its clause is asserted; a noun ("blast") where it happens,
is carried out, or takes place somewhere; a weapon or an aircraft where it is used on something or strikes something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
from conflictmap.extraction.means import is_firm, is_specific
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Context, Tag
from conflictmap.language import Hit

__all__ = ["Part", "Term", "find_terms"]

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "such", "each", "every"})
_OCCASION = frozenset(
    {"in", "by", "during", "amid", "from", "after", "following", "under", "through", "as", "with", "to", "including"}
)


Part = Literal["deed", "weapon", "agent", "scene", "modifier", "held", "target", "trade"]


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
    figures = [hit for hit in scan.all("cancel") if "figure" in hit.entry.traits]
    told = [hit for hit in kind_hits(scan) if not any(_of_figure(scan, f, hit) for f in figures)]
    found = [term for hit in told if (term := _term(scan, hit, title=title)) is not None]
    taken = frozenset(i for term in found for i in range(term.hit.start, term.hit.end))
    found += [_role_term(scan, hit, clause) for hit, clause in role_hits(scan, taken)]
    return sorted(found, key=lambda term: (term.hit.start, term.hit.end))


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
    verb = scan.syntax.tags[hit.start] in VERBS
    if hit.entry.form == "verb" and verb:
        return _verb_term(scan, hit, title=title)
    if hit.entry.form == "verb" and hit.entry.inflection and not _misread(scan, hit):
        return None
    return _noun_term(scan, hit, title=title)


def _misread(scan: Scan, hit: Hit) -> bool:
    """Whether a verb form is a noun here: "two strikes"; not "the wounded man", "bombed-out"."""
    return scan.syntax.tags[hit.start] in NOUNS and hit.entry.inflection not in {
        "past",
        "participle",
        "past_participle",
    }


def _noun_term(scan: Scan, hit: Hit, *, title: bool) -> Term:
    context = scan.syntax.context(hit.start)
    factuality = noun_factuality(scan, context, hit.start)
    refers = context.determiner in _DEFINITE and hit.entry.form != "means"
    part = _part(scan, hit, context)
    real = factuality is Factuality.ASSERTED
    if part in {"weapon", "agent"}:
        asserts = real and _weapon_used(scan, hit, context)
    else:
        asserts = real and part == "deed" and _noun_happens(scan, hit, context, title=title)
    return Term(hit, context.clause, factuality, asserts, refers, context, part)


def _part(scan: Scan, hit: Hit, context: Context) -> Part:
    """Return the part a noun plays in what is told."""
    words = event_words(scan.language)
    after = scan.word(hit.end)
    if after in words.trade or (context.role == "noun" and context.governor in words.trade):
        return "trade"
    if " ".join(scan.lows[hit.start : hit.end]).removesuffix("s") in words.scenes:
        return "scene"
    person = _is_person(scan, hit)
    if person:
        return "agent"
    if hit.entry.form == "means" or scan.word(hit.end - 1).removesuffix("s") in words.weapons:
        part = _of_weapon(hit, context, words)
        return "deed" if part == "weapon" and hit.entry.form != "means" else part
    return "modifier" if _modifies(scan, hit, words) else "deed"


def _of_weapon(hit: Hit, context: Context, words: EventWords) -> Part:
    if context.role == "object" and context.governor in words.held and not _suicidal(hit):
        return "held"
    if (
        context.role == "patient"
        and context.governor in words.held
        and context.clause
        and not context.clause.verb.reduced
    ):
        return "held"
    if _suicidal(hit):
        return "weapon"
    struck = words.striking | words.assaulting
    if context.role in {"object", "patient"} and context.governor in struck - words.using:
        return "target"
    if context.role == "patient" and context.governor in {"hit", "strike"}:
        return "target"
    return "weapon"


def _suicidal(hit: Hit) -> bool:
    return hit.entry.value in _SUICIDE


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
    if clause.verb.form is Tag.ING and clause.link != "participial" and scan.word(clause.verb.start) != "being":
        return clause.verb.start != clause.verb.head
    lemma, words = scan.syntax.words.lemma(scan.word(hit.start)), event_words(scan.language)
    if lemma in words.human and not _befalls_people(scan, clause):
        return False
    if hit.entry.value == "armed_clash" and scan.word(hit.end) in event_words(scan.language).unarmed:
        return armed_subject(scan, clause) in {"militant", "forces"}
    if not _is_weak(scan, hit):
        return True
    others = (
        other for other in scan.inside("kind", clause.start, clause.end) if other is not hit and is_firm(other.entry)
    )
    return any(_takes_part(scan, other) for other in others)


def _takes_part(scan: Scan, hit: Hit) -> bool:
    if hit.entry.form == "verb" and scan.syntax.tags[hit.start] in VERBS:
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
        hit.entry.form != "verb" for hit in scan.inside("kind", clause.verb.end, min(len(scan), clause.verb.end + 6))
    )


_WEAK = frozenset({"strike", "hit", "target", "hammer", "pound"})


def _is_weak(scan: Scan, hit: Hit) -> bool:
    return (
        hit.entry.value == "other"
        and hit.entry.form == "verb"
        and scan.syntax.words.lemma(scan.word(hit.start)) in _WEAK
    )


def _noun_happens(scan: Scan, hit: Hit, context: Context, *, title: bool) -> bool:
    if context.role == "noun":
        return _of_series(scan, hit, context, title=title)
    clause = context.clause
    if context.role == "alone":
        return is_specific(hit.entry) if title else not scan.syntax.clauses
    if clause is None:
        return False
    fresh = context.determiner not in _DEFINITE or hit.entry.inflection == "plural" or _told_whole(scan, hit)
    rule = _HAPPENS.get(context.role, _as_occasion)
    return rule(scan, hit, context, clause, fresh) and (title or rule is not _as_occasion or _placed(scan, hit))


def _told_whole(scan: Scan, hit: Hit) -> bool:
    """Whether "the" is only due to what follows: "the assassination of a judge in Kirkuk"."""
    at = next((i for i in (hit.end - 1, hit.end) if scan.word(i) == "of"), None)
    if at is None:
        return False
    return scan.word(at + 1) in {"a", "an", "another"} or scan.syntax.tags[min(at + 1, len(scan) - 1)] is Tag.NUMBER


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
    return fresh and context.preposition in _OCCASION


_HAPPENS = {
    "subject": _as_subject,
    "patient": _as_subject,
    "predicate": _as_predicate,
    "object": _as_object,
    "agent": _as_agent,
}


def _livelihood(scan: Scan, hit: Hit, context: Context, clause: Clause) -> bool:
    """Whether a bare plural says what one person does: "he leads attacks", "the leader conducted ambushes"."""
    plural = hit.entry.inflection == "plural" or scan.syntax.tags[hit.end - 1] is Tag.PLURAL
    start, end = clause.subject
    if not plural or context.determiner or scan.syntax.tags[context.start] is Tag.NUMBER:
        return False
    if clause.verb.form in {Tag.BASE, Tag.THIRD} and clause.verb.finite and not _placed(scan, hit):
        return True
    while clause.link in {"shared", "participial"} or start >= end:
        parent = scan.syntax.parent(clause)
        if parent is None:
            break
        clause, (start, end) = parent, parent.subject
    if clause.link == "relative":
        return True
    head = next(
        (
            i
            for i in range(min(end, clause.verb.start) - 1, start - 1, -1)
            if scan.syntax.tags[i] in NOUNS | {Tag.PRONOUN}
        ),
        None,
    )
    if head is None:
        return clause.link == "participial"
    if scan.word(head) in {"he", "she"}:
        return True
    definite = scan.word(scan.syntax.phrase_start(head)) in {"the", "this", "both"}
    if scan.syntax.tags[head] is Tag.PLURAL:
        return definite and not _placed(scan, hit)
    return (definite or scan.at("people", head) is not None) and not _collective(scan, head)


def _collective(scan: Scan, head: int) -> bool:
    """Whether a singular is many: "the army launched air strikes"."""
    return scan.tokens[head].capital or scan.word(head) in _MANY


_MANY = frozenset({"army", "military", "force", "coalition", "government", "group", "police", "militia", "side"})


def _existential(scan: Scan, clause: Clause) -> bool:
    return "there" in scan.lows[max(0, clause.verb.start - 1) : clause.verb.head]


def _placed(scan: Scan, hit: Hit) -> bool:
    locating = (
        h
        for h in scan.inside("place_prepositions", hit.end, hit.end + 3)
        if scan.word(h.start) not in event_words(scan.language).aiming
    )
    return any(True for _ in locating) or (hit.end < len(scan) and scan.syntax.tags[hit.end] is Tag.TIME)


_SERIES = frozenset(
    {"series", "string", "wave", "spate", "number", "barrage", "spree", "rash", "pair", "round", "flurry", "salvo"}
)


def _of_series(scan: Scan, hit: Hit, context: Context, *, title: bool) -> bool:
    if context.governor not in _SERIES or context.noun < 0:
        return False
    outer = scan.syntax.context(context.noun)
    return _noun_happens(scan, hit, outer, title=title) if outer.start < context.start else False


def _weapon_used(scan: Scan, hit: Hit, context: Context) -> bool:
    """Whether a weapon is told as used: fired, fallen, striking something."""
    words = event_words(scan.language)
    clause = context.clause
    if clause is None or habitual(scan, clause):
        return False
    lemma = context.governor
    if _is_person(scan, hit) and hit.entry.value in _SUICIDE:
        return context.role in {"subject", "agent"} and lemma in words.suicide
    if _is_person(scan, hit):
        return context.role == "subject" and lemma in words.assaulting and _object(scan, clause)
    if hit.entry.value == "air_strike" and lemma in words.falling:
        return False
    if context.role == "subject":
        return (lemma in words.striking and (_object(scan, clause) or not clause.verb.passive)) or _harms(
            scan, hit, clause
        )
    if context.role == "patient":
        return lemma in words.using
    if context.role == "object":
        return lemma in words.using
    if context.role == "agent":
        return lemma in words.striking
    return False


def _harms(scan: Scan, hit: Hit, clause: Clause) -> bool:
    """Whether a bomb or a missile does anything to people or things: "a rocket holed a water tank"."""
    if (
        hit.entry.value == "air_strike"
        or "fixed" not in hit.entry.traits
        or clause.verb.form not in {Tag.PAST, Tag.THIRD}
    ):
        return False
    start, end = object_span(scan, clause)
    return (
        start < end and not clause.verb.passive and scan.syntax.lemma(clause) not in event_words(scan.language).neutral
    )


_SUICIDE = frozenset({"suicide_bombing", "suicide_car_bomb"})


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
