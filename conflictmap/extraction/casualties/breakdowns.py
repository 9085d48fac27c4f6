"""Parts of a count over many attacks that are attacks of their own: "including nine worshippers shot in a mosque"."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.people import Group, parse_list
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause

__all__ = ["told_apart"]

_DESCRIBES = frozenset({"relative", "reduced"})


def told_apart(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Return the mentions, with those parts of a count over many attacks that tell how and where they died.

    Parameters
    ----------
    scan : Scan
    found : list of Mention

    Returns
    -------
    list of Mention
    """
    apart = [part for mention in found for part in _parts(scan, mention)]
    if not apart:
        return found
    return [m for m in found if not any(a.start <= m.start and a.verb <= m.verb for a in apart)] + apart


def _parts(scan: Scan, mention: Mention) -> Iterator[Mention]:
    """Yield the parts of a count whose clause tells an attack."""
    some = mention.outcome == "killed" and mention.low != 0
    parts = (mention.parts or _introduced(scan, mention.end)) if some else ()
    if not parts or not _over_many(scan, parts[0].start):
        return
    for part in parts:
        clause = _clause_of(scan, part)
        if clause is not None and part.low and _tells_attack(scan, clause):
            yield _as_mention(mention, part, clause)


def _introduced(scan: Scan, start: int) -> tuple[Group, ...]:
    """Return those that are named later in the sentence: "30 were killed in attacks across Iraq, including | nine"."""
    words = person_words(scan.language)
    for i in range(start, len(scan) - 2):
        phrase = words.phrase_at("parts", scan.lows, i)
        groups = parse_list(scan, i + len(phrase)) if phrase is not None else None
        if groups is not None:
            return groups.groups
    return ()


def _over_many(scan: Scan, end: int) -> bool:
    """Whether what is counted happened all over the country, or in many attacks that nobody names."""
    events = (hit.entry for hit in scan.inside("kind", 0, end) if hit.entry.form == "event")
    many = any("general" in entry.traits or entry.inflection == "plural" for entry in events)
    return many and scan.has("country_words", 0, end)


def _clause_of(scan: Scan, part: Group) -> Clause | None:
    """Return the clause that describes those who are a part, if one follows at once."""
    return next((c for c in scan.syntax.clauses if _describes(c, part)), None)


def _describes(clause: Clause, part: Group) -> bool:
    """Whether a clause tells of the people right before it: "18 recruits | blown up by a bomber", "| who were shot"."""
    relative = clause.link in _DESCRIBES and part.end <= clause.start <= part.end + 1
    return relative or clause.verb.start == part.end


def _tells_attack(scan: Scan, clause: Clause) -> bool:
    """Whether a clause says by what means somebody died."""
    hits = scan.inside("kind", clause.verb.start, len(scan))
    return any("general" not in hit.entry.traits for hit in hits)


def _as_mention(whole: Mention, part: Group, clause: Clause) -> Mention:
    return Mention(
        whole.outcome,
        part.low,
        part.high,
        part.start,
        clause.verb.end,
        clause.verb.head,
        f"{whole.rule}/apart",
        (part,),
        vague=part.vague,
        apart=True,
    )
