"""Parts of a count over many attacks that are attacks of their own: "including nine worshippers shot in a mosque"."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.people import Group, parse_list
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.language import Entry

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
    parts = [part for mention in found for part in _parts(scan, mention)]
    if not parts:
        return found
    apart = [_as_mention(whole, part, clause) for whole, part, clause in parts if _tells_attack(scan, clause)]
    again = [m for m in found if any(_is_told_again(m, part, clause) for _, part, clause in parts)]
    return [m for m in found if m not in again and not _lies_within(m, apart)] + apart


def _lies_within(mention: Mention, apart: list[Mention]) -> bool:
    """Whether a mention is told in what now is a part of its own."""
    return any(one.start <= mention.start and one.verb <= mention.verb for one in apart)


def _is_told_again(mention: Mention, part: Group, clause: Clause) -> bool:
    """Whether what befell a part is told after its number: "including | four who were killed when the second hit"."""
    return mention.low == part.low and mention.start == part.start and clause.start <= mention.verb < clause.end


def _parts(scan: Scan, mention: Mention) -> Iterator[tuple[Mention, Group, Clause]]:
    """Yield the parts of a count over many attacks, each with the clause that describes it."""
    some = mention.outcome == "killed" and mention.low != 0
    parts = (mention.parts or _introduced(scan, mention.end)) if some else ()
    if not parts or not _over_many(scan, parts[0].start):
        return
    for part in parts:
        clause = _clause_of(scan, part)
        if clause is not None and part.low:
            yield mention, part, clause


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
    """Whether what is counted happened in many attacks, or all over the country in violence that nobody names."""
    events = [hit.entry for hit in scan.inside("kind", 0, end) if hit.entry.form == "event"]
    if any(entry.inflection == "plural" for entry in events):
        return True
    return scan.has("country_words", 0, end) and _names_nobody(events)


def _names_nobody(events: list[Entry]) -> bool:
    return any("general" in entry.traits for entry in events)


def _clause_of(scan: Scan, part: Group) -> Clause | None:
    """Return the clause that describes those who are a part, if one follows at once."""
    end = _past_genitive(scan, part.end)
    return next((c for c in scan.syntax.clauses if _describes(c, part.end) or _describes(c, end)), None)


def _past_genitive(scan: Scan, i: int) -> int:
    """Return the token behind what "of" joins to people: "three members | of a family |"."""
    if not scan.plays(i, "genitive"):
        return i
    i += 1
    while i < len(scan) and scan.syntax.tags[i] in _OF_PHRASE:
        i += 1
    return i


_OF_PHRASE = NOUNS | {Tag.DETERMINER, Tag.ADJECTIVE}


def _describes(clause: Clause, end: int) -> bool:
    """Whether a clause tells of the people right before it: "18 recruits | blown up by a bomber", "| who were shot"."""
    relative = clause.link in _DESCRIBES and end <= clause.start <= end + 1
    return relative or clause.verb.start == end


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
