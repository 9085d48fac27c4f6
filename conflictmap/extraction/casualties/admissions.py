"""The dead that a morgue takes in: "the city's morgue received 312 victims of violence in November"."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause

__all__ = ["hospital_has", "read_admitted"]


def hospital_has(scan: Scan, clause: Clause) -> bool:
    """Whether a hospital is said to have somebody: "the hospital had six bodies".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    words, subject = casualty_words(scan.language), scan.lows[slice(*clause.subject)]
    return scan.word(clause.verb.head) in words["bodies.having"] and not words["bodies.hospitals"].isdisjoint(subject)


def read_admitted(scan: Scan) -> list[Mention]:
    """Read the victims whom a morgue takes in, who are not told as bodies.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
        One a clause.
    """
    words = casualty_words(scan.language)
    if words["admissions.places"].isdisjoint(scan.lows):
        return []
    found = (_admitted(scan, clause) for clause in scan.syntax.clauses if _of_morgue(scan, clause))
    return [mention for mention in found if mention is not None]


def _of_morgue(scan: Scan, clause: Clause) -> bool:
    """Whether a morgue takes somebody in, and it happened: not "the morgue buried 200 unclaimed dead"."""
    (first, last), words = clause.subject, casualty_words(scan.language)
    happened = not (clause.verb.passive or clause.verb.negated or clause.verb.modal)
    takes_in = happened and scan.syntax.lemma(clause) in words["admissions.verbs"]
    return takes_in and not words["admissions.places"].isdisjoint(scan.lows[first:last])


def _admitted(scan: Scan, clause: Clause) -> Mention | None:
    """Read "took in 40 victims", "took delivery of 40 murder victims"."""
    for i in range(clause.verb.end, min(clause.verb.end + _NEAR, len(scan))):
        quantity = parse_quantity(scan, i)
        end = _victims_end(scan, quantity) if quantity is not None and not quantity.article else 0
        if quantity is not None and end:
            return _mention(clause, quantity, end)
    return None


def _victims_end(scan: Scan, quantity: Quantity) -> int:
    """Return the token after the noun for victims behind a number; 0 if none stands there."""
    victims = casualty_words(scan.language)["admissions.victims"]
    near = range(quantity.end, min(quantity.end + _NOUN, len(scan)))
    return next((i + 1 for i in near if scan.word(i) in victims), 0)


def _mention(clause: Clause, quantity: Quantity, end: int) -> Mention:
    return Mention(
        "killed",
        quantity.low,
        quantity.high,
        clause.verb.start,
        end,
        clause.verb.head,
        "bodies.admitted/bodies",
        bodies=True,
        vague=quantity.vague,
        construction="bodies",
    )


_NEAR = 4
"""Tokens behind the verb within which the number stands."""
_NOUN = 3
"""Tokens behind the number within which the noun stands."""
