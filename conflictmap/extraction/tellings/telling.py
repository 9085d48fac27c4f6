"""A telling: the run of clauses of a sentence that tells one attack, and what lies in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from conflictmap import codebook
from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.factuality.assertion import Factuality
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS, Clause
from conflictmap.extraction.violence.means import family, is_specific
from conflictmap.extraction.where.placephrases import PlaceHit
from conflictmap.language import Hit

__all__ = ["Telling", "in_further_clause", "load_weights", "speakers", "words_of"]


def words_of(telling: Telling, table: str) -> Mapping[str, frozenset[str]]:
    """Return the small words of a table of ``reading/tellings.toml``."""
    return telling.scan.language.lists("tellings")[table]


def in_further_clause(scan: Scan, start: int, hit: Hit) -> bool:
    """Whether "the other" stands in a clause behind the first: "two detonated while | the other two were shot".

    Parameters
    ----------
    scan : Scan
    start : int
        Where the first clause begins.
    hit : Hit
        A word for something new.
    """
    definite = scan.plays(scan.syntax.phrase_start(hit.start), "definite")
    return definite and scan.syntax.clause_at(hit.start) is not scan.syntax.clause_at(start)


@lru_cache(maxsize=2)
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights of coreference by table and feature."""
    return codebook.shipped_rules("coreference.toml")[0]


_KNOWN = frozenset({Factuality.RETOLD, Factuality.CHARGED})
"""An attack that is only spoken about still gives its kind to the casualties told of it."""


@dataclass(slots=True)
class Telling:
    """Tokens `start` to `end` of a sentence that tell one attack, and the findings that lie in them."""

    scan: Scan
    start: int
    end: int
    mentions: list[Mention]
    terms: list[Term]
    places: list[PlaceHit]
    clause: Clause | None = None
    new: bool = False
    listed: bool = False
    _kinds: list[Hit] | None = None
    _families: frozenset[str] | None = None

    @property
    def kinds(self) -> list[Hit]:
        """The words of violence told as real; beside casualties those only spoken of, if no other tells the means."""
        if self._kinds is None:
            self._kinds = self._real_kinds()
        return self._kinds

    def _real_kinds(self) -> list[Hit]:
        real = [term.hit for term in self.terms if term.real]
        if any(is_specific(hit.entry) for hit in real) or not any(mention.low != 0 for mention in self.mentions):
            return real
        return [term.hit for term in self.terms if term.real or term.factuality in _KNOWN]

    @property
    def eventful(self) -> bool:
        """Whether violence is told here at all."""
        return bool(self.mentions or any(term.asserts for term in self.terms))

    def families(self) -> frozenset[str]:
        """Return the means named here, bodies and abductions among the casualties included."""
        if self._families is None:
            self._families = self._named_families()
        return self._families

    def _named_families(self) -> frozenset[str]:
        hits = self.kinds
        found = {family(h.entry.value) for h in hits if "weak" not in h.entry.traits} - {""}
        if not found:
            found = {family(hit.entry.value) for hit in hits} - {""}
        if any(mention.bodies for mention in self.mentions):
            found = {"body"}
        seized = any(mention.outcome == "abducted" for mention in self.mentions)
        return frozenset(found | {"abduction"} if seized else found)

    def own_place(self) -> bool:
        """Whether a place of its own is named."""
        return any(place.named and place.firm and not speakers(self.scan, place) for place in self.places)

    def own_attack(self) -> bool:
        """Whether an attack of its own is told by a word that names no means: "in an unspecified attack"."""
        articles = self.scan.grammar.articles
        return any(
            term.asserts and not term.refers and "general" in term.hit.entry.traits and _after_article(term, articles)
            for term in self.terms
        )

    def only_speaks_of(self, term: Term) -> bool:
        """Whether a word tells no attack beside one told in another clause: "and a day of ambushes showed how weak"."""
        if term.asserts or term.context is None or term.context.role != "noun":
            return False
        told = [other.clause for other in self.terms if other.asserts]
        told += [self.scan.syntax.clause_at(m.verb) for m in self.mentions if m.low and m.verb < term.hit.start]
        return any(clause is not term.clause for clause in told)

    def outcomes(self) -> set[str]:
        """Return the outcomes counted above nought."""
        return {mention.outcome for mention in self.mentions if mention.low != 0}


def _after_article(term: Term, articles: frozenset[str]) -> bool:
    return term.context is not None and term.context.determiner in articles


def speakers(scan: Scan, place: PlaceHit) -> bool:
    """Whether a place only says where those are who report: "Police in Amara said", "according to a medic in Kut"."""
    syntax = scan.syntax
    return _in_source(scan, place.start) or any(
        clause.subject[0] <= place.start < clause.subject[1]
        and clause.verb.start >= place.end
        and syntax.lemma(clause) in syntax.words.saying
        and clause.verb.end == clause.verb.head + 1  # not "claimed the lives of"
        and not clause.verb.passive
        for clause in syntax.clauses
    )


_SOURCE = 12
"""Tokens within which a source is named and described: "according to Ali Hadi, the mayor of"."""


def _in_source(scan: Scan, at: int) -> bool:
    """Whether a token stands in the phrase that names a source, before any verb."""
    opens = scan.language.lists("placement")["media"]["sources"]
    for i in range(at - 1, max(-1, at - _SOURCE), -1):
        if scan.word(i) in opens:
            return True
        if scan.syntax.tags[i] in VERBS or scan.word(i) in {";", "."}:
            return False
    return False
