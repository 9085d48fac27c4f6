"""Events by role: which words of a sentence say that violence happened, and which only name a weapon or point back.

A word of the lexicon is a prior. A verb tells a deed where its clause is asserted; a noun ("blast") where it happens,
is carried out, or takes place somewhere; a weapon or an aircraft where it is used on something or strikes something.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from conflictmap.extraction.classification import kind_hits
from conflictmap.extraction.factuality import Factuality, clause_factuality, noun_factuality
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Context, Tag
from conflictmap.language import Hit

__all__ = ["EventWords", "Term", "find_terms", "load_event_words"]

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "such", "each", "every"})
_OCCASION = frozenset({"in", "by", "during", "amid", "from", "after", "following", "under", "through", "as", "with", "to"})


@dataclass(frozen=True, slots=True)
class EventWords:
    """Verbs of attack by what they do; see ``rules/<language>/events.toml``."""

    performing: frozenset[str]
    striking: frozenset[str]
    using: frozenset[str]
    assaulting: frozenset[str]
    leading_off: frozenset[str]
    suicide: frozenset[str]
    away: frozenset[str]
    into: frozenset[str]
    out_of: frozenset[str]


@lru_cache(maxsize=4)
def load_event_words(language: str = "en") -> EventWords:
    """Load the event words of a language."""
    table = tomllib.loads((files("conflictmap") / "rules" / language / "events.toml").read_text(encoding="utf-8"))
    verbs, away = table["verbs"], table["away"]
    names = ("performing", "striking", "using", "assaulting", "leading_off", "suicide")
    return EventWords(
        *(frozenset(verbs[name]) for name in names),
        away=frozenset(away["words"]),
        into=frozenset(away["into"]),
        out_of=frozenset(away["from"]),
    )


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
    """

    hit: Hit
    clause: Clause | None
    factuality: Factuality
    asserts: bool
    refers: bool = False
    context: Context | None = None

    @property
    def real(self) -> bool:
        """Whether it is told as having happened, or names what was used."""
        return self.factuality in {Factuality.ASSERTED, Factuality.ATTEMPTED}


def find_terms(scan: Scan, *, title: bool = False) -> list[Term]:
    """Return the words of violence of a sentence in order, with what they are told to be.

    Parameters
    ----------
    scan : Scan
    title : bool
        Whether it is a headline, where a noun alone tells an attack.
    """
    figures = [hit for hit in scan.all("cancel") if hit.entry.rule == "cancel.metaphor"]
    told = [hit for hit in kind_hits(scan) if not any(f.start < hit.end and hit.start < f.end for f in figures)]
    return [term for hit in told if (term := _term(scan, hit, title=title)) is not None]


def _term(scan: Scan, hit: Hit, *, title: bool) -> Term | None:
    syntax = scan.syntax
    verb = syntax.tags[hit.start] in VERBS
    if hit.entry.form == "verb" and (verb or hit.entry.traits):
        return _verb_term(scan, hit, title=title) if verb else _misread(scan, hit, title=title)
    context = syntax.context(hit.start)
    factuality = noun_factuality(scan, context, hit.start)
    refers = context.determiner in _DEFINITE and hit.entry.form != "means"
    real = factuality is Factuality.ASSERTED
    if hit.entry.form == "means" or _is_person(scan, hit):
        asserts = real and _weapon_used(scan, hit, context)
    else:
        asserts = real and _noun_happens(scan, hit, context, title=title)
    return Term(hit, context.clause, factuality, asserts, refers, context)


def _misread(scan: Scan, hit: Hit, *, title: bool) -> Term | None:
    """A verb form that is a noun or an adjective here: "two strikes", "the wounded man", "bombed-out"."""
    if scan.syntax.tags[hit.start] in NOUNS and not hit.entry.traits & {"past", "participle", "past_participle"}:
        context = scan.syntax.context(hit.start)
        factuality = noun_factuality(scan, context, hit.start)
        real = factuality is Factuality.ASSERTED
        asserts = real and _noun_happens(scan, hit, context, title=title)
        return Term(hit, context.clause, factuality, asserts, context.determiner in _DEFINITE, context)
    return None


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
    if "weak" not in _traits(hit, scan):
        return True
    others = [other for other in scan.inside("kind", clause.start, clause.end) if other is not hit and other.entry.rank >= 40]
    return bool(others)


_WEAK = frozenset({"strike", "hit", "target", "hammer", "pound"})


def _traits(hit: Hit, scan: Scan) -> frozenset[str]:
    lemma = scan.syntax.words.lemma(scan.word(hit.start))
    return frozenset({"weak"}) if hit.entry.rule == "other.verb" and lemma in _WEAK else frozenset()


def _noun_happens(scan: Scan, hit: Hit, context: Context, *, title: bool) -> bool:
    words = load_event_words()
    if context.role == "noun":
        return _of_series(scan, hit, context, title=title)
    clause = context.clause
    if context.role == "alone":
        return hit.entry.rank > 25 if title else not scan.syntax.clauses
    if clause is None:
        return False
    definite = context.determiner in _DEFINITE and "plural" not in hit.entry.traits
    if context.role in {"subject", "patient"}:
        return not definite and not clause.verb.copula or (not definite and _existential(scan, clause))
    if context.role == "predicate":
        return _existential(scan, clause)
    if context.role == "object":
        return context.governor in words.performing and not definite
    if context.role == "agent":
        return not definite
    return context.preposition in _OCCASION and not definite and (title or _placed(scan, hit))


def _existential(scan: Scan, clause: Clause) -> bool:
    return "there" in scan.lows[max(0, clause.verb.start - 1) : clause.verb.head]


def _placed(scan: Scan, hit: Hit) -> bool:
    return scan.has("place_prepositions", hit.end, hit.end + 3)


_SERIES = frozenset({"series", "string", "wave", "spate", "number", "barrage", "spree", "rash", "pair", "round", "flurry", "salvo"})


def _of_series(scan: Scan, hit: Hit, context: Context, *, title: bool) -> bool:
    if context.governor not in _SERIES or context.noun < 0:
        return False
    outer = scan.syntax.context(context.noun)
    return _noun_happens(scan, hit, outer, title=title) if outer.start < context.start else False


def _weapon_used(scan: Scan, hit: Hit, context: Context) -> bool:
    """Whether a weapon is told as used: fired, fallen, striking something."""
    words = load_event_words()
    clause = context.clause
    if clause is None:
        return False
    lemma = context.governor
    if _is_person(scan, hit) and hit.entry.value in _SUICIDE:
        return context.role in {"subject", "agent"} and lemma in words.suicide
    if _is_person(scan, hit):
        return context.role == "subject" and lemma in words.assaulting and _object(scan, clause)
    if context.role == "subject":
        return lemma in words.striking and (_object(scan, clause) or not clause.verb.passive)
    if context.role == "patient":
        return lemma in words.using
    if context.role == "object":
        return lemma in words.using
    if context.role == "agent":
        return lemma in words.striking
    return False


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
