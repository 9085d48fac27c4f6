"""Factuality: did it happen? Told, denied, planned, tried, charged or known already, by the clause that says so.

A word that takes something back governs its complement and nothing else: the infinitive, the "that" clause, the "of"
or "for" phrase, the attack that is its object. "Hours after the verdict a mortar bomb fell" tells an attack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from conflictmap.extraction.factuality.governors import FactualityWords, Governor, factuality_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Context, Link, Role, Syntax, Tag, VerbGroup

__all__ = ["Factuality", "clause_factuality", "factuality_words", "habitual", "noun_factuality"]


class Factuality(StrEnum):
    """How a deed is told."""

    ASSERTED = "asserted"
    ATTEMPTED = "attempted"
    NEGATED = "negated"
    UNREAL = "unreal"  # planned, feared, possible, conditional
    CHARGED = "charged"  # somebody is accused of it
    RETOLD = "retold"  # known already: condemned, mourned, claimed


_BY_NOUN: tuple[tuple[Governor, Factuality], ...] = (
    ("unreal", Factuality.UNREAL),
    ("denial", Factuality.NEGATED),
    ("accusation", Factuality.CHARGED),
    ("retelling", Factuality.RETOLD),
)
_BY_CONTENT: tuple[tuple[Governor, Factuality], ...] = (
    ("denial", Factuality.NEGATED),
    ("accusation", Factuality.CHARGED),
    ("unreal", Factuality.UNREAL),
)
"""What nouns make of what they govern, and of what "that" tells of them; the first that fits decides."""


def habitual(scan: Scan, clause: Clause) -> bool:
    """Whether a passive tells what befalls people again and again: "civilians are killed by these devices".

    Parameters
    ----------
    scan : Scan
    clause : Clause

    Returns
    -------
    bool
    """
    verb, tags = clause.verb, scan.syntax.tags[slice(*clause.subject)]
    present = verb.passive and not verb.perfect and scan.word(verb.start) in factuality_words(scan.language).being
    return present and Tag.PLURAL in tags and not {Tag.NUMBER, Tag.DETERMINER} & set(tags)


def clause_factuality(scan: Scan, clause: Clause) -> Factuality:
    """Return how the verb of a clause is told, in view of the clauses it hangs on.

    Parameters
    ----------
    scan : Scan
    clause : Clause

    Returns
    -------
    Factuality
    """
    key = ("factuality", clause.number, False, False)
    if key not in scan.memo:
        scan.memo[key] = _clause_factuality(scan, clause)
    found: Factuality = scan.memo[key]
    return found


def _clause_factuality(scan: Scan, clause: Clause) -> Factuality:
    words, syntax = factuality_words(scan.language), scan.syntax
    own = _own(syntax, clause, words)
    if own is not Factuality.ASSERTED:
        return own
    rule = _infinitive if clause.verb.infinitive else _BY_LINK.get(clause.link)
    return rule(scan, clause, words) if rule is not None else Factuality.ASSERTED


def _own(syntax: Syntax, clause: Clause, words: FactualityWords) -> Factuality:
    verb = clause.verb
    if verb.negated or _nobody(syntax, clause, words):
        return Factuality.NEGATED
    if clause.marker in words.conditional or (verb.modal and not _presumed(syntax, verb, words)):
        return Factuality.UNREAL
    return _of_content(syntax, clause, words)


def _presumed(syntax: Syntax, verb: VerbGroup, words: FactualityWords) -> bool:
    """Whether people are held to have come to harm already: "40 may have been killed", "may have died"."""
    befell = verb.passive or syntax.words.lemma(syntax.lows[verb.head]) in syntax.words.intransitive
    return verb.perfect and befell and verb.modal in words.presumed


def _nobody(syntax: Syntax, clause: Clause, words: FactualityWords) -> bool:
    """Whether the subject is none: "no bombs went off", "there were no shots fired"."""
    start, end = clause.subject
    head = next((i for i in range(min(end, clause.verb.start) - 1, start - 1, -1) if syntax.tags[i] in NOUNS), None)
    return head is not None and _is_denied(syntax, syntax.phrase_start(head), words)


def _is_denied(syntax: Syntax, start: int, words: FactualityWords) -> bool:
    """Whether a noun phrase is of none: "no bombs", "not | a single shell", "no shells or | rockets"."""
    if syntax.lows[start] in words.none:
        return True
    if start > 1 and syntax.tags[start - 1] is Tag.PRONOUN:
        start -= 1  # "not | one rocket"
    if start == 0:
        return False
    joint = syntax.tags[start - 1]
    if joint is Tag.NEGATION:
        return syntax.tags[start] in {Tag.DETERMINER, Tag.NUMBER, Tag.PRONOUN}
    other = syntax.lows[start - 1] in syntax.words.function["alternative"] and syntax.tags[start - 2] in NOUNS
    return other and _is_denied(syntax, syntax.phrase_start(start - 2), words)


def _of_content(syntax: Syntax, clause: Clause, words: FactualityWords) -> Factuality:
    """Read "rumours that", "fears that", "a threat that": the noun before says what its content is."""
    said = clause.marker in syntax.words.function["complementizer"]
    at = clause.start - 2 if said else _bare_content(syntax, clause)
    return _of_noun(syntax, syntax.lows[at], words, _BY_CONTENT) if at >= 0 else Factuality.ASSERTED


def _of_noun(
    syntax: Syntax, noun: str, words: FactualityWords, governors: tuple[tuple[Governor, Factuality], ...]
) -> Factuality:
    """Return what a noun makes of what it governs."""
    made = (made for name, made in governors if _governs(syntax, noun, words, name))
    return next(made, Factuality.ASSERTED)


def _governs(syntax: Syntax, noun: str, words: FactualityWords, governor: Governor) -> bool:
    """Whether a noun, or its singular, is a governor of a kind."""
    return noun in words.nouns[governor] or syntax.words.singular(noun) in words.nouns[governor]


def _bare_content(syntax: Syntax, clause: Clause) -> int:
    """Return the noun whose content follows without "that" ("claims | a worker was beaten"); -1 if none does."""
    if clause.link != "resumed" or clause.verb.start == 0:
        return -1
    start = syntax.phrase_start(clause.verb.start - 1)
    told = 0 < start < clause.verb.start and syntax.tags[start] is Tag.DETERMINER and syntax.tags[start - 1] in NOUNS
    return start - 1 if told else -1


def _infinitive(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    """Read "tried to", "plans to", "managed to": the noun or the verb before says whether it was done."""
    syntax = scan.syntax
    before = syntax.lows[clause.verb.start - 1] if clause.verb.start else ""
    if before in words.result:
        return Factuality.ASSERTED
    if _governs(syntax, before, words, "attempt"):
        return Factuality.ATTEMPTED
    parent = _governor(syntax, clause)
    if parent is not None and _ranks(scan, parent, clause, words):
        return clause_factuality(scan, parent)
    if parent is None or _governs(syntax, before, words, "unreal"):
        return Factuality.UNREAL
    return _after_verb(scan, parent, words)


def _ranks(scan: Scan, parent: Clause, clause: Clause, words: FactualityWords) -> bool:
    """Whether somebody is said to be the one who did it: "was the only one to die", "are the latest to be killed"."""
    start = parent.verb.end
    ranked = parent.verb.copula and scan.plays(start, "definite") and scan.word(start + 1) in words.ranking
    return ranked and clause.verb.start - start <= _RANKED


_RANKED = 6
"""Tokens behind "was" within which the infinitive stands: "the | only one of them | to die"."""


def _governor(syntax: Syntax, clause: Clause) -> Clause | None:
    """Return the clause that governs an infinitive, or a row of them: "were able | to foil a raid and to kill two"."""
    parent = syntax.parent(clause)
    if parent is None or not parent.verb.infinitive or syntax.tags[clause.verb.start - 1] is not Tag.COORDINATOR:
        return parent
    return _governor(syntax, parent)


def _after_verb(scan: Scan, parent: Clause, words: FactualityWords) -> Factuality:
    """Return what a verb, or "able" behind it, makes of the infinitive it governs."""
    lemma = scan.syntax.lemma(parent)
    if scan.word(parent.verb.end) in words.done and scan.word(parent.verb.start) not in words.being:
        return clause_factuality(scan, parent)
    if lemma in words.verbs["attempt"]:
        outer = clause_factuality(scan, parent)
        return Factuality.ATTEMPTED if outer is Factuality.ASSERTED else outer
    return clause_factuality(scan, parent) if lemma in words.verbs["real"] else Factuality.UNREAL


def _participial(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    """Read "without firing", "accused of killing", "planned bombing", "killing six"."""
    if clause.marker in words.links["privative"]:
        return Factuality.NEGATED
    parent = scan.syntax.parent(clause)
    if parent is None:
        return Factuality.ASSERTED
    governed = _governed(scan, clause, parent, words)
    if governed is not Factuality.ASSERTED:
        return governed
    outer = clause_factuality(scan, parent)  # what an attempt led to happened
    return Factuality.ASSERTED if outer is Factuality.ATTEMPTED else outer


def _governed(scan: Scan, clause: Clause, parent: Clause, words: FactualityWords) -> Factuality:
    """Return what the verb or noun before a participle makes of it."""
    unreal = scan.syntax.lemma(parent) in words.verbs["unreal"]
    if clause.marker == "":
        bare = unreal and clause.start == parent.verb.end  # "planned bombing", "stopped killing"
        return Factuality.UNREAL if bare else Factuality.ASSERTED
    if clause.marker not in words.links["governing"]:
        return Factuality.ASSERTED
    before = scan.word(clause.start - 2)
    if scan.syntax.words.singular(before) in words.nouns["unreal"]:
        return Factuality.UNREAL
    if scan.syntax.lemma(parent) in words.verbs["accusation"] or _accuses(scan, before, words):
        return Factuality.CHARGED
    return Factuality.UNREAL if unreal or clause.marker in words.links["preventing"] else Factuality.ASSERTED


def _accuses(scan: Scan, word: str, words: FactualityWords) -> bool:
    """Whether a noun or an adjective before a preposition charges somebody: "suspected of", "his role in"."""
    return not {word, scan.syntax.words.singular(word)}.isdisjoint(words.nouns["accusation"] | words.blamed)


def _complement(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    parent = scan.syntax.parent(clause)
    if parent is None:
        return Factuality.ASSERTED
    lemma = scan.syntax.lemma(parent)
    if lemma in words.verbs["denial"]:
        return Factuality.NEGATED
    noun = scan.syntax.words.singular(scan.word(clause.start - 2))
    unreal = lemma in words.verbs["unreal"] or noun in words.nouns["unreal"]
    return Factuality.UNREAL if unreal else Factuality.ASSERTED


def _shared(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    """Take over how the verb before is told where the two share its auxiliary: "planned to kill and wound"."""
    parent = scan.syntax.parent(clause)
    if parent is None:
        return Factuality.ASSERTED
    if _shares_auxiliary(clause, parent):
        return clause_factuality(scan, parent)
    return _complement(scan, parent, words) if parent.link == "complement" else Factuality.ASSERTED


def _shares_auxiliary(clause: Clause, parent: Clause) -> bool:
    bare = clause.verb.start == clause.verb.head
    passive = parent.verb.passive and clause.verb.form is not Tag.THIRD
    return bare and (passive or clause.verb.form in {Tag.BASE, Tag.ING})


def _coordinate(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    """Take over what governs the clause before: "denied that two were killed and five wounded"."""
    parent = scan.syntax.parent(clause)
    if parent is None or scan.word(clause.start - 2) == ",":
        return Factuality.ASSERTED
    if parent.link == "complement":
        return _complement(scan, parent, words)
    return Factuality.UNREAL if parent.marker in words.conditional else Factuality.ASSERTED


def _relative(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    """Read what is told of somebody who was caught as a charge: "detained a leader who conducted attacks"."""
    parent = scan.syntax.parent(clause)
    if parent is None or clause.verb.passive or clause.marker not in words.links["persons"]:
        return Factuality.ASSERTED
    return Factuality.CHARGED if scan.syntax.lemma(parent) in words.caught else Factuality.ASSERTED


def _resumed(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    """Read what is said of an object as its verb is: "they would like to see the man executed"."""
    parent = scan.syntax.parent(clause)
    before = scan.syntax.clauses[clause.number - 1] if clause.number else None
    bare = clause.verb.start == clause.verb.head and clause.subject[0] >= clause.subject[1]
    if parent is None or before is None or not bare or not before.verb.infinitive or before.verb.end >= clause.start:
        return Factuality.ASSERTED
    seen = scan.syntax.lemma(before) in words.witnessing
    return _infinitive(scan, before, words) if seen else Factuality.ASSERTED


def _adverbial(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    """Read what is only awaited: "vowed that the strikes would go on until the last militant was dead"."""
    parent = scan.syntax.parent(clause)
    if parent is None or clause.marker not in words.links["awaiting"]:
        return Factuality.ASSERTED
    unreal = clause_factuality(scan, parent) is Factuality.UNREAL
    return Factuality.UNREAL if unreal else Factuality.ASSERTED


_BY_LINK: Mapping[Link, Callable[[Scan, Clause, FactualityWords], Factuality]] = {
    "resumed": _resumed,
    "infinitive": _infinitive,
    "participial": _participial,
    "complement": _complement,
    "shared": _shared,
    "coordinate": _coordinate,
    "relative": _relative,
    "adverbial": _adverbial,
}


def noun_factuality(scan: Scan, context: Context, i: int) -> Factuality:
    """Return how an attack told by a noun is told: by its determiner, its adjectives, and what governs it.

    Parameters
    ----------
    scan : Scan
    context : Context
        Of the noun, see `Syntax.context`.
    i : int
        Its first token.

    Returns
    -------
    Factuality
    """
    words = factuality_words(scan.language)
    own = _by_own_words(scan, context, i, words)
    if own is not Factuality.ASSERTED:
        return own
    if context.role == "noun":
        return _by_noun(scan, context, words)
    found = _by_verb(scan, context, words)
    return found if found is not Factuality.ASSERTED else _by_clause(scan, context, words)


def _by_own_words(scan: Scan, context: Context, i: int, words: FactualityWords) -> Factuality:
    """Return what the determiner and the adjectives of a noun say, and an adjective of guilt before it."""
    if _is_denied(scan.syntax, context.start, words):
        return Factuality.NEGATED
    if context.determiner in words.links["open"] or words.adjectives & set(scan.lows[context.start : i]):
        return Factuality.UNREAL
    return Factuality.CHARGED if _blamed(scan, context, words) else Factuality.ASSERTED


_CORE: frozenset[Role] = frozenset({"subject", "patient", "agent", "object", "predicate"})


def _by_clause(scan: Scan, context: Context, words: FactualityWords) -> Factuality:
    """Return how the clause tells what stands in it; what is sought to be ended is there."""
    if context.clause is None or (context.role == "object" and context.governor in words.presupposing):
        return Factuality.ASSERTED
    if context.role in _CORE:
        return clause_factuality(scan, context.clause)
    if context.preposition not in words.links["within"]:
        return Factuality.ASSERTED
    made = clause_factuality(scan, context.clause)
    # "No guards were hurt in the attack": what is known already is not denied with the verb.
    known = made is Factuality.NEGATED and context.determiner in scan.function["definite"]
    return Factuality.ASSERTED if known else made


def _blamed(scan: Scan, context: Context, words: FactualityWords) -> bool:
    """Whether an adjective of guilt governs the phrase: "responsible for", "linked to", "involved in"."""
    if context.preposition not in words.links["guilt"]:
        return False
    at = context.start - 1
    while at > 0 and scan.word(at) != context.preposition:
        at -= 1
    return scan.word(at - 1) in words.blamed


def _by_noun(scan: Scan, context: Context, words: FactualityWords) -> Factuality:
    """Return what the noun that a phrase hangs on makes of it, or the noun that one hangs on."""
    made = _of_noun(scan.syntax, context.governor, words, _BY_NOUN)
    if made is not Factuality.ASSERTED:
        return made
    if context.preposition in words.prepositions["unreal"]:
        return Factuality.UNREAL
    if context.preposition in words.prepositions["retelling"] - words.links["sequel"]:
        return Factuality.RETOLD
    if context.noun >= 0 and context.preposition in scan.function["genitive"]:
        outer = scan.syntax.context(context.noun)
        if outer.start < context.start:
            return noun_factuality(scan, outer, context.noun)
    return Factuality.ASSERTED


def _by_verb(scan: Scan, context: Context, words: FactualityWords) -> Factuality:
    """Return what the verb that governs a phrase makes of it."""
    if context.role in {"object", "patient"}:
        return _by_verb_of_object(scan, context, words)
    return _by_preposition(context, words) if context.role == "adjunct" else Factuality.ASSERTED


def _by_verb_of_object(scan: Scan, context: Context, words: FactualityWords) -> Factuality:
    if context.governor in words.first and context.determiner in words.links["new"]:
        return Factuality.ASSERTED
    governors = (
        (words.verbs["denial"], Factuality.NEGATED),
        (words.objects, Factuality.UNREAL),
        (words.verbs["retelling"], Factuality.RETOLD),
    )
    told = {context.governor}
    if context.clause is not None and context.role == "object":
        told.add(f"{context.governor} {scan.word(context.start - 1)}")  # "came upon a car bomb"
    return next((made for verbs, made in governors if not told.isdisjoint(verbs)), Factuality.ASSERTED)


def _by_preposition(context: Context, words: FactualityWords) -> Factuality:
    preposition, links = context.preposition, words.links
    if preposition in links["charging"] and context.governor in words.verbs["accusation"]:
        return Factuality.CHARGED
    if f"{context.governor} {preposition}" in words.objects:
        return Factuality.UNREAL  # "came across a car bomb"
    if preposition in links["unreal"] and context.governor in words.verbs["unreal"]:
        return Factuality.UNREAL
    if preposition in words.prepositions["unreal"]:
        return Factuality.UNREAL
    return Factuality.RETOLD if preposition in links["retelling"] else Factuality.ASSERTED
