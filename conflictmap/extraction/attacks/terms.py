"""Events by role: which words of a sentence say that violence happened, and which only name a weapon or point back.

A word of the lexicon is a prior. A verb tells a deed where its clause is asserted; a noun ("blast") where it happens,
is carried out, or takes place somewhere; a weapon or an aircraft where it is used on something or strikes something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from conflictmap.extraction.attacks.happenings import is_definite, noun_happens
from conflictmap.extraction.attacks.weaponuse import is_person, suicidal, weapon_used, wielded
from conflictmap.extraction.factuality.assertion import (
    Factuality,
    clause_factuality,
    factuality_words,
    noun_factuality,
)
from conflictmap.extraction.people import looks_human
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Context, Tag
from conflictmap.extraction.violence.deeds import armed_subject, fights, role_hits, side
from conflictmap.extraction.violence.eventwords import EventWords, event_words
from conflictmap.extraction.violence.kindwords import kind_hits
from conflictmap.extraction.violence.means import is_firm, is_means, is_verb
from conflictmap.extraction.where.loneplaces import logged
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
    told = (hit for hit in kind_hits(scan) if not (_counts_nought(scan, hit) or _of_labour(scan, hit)))
    return [hit for hit in told if not any(_of_figure(scan, figure, hit) for figure in figures)]


def _of_labour(scan: Scan, hit: Hit) -> bool:
    """Whether a strike is one of people who bear no arms: "a strike of dockworkers", not "of two jets"."""
    walkouts, end = event_words(scan.language).walkouts, hit.end
    called = " ".join(scan.lows[hit.start : end]) in walkouts and scan.plays(end, "genitive", "agent")
    return called and _unarmed(scan, end + 1)


def _unarmed(scan: Scan, start: int) -> bool:
    """Whether a noun phrase of people begins here, none of whom bears arms."""
    stop = next((i for i in range(start, len(scan)) if scan.syntax.tags[i] not in _COMPLEMENT), len(scan))
    doers = side(scan, start, stop)
    return doers == "people" or (not (doers or scan.has("kind", start, stop)) and _are_workers(scan, stop - 1))


def _are_workers(scan: Scan, head: int) -> bool:
    return scan.syntax.tags[head] is Tag.PLURAL and looks_human(scan, head)


_COMPLEMENT = frozenset({*NOUNS, Tag.ADJECTIVE, Tag.DETERMINER, Tag.NUMBER, Tag.POSSESSIVE})


def _counts_nought(scan: Scan, hit: Hit) -> bool:
    """Whether a word is the label of a count of nought: "0 kidnapped", "Abducted: none"."""
    words = event_words(scan.language)
    if scan.word(hit.start - 1) in words.nought:
        return True
    return scan.word(hit.end) in words.marks and scan.word(hit.end + 1) in words.nought


def _of_figure(scan: Scan, figure: Hit, hit: Hit) -> bool:
    """Whether a word lies in a figure of speech or is what one does: "a population explosion hit the city"."""
    if figure.start < hit.end and hit.start < figure.end:
        return not hit.start < figure.start < hit.end < figure.end  # "an air | strike by | dockers" is none
    clause = _clause_of_verb(scan, hit) if scan.syntax.tags[hit.start] in VERBS else None
    return clause is not None and not clause.verb.passive and clause.subject[0] < figure.end == clause.subject[1]


def _role_term(scan: Scan, hit: Hit, clause: Clause) -> Term:
    factuality = clause_factuality(scan, clause)
    return Term(hit, clause, factuality, factuality in {Factuality.ASSERTED, Factuality.ATTEMPTED})


def _term(scan: Scan, hit: Hit, *, title: bool) -> Term | None:
    if not is_verb(hit.entry):
        return _noun_term(scan, hit, title=title)
    if not VERBS.isdisjoint(scan.syntax.tags[hit.start : hit.end]):  # "were ambushed" is a phrase
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
    refers = is_definite(scan, context) and not is_means(hit.entry)
    part = _part(scan, hit, context)
    real = factuality is Factuality.ASSERTED
    if logged(scan, hit):
        return Term(
            hit, context.clause, factuality, real, refers, context, part if part in _NO_PART - {"target"} else "deed"
        )
    if part in {"weapon", "agent"}:
        asserts = real and weapon_used(scan, hit, context)
    else:
        asserts = real and part == "deed" and noun_happens(scan, hit, context, title=title)
    fresh = part in {"weapon", "deed"} and not refers
    asserts = asserts or (real and fresh and wielded(scan, hit, context))
    return Term(hit, context.clause, factuality, asserts, refers, context, part)


def _part(scan: Scan, hit: Hit, context: Context) -> Part:
    """Return the part a noun plays in what is told."""
    words = event_words(scan.language)
    if scan.word(hit.end) in words.trade or (context.role == "noun" and context.governor in words.trade):
        return "trade"
    if " ".join(scan.lows[hit.start : hit.end]) in words.scenes:
        return "deed" if _is_quelled(scan, context) else "scene"
    if is_person(scan, hit):
        return "agent"
    means = is_means(hit.entry)
    if means or scan.word(hit.end - 1) in words.weapons:
        part = _of_weapon(hit, _of_some(scan, context), words)
        return part if means or part != "weapon" else "deed"
    return "modifier" if _modifies(scan, hit, words) else "deed"


def _of_some(scan: Scan, context: Context) -> Context:
    """Return how a share of things stands in its clause: "| one of its helicopters | was shot down"."""
    share = context.start - 2
    if share < 0 or not scan.plays(share + 1, "genitive") or scan.syntax.tags[share] not in _SHARES:
        return context
    return scan.syntax.context(share)


_SHARES = frozenset({Tag.NUMBER, Tag.PRONOUN})


def _is_quelled(scan: Scan, context: Context) -> bool:
    """Whether somebody puts an end to what goes on: "rushed troops to crush a revolt"."""
    return context.role == "object" and context.governor in factuality_words(scan.language).presupposing


def _of_weapon(hit: Hit, context: Context, words: EventWords) -> Part:
    """Return the part a weapon plays by what its clause does with it."""
    by_suicide, objective = suicidal(hit), context.role in {"object", "patient"}
    if _is_held(context, words) and not (by_suicide and context.role == "object"):
        return "held"
    if hit.entry.value == "air_strike" and _is_shot_at(context, words):
        return "target"
    if by_suicide or not objective:
        return "weapon"
    struck = (words.striking | words.assaulting) - words.using
    if hit.entry.value == "air_strike":
        struck |= words.downing  # "shot down a helicopter", "a plane was hit by gunfire"
    by_weapon = context.role == "patient" and context.governor in words.struck
    return "target" if context.governor in struck or by_weapon else "weapon"


def _is_shot_at(context: Context, words: EventWords) -> bool:
    """Whether an aircraft is what somebody fires at: "fired at a helicopter", "an attack on a jet"."""
    return context.governor in words.shooting and context.preposition in words.shot_at


def _is_held(context: Context, words: EventWords) -> bool:
    """Whether somebody only has a weapon: "men carrying rifles", "rifles were carried"."""
    if context.governor not in words.held:
        return False
    if context.role == "object":
        return True
    return context.role == "patient" and context.clause is not None and not context.clause.verb.reduced


def _modifies(scan: Scan, hit: Hit, words: EventWords) -> bool:
    """Whether an event only tells two nouns apart: "an attack planner", "the assault force"."""
    tags, end = scan.syntax.tags, hit.end
    if end >= len(scan) or tags[end] not in {Tag.NOUN, Tag.PLURAL} or scan.tokens[end].capital:
        return False
    return scan.word(end) not in words.deeds and scan.at("kind", end) is None


def _verb_term(scan: Scan, hit: Hit, *, title: bool) -> Term | None:
    clause = _clause_of_verb(scan, hit)
    if clause is None:
        return Term(hit, None, Factuality.ASSERTED, asserts=title)
    if hit.entry.value == "armed_clash" and not fights(scan, hit, clause):
        return None
    factuality = clause_factuality(scan, clause)
    real = factuality in {Factuality.ASSERTED, Factuality.ATTEMPTED}
    return Term(hit, clause, factuality, real and _verb_tells(scan, hit, clause))


def _clause_of_verb(scan: Scan, hit: Hit) -> Clause | None:
    return scan.syntax.clause_over(hit.start) or scan.syntax.clause_at(hit.start)


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
