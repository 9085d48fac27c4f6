"""Figures of a second source: "the mayor put the number at four", "the hospital counted ten bodies"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.quantities import Quantity, parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause
from conflictmap.language import WordLists

__all__ = ["mark_sources", "read_sources"]


def read_sources(scan: Scan, known: list[Mention]) -> list[Mention]:
    """Read the bare figures that somebody gives, where nothing else of the sentence read them."""
    taken = {i for mention in known for i in range(mention.start, mention.end)}
    found = (_read(scan, clause) for clause in scan.syntax.clauses)
    return [mention for mention in found if mention is not None and mention.end - 1 not in taken]


def mark_sources(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """Mark the tolls that stand beside an earlier one as another source's, instead of replacing it."""
    return [_mark(scan, mention) for mention in mentions]


def _mark(scan: Scan, mention: Mention) -> Mention:
    if mention.rule.endswith("bodies") and _counts(scan, mention):
        return replace(mention, rival=True, bodies=False)
    if not mention.toll or mention.rule.endswith(("sources/nominal", "source/nominal")):
        return mention
    clause = next((c for c in scan.syntax.clauses if c.verb.start <= mention.end and mention.start < c.end), None)
    return replace(mention, rival=clause is not None and _puts(scan, clause) and not _revised(scan, clause))


def _counts(scan: Scan, mention: Mention) -> bool:
    """Whether bodies are only counted: "the hospital counted ten bodies"."""
    clause = scan.syntax.clause_at(mention.verb)
    return (
        clause is not None
        and scan.syntax.lemma(clause) in {"count", "tally", "register", "record"}
        and not clause.verb.passive
    )


def _puts(scan: Scan, clause: Clause) -> bool:
    return (
        scan.syntax.lemma(clause) in scan.language.lists("sources")["verbs"]["putting"]
        and clause.subject[0] < clause.subject[1]
    )


def _revised(scan: Scan, clause: Clause) -> bool:
    words = scan.language.lists("sources")["revised"]
    return scan.syntax.lemma(clause) in words["verbs"] or bool(
        words["words"] & set(scan.lows[clause.start : clause.end])
    )


def _read(scan: Scan, clause: Clause) -> Mention | None:
    words, lemma, at = scan.language.lists("sources"), scan.syntax.lemma(clause), clause.verb.end
    if scan.grammar.provisional & set(scan.lows[clause.start : clause.verb.start]):
        return None
    if clause.verb.passive or clause.verb.negated or clause.verb.modal or clause.subject[0] >= clause.subject[1]:
        return None
    if lemma in words["verbs"]["putting"]:
        figure = next(_after_figure(scan, at, clause.end, words), None)
        if figure is not None:
            return _mention(scan, clause, figure, words)
    if lemma not in words["verbs"]["telling"]:
        return None
    at += scan.word(at) == "of"
    quantity = parse_quantity(scan, at)
    if quantity is None or quantity.article or scan.at("not_people", quantity.end):
        return None
    after = scan.word(quantity.end)
    bare = scan.word(at - 1) == "of" and (after in {"", ".", ",", ";"} or quantity.end >= len(scan))
    return (
        _mention(scan, clause, quantity, words)
        if bare or after in words["nouns"]["dead"] | words["nouns"]["hurt"]
        else None
    )


def _after_figure(scan: Scan, start: int, end: int, words: WordLists) -> Iterator[Quantity]:
    """Yield the number after "the number (of dead) at"."""
    named = False
    for i in range(start, min(start + 9, end)):
        named = named or scan.word(i) in words["nouns"]["figure"]
        quantity = parse_quantity(scan, i + 1) if named and scan.word(i) == "at" else None
        if quantity is not None and not scan.at("not_people", quantity.end):
            yield quantity


def _mention(scan: Scan, clause: Clause, quantity: Quantity, words: WordLists) -> Mention:
    near = set(scan.lows[clause.verb.end : quantity.end + 2])
    outcome = "wounded" if near & words["nouns"]["hurt"] and not near & words["nouns"]["dead"] else "killed"
    verb = clause.verb.head
    rival = not _revised(scan, clause)
    return Mention(
        outcome,
        quantity.low,
        quantity.high,
        verb,
        quantity.end,
        verb,
        f"{outcome}.source/nominal",
        toll=True,
        rival=rival,
        vague=quantity.vague,
    )
