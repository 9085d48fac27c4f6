"""Which kind of violence where no word names the means: by what befell people, and who did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.people import FORCES, Group
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.extraction.violence.deeds import armed_subject
from conflictmap.extraction.violence.kindwords import kind_words

__all__ = ["EXPLOSIVE", "deadly", "guess_kind", "hostage_killed", "is_by_hand", "left_behind"]

EXPLOSIVE = frozenset({"bombing", "roadside_bomb", "car_bomb"})


def guess_kind(scan: Scan, start: int, end: int, mentions: Sequence[Mention]) -> tuple[str, None, str]:
    """Tell the kind from the outcome and who did it, where no word names the means.

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.
    mentions : sequence of Mention

    Returns
    -------
    tuple of (str, None, str)
        The kind, no word, the rule.
    """
    lows = set(scan.lows[start:end])
    signs: Iterator[tuple[bool, str, str]] = (
        (sign(scan, lows, mentions), kind, rule) for sign, kind, rule in _BY_OUTCOME
    )
    return next(((kind, None, rule) for holds, kind, rule in signs if holds), ("other", None, "other.outcome"))


def _are_bodies(_: Scan, __: set[str], mentions: Sequence[Mention]) -> bool:
    return any(mention.bodies for mention in mentions)


def left_behind(scan: Scan, mentions: Sequence[Mention]) -> bool:
    """Whether those who draw back leave their dead: "They withdrew, leaving nine bodies".

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
    """
    words = kind_words(scan.language)
    for mention in mentions:
        clause = scan.syntax.clause_at(mention.verb)
        parent = scan.syntax.parent(clause) if clause is not None and clause.link == "participial" else None
        if clause is not None and parent is not None and scan.syntax.lemma(clause) in words.leaving:
            return scan.syntax.lemma(parent) in words.retreating
    return False


def _leave_their_dead(scan: Scan, _: set[str], mentions: Sequence[Mention]) -> bool:
    return left_behind(scan, mentions)


def _are_taken(_: Scan, __: set[str], mentions: Sequence[Mention]) -> bool:
    return any(mention.outcome == "abducted" and mention.low != 0 for mention in mentions)


def _were_captives(scan: Scan, lows: set[str], mentions: Sequence[Mention]) -> bool:
    bound = not kind_words(scan.language).bound.isdisjoint(lows)
    return hostage_killed(scan, mentions) or (bound and deadly(mentions))


def _put_to_death(scan: Scan, _: set[str], mentions: Sequence[Mention]) -> bool:
    """Whether armed people kill in a way that only befalls captives: "militants hanged five boys"."""
    ways = kind_words(scan.language).putting_to_death
    killed = (m for m in mentions if m.low and scan.syntax.words.lemma(scan.word(m.verb)) in ways)
    return any(_killed_by_armed(scan, mention) for mention in killed)


def _both_sides_died(_: Scan, __: set[str], mentions: Sequence[Mention]) -> bool:
    return _both_sides([m for m in mentions if m.outcome == "killed"])


def _fighters_died(scan: Scan, _: set[str], mentions: Sequence[Mention]) -> bool:
    """Whether all the dead are attackers, whom nobody but their foes can have killed."""
    dead = [m for m in mentions if m.outcome == "killed"]
    groups = [group for m in dead for group in m.groups]
    fought = bool(groups) and all(group.group == "militant" for group in groups)
    return fought and not any(is_by_hand(scan, m) for m in dead)


def _at_a_bomb(scan: Scan, _: set[str], mentions: Sequence[Mention]) -> bool:
    """Whether people came to harm while they made a bomb safe: "was killed while defusing a mine"."""
    defusing = kind_words(scan.language).defusing
    bombs = (hit for hit in scan.all("kind") if hit.entry.value in EXPLOSIVE) if mentions else ()
    at = (scan.syntax.context(hit.start) for hit in bombs)
    return any(c.governor in defusing and _is_meanwhile(c.clause) for c in at)


def _is_meanwhile(clause: Clause | None) -> bool:
    return clause is not None and clause.link in _MEANWHILE


_MEANWHILE = frozenset({"adverbial", "participial", "infinitive"})


def _by_armed(scan: Scan, _: set[str], mentions: Sequence[Mention]) -> bool:
    return any(_killed_by_armed(scan, mention) and not is_by_hand(scan, mention) for mention in mentions)


def _in_combat(scan: Scan, lows: set[str], mentions: Sequence[Mention]) -> bool:
    foreign = any(group.group == "foreign_forces" for mention in mentions for group in mention.groups)
    return foreign and not kind_words(scan.language).combat.isdisjoint(lows)


_Sign = Callable[[Scan, set[str], Sequence[Mention]], bool]
_BY_OUTCOME: tuple[tuple[_Sign, str, str], ...] = (
    (_leave_their_dead, "armed_clash", "armed_clash.left_behind"),
    (_are_bodies, "body_found", "bodies.verbs"),
    (_are_taken, "abduction", "abducted.seize"),
    (_were_captives, "execution", "execution.hostage"),
    (_put_to_death, "execution", "execution.put_to_death"),
    (_both_sides_died, "armed_clash", "armed_clash.both_sides"),
    (_at_a_bomb, "bombing", "bombing.defused"),
    (_by_armed, "shooting", "shooting.agent"),
    (_fighters_died, "armed_clash", "armed_clash.fighters"),
    (_in_combat, "armed_clash", "armed_clash.combat"),
)


def _killed_by_armed(scan: Scan, mention: Mention) -> bool:
    """Whether armed people are the subject of the killing."""
    if not mention.active or mention.outcome != "killed":
        return False
    clause = scan.syntax.clause_over(mention.verb)
    while clause is not None:
        if armed_subject(scan, clause) in {"forces", "militant"}:
            return True
        clause = scan.syntax.parent(clause) if clause.link in {"participial", "shared", "infinitive"} else None
    return False


def _both_sides(mentions: Sequence[Mention]) -> bool:
    """Whether attackers and soldiers or police died together."""
    groups = {group.group for mention in mentions for group in mention.groups}
    return "militant" in groups and bool(groups & FORCES)


def hostage_killed(scan: Scan, mentions: Sequence[Mention]) -> bool:
    """Whether somebody killed is told as a captive: "a hostage", "two kidnapped engineers".

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
    """
    killed = [group for mention in mentions if mention.outcome == "killed" for group in mention.groups]
    return any(_is_captive(scan, group) for group in killed)


def _is_captive(scan: Scan, group: Group) -> bool:
    words = kind_words(scan.language)
    return group.head in words.captives or not words.seized.isdisjoint(scan.lows[group.start : group.end - 1])


def is_by_hand(scan: Scan, mention: Mention) -> bool:
    """Whether somebody came to harm by a knife or by hands, or without a weapon: "by throwing them off a roof".

    Parameters
    ----------
    scan : Scan
    mention : Mention
    """
    hand = scan.syntax.words.lemma(scan.word(mention.verb)) in kind_words(scan.language).hand_verbs
    return hand or _in_a_way(scan, mention)


def _in_a_way(scan: Scan, mention: Mention) -> bool:
    """Whether a participle behind "by" says how, and no word of violence with it."""
    near = range(mention.verb + 1, min(mention.end + _WAY, len(scan) - 1))
    at = next((i for i in near if scan.plays(i, "agent") and scan.syntax.tags[i + 1] is Tag.ING), None)
    clause = scan.syntax.clause_at(at + 1) if at is not None else None
    if at is None or clause is None or any(scan.syntax.tags[i] is Tag.MARK for i in range(mention.verb, at)):
        return False
    hand, lemma = kind_words(scan.language).hand_verbs, scan.syntax.words.lemma
    armed = any(lemma(scan.word(hit.start)) not in hand for hit in scan.inside("outcome", at + 1, clause.end))
    return not armed and not scan.has("kind", at + 1, clause.end)


_WAY = 4
"""Tokens behind the people within which it is said how they were killed."""


def deadly(mentions: Sequence[Mention]) -> bool:
    """Whether anybody is counted dead.

    Parameters
    ----------
    mentions : sequence of Mention
    """
    return any(mention.outcome == "killed" and mention.low for mention in mentions)
