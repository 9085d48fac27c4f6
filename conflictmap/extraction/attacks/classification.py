"""Which kind of violence: the words of a telling weighed by the part they play, ranks only breaking ties.

A weapon that is the subject, the agent or the instrument of what befell people tells the kind; what the victims carry,
sit in or trade in does not. Combinations that no single word carries are made here: a suicide attacker at the wheel, a
vehicle that explodes, a bomb under a pipeline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conflictmap.codebook import kinds_with
from conflictmap.extraction.attacks.carriers import is_driven_at, is_laden, is_worn, sets_off_own
from conflictmap.extraction.attacks.guessedkinds import (
    EXPLOSIVE,
    deadly,
    guess_kind,
    hostage_killed,
    is_by_hand,
    left_behind,
)
from conflictmap.extraction.attacks.heldweapons import in_victims_hands, lies_by, tells_any
from conflictmap.extraction.attacks.terms import Role, Term
from conflictmap.extraction.attacks.vehiclebombs import has_vehicle, vehicle_explodes
from conflictmap.extraction.attacks.weaponuse import dies_too
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.people import ARMED
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.violence.deeds import armed_subject, is_by_role, object_span, side
from conflictmap.extraction.violence.eventwords import event_words
from conflictmap.extraction.violence.kindwords import kind_words
from conflictmap.extraction.violence.means import is_event, is_gun, is_means, is_strong, is_verb
from conflictmap.language import Hit, Language

__all__ = ["decide"]


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
    terms = [term for term in terms if not (in_victims_hands(scan, term, mentions) or lies_by(scan, term, mentions))]
    found = any(m.bodies for m in mentions) and not left_behind(scan, mentions)
    if found and not any(_is_strong_event(term) for term in terms):
        return "body_found", None, "bodies.verbs"
    if not terms:
        return guess_kind(scan, start, end, mentions)
    best = max(terms, key=lambda term: (_weight(scan.language, term, mentions), term.hit.entry.rank, -term.hit.start))
    return _by_word(_Case(scan, start, end, terms, mentions, best))


def _by_word(case: _Case) -> tuple[str, Hit | None, str]:
    """Return the kind that the weightiest word tells, what stands beside it considered."""
    made = _combined(case)
    if made is not None:
        return made[0], case.hit, made[1]
    if case.hit.entry.value == "other":
        guessed = guess_kind(case.scan, case.start, case.end, case.mentions)
        if guessed[0] != "other":
            return guessed
    return case.hit.entry.value, case.hit, case.hit.entry.rule


def _is_strong_event(term: Term) -> bool:
    return is_event(term.hit.entry) and is_strong(term.hit.entry)


def _weight(language: Language, term: Term, mentions: Sequence[Mention]) -> int:
    """Return how much the part of a word says of the kind: what did it before what is only named beside it."""
    if term.part in {"modifier", "scene"}:
        return 0
    if not mentions and is_gun(term.hit.entry) and term.context is not None and term.context.role == "agent":
        return 1  # "sites overrun by gunmen": the verb tells it
    if term.asserts or term.context is None or term.hit.entry.value in kinds_with("suicide"):
        return 2  # a bomber shot on his way is still what the attack was
    if _does_it(language, term, mentions):
        return 2
    return 1


def _does_it(language: Language, term: Term, mentions: Sequence[Mention]) -> bool:
    """Whether a noun is the subject, the agent, the instrument or the cause of what befell people."""
    context, words = term.context, event_words(language)
    if context is not None and context.role == "noun" and context.governor in kind_words(language).helping:
        return False  # "stormed the town with the support of jets"
    if context is None or context.role in _DOING:
        return True
    if context.role == "agent":  # "troops backed by helicopters" were not struck by them
        return tells_any(context.clause, mentions) or context.governor in words.striking | words.assaulting
    return not mentions or (context.role == "object" and any(m.verb >= term.hit.end for m in mentions))


_DOING: frozenset[Role] = frozenset({"subject", "adjunct", "noun", "alone"})


_Made = tuple[str, str] | None


def _combined(case: _Case) -> _Made:
    """Return what the words of violence tell together, if it is more than each of them."""
    made = (combination(case) for combination in _COMBINATIONS)
    return next((found for found in made if found is not None), None)


def _arms(case: _Case) -> _Made:
    """Take attackers with grenades and rifles for gunmen, not bombers."""
    hit, words = case.hit, kind_words(case.scan.language)
    if not is_means(hit.entry) or hit.entry.value not in {"bombing", "shelling", "suicide_bombing"}:
        return None
    came = words.armed_with & set(case.scan.lows[max(case.start, hit.start - 6) : hit.start])
    others = [t for t in case.terms if t is not case.best and t.part != "agent"]
    fits = came and any(map(_is_arm, others)) and any(map(_is_storming, others))
    return ("shooting", "shooting.arms") if fits else None


def _is_arm(term: Term) -> bool:
    return is_means(term.hit.entry) and term.hit.entry.value in {"shooting", "shelling"}


def _is_storming(term: Term) -> bool:
    """Whether a word of the language, and not only the roles of a clause, tells an assault."""
    return term.hit.entry.value in {"other", "raid"} and not is_by_role(term.hit)


def _din_of_battle(case: _Case) -> _Made:
    """Take "explosions and gunfire" for a battle."""
    if case.hit.entry.value != "bombing" or not is_event(case.hit.entry) or case.mentions:
        return None
    fight = any(_is_fight(case.scan, term) for term in case.terms)
    return ("armed_clash", "armed_clash.explosions") if fight else None


def _is_fight(scan: Scan, term: Term) -> bool:
    clash = term.hit.entry.value == "armed_clash" and is_strong(term.hit.entry)
    return clash or scan.word(term.hit.start) in kind_words(scan.language).gunfire


def _air_cover(case: _Case) -> _Made:
    """Take a fight in which aircraft only help for one: "helicopters helped repel them after hours of clashes"."""
    if case.hit.entry.value != "air_strike" or not is_means(case.hit.entry):
        return None
    others = [term for term in case.terms if term is not case.best]
    if any(is_verb(term.hit.entry) and is_strong(term.hit.entry) for term in others):
        return None
    fight = any(term.hit.entry.value == "armed_clash" and not _does(case.hit, term) for term in others)
    return ("armed_clash", "armed_clash.air_cover") if fight else None


def _does(hit: Hit, term: Term) -> bool:
    """Whether a noun is the subject of a verb of violence: "a helicopter | engaged a boat"."""
    clause = term.clause
    if clause is None or not clause.verb.start <= term.hit.start < clause.verb.end:
        return False
    return clause.subject[0] <= hit.start < clause.verb.start


def _on_video(case: _Case) -> _Made:
    """Take a killing shown on video for an execution."""
    shown = kind_words(case.scan.language).shown & set(case.lows)
    return (
        ("execution", "execution.video")
        if shown and "fixed" not in case.hit.entry.traits and deadly(case.mentions)
        else None
    )


def _carried_off(case: _Case) -> _Made:
    """Take gunmen who only carry people off for kidnappers."""
    outcomes = {m.outcome for m in case.mentions if m.low != 0 and "may_live" not in m.traits}
    only = outcomes == {"abducted"} and not case.hit.entry.traits & {"fixed", "blast"}
    seized = only or (case.hit.entry.value == "other" and "abducted" in outcomes)
    return ("abduction", "abducted.seize") if seized else None


def _driven(case: _Case) -> _Made:
    """Take a suicide attacker at the wheel for a suicide car bomb."""
    at_wheel = case.hit.entry.value == "suicide_bombing" and _at_the_wheel(case)
    return ("suicide_car_bomb", "vehicles.drives") if at_wheel else None


def _borne(case: _Case) -> _Made:
    """Take a bomb that somebody wears, or that fills a vehicle, for what such an attack is called."""
    span = (case.scan, case.start, case.end)
    if case.hit.entry.value not in EXPLOSIVE or case.hit.entry.value == "roadside_bomb":
        return None
    if is_worn(*span):
        return "suicide_bombing", "suicide.worn"
    if sets_off_own(*span) or (is_laden(*span) and is_driven_at(*span)):
        return "suicide_car_bomb", "vehicles.drives"
    return ("car_bomb", "vehicles.laden") if is_laden(*span) else None


def _on_himself(case: _Case) -> _Made:
    """Take one who blows himself up, among others, for a suicide bomber: "blew up a lorry and himself"."""
    scan = case.scan
    if case.hit.entry.value not in EXPLOSIVE or not any(dies_too(scan, i) for i in range(case.start, case.end)):
        return None
    vehicle = case.hit.entry.value == "car_bomb" or _at_the_wheel(case)
    return ("suicide_car_bomb", "vehicles.drives") if vehicle else ("suicide_bombing", "suicide.himself")


def _fire_set_after(case: _Case) -> _Made:
    """Take people killed before a fire is set for killed otherwise: "killed the guards, then torched the house"."""
    first = min((mention.verb for mention in case.mentions if mention.low), default=case.end)
    if case.hit.entry.value != "arson_sabotage" or not deadly(case.mentions) or first > case.hit.start:
        return None
    attacked = any(_attacks_before(term, first) for term in case.terms)
    kind, _, rule = guess_kind(case.scan, case.start, case.end, case.mentions)
    return (kind, rule) if attacked and kind != "other" else None


def _attacks_before(term: Term, at: int) -> bool:
    return term.asserts and term.hit.start < at and term.hit.entry.value != "arson_sabotage"


def _by_hand(case: _Case) -> _Made:
    """Take gunmen who use a knife or their hands for what they did with it: "gunmen strangled a baker"."""
    hurt = [mention for mention in case.mentions if mention.outcome != "abducted" and mention.low]
    plain = is_gun(case.hit.entry) and case.best.part == "agent"
    fits = plain and hurt and all(is_by_hand(case.scan, mention) for mention in hurt)
    return ("other", "other.by_hand") if fits else None


def _sabotage(case: _Case) -> _Made:
    """Take a bomb under a pipeline, or an attack on it, that kills nobody for sabotage."""
    bombers = case.hit.entry.value == "suicide_bombing" and case.hit.end == case.hit.start + 1
    fits = case.hit.entry.value in {*EXPLOSIVE, "other"} or bombers
    struck = fits and case.scan.has("infrastructure", case.start, case.end) and not deadly(case.mentions)
    return ("arson_sabotage", "infrastructure") if struck else None


def _what_explodes(case: _Case) -> _Made:
    """Tell a car that explodes, and a bomb by the road, from a bomb."""
    if case.hit.entry.value != "bombing":
        return None
    if vehicle_explodes(case.scan, case.start, case.end):
        return "car_bomb", "vehicles.nouns"
    words = kind_words(case.scan.language)
    by_road = words.buried & set(case.lows) or _phrase_in(case, words.roadside)
    return ("roadside_bomb", "roadside_bomb.place") if by_road else None


def _captive_killed(case: _Case) -> _Made:
    """Take a captive's killing for an execution: a hostage, or people bound, lined up, made to kneel."""
    if case.hit.entry.value not in {"shooting", "raid", "other", "abduction"} or not deadly(case.mentions):
        return None
    if hostage_killed(case.scan, case.mentions) or any("captive" in m.traits for m in case.mentions):
        return "execution", "execution.hostage"
    return ("execution", "execution.bound") if kind_words(case.scan.language).bound & set(case.lows) else None


def _under_fire(case: _Case) -> _Made:
    """Take people who do not fight and come under fire for people shot at."""
    if (
        case.hit.entry.value != "armed_clash"
        or not is_verb(case.hit.entry)
        or not _phrase_in(case, kind_words(case.scan.language).under_fire)
    ):
        return None
    clause = case.best.clause
    patient = clause is not None and side(case.scan, *clause.subject)
    return ("shooting", "shooting.under_fire") if patient not in {"forces", "militant"} else None


def _waylaid(case: _Case) -> _Made:
    """Take an ambush of people none of whom is known to bear arms for people shot at."""
    told = map(case.scan.syntax.words.lemma, case.scan.lows[case.hit.start : case.hit.end])
    if case.hit.entry.value != "armed_clash" or kind_words(case.scan.language).ambush.isdisjoint(told):
        return None
    groups = [group.group for mention in case.mentions if mention.low for group in mention.groups]
    unarmed = bool(groups) and ARMED.isdisjoint(groups) and "unknown" not in groups
    return ("shooting", "shooting.waylaid") if unarmed else None


def _armed_assault(case: _Case) -> _Made:
    """Take armed men who attack armed men for a clash."""
    clause = case.best.clause
    if case.hit.entry.value != "other" or not is_verb(case.hit.entry) or clause is None:
        return None
    assault = kind_words(case.scan.language).assault
    if case.scan.syntax.words.lemma(case.scan.word(case.hit.start)) not in assault:
        return None
    if guess_kind(case.scan, case.start, case.end, case.mentions)[0] != "other":
        return None
    armed = armed_subject(case.scan, clause) == "militant" and _against_armed(case, clause)
    return ("armed_clash", "armed_clash.assault") if armed else None


def _against_armed(case: _Case, clause: Clause) -> bool:
    """Whether soldiers or police, or what is theirs, are the object of a clause."""
    start, end = object_span(case.scan, clause)
    things = kind_words(case.scan.language).armed_things
    ahead = case.scan.lows[start : min(case.end, start + 7)]
    return side(case.scan, start, end) == "forces" or not things.isdisjoint(ahead)


_COMBINATIONS: tuple[Callable[[_Case], _Made], ...] = (
    _arms,
    _din_of_battle,
    _air_cover,
    _on_video,
    _captive_killed,
    _carried_off,
    _driven,
    _on_himself,
    _borne,
    _fire_set_after,
    _by_hand,
    _sabotage,
    _what_explodes,
    _under_fire,
    _waylaid,
    _armed_assault,
)


def _phrase_in(case: _Case, phrases: Sequence[tuple[str, ...]]) -> bool:
    words = tuple(case.lows)
    found = (p for p in phrases if p[0] in words)
    return any(words[i : i + len(p)] == p for p in found for i in range(len(words) - len(p) + 1))


def _at_the_wheel(case: _Case) -> bool:
    """Whether a vehicle is the weapon: driven, rammed, packed, or the bomb itself ("detonated a car bomb")."""
    scan, start, end, words = case.scan, case.start, case.end, kind_words(case.scan.language)
    if scan.has("drives", start, end) and scan.has("vehicle", start, end):
        return True
    if words.ramming & set(case.lows) or _phrase_in(case, words.in_vehicle):
        return True
    return any(has_vehicle(scan, hit, end) for hit in scan.inside("kind", start, end))
