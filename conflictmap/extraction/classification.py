"""Which kind of violence: the words of a stretch of text weighed against each other.

Every kind has a rank in the rule file; the highest present decides. Combinations that no single word carries are made
here: a suicide attacker at the wheel, a vehicle that explodes, a bomb under a pipeline.
"""

from __future__ import annotations

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS
from conflictmap.language import Hit

__all__ = ["decide", "kind_hits"]

_SUICIDE = frozenset({"suicide_bombing", "suicide_car_bomb"})
_EXPLOSIVE = frozenset({"bombing", "roadside_bomb", "car_bomb"})
_ROADSIDE = (
    ("by", "the", "side", "of", "the", "road"),
    ("on", "the", "side", "of", "the", "road"),
    ("planted", "in", "the", "road"),
    ("alongside", "a", "road"),
)
_BURIED = frozenset({"roadside", "buried", "track", "culvert"})
_FORCES = frozenset({"police", "iraqi_forces", "foreign_forces", "peshmerga", "volunteer_forces", "militant"})


def kind_hits(scan: Scan) -> list[Hit]:
    """Return the kind words of a sentence, those that lie within a longer one left out ("bomb" in "car bomb")."""
    hits = sorted(
        (hit for hit in scan.all("kind") if not _other_part(scan, hit)),
        key=lambda h: (-(h.end - h.start), -h.entry.rank, "plural" not in h.entry.traits),
    )
    kept: list[Hit] = []
    for hit in hits:
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and (other.end - other.start > hit.end - hit.start or other.entry.rule == hit.entry.rule)
            for other in kept
        ):
            kept.append(hit)
    ends = {hit.end for hit in kept}
    kept = [
        hit for hit in kept if not (scan.word(hit.start - 1) == "(" and hit.start - 1 in ends)
    ]  # "... device (IED)"
    return sorted(kept, key=lambda h: (h.start, h.end))


def _other_part(scan: Scan, hit: Hit) -> bool:
    """Whether a word that is noun and verb ("attack", "bombs") stands here as the other of the two."""
    verb = scan.syntax.tags[hit.start] in VERBS
    if hit.entry.form == "verb":
        return bool(hit.entry.traits) and not verb and bool(hit.entry.traits & {"base", "third"})
    if not verb or hit.end > hit.start + 1:
        return False
    return scan.at("outcome", hit.start) is not None or any(k.entry.form == "verb" for k in scan.starting("kind", hit.start))


def decide(scan: Scan, start: int, end: int, hits: list[Hit], mentions: list[Mention]) -> tuple[str, Hit | None, str]:
    """Return the kind of tokens `start` to `end`, the word that decided, and the id of the rule.

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the segment.
    hits : list of Hit
        Kind words that hold, cancelled ones left out.
    mentions : list of Mention
        Casualties told in it.
    """
    if any(mention.bodies for mention in mentions) and not any(
        hit.entry.form == "event" and hit.entry.rank > 45 for hit in hits
    ):
        return "body_found", None, "bodies.verbs"
    if not hits:
        return _without_words(scan, start, end, mentions)
    best = max(hits, key=lambda h: (h.entry.rank, -h.start))
    for combination in _COMBINATIONS:
        made = combination(scan, start, end, hits, mentions, best)
        if made is not None:
            return made[0], best, made[1]
    if best.entry.value == "other":
        guessed = _without_words(scan, start, end, mentions)
        if guessed[0] != "other":
            return guessed
    return best.entry.value, best, best.entry.rule


_Made = tuple[str, str] | None


def _arms(scan: Scan, start: int, _: int, hits: list[Hit], __: list[Mention], best: Hit) -> _Made:
    """Take attackers with grenades and rifles for gunmen, not bombers."""
    return (
        ("shooting", "shooting.arms")
        if best.entry.form == "means" and _one_of_many_arms(scan, start, best, hits)
        else None
    )


def _din_of_battle(scan: Scan, _: int, __: int, hits: list[Hit], mentions: list[Mention], best: Hit) -> _Made:
    """Take "explosions and gunfire" for a battle."""
    if best.entry.rule != "bombing.event" or mentions:
        return None
    fight = any(
        hit.entry.rule in {"armed_clash.event", "armed_clash.verb"} or scan.word(hit.start) == "gunfire" for hit in hits
    )
    return ("armed_clash", "armed_clash.explosions") if fight else None


def _on_video(scan: Scan, start: int, end: int, _: list[Hit], mentions: list[Mention], best: Hit) -> _Made:
    """Take a killing shown on video for an execution."""
    shown = {"video", "footage", "videotape"} & set(scan.lows[start:end])
    return ("execution", "execution.video") if shown and best.entry.rank < 60 and _deadly(mentions) else None


def _carried_off(_: Scan, __: int, ___: int, ____: list[Hit], mentions: list[Mention], best: Hit) -> _Made:
    """Take gunmen who only carry people off for kidnappers."""
    outcomes = {mention.outcome for mention in mentions if mention.low != 0}
    only = outcomes == {"abducted"} and best.entry.rank < 57
    return ("abduction", "abducted.seize") if only or (best.entry.value == "other" and "abducted" in outcomes) else None


def _driven(scan: Scan, start: int, end: int, _: list[Hit], __: list[Mention], best: Hit) -> _Made:
    """Take a suicide attacker at the wheel for a suicide car bomb."""
    at_wheel = best.entry.value == "suicide_bombing" and _at_the_wheel(scan, start, end)
    return ("suicide_car_bomb", "vehicles.drives") if at_wheel else None


def _sabotage(scan: Scan, start: int, end: int, _: list[Hit], mentions: list[Mention], best: Hit) -> _Made:
    """Take a bomb under a pipeline that kills nobody for sabotage."""
    hits_line = best.entry.value in _EXPLOSIVE and scan.has("infrastructure", start, end) and not _deadly(mentions)
    return ("arson_sabotage", "infrastructure") if hits_line else None


def _what_explodes(scan: Scan, start: int, end: int, _: list[Hit], __: list[Mention], best: Hit) -> _Made:
    """Tell a car that explodes, and a bomb by the road, from a bomb."""
    if best.entry.value != "bombing":
        return None
    if _vehicle_explodes(scan, start, end):
        return "car_bomb", "vehicles.nouns"
    return ("roadside_bomb", "roadside_bomb.place") if _by_the_road(scan, start, end) else None


def _captive_killed(_: Scan, __: int, ___: int, ____: list[Hit], mentions: list[Mention], best: Hit) -> _Made:
    """Take a captive's killing for an execution."""
    fits = best.entry.value in {"shooting", "raid", "other"} and _hostage_killed(mentions)
    return ("execution", "execution.hostage") if fits else None


def _armed_assault(scan: Scan, start: int, end: int, _: list[Hit], mentions: list[Mention], best: Hit) -> _Made:
    """Take armed men who attack armed men for a clash."""
    if best.entry.value != "other" or _without_words(scan, start, end, mentions)[0] != "other":
        return None
    return ("armed_clash", "armed_clash.assault") if _assault(scan, start, end, best) else None


_COMBINATIONS = (
    _arms,
    _din_of_battle,
    _on_video,
    _carried_off,
    _driven,
    _sabotage,
    _what_explodes,
    _captive_killed,
    _armed_assault,
)


def _deadly(mentions: list[Mention]) -> bool:
    return any(mention.outcome == "killed" and mention.low for mention in mentions)


def _assault(scan: Scan, start: int, end: int, best: Hit) -> bool:
    """Whether armed men attack armed men ("Insurgents attacked an army patrol")."""
    if best.entry.rule != "other.verb" or scan.word(best.start) not in {
        "attacked",
        "ambushed",
        "assaulted",
        "attack",
        "attacks",
    }:
        return False
    armed = any(hit.entry.value == "militant" for hit in scan.inside("people", start, best.start))
    after = set(scan.lows[best.end : min(end, best.end + 7)])
    return armed and bool(
        after
        & {
            "patrol",
            "army",
            "police",
            "soldiers",
            "checkpoint",
            "convoy",
            "post",
            "base",
            "outpost",
            "barracks",
            "troops",
            "peshmerga",
            "station",
        }
    )


def _one_of_many_arms(scan: Scan, start: int, best: Hit, hits: list[Hit]) -> bool:
    """Whether the weapon is one of several that attackers came with ("attacked with grenades and rifles")."""
    if best.entry.value not in {"bombing", "shelling", "suicide_bombing"}:
        return False
    came = {"with", "armed", "using", "carrying", "wearing"} & set(scan.lows[max(start, best.start - 6) : best.start])
    arms = [
        hit
        for hit in hits
        if hit.entry.rule in {"shooting.means", "shelling.means"}
        and hit is not best
        and scan.word(hit.start) not in {"gunmen", "gunman", "assailant", "assailants"}
    ]
    return bool(came and arms) and any(
        hit.entry.rule in {"other.verb", "raid.verb", "other.event", "raid.event"} for hit in hits
    )


def _without_words(scan: Scan, start: int, end: int, mentions: list[Mention]) -> tuple[str, None, str]:
    """Tell the kind from the outcome alone, where no word names the means."""
    if any(mention.bodies for mention in mentions):
        return "body_found", None, "bodies.verbs"
    if any(mention.outcome == "abducted" for mention in mentions):
        return "abduction", None, "abducted.seize"
    if _hostage_killed(mentions):
        return "execution", None, "execution.hostage"
    if _both_sides([m for m in mentions if m.outcome == "killed"]):
        return "armed_clash", None, "armed_clash.both_sides"
    for mention in mentions:
        if mention.active and mention.outcome == "killed":
            people = [hit for hit in scan.inside("people", start, mention.verb) if hit.entry.value in _FORCES]
            if people or {"forces", "troops", "army", "police"} & set(scan.lows[start : mention.verb]):
                return "shooting", None, "shooting.agent"
    if any(group.group == "foreign_forces" for mention in mentions for group in mention.groups) and {
        "combat",
        "action",
    } & set(scan.lows[start:end]):
        return "armed_clash", None, "armed_clash.combat"
    return "other", None, "other.outcome"


def _both_sides(mentions: list[Mention]) -> bool:
    """Whether attackers and soldiers or police died together."""
    groups = {group.group for mention in mentions for group in mention.groups}
    return "militant" in groups and bool(
        groups & {"police", "iraqi_forces", "foreign_forces", "peshmerga", "volunteer_forces"}
    )


def _hostage_killed(mentions: list[Mention]) -> bool:
    return any(
        m.outcome == "killed" and g.head in {"hostage", "hostages", "captive", "captives"}
        for m in mentions
        for g in m.groups
    )


def _at_the_wheel(scan: Scan, start: int, end: int) -> bool:
    """Whether a vehicle is the weapon: driven, rammed, packed, or the bomb itself ("detonated a car bomb")."""
    if scan.has("drives", start, end) and scan.has("vehicle", start, end):
        return True
    if {"rammed", "ramming", "rams", "plowed", "ploughed"} & set(scan.lows[start:end]):
        return True
    if any(hit.entry.value == "car_bomb" for hit in scan.inside("kind", start, end)):
        return True
    for hit in scan.inside("kind", start, end):  # "a suicide bomber in a Kia minibus"
        if (
            hit.entry.value == "suicide_bombing"
            and scan.word(hit.end) in {"in", "driving", "aboard", "riding"}
            and scan.has("vehicle", hit.end, hit.end + 5)
        ):
            return True
    for verb in scan.inside("kind", start, end):  # "a suicide bomber blew up a tanker"
        if (
            verb.entry.rule == "bombing.verb"
            and verb.entry.traits
            and scan.has("vehicle", verb.end, min(end, verb.end + 4))
        ):
            return True
    joined = " ".join(scan.lows[start:end])
    return any(
        phrase in joined
        for phrase in (
            "in a car",
            "in a truck",
            "in a vehicle",
            "in his car",
            "his car",
            "his vehicle",
            "his truck",
            "laden vehicle",
            "in a parked",
        )
    )


def _vehicle_explodes(scan: Scan, start: int, end: int) -> bool:
    """Whether the thing that explodes is a vehicle ("a parked car exploded", "a pair of cars blew up")."""
    for verb in scan.inside("kind", start, end):
        if verb.entry.rule != "bombing.verb" or not verb.entry.traits or "ing" in verb.entry.traits:
            continue
        for vehicle in scan.inside("vehicle", max(start, verb.start - 14), verb.start):
            between = range(vehicle.end, verb.start)
            if scan.word(vehicle.start - 1) in {"his", "her", "their", "my"} and scan.word(vehicle.start - 2) in {
                "beneath",
                "under",
                "behind",
                "in",
                "near",
                "to",
            }:
                continue
            if any(scan.word(j) in {".", ";"} for j in between):
                continue
            before = {hit.entry.rule for hit in scan.inside("kind", start, vehicle.start)}
            if not before & {"bombing.means", "roadside_bomb.means", "bombing.event"} and scan.word(
                vehicle.start - 1
            ) not in {"near", "behind", "of", "to"}:
                return True
    return False


def _by_the_road(scan: Scan, start: int, end: int) -> bool:
    words = tuple(scan.lows[start:end])
    if _BURIED & set(words) and not scan.has("vehicle", start, start):
        return True
    return any(words[i : i + len(p)] == p for p in _ROADSIDE for i in range(len(words) - len(p) + 1))
