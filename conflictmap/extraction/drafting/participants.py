"""Who did it, by the roles of the clause, in the text's words and as a class.

::

    perpetrator := subject of an attack ("gunmen killed ...") | "by" agent ("was shot by militants")
                 | subject of "claimed responsibility" (claimed) | "blamed on" np (alleged)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.codebook import kinds_with
from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.factuality.assertion import Factuality, clause_factuality
from conflictmap.extraction.people import ARMED, allegiance
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.deeds import deed_words, head_end, subject_span
from conflictmap.language import Hit, Language
from conflictmap.model import Actor

__all__ = [
    "Found",
    "claimed_by",
    "find_perpetrator",
    "kills_somebody",
    "participant_words",
]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody or something named, at tokens `start` to `end`, and the rule that found it."""

    actor: Actor
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class ParticipantWords:
    """See ``rules/<language>/participants.toml``."""

    claiming: frozenset[str]
    claimed: frozenset[str]
    claimed_bare: frozenset[str]
    accusing: frozenset[str]
    blamed_by: Mapping[str, frozenset[str]]
    suspected: frozenset[str]
    reporting: frozenset[str]
    owners: frozenset[str]
    before: frozenset[str]
    inner: frozenset[str]
    aiming: frozenset[str]
    killing: frozenset[str]
    aimed_by: Mapping[str, frozenset[str]]
    aimed_nouns: frozenset[str]
    edges: frozenset[str]
    edged_by: frozenset[str]
    things: Mapping[str, str]
    crowds: Mapping[str, str]


@lru_cache(maxsize=8)
def participant_words(language: Language) -> ParticipantWords:
    """Return the words of doers and targets of a language, from ``reading/participants.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("participants")
    claim, blame, doer, aim = lists["claim"], lists["blame"], lists["doer"], lists["aim"]
    things = {word: group for group, words in lists.table("things").items() for word in words}
    return ParticipantWords(
        claiming=claim["verbs"],
        claimed=claim["objects"],
        claimed_bare=claim["bare"],
        accusing=blame["objects"],
        blamed_by={verb: frozenset(words) for verb, words in lists.table("blame_after").items()},
        suspected=blame["adjectives"],
        reporting=doer["reporting"],
        owners=doer["owners"],
        before=doer["before"],
        inner=doer["inner"],
        aiming=aim["verbs"],
        killing=aim["killing"],
        aimed_by={verb: frozenset(words) for verb, words in lists.table("aim_by").items()},
        aimed_nouns=aim["nouns"],
        edges=aim["edges"],
        edged_by=aim["edged_by"],
        crowds={word: group for group, words in lists.table("crowd").items() for word in words},
        things={language.inflection.plural(word): group for word, group in things.items()} | things,
    )


def find_perpetrator(
    scan: Scan, start: int, end: int, mentions: Sequence[Mention], terms: Sequence[Term]
) -> Found | None:
    """Read who attacked in tokens `start` to `end`: who is told to have, else who claims it, else who is blamed.

    Parameters
    ----------
    scan : Scan
    start, end : int
    mentions : sequence of Mention
    terms : sequence of Term
        The words of violence there.
    """
    clauses = list(_deeds(scan, mentions, terms))
    told = (found for found in _told(scan, _not_finding(clauses, mentions)) if not _is_hurt(found, mentions))
    readers = (told, _of_noun(scan, terms), _claimed(scan, start, end), _blamed(scan, start, end))
    return next((found for reader in readers for found in reader), None)


def _not_finding(clauses: Sequence[Clause], mentions: Sequence[Mention]) -> list[Clause]:
    """Return the clauses but those that tell who found bodies: "police found the corpse of a trader"."""
    found = [mention.verb for mention in mentions if mention.bodies]
    return [clause for clause in clauses if not any(clause.start <= verb < clause.end for verb in found)]


def _is_hurt(found: Found, mentions: Sequence[Mention]) -> bool:
    """Whether somebody is counted among those it befell: "two soldiers died", "a guard lost his life"."""
    groups = (group for mention in mentions if mention.low != 0 for group in mention.groups)
    return any(group.start < found.end and found.start < group.end for group in groups)


def claimed_by(scan: Scan) -> Found | None:
    """Read who claims, or is blamed for, an attack told before: "Islamic State claimed responsibility".

    Parameters
    ----------
    scan : Scan
    """
    readers = (_claimed(scan, 0, len(scan)), _blamed(scan, 0, len(scan)))
    return next((found for reader in readers for found in reader), None)


def _deeds(scan: Scan, mentions: Sequence[Mention], terms: Sequence[Term]) -> Iterator[Clause]:
    """Yield the clauses that tell the deed, those of the casualties first, each with those it hangs on."""
    heads = [m.verb for m in mentions if m.low != 0 and scan.syntax.tags[m.verb] not in NOUNS]
    # of a noun it is another's: "police blamed a gang for the killing of two"
    heads += [t.hit.start for t in terms if t.real and (t.asserts or t.part == "agent")]
    for i in heads:
        yield from _upward(scan, _clause(scan, i))


def _upward(scan: Scan, clause: Clause | None) -> Iterator[Clause]:
    """Yield a clause and those whose subject it shares."""
    while clause is not None:
        yield clause
        shares = clause.link in {"participial", "shared", "infinitive", "resumed"}
        clause = scan.syntax.parent(clause) if shares else None


def _clause(scan: Scan, i: int) -> Clause | None:
    """Return the clause whose verb token `i` is part of, else the one around it."""
    return scan.syntax.clause_over(i) or scan.syntax.clause_at(i)


def _told(scan: Scan, clauses: Sequence[Clause]) -> Iterator[Found]:
    for clause in clauses:
        if clause_factuality(scan, clause) is Factuality.NEGATED:
            continue
        at = _by(scan, clause)
        if at is not None and (found := _doer(scan, at + 1, min(len(scan), at + 8), "perpetrator.agent")) is not None:
            yield found
        elif not clause.verb.passive:
            found = _doer(scan, *_own_subject(scan, clause), "perpetrator.subject")
            if found is not None:
                yield found


def _own_subject(scan: Scan, clause: Clause) -> tuple[int, int]:
    """Return the subject as far as no other verb stands in it: "US jets | hit rebels, killing nine"."""
    start, end = subject_span(scan, clause)
    end = min(end, clause.verb.start)
    return start, min((group.start for group in scan.syntax.groups if start < group.start < end), default=end)


def _of_noun(scan: Scan, terms: Sequence[Term]) -> Iterator[Found]:
    """Read the agent of a noun: "an attack by rebels on a post"."""
    for term in terms:
        at = term.hit.end
        if term.real and term.part == "deed" and scan.plays(at, "agent") and at + 1 < len(scan):
            found = _doer(scan, at + 1, min(len(scan), at + 8), "perpetrator.agent")
            if found is not None:
                yield found


def _by(scan: Scan, clause: Clause) -> int | None:
    """Return the "by" of a passive verb."""
    if not clause.verb.passive:
        return None
    for i in range(clause.verb.end, min(len(scan), max(clause.end, clause.verb.end + 1))):
        if scan.plays(i, "agent") and scan.syntax.context(min(i + 1, len(scan) - 1)).role == "agent":
            return i
    return None


def _claimed(scan: Scan, start: int, end: int) -> Iterator[Found]:
    """Read "Islamic State claimed responsibility", "the attack was claimed by al-Qaida"."""
    words = participant_words(scan.language)
    for clause in scan.syntax.clauses_in(start, end):
        claims = scan.syntax.lemma(clause) in words.claiming
        if claims and clause_factuality(scan, clause) is Factuality.ASSERTED:
            found = _claimant(scan, clause, words)
            if found is not None:
                yield found


def _claimant(scan: Scan, clause: Clause, words: ParticipantWords) -> Found | None:
    """Read who claims an attack in a clause with a verb of claiming."""
    bare = scan.syntax.lemma(clause) in words.claimed_bare
    if clause.verb.passive:
        at = _by(scan, clause) if bare else None
        return (
            None if at is None else _named(scan, at + 1, min(len(scan), at + _LONG), "perpetrator.claimed", "claimed")
        )
    end = clause.verb.end
    named = not words.claimed.isdisjoint(scan.lows[end : end + 4])
    if not named and not (bare and scan.has("kind", end, end + 4)):
        return None
    return _named(scan, *subject_span(scan, clause), "perpetrator.claimed", "claimed")


def _blamed(scan: Scan, start: int, end: int) -> Iterator[Found]:
    """Read "officials blamed the Islamic State", "the attack was blamed on militants"."""
    words = participant_words(scan.language)
    for clause in scan.syntax.clauses_in(start, end):
        lemma = scan.syntax.lemma(clause)
        prepositions = words.blamed_by.get(lemma, frozenset())
        reach = range(clause.verb.end, min(len(scan), clause.end)) if prepositions else ()
        at = next((i for i in reach if scan.word(i) in prepositions), None)
        found = None
        if at is not None:
            found = _named(scan, at + 1, min(len(scan), at + _LONG), "perpetrator.blamed", "alleged")
        elif lemma in words.accusing and not clause.verb.passive:
            end = min(len(scan), clause.verb.end + _LONG)
            found = _named(scan, clause.verb.end, end, "perpetrator.accused", "alleged")
        if found is not None:
            yield found


_LONG = 12
"""Tokens within which the name ends of who claims an attack, or is blamed."""


def _doer(scan: Scan, start: int, end: int, rule: str) -> Found | None:
    """Find somebody armed, or a crowd, who is the head of a phrase and does not merely report."""
    crowds = participant_words(scan.language).crowds
    for hit in scan.inside("people", start, head_end(scan, start, end)):
        if hit.entry.value in ARMED and not _reports(scan, hit) and scan.word(hit.start) not in crowds:
            return _found(scan, hit, rule)
    stop = head_end(scan, start, end)
    return _crowd(scan, start, stop, rule) or _arm(scan, start, stop, rule)


def _arm(scan: Scan, start: int, end: int, rule: str) -> Found | None:
    """Find forces by whose they are, or by their arms: "US forces", "army mortars", "coalition aircraft"."""
    words = scan.lows[start:end]
    arms = (hit.end for hit in scan.inside("kind", start, end) if hit.entry.value in _FORCES_ARMS)
    forces = deed_words(scan.language).forces
    stop = next(arms, end if end > start and scan.word(end - 1) in forces else start)
    owner = next((i for i in range(start, stop) if _owns(scan, i)), None)
    if owner is None:
        return None
    return Found(Actor(scan.wording(owner, stop), allegiance(scan.language, "state_forces", words)), owner, stop, rule)


def _owns(scan: Scan, i: int) -> bool:
    """Whether a word names forces that may hold aircraft or guns."""
    forces = scan.language.forces
    held = (word for group, word in ((g, scan.word(i)) for g in _FORCES) if word in forces.get(group, ()))
    return next(held, None) is not None or scan.word(i) in participant_words(scan.language).owners


def _crowd(scan: Scan, start: int, end: int, rule: str) -> Found | None:
    """Find a crowd that is the head of a phrase: "a mob", "protesters"."""
    crowds = participant_words(scan.language).crowds
    for i in range(start, end):
        if scan.word(i) in crowds:
            return Found(Actor(scan.wording(start, i + 1), crowds[scan.word(i)]), start, i + 1, rule)
    return None


def _reports(scan: Scan, hit: Hit) -> bool:
    return scan.at("said", hit.end) is not None or scan.word(hit.end) in participant_words(scan.language).reporting


def _named(scan: Scan, start: int, end: int, rule: str, status: str) -> Found | None:
    """Find an armed group, or an organisation by its name."""
    known, (first, last) = _doer(scan, start, end, rule), _organisation(scan, start, end)
    if known is not None and not _is_called(scan, known, first, last):
        return Found(Actor(known.actor.text, known.actor.group, status), known.start, known.end, rule)
    if first == last:
        return None
    return Found(Actor(scan.wording(first, last), "militant", status), first, last, rule)


def _is_called(scan: Scan, known: Found, first: int, last: int) -> bool:
    """Whether forces are only a word in the name of a group: "the Naqshbandi Army", not "the Iraqi Army"."""
    inside = known.actor.group == "state_forces" and first < known.start and known.end <= last
    return inside and scan.at("people", first) is None and scan.syntax.tags[first] is not Tag.ADJECTIVE


def _organisation(scan: Scan, start: int, end: int) -> tuple[int, int]:
    """Return the first and the last token but one of a name with what belongs to it: "al-Qaida in Iraq"."""
    stop = next((i for i in range(start, end) if scan.syntax.tags[i] is Tag.PREPOSITION), end)  # "a feud | in Kut"
    first = last = next((i for i in range(start, stop) if _is_named(scan, i)), end)
    for i in range(first, end):
        if _is_named(scan, i):
            last = i + 1
        elif scan.word(i) not in participant_words(scan.language).inner:
            break
    return first, last


def _is_named(scan: Scan, i: int) -> bool:
    """Whether a word is part of a name, and no article that opens a sentence."""
    name = scan.syntax.tags[i] is Tag.NAME or scan.tokens[i].capital
    return name and scan.syntax.tags[i] not in {Tag.DETERMINER, Tag.PRONOUN}


def _found(scan: Scan, hit: Hit, rule: str) -> Found:
    words, start = participant_words(scan.language), hit.start
    while start > 0 and (scan.tokens[start - 1].capital or scan.word(start - 1) in words.before):
        start -= 1
    described = {*NOUNS, Tag.ADJECTIVE, Tag.NUMBER}
    while start < hit.start and scan.syntax.tags[start] not in described and scan.word(start) not in words.before:
        start += 1
    inner = scan.lows[start : hit.end]
    group = allegiance(scan.language, hit.entry.value, inner)
    status = "alleged" if words.suspected & set(inner) else "stated"
    return Found(Actor(scan.wording(start, hit.end), group, status), start, hit.end, rule)


_FORCES = ("foreign_forces", "regional_forces", "state_forces", "volunteer_forces")
_FORCES_ARMS = frozenset({"air_strike", "shelling"})
"""Kinds whose weapons tell whose they are by the word before them."""


def kills_somebody(scan: Scan, clause: Clause) -> bool:
    """Whether somebody armed kills or shoots whoever is the object: "gunmen | shot dead | a judge", no bomb.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    if clause.link == "participial" or scan.syntax.lemma(clause) not in participant_words(scan.language).killing:
        return False  # "attacked a post, | killing two", "blew himself up, | killing two"
    doers = (_doer(scan, *_own_subject(scan, c), "") for c in _upward(scan, clause))
    return any(doer is not None and not _bears_a_bomb(scan, doer) for doer in doers)


def _bears_a_bomb(scan: Scan, doer: Found) -> bool:
    """Whether somebody kills with a bomb he bears, whoever is near: "a suicide bomber"."""
    return any(hit.entry.value in kinds_with("suicide") for hit in scan.inside("kind", doer.start, doer.end))
