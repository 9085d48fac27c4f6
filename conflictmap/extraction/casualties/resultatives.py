"""What a verb leaves people in: "shot him to death", "left one dead and three bleeding", "ended the lives of nine"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from conflictmap.codebook import kinds_with
from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Construction, Mention, mention_by_clause
from conflictmap.extraction.casualties.subjects import subject_groups
from conflictmap.extraction.people import Group, GroupList, parse_list, people_ending_at
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.language import Language

__all__ = ["read_lives", "read_results", "read_survivors"]

_Result = tuple[str, str, str]
_RESULTS: tuple[_Result, ...] = (
    ("any_killed", "", "killed"),
    ("pieces_killed", "pieces_verbs", "killed"),
    ("up_killed", "up_verbs", "killed"),
    ("alive_killed", "alive_verbs", "killed"),
    ("dead_killed", "dead_verbs", "killed"),
    ("hurt_wounded", "hurt_verbs", "wounded"),
    ("hospital_wounded", "hospital_verbs", "wounded"),
    ("fall_killed", "fall_verbs", "killed"),
    ("life_wounded", "fighting_verbs", "wounded"),
    ("lying_killed", "lying_verbs", "killed"),
    ("treated_wounded", "treated_verbs", "wounded"),
    ("ending_wounded", "ending_verbs", "wounded"),
    ("harm_wounded", "suffering_verbs", "wounded"),
    ("harm_wounded", "hurt_verbs", "wounded"),
    ("battle_killed", "falling_verbs", "killed"),
)
_OF_SUBJECT = frozenset(
    {"fighting_verbs", "lying_verbs", "treated_verbs", "ending_verbs", "suffering_verbs", "falling_verbs"}
)
"""Verbs that say in what state their subject is: "lay dead", "needed treatment", "ended up in hospital"."""
_OF_OBJECT = frozenset({"hurt_verbs"})
"""Verbs that leave their object so."""
_MODIFIERS = 4
"""Most words that describe a result: "suffered | only very light shrapnel | wounds"."""
_BEFORE_RESULT = frozenset({Tag.ADJECTIVE, Tag.ADVERB, Tag.PARTICLE, Tag.PREPOSITION, Tag.NOUN, Tag.DETERMINER})
_LIGHT = frozenset({Tag.ADVERB, Tag.PARTICLE})


def read_results(scan: Scan) -> list[Mention]:
    """Read every result of a sentence with the people it befell.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    found = (_result_at(scan, j) for j in scan.found(_openings(scan.language).keys()) if j)
    return [mention for mention in found if mention is not None]


@lru_cache(maxsize=8)
def _openings(language: Language) -> Mapping[str, list[_Result]]:
    """Return the results that a word may begin."""
    phrases = casualty_words(language).phrases
    found: dict[str, list[_Result]] = {}
    for result in _RESULTS:
        for first in phrases.get(f"results.{result[0]}", ()):
            found.setdefault(first, []).append(result)
    return found


def _result_at(scan: Scan, j: int) -> Mention | None:
    """Read the first result that token `j` begins."""
    words = casualty_words(scan.language)
    for name, verbs, outcome in _openings(scan.language)[scan.word(j)]:
        end = words.phrase_at(f"results.{name}", scan.lows, j)
        clause = _clause(scan, j) if end > j else None
        if clause is not None and verbs in _OF_OBJECT and clause.verb.form is Tag.ING:
            clause = scan.syntax.parent(clause)  # "left | four nursing wounds"
        if clause is None or not _makes(scan, clause, verbs, words):
            continue
        groups, active = _befallen(scan, clause, verbs, (j, end))
        if groups is not None:
            told = "killed" if _is_fatal(scan, j, end, words) else outcome
            return mention_by_clause(told, f"{told}.result", groups, clause, end, "active" if active else "passive")
    return None


def _is_fatal(scan: Scan, start: int, end: int, words: CasualtyWords) -> bool:
    """Whether a word makes a wound a death: "left a soldier | fatally hurt"."""
    return not words["wounds.fatal"].isdisjoint(scan.lows[start - 1 : end])


def _clause(scan: Scan, j: int) -> Clause | None:
    """Return the clause of the verb before token `j`."""
    return max((c for c in scan.syntax.clauses if c.verb.head < j), key=lambda c: c.verb.head, default=None)


def _makes(scan: Scan, clause: Clause, verbs: str, words: CasualtyWords) -> bool:
    told = scan.at("outcome", clause.verb.head)
    if told is not None and told.end > clause.verb.head + 1:
        return False  # "shot dead" is a verb of its own
    lemma = scan.syntax.lemma(clause)
    return lemma in words[f"results.{verbs}"] if verbs else lemma not in words["results.never"]


def _befallen(scan: Scan, clause: Clause, verbs: str, result: tuple[int, int]) -> tuple[GroupList | None, bool]:
    """Return whom a result befell, and whether they are the object of the verb."""
    if verbs == "up_verbs":
        return _blown(scan, clause, result[1])
    if verbs in _OF_SUBJECT:
        between = range(clause.verb.end, result[0])
        near = len(between) <= _MODIFIERS and all(scan.syntax.tags[k] in _BEFORE_RESULT for k in between)
        told = near and not clause.verb.passive and clause.subject[0] < clause.subject[1]
        groups = subject_groups(scan, clause, human=True) if told else None
        return (None if verbs == _FALLING and not _may_fall(groups) else groups), False
    if verbs == "pieces_verbs" and _on_themselves(scan, clause):
        return None, True  # "blew themselves up minutes apart"
    return _people(scan, clause, result[0])


def _on_themselves(scan: Scan, clause: Clause) -> bool:
    words = person_words(scan.language)
    return scan.word(clause.verb.end) in words["reflexive_of_one"] | words["reflexive_of_many"]


_FALLING = "falling_verbs"


def _may_fall(groups: GroupList | None) -> bool:
    """Whether those who fell are counted or people by name or noun, and no oil or town: "nine fell in battle"."""
    return groups is not None and any(group.form == "number" or group.head for group in groups.groups)


def _blown(scan: Scan, clause: Clause, end: int) -> tuple[GroupList | None, bool]:
    """Return who was blown up: "five guards were blown up"; "he blew up | himself and three soldiers"."""
    if clause.verb.passive:
        return (None if clause.verb.reduced else subject_groups(scan, clause, human=True)), False
    among = scan.word(end) in person_words(scan.language)["reflexive_of_one"]
    found = parse_list(scan, end, names=True, human=True) if among else None
    return (found if found is not None and len(found.groups) > 1 else None), True


def _people(scan: Scan, clause: Clause, j: int) -> tuple[GroupList | None, bool]:
    """Return the people that end before the result, or the subject of a passive; and whether they are the object."""
    start = clause.verb.end if clause.verb.end < j else clause.verb.head + 1
    if all(scan.syntax.tags[k] in _LIGHT or scan.plays(k, "comitative") for k in range(start, j)):
        if not (clause.verb.passive or _shares_passive(scan, clause)):
            return None, False
        return subject_groups(scan, clause, human=True), False
    while scan.syntax.tags[start] in _LIGHT and not _number_bound(scan, start):
        start += 1
    if _has_result(scan, clause, start, j):
        return _last_part(scan, start, j), True
    groups = parse_list(scan, start, names=True, human=True, limit=j)
    if groups is not None and _reaches(scan, groups.end, j):
        return groups, True
    return _last_part(scan, start, j), True


def _has_result(scan: Scan, clause: Clause, start: int, j: int) -> bool:
    """Whether the verb leaves others in another state before: "left | four with burns | and one dead"."""
    words, openings = casualty_words(scan.language), _openings(scan.language)
    last = max((k for k in range(start, j) if scan.syntax.tags[k] is Tag.COORDINATOR), default=start)
    return any(
        words.phrase_at(f"results.{name}", scan.lows, k) > k and _makes(scan, clause, verbs, words)
        for k in range(start, last)
        for name, verbs, _ in openings.get(scan.word(k), ())
    )


def _number_bound(scan: Scan, i: int) -> bool:
    return any(scan.at("bound", k) is not None for k in (i, i - 1))


def _shares_passive(scan: Scan, clause: Clause) -> bool:
    parent = scan.syntax.parent(clause) if clause.link == "shared" else None
    return parent is not None and parent.verb.passive


def _reaches(scan: Scan, end: int, j: int) -> bool:
    """Whether only what modifies the people stands between them and the result."""
    if j - end > 6:
        return False
    tags = scan.syntax.tags
    plain = {Tag.PREPOSITION, Tag.DETERMINER, Tag.ADJECTIVE, Tag.TIME, Tag.ADVERB, Tag.PARTICLE, Tag.ING, *NOUNS}
    return all(tags[k] in plain or scan.word(k) == "," or _is_age(scan, k) for k in range(end, j))


def _is_age(scan: Scan, k: int) -> bool:
    """Whether a number between commas tells how old somebody is: "shot Omar Ali, | 38, | to death"."""
    return scan.syntax.tags[k] is Tag.NUMBER and scan.word(k - 1) == scan.word(k + 1) == ","


def _last_part(scan: Scan, start: int, j: int) -> GroupList | None:
    """Read the last of several results of one verb: "(left one dead) and three (bleeding)"."""
    for k in range(j - 1, start, -1):
        if scan.syntax.tags[k] is Tag.COORDINATOR or scan.word(k) == ",":
            groups = parse_list(scan, k + 1, names=True, limit=j)
            return groups if groups is not None and _reaches(scan, groups.end, j) else None
    return None


def read_lives(scan: Scan) -> list[Mention]:
    """Read "ended the lives of nine people", "cost a policeman his life", "lost two men".

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    words = casualty_words(scan.language)
    found: list[Mention] = []
    for clause in scan.syntax.clauses:
        if scan.syntax.lemma(clause) not in words["lives.takers"]:
            continue
        groups = _ended(scan, clause, words) if clause.verb.passive else _taken(scan, clause, words)
        if groups is not None:
            voice: Construction = "passive" if clause.verb.passive else "active"
            found.append(mention_by_clause("killed", "killed.result", groups, clause, groups.end, voice))
    return found


def _ended(scan: Scan, clause: Clause, words: CasualtyWords) -> GroupList | None:
    """Read lives that are the subject of a passive: "seven lives were ended by a car bomb"."""
    groups = subject_groups(scan, clause)
    return groups if groups is not None and groups.groups[0].head in words["lives.nouns"] else None


def _taken(scan: Scan, clause: Clause, words: CasualtyWords) -> GroupList | None:
    """Read whose lives the verb of a clause takes."""
    groups = _of_lives(scan, clause, words) or _whose_life(scan, clause, words)
    return groups or _lost(scan, clause, words) or _taken_along(scan, clause, words)


def read_survivors(scan: Scan) -> list[Mention]:
    """Read those who did not survive: "neither survived", "none of the guards survived", "he did not survive".

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
        Of a verb that is denied, see ``traits``.
    """
    words = casualty_words(scan.language)
    found: list[Mention] = []
    for clause in scan.syntax.clauses:
        groups = _did_not(scan, clause, words) if _keeps_life(scan, clause, words) else None
        if groups is not None:
            made = mention_by_clause("killed", "killed.survive", groups, clause, clause.verb.end, "intransitive")
            alone = groups.groups[0].low == groups.groups[0].high == 1 and len(groups.groups) == 1
            found.append(replace(made, traits=frozenset({"by_denial"}), of_wounded=alone))
    return found


def _keeps_life(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    """Whether a verb says that somebody stays alive."""
    lemma = scan.syntax.lemma(clause)
    lasts = lemma in words["lives.lasting"] and scan.word(clause.verb.end) in words["lives.goals"]
    return not clause.verb.modal and (lasts or lemma in words["lives.keepers"] or _lives(scan, clause, words))


def _lives(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    """Whether somebody is said to have lived, and not where: "none of them lived"."""
    ends = scan.syntax.tags[clause.verb.end : clause.verb.end + 1] in {(), (Tag.MARK,)}
    return ends and not clause.verb.negated and scan.syntax.lemma(clause) in words["lives.living"]


def _did_not(scan: Scan, clause: Clause, words: CasualtyWords) -> GroupList | None:
    """Return the people whom a denial is about: those told before for "neither" and "none"."""
    start, end = clause.subject
    if clause.verb.negated:
        return subject_groups(scan, clause, human=True)
    nobody = next((i for i in range(start, end) if _is_nobody(scan, i, words)), None)
    if nobody is None:
        return None
    return _of_whole(scan, nobody) or _of_those_before(scan, nobody, words)


def _of_whole(scan: Scan, nobody: int) -> GroupList | None:
    """Read those of whom nobody survived: "none | of the six engineers"."""
    whole = parse_list(scan, nobody + 2) if scan.plays(nobody + 1, "genitive") else None
    return whole if whole is not None and whole.groups[0].low != 1 else None


def _of_those_before(scan: Scan, nobody: int, words: CasualtyWords) -> GroupList:
    """Return those told before, of whom nobody survived."""
    high = 2 if scan.word(nobody) in words["lives.nobody_of_two"] else None
    return GroupList((Group(nobody, nobody + 1, 2, high, "unknown", "them", "pronoun", vague=high is None),))


def _is_nobody(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether token `i` is "neither", "none" or the "one" of "not one"."""
    single = scan.word(i) in words["lives.single"] and scan.syntax.tags[i - 1] is Tag.NEGATION
    return single or scan.word(i) in words["lives.nobody"]


def _of_lives(scan: Scan, clause: Clause, words: CasualtyWords) -> GroupList | None:
    for k in range(clause.verb.end, min(clause.verb.end + 4, len(scan) - 1)):
        if scan.word(k) in words["lives.nouns"] and scan.plays(k + 1, "genitive"):
            return parse_list(scan, k + 2, names=True, human=True)
    return None


def _whose_life(scan: Scan, clause: Clause, words: CasualtyWords) -> GroupList | None:
    if not scan.found(words["lives.nouns"]):
        return None
    groups = parse_list(scan, clause.verb.end, names=True, human=True)
    if groups is None or groups.end + 1 >= len(scan) or scan.syntax.tags[groups.end] is not Tag.POSSESSIVE:
        return None
    return groups if scan.word(groups.end + 1) in words["lives.nouns"] else None


def _taken_along(scan: Scan, clause: Clause, words: CasualtyWords) -> GroupList | None:
    """Read whom one who kills himself takes with him: "blew himself up, taking | six customers | with him"."""
    suicide = any(hit.entry.value in kinds_with("suicide") for hit in scan.all("kind"))
    if not suicide or scan.syntax.lemma(clause) not in words["lives.along"]:
        return None
    groups = parse_list(scan, clause.verb.end, names=True, human=True)
    return groups if groups is not None and _with_somebody(scan, groups.end) else None


def _with_somebody(scan: Scan, i: int) -> bool:
    """Whether "with him" stands at token `i`."""
    return scan.plays(i, "comitative") and scan.syntax.tags[i + 1 : i + 2] in {(Tag.PRONOUN,), (Tag.POSSESSIVE,)}


def _lost(scan: Scan, clause: Clause, words: CasualtyWords) -> GroupList | None:
    if scan.syntax.lemma(clause) not in words["lives.losers"]:
        return None
    groups = parse_list(scan, clause.verb.end)
    if groups is None or groups.groups[0].form != "counted":
        return None
    known = people_ending_at(scan, groups.groups[0].end) is not None
    return groups if known or groups.groups[0].head in person_words(scan.language)["own"] else None
