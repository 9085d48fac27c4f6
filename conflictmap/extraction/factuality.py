"""Factuality: did it happen? Told, denied, planned, tried, charged or known already, by the clause that says so.

A word that takes something back governs its complement and nothing else: the infinitive, the "that" clause, the "of"
or "for" phrase, the attack that is its object. "Hours after the verdict a mortar bomb fell" tells an attack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Context, Syntax, Tag
from conflictmap.language import Language

__all__ = ["Factuality", "FactualityWords", "clause_factuality", "factuality_words", "habitual", "noun_factuality"]


class Factuality(StrEnum):
    """How a deed is told."""

    ASSERTED = "asserted"
    ATTEMPTED = "attempted"
    NEGATED = "negated"
    UNREAL = "unreal"  # planned, feared, possible, conditional
    CHARGED = "charged"  # somebody is accused of it
    RETOLD = "retold"  # known already: condemned, mourned, claimed


@dataclass(frozen=True, slots=True)
class FactualityWords:
    """Governors by what they make of what they govern; base forms of verbs, singulars of nouns."""

    verbs: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    adjectives: frozenset[str]
    blamed: frozenset[str]
    caught: frozenset[str]
    first: frozenset[str]
    presupposing: frozenset[str]
    being: frozenset[str]
    none: frozenset[str]
    objects: frozenset[str]
    conditional: frozenset[str]
    result: frozenset[str]
    witnessing: frozenset[str]


_KEYS = ("verbs", "nouns", "prepositions", "adjectives", "persons", "first", "presupposing", "objects", "determiners")


@lru_cache(maxsize=8)
def factuality_words(language: Language) -> FactualityWords:
    """Return the governors of a language, from ``reading/governors.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("governors")
    tables = {
        name: lists.sets(name, _KEYS) for name in ("unreal", "denial", "attempt", "accusation", "retelling", "real")
    }
    verbs, nouns, prepositions = (
        {name: held[key] for name, held in tables.items()} for key in ("verbs", "nouns", "prepositions")
    )
    return FactualityWords(
        verbs,
        nouns,
        prepositions,
        tables["unreal"]["adjectives"],
        tables["accusation"]["adjectives"],
        tables["accusation"]["persons"],
        tables["retelling"]["first"],
        tables["unreal"]["presupposing"],
        lists["habitual"]["be"],
        lists["denial"]["determiners"],
        tables["unreal"]["objects"],
        lists.sets("conditional", ("markers",))["markers"],
        lists.sets("infinitive_result", ("words",))["words"],
        lists.sets("witnessing", ("verbs",))["verbs"],
    )


def habitual(scan: Scan, clause: Clause) -> bool:
    """Whether a passive tells what befalls people again and again: "civilians are killed by these devices"."""
    verb, tags = clause.verb, scan.syntax.tags[slice(*clause.subject)]
    present = verb.passive and not verb.perfect and scan.word(verb.start) in factuality_words(scan.language).being
    return present and Tag.PLURAL in tags and not {Tag.NUMBER, Tag.DETERMINER} & set(tags)


def clause_factuality(scan: Scan, clause: Clause) -> Factuality:
    """Return how the verb of a clause is told, in view of the clauses it hangs on."""
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
    if verb.modal or clause.marker in words.conditional:
        return Factuality.UNREAL
    return _of_content(syntax, clause, words)


def _nobody(syntax: Syntax, clause: Clause, words: FactualityWords) -> bool:
    """Whether the subject is none: "no bombs went off", "there were no shots fired"."""
    start, end = clause.subject
    head = next((i for i in range(min(end, clause.verb.start) - 1, start - 1, -1) if syntax.tags[i] in NOUNS), None)
    return head is not None and syntax.lows[syntax.phrase_start(head)] in words.none


def _of_content(syntax: Syntax, clause: Clause, words: FactualityWords) -> Factuality:
    """Read "rumours that", "fears that", "a threat that": the noun before says what its content is."""
    at = clause.start - 2 if clause.marker == "that" else _bare_content(syntax, clause)
    if at < 0:
        return Factuality.ASSERTED
    noun = {syntax.lows[at], syntax.lows[at].removesuffix("s")}
    if noun & words.nouns["denial"]:
        return Factuality.NEGATED
    if noun & words.nouns["accusation"]:
        return Factuality.CHARGED
    return Factuality.UNREAL if noun & words.nouns["unreal"] else Factuality.ASSERTED


def _bare_content(syntax: Syntax, clause: Clause) -> int:
    """Return the noun whose content follows without "that" ("claims | a worker was beaten"); -1 if none does."""
    if clause.link != "resumed" or clause.verb.start == 0:
        return -1
    start = syntax.phrase_start(clause.verb.start - 1)
    told = 0 < start < clause.verb.start and syntax.tags[start] is Tag.DETERMINER and syntax.tags[start - 1] in NOUNS
    return start - 1 if told else -1


def _infinitive(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    syntax = scan.syntax
    before = syntax.lows[clause.verb.start - 1] if clause.verb.start else ""
    singular = before.removesuffix("s")
    if before in words.result:
        return Factuality.ASSERTED
    if singular in words.nouns["attempt"] or before in words.nouns["attempt"]:
        return Factuality.ATTEMPTED
    if {before, singular} & words.nouns["unreal"]:
        return Factuality.UNREAL
    parent = syntax.parent(clause)
    if parent is None:
        return Factuality.UNREAL
    lemma = syntax.lemma(parent)
    if lemma in words.verbs["attempt"]:
        outer = clause_factuality(scan, parent)
        return Factuality.ATTEMPTED if outer is Factuality.ASSERTED else outer
    if lemma in words.verbs["real"]:
        return clause_factuality(scan, parent)
    return Factuality.UNREAL


def _participial(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    parent = scan.syntax.parent(clause)
    marker = clause.marker
    if marker == "without":
        return Factuality.NEGATED
    if marker in {"of", "for", "from", "against", "over", "about", "with", "in", "to"} and parent is not None:
        lemma = scan.syntax.lemma(parent)
        before = scan.word(clause.start - 2).removesuffix("s")
        if before in words.nouns["unreal"]:
            return Factuality.UNREAL
        before_marker = scan.word(clause.start - 2)
        if lemma in words.verbs["accusation"] or {before, before_marker} & (words.nouns["accusation"] | words.blamed):
            return Factuality.CHARGED
        if lemma in words.verbs["unreal"] or marker in {"from", "against"}:
            return Factuality.UNREAL
    if parent is not None and marker == "" and clause.start == parent.verb.end:
        lemma = scan.syntax.lemma(parent)
        if lemma in words.verbs["unreal"]:  # "planned bombing", "stopped killing"
            return Factuality.UNREAL
    if parent is None:
        return Factuality.ASSERTED
    outer = clause_factuality(scan, parent)  # what an attempt led to happened
    return Factuality.ASSERTED if outer is Factuality.ATTEMPTED else outer


def _complement(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    parent = scan.syntax.parent(clause)
    if parent is None:
        return Factuality.ASSERTED
    lemma = scan.syntax.lemma(parent)
    if lemma in words.verbs["denial"]:
        return Factuality.NEGATED
    if lemma in words.verbs["unreal"] or scan.word(clause.start - 2).removesuffix("s") in words.nouns["unreal"]:
        return Factuality.UNREAL
    return Factuality.ASSERTED


def _shared(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    parent = scan.syntax.parent(clause)
    if parent is None:
        return Factuality.ASSERTED
    bare = clause.verb.start == clause.verb.head
    same_form = clause.verb.form in {Tag.BASE, Tag.ING} or (parent.verb.passive and clause.verb.form is not Tag.THIRD)
    if bare and same_form:
        return clause_factuality(scan, parent)
    if parent.link in {"complement", "adverbial"}:
        return _BY_LINK[parent.link](scan, parent, words) if parent.link == "complement" else Factuality.ASSERTED
    return Factuality.ASSERTED


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
    if parent is None or clause.marker not in {"who", "which", "that"}:
        return Factuality.ASSERTED
    if clause.marker == "who" and not clause.verb.passive and scan.syntax.lemma(parent) in words.caught:
        return Factuality.CHARGED
    return Factuality.ASSERTED


def _resumed(scan: Scan, clause: Clause, words: FactualityWords) -> Factuality:
    """Read what is said of an object as its verb is: "they would like to see the man executed"."""
    parent = scan.syntax.parent(clause)
    before = scan.syntax.clauses[clause.number - 1] if clause.number else None
    bare = clause.verb.start == clause.verb.head and clause.subject[0] >= clause.subject[1]
    if parent is None or before is None or not bare or not before.verb.infinitive or before.verb.end >= clause.start:
        return Factuality.ASSERTED
    seen = scan.syntax.lemma(before) in words.witnessing
    return _infinitive(scan, before, words) if seen else Factuality.ASSERTED


_BY_LINK = {
    "resumed": _resumed,
    "infinitive": _infinitive,
    "participial": _participial,
    "complement": _complement,
    "shared": _shared,
    "coordinate": _coordinate,
    "relative": _relative,
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
    """
    words = factuality_words(scan.language)
    if scan.word(context.start) in words.none:
        return Factuality.NEGATED
    if context.determiner == "any":
        return Factuality.UNREAL
    if words.adjectives & set(scan.lows[context.start : i]):
        return Factuality.UNREAL
    if scan.word(i if context.start == i else context.start) and _blamed(scan, context, words):
        return Factuality.CHARGED
    if context.role == "noun":
        return _by_noun(scan, context, words)
    found = _by_verb(context, words)
    if found is not Factuality.ASSERTED:
        return found
    if context.clause is None:
        return Factuality.ASSERTED
    if context.role == "object" and context.governor in words.presupposing:
        return Factuality.ASSERTED
    if context.role in {"subject", "patient", "agent", "object"}:
        return clause_factuality(scan, context.clause)
    return _adjunct(scan, context)


def _blamed(scan: Scan, context: Context, words: FactualityWords) -> bool:
    """Whether an adjective of guilt governs the phrase: "responsible for", "linked to", "involved in"."""
    if context.preposition not in {"for", "to", "in", "of", "with"}:
        return False
    at = context.start - 1
    while at > 0 and scan.word(at) != context.preposition:
        at -= 1
    return scan.word(at - 1) in words.blamed


def _adjunct(scan: Scan, context: Context) -> Factuality:
    clause = context.clause
    if clause is None or context.preposition not in {"in", "by", "with"}:
        return Factuality.ASSERTED
    return clause_factuality(scan, clause)


def _by_noun(scan: Scan, context: Context, words: FactualityWords) -> Factuality:
    governor, singular = context.governor, context.governor.removesuffix("s")
    both = {governor, singular}
    for name, made in (
        ("unreal", Factuality.UNREAL),
        ("denial", Factuality.NEGATED),
        ("accusation", Factuality.CHARGED),
        ("retelling", Factuality.RETOLD),
    ):
        if both & words.nouns[name]:
            return made
    if context.preposition in words.prepositions["unreal"]:
        return Factuality.UNREAL
    if context.preposition in words.prepositions["retelling"] and context.preposition != "following":
        return Factuality.RETOLD
    if context.noun >= 0 and context.preposition == "of":
        outer = scan.syntax.context(context.noun)
        if outer.start < context.start:
            return noun_factuality(scan, outer, context.noun)
    return Factuality.ASSERTED


def _by_verb(context: Context, words: FactualityWords) -> Factuality:
    lemma = context.governor
    if context.role in {"object", "patient"}:
        for verbs, made in (
            (words.verbs["denial"], Factuality.NEGATED),
            (words.objects, Factuality.UNREAL),
            (words.verbs["retelling"], Factuality.RETOLD),
        ):
            if lemma in verbs and not (lemma in words.first and context.determiner in {"a", "an", "another"}):
                return made
    if context.role == "adjunct":
        if (
            context.preposition in {"of", "for", "with", "over", "in"}
            and lemma in words.verbs["accusation"]
            and context.preposition != "in"
        ):
            return Factuality.CHARGED
        if context.preposition in {"of", "for", "against", "about", "on"} and lemma in words.verbs["unreal"]:
            return Factuality.UNREAL
        if context.preposition in words.prepositions["unreal"]:
            return Factuality.UNREAL
        if context.preposition in {"over", "about", "for"}:
            return Factuality.RETOLD
    return Factuality.ASSERTED
