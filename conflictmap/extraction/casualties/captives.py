"""Captives who are shot: "were bound and shot", "lined up six men and shot them" tell deaths, a shot alone does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Construction, Mention, mention_by_clause, share_people
from conflictmap.extraction.casualties.remnants import let_go
from conflictmap.extraction.casualties.subjects import subject_groups
from conflictmap.extraction.people import GroupList, parse_list
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.extraction.violence.kindwords import kind_words

__all__ = ["shot_captives"]


def shot_captives(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Read the deaths of captives who are shot, where no dead or wounded are counted after it.

    Parameters
    ----------
    scan : Scan
    found : list of Mention
        What other words of the sentence tell.

    Returns
    -------
    list of Mention
    """
    words = casualty_words(scan.language)
    if words["captives.shot"].isdisjoint(scan.lows):
        return []
    told = max((mention.verb for mention in found if mention.outcome in _HURT), default=-1)
    shots = (clause for clause in scan.syntax.clauses if told < clause.start)
    made = (_shot(scan, clause) for clause in shots if _after_binding(scan, clause, words))
    return [mention for mention in made if mention is not None and not _only_taken(mention, found)]


def _are_held(scan: Scan, clause: Clause) -> bool:
    """Whether the words for those shot say that they are captives: "shot 19 captured guards"."""
    start, end = clause.subject if clause.verb.passive else (clause.verb.end, clause.end)
    near = range(start, min(end, start + _NEAR))
    held = kind_words(scan.language).seized
    return any(scan.word(i) in held and scan.syntax.tags[i + 1 : i + 2] in _BEFORE_NOUN for i in near)


_NEAR = 4
"""Tokens within which those shot are told as captives."""
_BEFORE_NOUN = frozenset({(Tag.NOUN,), (Tag.PLURAL,), (Tag.ADJECTIVE,)})


def _only_taken(mention: Mention, found: list[Mention]) -> bool:
    """Whether those shot are the object of a verb that carries them off: "abducted and shot four men"."""
    taken = [other for other in found if other.outcome == "abducted" and mention.construction == "active"]
    return any(share_people(mention.groups, other.groups) for other in taken)


_HURT = frozenset({"killed", "wounded"})


def _after_binding(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    """Whether a clause tells a shot, and those hit were bound or carried off by a verb before it."""
    if scan.word(clause.verb.head) not in words["captives.shot"]:
        return False
    bound = _goes_on(clause) and any(scan.syntax.lemma(c) in words["captives.binding"] for c in _earlier(scan, clause))
    return bound or _after_freeing(scan, clause) or _are_held(scan, clause)


def _after_freeing(scan: Scan, clause: Clause) -> bool:
    """Whether those shot are what is left of captives: "freed six and | shot the others", "six were freed and"."""
    start, end = clause.subject if clause.verb.passive else (clause.verb.end, clause.verb.end + 2)
    rest = not person_words(scan.language)["rest"].isdisjoint(scan.lows[start:end])
    return rest and let_go(scan, clause.start) > 0


def _goes_on(clause: Clause) -> bool:
    """Whether a clause has the subject of one before, or tells of somebody: "drag men off a bus, | shoot them"."""
    return clause.link in {"shared", "relative"} or (
        clause.link == "resumed" and clause.subject[0] == clause.subject[1]
    )


def _earlier(scan: Scan, clause: Clause) -> Iterator[Clause]:
    """Yield the verbs before one that share its subject, or whose captors it tells of: "by men who shot them"."""
    parent = scan.syntax.parent(clause)
    while parent is not None:
        yield parent
        parent = scan.syntax.parent(parent) if parent.link in {"shared", "resumed"} else None


def _shot(scan: Scan, clause: Clause) -> Mention | None:
    """Read whom the shot befell: a pronoun as its object, the object of both verbs, or the subject of a passive."""
    left = _after_freeing(scan, clause) or _are_held(scan, clause)
    groups = parse_list(scan, clause.verb.end, human=left)
    if groups is None and _is_passive(scan, clause):
        return _befell(subject_groups(scan, clause, human=True), clause, "passive")
    if groups is None:
        return None
    known = left or groups.groups[0].form == "pronoun" or _are_captives(scan, groups)
    return _befell(groups, clause, "active") if known or _shares_object(scan, clause) else None


def _is_passive(scan: Scan, clause: Clause) -> bool:
    """Whether those shot are the subject: of the verb itself, or of one before that it goes on with."""
    return clause.verb.passive or any(earlier.verb.passive for earlier in _earlier(scan, clause))


def _befell(groups: GroupList | None, clause: Clause, construction: Construction) -> Mention | None:
    if groups is None:
        return None
    made = mention_by_clause("killed", "killed.captive", groups, clause, clause.verb.end, construction)
    return replace(made, traits=frozenset({"captive"}))


def _are_captives(scan: Scan, groups: GroupList) -> bool:
    """Whether a noun says that they are held: "seized nine men and shot | three of the captives"."""
    return groups.groups[0].head in scan.language.lists("anaphora")["captives"]["nouns"]


def _shares_object(scan: Scan, clause: Clause) -> bool:
    """Whether only "and" stands between two verbs: "bound and | shot nine men", not "bound two and shot nine"."""
    above = scan.syntax.parent(clause)
    gap = range(above.verb.end, clause.verb.start) if above is not None else range(0)
    return bool(gap) and all(scan.plays(i, "additive") or scan.syntax.tags[i] in _BETWEEN for i in gap)


_BETWEEN = frozenset({Tag.ADVERB, Tag.PARTICLE, Tag.PREPOSITION})
"""What may stand there besides: "tied up and then shot"."""
