"""Whether a weapon, or who is named by one, is told as used: fired, fallen, striking something."""

from __future__ import annotations

from conflictmap.codebook import kinds_with
from conflictmap.extraction.factuality.assertion import habitual
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS, Clause, Context, Tag
from conflictmap.extraction.violence.deeds import armed_subject, deed_words, object_span
from conflictmap.extraction.violence.eventwords import event_words
from conflictmap.extraction.violence.means import is_verb
from conflictmap.extraction.violence.ruins import lays_waste, strikes_things
from conflictmap.extraction.where.loneplaces import is_log
from conflictmap.language import Hit

__all__ = ["dies_too", "is_person", "suicidal", "weapon_used", "wielded"]

_BEFORE_OBJECT = VERBS | {Tag.PARTICLE, Tag.COORDINATOR, Tag.PREPOSITION, Tag.MARK}


def suicidal(hit: Hit) -> bool:
    """Whether the word tells an attack by suicide.

    Parameters
    ----------
    hit : Hit
    """
    return hit.entry.value in kinds_with("suicide")


def dies_too(scan: Scan, i: int) -> bool:
    """Whether the token is a reflexive pronoun among the objects of a verb that kills or blows up.

    Parameters
    ----------
    scan : Scan
    i : int
    """
    clause = scan.syntax.clause_at(i) if scan.word(i) in person_words(scan.language)["reflexive_of_one"] else None
    if clause is None or clause.verb.passive or scan.syntax.tags[i - 1] not in _BEFORE_OBJECT:
        return False
    return _kills(scan, clause.verb.start)


def _kills(scan: Scan, i: int) -> bool:
    outcome = scan.at("outcome", i)
    blows = (is_verb(hit.entry) and hit.entry.value == "bombing" for hit in scan.starting("kind", i))
    return any(blows) or (outcome is not None and outcome.entry.value == "killed")


def weapon_used(scan: Scan, hit: Hit, context: Context) -> bool:
    """Whether a weapon is told as used: fired, fallen, striking something.

    Parameters
    ----------
    scan : Scan
    hit : Hit
    context : Context
    """
    if context.role == "noun" and context.governor in event_words(scan.language).volleys:
        context = scan.syntax.context(context.noun)  # "launched a volley of rockets"
    clause = context.clause
    if clause is None:
        return _entered(scan, hit)
    if habitual(scan, clause):
        return False
    if is_person(scan, hit):
        return _attacks(scan, hit, context, clause)
    return _does_harm(scan, hit, context, clause)


def _does_harm(scan: Scan, hit: Hit, context: Context, clause: Clause) -> bool:
    """Whether a weapon acts, or is acted with, by the part it plays in its clause."""
    words = event_words(scan.language)
    if context.role in {"subject", "agent"} and _ruins(scan, hit, clause):
        return True
    if hit.entry.value == "air_strike" and context.governor in words.falling:
        return False
    if context.role == "subject":
        return _strikes(scan, context, clause) or _harms(scan, hit, clause)
    if context.role == "agent":
        return context.governor in words.striking
    return _is_used(scan, hit, context, clause)


def _is_used(scan: Scan, hit: Hit, context: Context, clause: Clause) -> bool:
    """Whether a weapon is what somebody uses, or saw in use."""
    words = event_words(scan.language)
    if context.role == "patient" and context.governor not in words.using:
        return _goes_on(scan, hit, context, clause)
    if context.governor in words.habitual and context.start == hit.start and scan.syntax.tags[hit.end - 1] is Tag.NOUN:
        return False  # "directs bomb and small arms attacks"
    if context.role not in {"patient", "object"}:
        return False
    return context.governor in words.using or _seen_to_strike(scan, hit, context)


def _seen_to_strike(scan: Scan, hit: Hit, context: Context) -> bool:
    """Whether somebody saw or heard a weapon do what it does when it is used: "saw | three rockets | slam into"."""
    words = event_words(scan.language)
    seen = context.role == "object" and context.governor in words.witnessing and scan.word(hit.end) in words.striking
    return seen and not (context.clause is not None and context.clause.verb.negated)


def _ruins(scan: Scan, hit: Hit, clause: Clause) -> bool:
    """Whether a weapon leaves things in ruins, or an armed aircraft does what it does to them only when it attacks."""
    return lays_waste(scan, clause) or (hit.entry.value == "air_strike" and strikes_things(scan, clause, hit))


def wielded(scan: Scan, hit: Hit, context: Context) -> bool:
    """Whether armed people do something to somebody or something with it: "pelted a convoy with grenades".

    Parameters
    ----------
    scan : Scan
    hit : Hit
        A weapon, or an event such as "gunfire".
    context : Context
    """
    words = event_words(scan.language)
    if context.role == "noun" and context.governor in words.volleys:
        context = scan.syntax.context(context.noun)
    clause, led = context.clause, context.preposition
    if scan.plays(context.start - 1, "genitive"):
        led = scan.word(context.start - 3)  # "with one of their barrages"
    if clause is None or context.role != "adjunct" or led not in words.instruments:
        return False
    if clause.verb.passive or context.governor in words.neutral | words.held | words.arresting:
        return False
    start, end = object_span(scan, clause)
    return start < end <= hit.start and armed_subject(scan, clause) in _ARMED


_ARMED = frozenset({"militant", "forces"})


def _entered(scan: Scan, hit: Hit) -> bool:
    """Whether a weapon and what it met are the entry of a log: "IED, Baquba", "2 x 107mm rockets on the palace"."""
    after, tags = hit.end + 1, scan.syntax.tags
    if after >= len(scan) or not is_log(scan) or not all(tags[i] in _COUNTING for i in range(hit.start)):
        return False
    if tags[hit.end] is Tag.MARK:
        return tags[after] is Tag.NAME
    return tags[hit.end] is Tag.PREPOSITION and _fell(scan, hit)


def _fell(scan: Scan, hit: Hit) -> bool:
    """Whether a weapon came down or went off, and does not only lie there ("mines in Kut", "jets over Kut")."""
    if hit.entry.value == "shelling":
        return True
    many = hit.start == 0 and hit.entry.inflection == "plural"
    harmless = hit.entry.value == "air_strike" or (is_person(scan, hit) and not suicidal(hit))
    return not many and not harmless


_COUNTING = frozenset({Tag.NUMBER, Tag.NOUN, Tag.ADJECTIVE})
"""What stands before a weapon in such an entry: "2 x"."""


def _goes_on(scan: Scan, hit: Hit, context: Context, clause: Clause) -> bool:
    """Whether a weapon that a participle describes does harm after it: "a bomb planted in Kut set it ablaze"."""
    if not clause.verb.reduced:
        return False
    resumed = (c for c in scan.syntax.clauses if c.link == "resumed" and c.subject == clause.subject)
    return any(
        _strikes(scan, context._replace(governor=scan.syntax.lemma(c)), c) or _harms(scan, hit, c) for c in resumed
    )


def _attacks(scan: Scan, hit: Hit, context: Context, clause: Clause) -> bool:
    """Whether somebody named by his weapon uses it: "a suicide bomber struck", "gunmen stormed a house"."""
    words = event_words(scan.language)
    if suicidal(hit):
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
    return start < end and not verb.passive and not _is_neutral(scan, clause)


def _is_neutral(scan: Scan, clause: Clause) -> bool:
    """Whether a verb does no harm by itself: "brought", not "brought down"."""
    parted = scan.word(clause.verb.end) in deed_words(scan.language).parted
    return scan.syntax.lemma(clause) in event_words(scan.language).neutral and not parted


def is_person(scan: Scan, hit: Hit) -> bool:
    """Whether the word names who did it ("gunmen", "a suicide bomber").

    Parameters
    ----------
    scan : Scan
    hit : Hit
    """
    people = scan.at("people", hit.start)
    return people is not None and people.end >= hit.end


def _object(scan: Scan, clause: Clause) -> bool:
    """Whether an object, or a place that is struck, follows the verb."""
    syntax = scan.syntax
    i = clause.verb.end
    while i < len(scan) and syntax.tags[i] in {Tag.ADVERB, Tag.PREPOSITION, Tag.PARTICLE}:
        i += 1
    return i < min(len(scan), clause.end) and syntax.tags[i] not in {Tag.MARK, Tag.TIME}
