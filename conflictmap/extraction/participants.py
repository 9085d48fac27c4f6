"""Who did it and whom it was aimed at, in the text's words and as a class.

::

    perpetrator := subject of an attack ("gunmen killed ..."), "by" agent ("was shot by militants")
    target      := "targeting" np | "aimed at" np | "attack on" np | object of "attacked", "hit", "struck"
"""

from __future__ import annotations

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.people import allegiance
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit
from conflictmap.model import Actor

__all__ = ["find_perpetrator", "find_target"]

_DOERS = frozenset({"militant", "police", "state_forces", "foreign_forces", "regional_forces", "volunteer_forces"})
_LONGEST = 9


def find_perpetrator(scan: Scan, start: int, end: int, mentions: list[Mention]) -> Actor | None:
    """Read who attacked in tokens `start` to `end`: an agent after "by", else armed people before the verb."""
    for i in range(start, end - 1):
        if scan.word(i) == "by" and (hit := _doer(scan, i + 1, min(end, i + 6))) is not None:
            return _actor(scan, hit)
    if any(not mention.active and mention.low for mention in mentions) and not any(
        mention.active for mention in mentions
    ):
        return None
    verb = min((mention.verb for mention in mentions if mention.active), default=None)
    if verb is None:
        verbs = [hit.start for hit in scan.inside("kind", start, end) if hit.entry.form == "verb"]
        verb = min(verbs, default=None)
    if verb is None or (verb and scan.word(verb - 1) in scan.grammar.be):
        return None
    hit = _doer(scan, start, verb)
    return _actor(scan, hit) if hit is not None else None


def _doer(scan: Scan, start: int, end: int) -> Hit | None:
    for hit in scan.inside("people", start, end):
        if (
            hit.entry.value in _DOERS
            and scan.at("said", hit.end) is None
            and scan.word(hit.start - 1) not in {"on", "at", "killed"}
        ):
            return hit
    return None


def _actor(scan: Scan, hit: Hit) -> Actor:
    start = hit.start
    while start > 0 and (scan.tokens[start - 1].capital or scan.word(start - 1) in scan.grammar.doer_adjectives):
        start -= 1
    group = allegiance(scan.language, hit.entry.value, scan.lows[start : hit.end])
    return Actor(" ".join(token.text for token in scan.tokens[start : hit.end]), group)


def find_target(scan: Scan, start: int, end: int) -> Actor | None:
    """Read whom or what the attack in tokens `start` to `end` was aimed at."""
    for i in range(start, end - 1):
        for words in (*scan.grammar.aims, *scan.grammar.aims_if_active):
            if tuple(scan.lows[i : i + len(words)]) == words and not (
                words in scan.grammar.aims_if_active and scan.word(i - 1) in scan.grammar.be
            ):
                actor = _aimed_at(scan, i + len(words), end)
                if actor is not None:
                    return actor
    return None


def _aimed_at(scan: Scan, start: int, end: int) -> Actor | None:
    if scan.word(start) == "by":
        return None
    stop = start
    while stop < min(end, start + _LONGEST) and _goes_on(scan, stop):
        stop += 1
    if stop == start:
        return None
    group = _class(scan, start, stop)
    return Actor(" ".join(token.text for token in scan.tokens[start:stop]), group) if group is not None else None


def _goes_on(scan: Scan, i: int) -> bool:
    word = scan.word(i)
    if not (word[0].isalnum() or word == "'s") or scan.at("outcome", i) is not None:
        return False
    return word not in scan.grammar.be - {"'s"} and word not in {
        "in",
        "at",
        "near",
        "on",
        "as",
        "when",
        "while",
        "and",
        "with",
        "who",
        "that",
        "after",
        "of",
    }


def _class(scan: Scan, start: int, stop: int) -> str | None:
    words = scan.lows[start:stop]
    people = scan.inside("people", start, stop)
    if named := [hit for hit in people if not _is_adjective(scan, hit, stop)]:
        return allegiance(scan.language, named[-1].entry.value, words)
    for word in reversed(words):
        thing = scan.grammar.targets.get(word) or scan.grammar.targets.get(word.removesuffix("s"))
        if thing is not None:
            return allegiance(scan.language, thing, words)
        for group in ("regional_forces", "volunteer_forces"):
            if word in scan.language.forces.get(group, ()):
                return group
    return people[-1].entry.value if people else None


def _is_adjective(scan: Scan, hit: Hit, stop: int) -> bool:
    """Whether a nationality only says whose the thing after it is ("an Armenian church")."""
    return hit.entry.rule == "people.unknown" and hit.end < stop and scan.tokens[hit.start].capital
