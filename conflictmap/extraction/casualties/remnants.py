"""Those of a known number who are left: "11 of the 18 were killed and the rest hurt", "two of five died"."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.numbers.quantities import parse_quantity, quantity_starts, repeated
from conflictmap.extraction.people import Group, parse_group
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause

__all__ = ["hurt_still", "let_go", "with_rest"]


def with_rest(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Give "the rest" and "the others" the number that those told before leave of a whole.

    Parameters
    ----------
    scan : Scan
    found : list of Mention

    Returns
    -------
    list of Mention
        As many.
    """
    words = person_words(scan.language)["rest"]
    return [_counted(scan, m, found) if _is_rest(m, words) else _with_repeated(scan, m) for m in found]


def _with_repeated(scan: Scan, mention: Mention) -> Mention:
    """Let a mention begin where the number stands that it repeats: "killed nine and hurt twice as many"."""
    first = repeated(scan, mention.groups[-1].start) if mention.groups else None
    return mention if first is None else replace(mention, start=min(first.start, mention.start))


def _is_rest(mention: Mention, words: frozenset[str]) -> bool:
    first = mention.groups[0] if len(mention.groups) == 1 else None
    return first is not None and first.form == "definite" and first.vague and first.head in words


def _counted(scan: Scan, mention: Mention, found: list[Mention]) -> Mention:
    """Take those told before from the whole that they are a share of."""
    first = mention.groups[0]
    whole, gone = _whole(scan, first.start), _gone(found, first.start)
    left = (whole.low or 0) - gone if whole is not None and gone else _still_held(scan, first.start, found)
    if left <= 0:
        return mention
    group = replace(first, low=left, high=left, vague=False)
    numbered = [m.start for m in found if m.outcome == "abducted"] if whole is None else [whole.start]
    start = min([mention.start, *numbered])  # where the number stands
    return replace(mention, low=left, high=left, start=start, groups=(group,), vague=False)


def _still_held(scan: Scan, end: int, found: list[Mention]) -> int:
    """Return how many of those carried off were not let go: "kidnapped nine drivers, freed two and killed the rest"."""
    seized = [_exact(m.low, m.high) for m in found if m.outcome == "abducted" and m.end <= end]
    freed = let_go(scan, end) if len(seized) == 1 else 0
    return seized[0] - freed if freed else 0


def let_go(scan: Scan, end: int) -> int:
    """Return how many captives are told before token `end` as free again; 0 if nobody is, or not how many.

    Parameters
    ----------
    scan : Scan
    end : int

    Returns
    -------
    int
        Persons.
    """
    freeing = casualty_words(scan.language)["captives.freeing"]
    told = (clause for clause in scan.syntax.clauses if clause.verb.end <= end)
    freed = [_number(scan, c) for c in told if scan.syntax.lemma(c) in freeing or scan.word(c.verb.end) in freeing]
    return sum(freed) if all(freed) else 0


def _number(scan: Scan, clause: Clause) -> int:
    """Return how many a verb tells of, as its object or its subject; 0 where that is not said."""
    bare = parse_quantity(scan, clause.verb.end)
    if bare is not None and not (bare.article or bare.vague):  # "let six go"
        return _exact(bare.low, bare.high)
    group = parse_group(scan, clause.verb.end) or parse_group(scan, clause.subject[0])
    return _exact(group.low, group.high) if group is not None and not group.vague else 0


def _exact(low: int | None, high: int | None) -> int:
    return low if low is not None and low == high else 0


def _gone(found: list[Mention], end: int) -> int:
    """Return how many were told before token `end`; 0 if not all of them are known."""
    told = [m for m in found if m.end <= end and m.outcome in _HARM]
    return sum(m.low or 0 for m in told) if all(m.low == m.high for m in told) else 0


_HARM = frozenset({"killed", "wounded"})


def _whole(scan: Scan, end: int) -> Group | None:
    """Return the last people before token `end` of whom a share is told: "of the 18 passengers"."""
    found = [group for i in quantity_starts(scan) if i < end and (group := _after_genitive(scan, i)) is not None]
    return found[-1] if found else None


def _after_genitive(scan: Scan, i: int) -> Group | None:
    """Read people with an exact number at token `i`, behind "of" and what may stand between, that divides them."""
    of = next((k for k in (i - 1, i - 2) if scan.plays(k, "genitive")), None)
    if of is None or (of > 0 and scan.syntax.tags[of - 1] in NOUNS):
        return None  # "a patrol of 20 soldiers"
    group = parse_group(scan, i)
    return group if group is not None and _is_counted(group) else None


def _is_counted(group: Group) -> bool:
    """Whether people are several of known number, with a noun."""
    return bool(group.head) and group.low == group.high and group.form == "counted" and group.low != 1


def hurt_still(scan: Scan, hurt: Mention, died: Mention) -> list[Mention]:
    """Return the wounded who are left where some of a number have died: "two of the five clerks hurt on Sunday died".

    Parameters
    ----------
    scan : Scan
    hurt, died : Mention
        Of the same words.

    Returns
    -------
    list of Mention
        None where all died, or where the whole is not counted.
    """
    if not died.groups:
        return []  # "bodies": nobody is counted
    share = died.groups[0]
    whole = _last_whole(scan, share)
    left = (whole.low or 0) - (died.low or 0)
    if left <= 0 or died.high != died.low:
        return []
    return [replace(hurt, low=left, high=left, groups=(replace(whole, low=left, high=left),), parts=())]


def _last_whole(scan: Scan, share: Group) -> Group:
    """Return the people that a share is of, which end where it does; the share itself if it names none."""
    within = (_after_genitive(scan, i) for i in range(share.start + 1, share.end))
    return next((group for group in within if group is not None and group.end == share.end), share)
