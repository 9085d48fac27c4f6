"""Weapons that are told and not used: in the hands of those hit, or beside those who shoot."""

from __future__ import annotations

from collections.abc import Sequence

from conflictmap.extraction.attacks.guessedkinds import is_by_hand
from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.means import is_gun, is_means, is_verb
from conflictmap.language import Hit

__all__ = ["in_victims_hands", "lies_by", "tells_any"]


def tells_any(clause: Clause | None, mentions: Sequence[Mention]) -> bool:
    """Whether the verb of a clause is one that tells casualties.

    Parameters
    ----------
    clause : Clause or None
    mentions : sequence of Mention
    """
    return clause is not None and any(clause.verb.start <= m.verb < clause.verb.end for m in mentions)


def in_victims_hands(scan: Scan, term: Term, mentions: Sequence[Mention]) -> bool:
    """Whether a weapon is what those hit did or held: "three youths who were hurling firebombs".

    Parameters
    ----------
    scan : Scan
    term : Term
    mentions : sequence of Mention
    """
    clause = term.clause
    if _names_victims(term, mentions):
        return True
    if clause is None or clause.link not in {"relative", "reduced", "participial"} or not is_means(term.hit.entry):
        return False
    if _strikes_them(scan, term) or tells_any(clause, mentions):
        return False
    return _says_of_hurt(scan, term, clause, mentions)


def _says_of_hurt(scan: Scan, term: Term, clause: Clause, mentions: Sequence[Mention]) -> bool:
    """Whether a clause with a weapon describes those who came to harm."""
    head = _described(scan, clause)
    hurt = (m for m in mentions if m.low != 0 and not m.start <= term.hit.start < m.end)
    return any(group.start <= head < group.end for m in hurt for group in m.groups)


def _strikes_them(scan: Scan, term: Term) -> bool:
    """Whether a weapon is what did it: "20 people hurt by a bomb", "left bleeding by a bomb"."""
    context = term.context
    return context is not None and (context.role == "agent" or scan.plays(context.start - 1, "agent"))


def _names_victims(term: Term, mentions: Sequence[Mention]) -> bool:
    """Whether a weapon only says who was hit: "a mortar crew was shot dead"."""
    hit = term.hit
    groups = (group for m in mentions if m.low != 0 for group in m.groups)
    return is_means(hit.entry) and any(group.start <= hit.start and hit.end < group.end for group in groups)


def lies_by(scan: Scan, term: Term, mentions: Sequence[Mention]) -> bool:
    """Whether a weapon only lies with those who shoot or stab: "men in a truck full of mortar shells shot a guard".

    Parameters
    ----------
    scan : Scan
    term : Term
    mentions : sequence of Mention
    """
    if not is_means(term.hit.entry):
        return False
    deeds = ((m, scan.syntax.clause_at(m.verb)) for m in mentions if m.construction == "active")
    return any(c is not None and _is_beside(scan, term.hit, m, c) for m, c in deeds)


def _is_beside(scan: Scan, hit: Hit, mention: Mention, clause: Clause) -> bool:
    """Whether a weapon lies with those who do a deed, or on the vehicle of gunmen, and is not what they do it with."""
    if not _beside_doers(scan, hit, clause):
        return False
    start = clause.subject[0]
    gunmen = any(is_gun(doer.entry) for doer in scan.inside("kind", start, hit.start))
    return _tells_how(scan, mention, clause) or (gunmen and scan.has("vehicle", start, hit.start))


def _tells_how(scan: Scan, mention: Mention, clause: Clause) -> bool:
    """Whether the verb itself says by what means: shot, gunned down, stabbed."""
    told = scan.inside("kind", clause.verb.start, clause.verb.end)
    shot = any(is_verb(hit.entry) and hit.entry.value == "shooting" for hit in told)
    return shot or is_by_hand(scan, mention)


def _beside_doers(scan: Scan, hit: Hit, clause: Clause) -> bool:
    """Whether a word stands in a subject behind its noun, led by a preposition or a participle."""
    between = scan.syntax.tags[clause.subject[0] : hit.start] if hit.end <= clause.verb.start else ()
    return not _LEADS.isdisjoint(between)


_LEADS = frozenset({Tag.PREPOSITION, Tag.PAST, Tag.PARTICIPLE, Tag.ING})


def _described(scan: Scan, clause: Clause) -> int:
    """Return the noun that a relative or participial clause describes: the last one before it."""
    i = min(clause.start, clause.verb.start) - 1
    while i >= 0 and scan.syntax.tags[i] not in NOUNS:
        i -= 1
    return i
