"""One sentence analysed: its tags, verb groups and clauses, and what stands around a noun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from conflictmap.extraction.syntax.clauses import Clause, clause_of, find_clauses
from conflictmap.extraction.syntax.lookedup import LookedUp
from conflictmap.extraction.syntax.syntaxwords import SyntaxWords, syntax_words
from conflictmap.extraction.syntax.tagging import tag
from conflictmap.extraction.syntax.tags import NOUNS, Tag
from conflictmap.extraction.syntax.verbgroups import VerbGroup, find_verb_groups

__all__ = ["Context", "Role", "Syntax", "analyse"]

Role = Literal["subject", "patient", "object", "agent", "adjunct", "noun", "predicate", "alone"]

_INSIDE = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.NUMBER, Tag.ADJECTIVE, *NOUNS})
_ASIDE = frozenset({Tag.ADVERB, Tag.PREPOSITION, Tag.TIME, Tag.PARTICLE})


class Context(NamedTuple):
    """How a noun phrase stands in its clause.

    Attributes
    ----------
    start : int
        First token of the phrase.
    role : Role
        ``"subject"``, ``"patient"`` (subject of a passive), ``"object"``, ``"agent"`` (after "by"), ``"adjunct"``
        (after another preposition of the clause), ``"noun"`` (after a preposition that hangs on a noun),
        ``"predicate"`` (after "is"), ``"alone"`` (no verb around).
    governor : str
        Base form of the verb, or the noun, that the phrase hangs on; empty if there is none.
    preposition : str
        The preposition before it; empty if there is none.
    determiner : str
        The first word of the phrase if it is an article, a possessive or the like.
    clause : Clause or None
    noun : int
        Token of the noun it hangs on, -1 if it is none.
    """

    start: int
    role: Role
    governor: str
    preposition: str
    determiner: str
    clause: Clause | None
    noun: int = -1


@dataclass(frozen=True, slots=True)
class Syntax:
    """The analysis of one sentence.

    Attributes
    ----------
    tags : tuple of Tag
    groups : tuple of VerbGroup
    clauses : tuple of Clause
    words : SyntaxWords
    lows : tuple of str
    """

    tags: tuple[Tag, ...]
    groups: tuple[VerbGroup, ...]
    clauses: tuple[Clause, ...]
    words: SyntaxWords
    lows: tuple[str, ...]

    def clause_at(self, i: int) -> Clause | None:
        """Return the innermost clause that holds token `i`."""
        return clause_of(self.clauses, i)

    def lemma(self, clause: Clause) -> str:
        """Return the base form of a clause's verb."""
        return self.words.lemma(self.lows[clause.verb.head])

    def parent(self, clause: Clause) -> Clause | None:
        """Return the clause that a clause hangs on."""
        return self.clauses[clause.parent] if clause.parent >= 0 else None

    def is_undergone(self, clause: Clause) -> bool:
        """Whether a verb is passive, or goes on with one that is: "were stopped in Kut | and shot"."""
        above = self.parent(clause) if clause.link == "shared" else None
        return clause.verb.passive or (above is not None and above.verb.passive)

    def is_owned(self, clause: Clause) -> bool:
        """Whether "whose" opens a relative clause, as a part of its subject: "| whose brother died"."""
        return clause.link == "relative" and self.lows[clause.start] == clause.marker

    def group_over(self, i: int) -> VerbGroup | None:
        """Return the verb group that token `i` belongs to."""
        return next((group for group in self.groups if group.start <= i < group.end), None)

    def clauses_in(self, start: int, end: int) -> Iterator[Clause]:
        """Yield the clauses whose verb stands in tokens `start` to `end`."""
        return (clause for clause in self.clauses if start <= clause.verb.head < end)

    def clause_over(self, i: int) -> Clause | None:
        """Return the clause whose verb group token `i` belongs to."""
        return next((clause for clause in self.clauses if clause.verb.start <= i < clause.verb.end), None)

    def phrase_start(self, i: int) -> int:
        """Return the first token of the noun phrase that token `i` lies in."""
        start = i
        while start > 0 and (self.tags[start - 1] in _INSIDE or self._dates_noun(start - 1)):
            start -= 1
            if self.tags[start] is Tag.DETERMINER:
                break
        return start

    def _dates_noun(self, i: int) -> bool:
        """Whether a word of time stands between an article and its noun: "the Sunday evening blast"."""
        while i > 0 and self.tags[i] is Tag.TIME:
            i -= 1
            if self.tags[i] in {Tag.DETERMINER, Tag.POSSESSIVE}:
                return True
        return False

    def context(self, i: int) -> Context:
        """Return how the noun phrase around token `i` stands in its clause."""
        start = self.phrase_start(i)
        joined = start > 1 and self.tags[start - 1] is Tag.COORDINATOR and self.tags[start - 2] in NOUNS
        if joined and not self._opens_clause(i, start):
            return self.context(start - 2)._replace(start=start, determiner=self._determiner(start))
        determiner = self._determiner(start)
        clause = self.clause_at(i) or self._served(i)
        before = self._preposition_before(start)
        if before is not None:
            return self._after_preposition(start, before, determiner, clause)
        if clause is None:
            return Context(start, "alone", "", "", determiner, None)
        if start < clause.verb.start or (clause.subject[0] <= start < clause.subject[1]):
            role: Role = "patient" if clause.verb.passive else "subject"
            return Context(start, role, self.lemma(clause), "", determiner, clause)
        return self._after_verb(start, determiner, clause)

    def _opens_clause(self, i: int, start: int) -> bool:
        """Whether the noun phrase is the subject of a clause of its own: "in Kut, and a car bomb exploded"."""
        clause = self.clause_at(i)
        return clause is not None and clause.subject[0] == start < clause.verb.start

    def _preposition_before(self, start: int) -> int | None:
        """Return the preposition that governs the phrase: not the particle of a verb ("carried out a bombing")."""
        before = start - 1
        while before >= 0 and self.tags[before] is Tag.ADVERB:
            before -= 1
        if before < 0 or self.tags[before] not in {Tag.PREPOSITION, Tag.TO}:
            return None
        particle = before > 0 and self.lows[before] in self.words.particles
        return None if particle and self.group_over(before - 1) is not None else before

    def _after_verb(self, start: int, determiner: str, clause: Clause) -> Context:
        group = self._verb_before(start)
        if group is None:
            return Context(start, "alone", "", "", determiner, clause)
        if group.copula:
            return Context(start, "predicate", "be", "", determiner, clause)
        return Context(start, "object", self.words.lemma(self.lows[group.head]), "", determiner, clause)

    def _determiner(self, start: int) -> str:
        return self.lows[start] if self.tags[start] in {Tag.DETERMINER, Tag.POSSESSIVE} else ""

    def _served(self, i: int) -> Clause | None:
        """Return the clause whose subject token `i` is, where it stands before a relative clause."""
        fits = [c for c in self.clauses if c.link != "relative" and c.subject[0] <= i < c.subject[1]]
        return fits[0] if fits else next((c for c in self.clauses if c.subject[0] <= i < c.subject[1]), None)

    def _verb_before(self, start: int) -> VerbGroup | None:
        return next((group for group in reversed(self.groups) if group.end <= start), None)

    def _after_preposition(self, start: int, at: int, determiner: str, clause: Clause | None) -> Context:
        preposition = self.lows[at]
        left = self._left_of(at)
        if left >= 0 and self.tags[left] in NOUNS and self._hangs_on_noun(left, preposition):
            return Context(start, "noun", self.lows[left], preposition, determiner, clause, left)
        group = self._governing(left, at, clause)
        governor = self.words.lemma(self.lows[group.head]) if group is not None else ""
        doer = group is not None and group.passive and preposition in self.words.function["agent"]
        return Context(start, "agent" if doer else "adjunct", governor, preposition, determiner, clause)

    def _left_of(self, at: int) -> int:
        """Return the token before a preposition, what else modifies the verb aside."""
        left = at - 1
        while left >= 0 and self.tags[left] in _ASIDE:
            left -= 1
        return left

    def _governing(self, left: int, at: int, clause: Clause | None) -> VerbGroup | None:
        """Return the verb that governs a preposition: the one right before it, or that of its clause."""
        group = self.group_over(left) if left >= 0 else None
        if group is None and clause is not None and clause.verb.end <= at:
            return clause.verb
        return group

    def _hangs_on_noun(self, left: int, preposition: str) -> bool:
        """Whether the phrase before the preposition is a subject or stands alone, so that no verb can govern it."""
        function = self.words.function
        if preposition in function["genitive"] or preposition in function["noun_prepositions"]:
            return True
        clause = self.clause_at(left)
        return clause is None or left < clause.verb.start


def analyse(scan: LookedUp, words: SyntaxWords | None = None) -> Syntax:
    """Analyse a sentence.

    Parameters
    ----------
    scan : LookedUp
    words : SyntaxWords, optional
        Those of the language if not given.

    Returns
    -------
    Syntax
    """
    known = words or syntax_words(scan.language)
    tags = tag(scan, known)
    groups = find_verb_groups(scan.lows, tags, known)
    return Syntax(tuple(tags), tuple(groups), find_clauses(scan.lows, tags, groups, known), known, tuple(scan.lows))
