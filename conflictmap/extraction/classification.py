"""Which kind of violence: the words of a telling weighed by the part they play, ranks only breaking ties.

A weapon that is the subject, the agent or the instrument of what befell people tells the kind; what the victims carry,
sit in or trade in does not. Combinations that no single word carries are made here: a suicide attacker at the wheel, a
vehicle that explodes, a bomb under a pipeline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.deeds import armed_subject, object_span, side
from conflictmap.extraction.eventwords import event_words
from conflictmap.extraction.means import is_strong
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause
from conflictmap.extraction.terms import Term
from conflictmap.language import Entry, Hit, Language

__all__ = ["decide", "in_victims_hands"]

_SUICIDE = frozenset({"suicide_bombing", "suicide_car_bomb"})
_EXPLOSIVE = frozenset({"bombing", "roadside_bomb", "car_bomb"})
_FORCES = frozenset({"police", "state_forces", "foreign_forces", "regional_forces", "volunteer_forces"})


_PHRASES = ("roadside", "in_vehicle", "under_fire")


@dataclass(frozen=True, slots=True)
class KindWords:
    """See ``rules/<language>/reading/manner.toml``."""

    buried: frozenset[str]
    roadside: tuple[tuple[str, ...], ...]
    shown: frozenset[str]
    ramming: frozenset[str]
    aboard: frozenset[str]
    in_vehicle: tuple[tuple[str, ...], ...]
    possessive: frozenset[str]
    beside: frozenset[str]
    armed_with: frozenset[str]
    gunfire: frozenset[str]
    under_fire: tuple[tuple[str, ...], ...]
    assault: frozenset[str]
    armed_things: frozenset[str]
    captives: frozenset[str]
    bound: frozenset[str]
    combat: frozenset[str]


@lru_cache(maxsize=8)
def kind_words(language: Language) -> KindWords:
    """Return the words of a language that make a kind more exact, from ``reading/manner.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("manner")
    phrases = lists.of("phrases", _PHRASES)
    made: dict[str, Any] = {name: tuple(tuple(phrase.split()) for phrase in phrases[name]) for name in _PHRASES}
    made |= lists.sets("words", [field.name for field in fields(KindWords) if field.name not in _PHRASES])
    return KindWords(**made)


@dataclass(frozen=True, slots=True)
class _Case:
    scan: Scan
    start: int
    end: int
    terms: Sequence[Term]
    mentions: Sequence[Mention]
    best: Term

    @property
    def hit(self) -> Hit:
        return self.best.hit

    @property
    def lows(self) -> list[str]:
        return self.scan.lows[self.start : self.end]


def decide(
    scan: Scan, start: int, end: int, terms: Sequence[Term], mentions: Sequence[Mention]
) -> tuple[str, Hit | None, str]:
    """Return the kind of tokens `start` to `end`, the word that decided, and the id of the rule.

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.
    terms : sequence of Term
        Words of violence that hold.
    mentions : sequence of Mention
        Casualties told in it.
    """
    terms = [term for term in terms if not in_victims_hands(scan, term, mentions)]
    if any(m.bodies for m in mentions) and not any(
        t.hit.entry.form == "event" and is_strong(t.hit.entry) for t in terms
    ):
        return "body_found", None, "bodies.verbs"
    if not terms:
        return _without_words(scan, start, end, mentions)
    best = max(terms, key=lambda term: (_weight(scan.language, term, mentions), term.hit.entry.rank, -term.hit.start))
    case = _Case(scan, start, end, terms, mentions, best)
    for combination in _COMBINATIONS:
        made = combination(case)
        if made is not None:
            return made[0], best.hit, made[1]
    if best.hit.entry.value == "other":
        guessed = _without_words(scan, start, end, mentions)
        if guessed[0] != "other":
            return guessed
    return best.hit.entry.value, best.hit, best.hit.entry.rule


def _weight(language: Language, term: Term, mentions: Sequence[Mention]) -> int:
    """Return how much the part of a word says of the kind: what did it before what is only named beside it."""
    if term.part in {"modifier", "scene"}:
        return 0
    if term.asserts or term.context is None or term.hit.entry.value in _SUICIDE:
        return 2  # a bomber shot on his way is still what the attack was
    if _does_it(language, term, mentions):
        return 2
    return 1


def _does_it(language: Language, term: Term, mentions: Sequence[Mention]) -> bool:
    """Whether a noun is the subject, the agent, the instrument or the cause of what befell people."""
    context, words = term.context, event_words(language)
    if context is None or context.role in {"subject", "adjunct", "noun", "alone"}:
        return True
    if context.role == "agent":  # "troops backed by helicopters" were not struck by them
        clause = context.clause
        harmed = clause is not None and any(clause.verb.start <= m.verb < clause.verb.end for m in mentions)
        return harmed or context.governor in words.striking | words.assaulting
    return not mentions or (context.role == "object" and any(m.verb >= term.hit.end for m in mentions))


def in_victims_hands(scan: Scan, term: Term, mentions: Sequence[Mention]) -> bool:
    """Whether a weapon is what those hit did or held: "two protesters who were throwing petrol bombs"."""
    clause = term.clause
    if clause is None or clause.link not in {"relative", "reduced", "participial"} or term.hit.entry.form != "means":
        return False
    if any(clause.verb.start <= m.verb < clause.verb.end for m in mentions):
        return False
    head = _described(scan, clause)
    return any(
        group.start <= head < group.end and m.low != 0 and not m.start <= term.hit.start < m.end
        for m in mentions
        for group in m.groups
    )


def _described(scan: Scan, clause: Clause) -> int:
    """Return the noun that a relative or participial clause describes: the last one before it."""
    i = min(clause.start, clause.verb.start) - 1
    while i >= 0 and scan.syntax.tags[i] not in NOUNS:
        i -= 1
    return i


_Made = tuple[str, str] | None


def _arms(case: _Case) -> _Made:
    """Take attackers with grenades and rifles for gunmen, not bombers."""
    hit, words = case.hit, kind_words(case.scan.language)
    if hit.entry.form != "means" or hit.entry.value not in {"bombing", "shelling", "suicide_bombing"}:
        return None
    came = words.armed_with & set(case.scan.lows[max(case.start, hit.start - 6) : hit.start])
    others = [t for t in case.terms if t is not case.best and t.part != "agent"]
    arms = any(t.hit.entry.form == "means" and t.hit.entry.value in {"shooting", "shelling"} for t in others)
    stormed = any(t.hit.entry.value in {"other", "raid"} and not t.hit.entry.rule.startswith("role.") for t in others)
    return ("shooting", "shooting.arms") if came and arms and stormed else None


def _din_of_battle(case: _Case) -> _Made:
    """Take "explosions and gunfire" for a battle."""
    if case.hit.entry.value != "bombing" or case.hit.entry.form != "event" or case.mentions:
        return None
    gunfire = kind_words(case.scan.language).gunfire
    fight = any(
        (t.hit.entry.value == "armed_clash" and is_strong(t.hit.entry)) or case.scan.word(t.hit.start) in gunfire
        for t in case.terms
    )
    return ("armed_clash", "armed_clash.explosions") if fight else None


def _on_video(case: _Case) -> _Made:
    """Take a killing shown on video for an execution."""
    shown = kind_words(case.scan.language).shown & set(case.lows)
    return (
        ("execution", "execution.video")
        if shown and "fixed" not in case.hit.entry.traits and _deadly(case.mentions)
        else None
    )


def _carried_off(case: _Case) -> _Made:
    """Take gunmen who only carry people off for kidnappers."""
    outcomes = {mention.outcome for mention in case.mentions if mention.low != 0}
    only = outcomes == {"abducted"} and not case.hit.entry.traits & {"fixed", "blast"}
    seized = only or (case.hit.entry.value == "other" and "abducted" in outcomes)
    return ("abduction", "abducted.seize") if seized else None


def _driven(case: _Case) -> _Made:
    """Take a suicide attacker at the wheel for a suicide car bomb."""
    at_wheel = case.hit.entry.value == "suicide_bombing" and _at_the_wheel(case)
    return ("suicide_car_bomb", "vehicles.drives") if at_wheel else None


def _sabotage(case: _Case) -> _Made:
    """Take a bomb under a pipeline, or an attack on it, that kills nobody for sabotage."""
    fits = case.hit.entry.value in _EXPLOSIVE or case.hit.entry.value == "other"
    struck = fits and case.scan.has("infrastructure", case.start, case.end) and not _deadly(case.mentions)
    return ("arson_sabotage", "infrastructure") if struck else None


def _what_explodes(case: _Case) -> _Made:
    """Tell a car that explodes, and a bomb by the road, from a bomb."""
    if case.hit.entry.value != "bombing":
        return None
    if _vehicle_explodes(case):
        return "car_bomb", "vehicles.nouns"
    words = kind_words(case.scan.language)
    by_road = words.buried & set(case.lows) or _phrase_in(case, words.roadside)
    return ("roadside_bomb", "roadside_bomb.place") if by_road else None


def _captive_killed(case: _Case) -> _Made:
    """Take a captive's killing for an execution: a hostage, or people bound, lined up, made to kneel."""
    if case.hit.entry.value not in {"shooting", "raid", "other", "abduction"} or not _deadly(case.mentions):
        return None
    if _hostage_killed(case.scan.language, case.mentions):
        return "execution", "execution.hostage"
    return ("execution", "execution.bound") if kind_words(case.scan.language).bound & set(case.lows) else None


def _under_fire(case: _Case) -> _Made:
    """Take people who do not fight and come under fire for people shot at."""
    if (
        case.hit.entry.value != "armed_clash"
        or case.hit.entry.form != "verb"
        or not _phrase_in(case, kind_words(case.scan.language).under_fire)
    ):
        return None
    clause = case.best.clause
    patient = clause is not None and side(case.scan, *clause.subject)
    return ("shooting", "shooting.under_fire") if patient not in {"forces", "militant"} else None


def _armed_assault(case: _Case) -> _Made:
    """Take armed men who attack armed men for a clash."""
    clause = case.best.clause
    if case.hit.entry.value != "other" or case.hit.entry.form != "verb" or clause is None:
        return None
    words = kind_words(case.scan.language)
    if case.scan.syntax.words.lemma(case.scan.word(case.hit.start)) not in words.assault:
        return None
    if _without_words(case.scan, case.start, case.end, case.mentions)[0] != "other":
        return None
    if armed_subject(case.scan, clause) != "militant":
        return None
    start, end = object_span(case.scan, clause)
    armed = side(case.scan, start, end) == "forces" or words.armed_things & set(
        case.scan.lows[start : min(case.end, start + 7)]
    )
    return ("armed_clash", "armed_clash.assault") if armed else None


_COMBINATIONS: tuple[Callable[[_Case], _Made], ...] = (
    _arms,
    _din_of_battle,
    _on_video,
    _captive_killed,
    _carried_off,
    _driven,
    _sabotage,
    _what_explodes,
    _under_fire,
    _armed_assault,
)


def _deadly(mentions: Sequence[Mention]) -> bool:
    return any(mention.outcome == "killed" and mention.low for mention in mentions)


def _phrase_in(case: _Case, phrases: Sequence[tuple[str, ...]]) -> bool:
    words = tuple(case.lows)
    return any(words[i : i + len(p)] == p for p in phrases for i in range(len(words) - len(p) + 1))


def _without_words(scan: Scan, start: int, end: int, mentions: Sequence[Mention]) -> tuple[str, None, str]:
    """Tell the kind from the outcome and who did it, where no word names the means."""
    if any(mention.bodies for mention in mentions):
        return "body_found", None, "bodies.verbs"
    if any(mention.outcome == "abducted" for mention in mentions):
        return "abduction", None, "abducted.seize"
    words = kind_words(scan.language)
    if _hostage_killed(scan.language, mentions) or (_deadly(mentions) and words.bound & set(scan.lows[start:end])):
        return "execution", None, "execution.hostage"
    if _both_sides([m for m in mentions if m.outcome == "killed"]):
        return "armed_clash", None, "armed_clash.both_sides"
    if any(_killed_by_armed(scan, mention) for mention in mentions):
        return "shooting", None, "shooting.agent"
    foreign = any(group.group == "foreign_forces" for mention in mentions for group in mention.groups)
    if foreign and words.combat & set(scan.lows[start:end]):
        return "armed_clash", None, "armed_clash.combat"
    return "other", None, "other.outcome"


def _killed_by_armed(scan: Scan, mention: Mention) -> bool:
    """Whether armed people are the subject of the killing."""
    if not mention.active or mention.outcome != "killed":
        return False
    clause = next((c for c in scan.syntax.clauses if c.verb.start <= mention.verb < c.verb.end), None)
    while clause is not None:
        if armed_subject(scan, clause) in {"forces", "militant"}:
            return True
        clause = scan.syntax.parent(clause) if clause.link in {"participial", "shared", "infinitive"} else None
    return False


def _both_sides(mentions: Sequence[Mention]) -> bool:
    """Whether attackers and soldiers or police died together."""
    groups = {group.group for mention in mentions for group in mention.groups}
    return "militant" in groups and bool(groups & _FORCES)


def _hostage_killed(language: Language, mentions: Sequence[Mention]) -> bool:
    captives = kind_words(language).captives
    return any(m.outcome == "killed" and g.head in captives for m in mentions for g in m.groups)


def _at_the_wheel(case: _Case) -> bool:
    """Whether a vehicle is the weapon: driven, rammed, packed, or the bomb itself ("detonated a car bomb")."""
    scan, start, end, words = case.scan, case.start, case.end, kind_words(case.scan.language)
    if scan.has("drives", start, end) and scan.has("vehicle", start, end):
        return True
    if words.ramming & set(case.lows) or _phrase_in(case, words.in_vehicle):
        return True
    return any(_vehicle_of(scan, hit, end) for hit in scan.inside("kind", start, end))


def _vehicle_of(scan: Scan, hit: Hit, end: int) -> bool:
    """Whether a word of violence has a vehicle with it: "a bomber in a Kia minibus", "blew up a tanker"."""
    if hit.entry.value == "car_bomb":
        return True
    if hit.entry.value == "suicide_bombing" and scan.word(hit.end) in kind_words(scan.language).aboard:
        return scan.has("vehicle", hit.end, hit.end + 5)
    blown = _blows(hit.entry) and bool(hit.entry.inflection)
    return blown and scan.has("vehicle", hit.end, min(end, hit.end + 4))


def _vehicle_explodes(case: _Case) -> bool:
    """Whether the thing that explodes is a vehicle ("a parked car exploded", "a pair of cars blew up")."""
    scan = case.scan
    for verb in scan.inside("kind", case.start, case.end):
        if not _blows(verb.entry) or verb.entry.inflection in {"", "ing"}:
            continue
        vehicles = scan.inside("vehicle", max(case.start, verb.start - 14), verb.start)
        if any(_is_the_bomb(scan, case.start, vehicle, verb) for vehicle in vehicles):
            return True
    return False


def _is_the_bomb(scan: Scan, start: int, vehicle: Hit, verb: Hit) -> bool:
    """Whether a vehicle is what explodes, not what stands by or whose it is ("under his car")."""
    words = kind_words(scan.language)
    if {".", ";"} & set(scan.lows[vehicle.end : verb.start]):
        return False
    before = scan.word(vehicle.start - 1)
    if before in words.possessive and scan.word(vehicle.start - 2) in words.beside:
        return False
    named = (hit.entry for hit in scan.inside("kind", start, vehicle.start))
    bombs = any(entry.value in {"bombing", "roadside_bomb"} and entry.form != "verb" for entry in named)
    return before not in words.beside and not bombs


def _blows(entry: Entry) -> bool:
    return entry.value == "bombing" and entry.form == "verb"
