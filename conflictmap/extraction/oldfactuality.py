"""Did it happen, and is it today's news? Threats, trials and accidents cancel; history and totals are marked."""

from __future__ import annotations

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.sentence import BE, Scan
from conflictmap.language import Hit

__all__ = ["asserted", "cancelled_at", "hushed", "in_victims_hands", "is_background", "off_topic"]

_CARRIED_OUT = frozenset(
    (
        "drove rammed detonated exploded launched staged mounted carried conducted pressed waged claimed suffered "
        "saw witnessed reported heard caused triggered sparked faced repelled continued resumed"
    ).split()
)
_OCCURS = frozenset(
    (
        "erupted broke continued flared shook rocked hit struck left killed killing occurred happened took heard "
        "targeted raged persisted began resumed entered intensified swept wracked ripped tore destroyed damaged "
        "damaging set shakes rocks hits strikes targets kills wounds wounded injured injuring wounding spread "
        "halted subsided underway overnight followed ensued engulfed continues rages erupt rage escalated claimed "
        "claims caused disrupted cut stopped netted captured led brought attacked exploded went detonated blew "
        "demolished demolish sent traps trapped"
    ).split()
)
_FIGHTERS = frozenset(
    "forces troops soldiers rebels militants police insurgents fighters gunmen peshmerga marines".split()
)
_DEEDS = frozenset(
    {
        "drove",
        "blew",
        "struck",
        "hit",
        "ran",
        "set",
        "drives",
        "hits",
        "strikes",
        "rams",
        "kills",
        "walked",
        "got",
        "wearing",
        "driving",
        "riding",
    }
)
_ADVERSE = frozenset({"amid", "after", "during", "following", "in", "by", "from", "under", "against", "since"})
_RELATIVE = frozenset({"who", "whom", "whose"})
_POLICY = frozenset(
    {
        "policy",
        "plan",
        "plans",
        "strategy",
        "law",
        "threat",
        "threats",
        "alert",
        "warning",
        "warnings",
        "fears",
        "suspects",
        "suspect",
        "victims",
        "squad",
    }
)


def off_topic(scans: list[Scan]) -> bool:
    """Whether the headline or the first sentence says that the report is a review, a match or a film."""
    found = False
    for scan in scans:
        other = next((hit.start for hit in scan.all("cancel") if hit.entry.value == "report"), None)
        strong = [hit.start for hit in scan.all("kind") if hit.entry.rank >= 57 and hit.entry.form != "verb"]
        if strong and (other is None or min(strong) < other):
            return False  # "a bomber blew himself up at a football match"
        found = found or other is not None
    return found


def hushed(scan: Scan, start: int, end: int, mentions: list[Mention], hits: list[Hit]) -> Hit | None:
    """Return the word that makes tokens `start` to `end` be about something else: a trial, an accident, a defused bomb.

    Casualties told before the word stand ("a bomb killed two and police defused another").
    """
    first = min((m.start for m in mentions if m.low != 0), default=None)
    for hit in scan.inside("cancel", start, end):
        if hit.entry.value != "sentence":
            continue
        rule = hit.entry.rule
        if rule == "cancel.defused" and first is not None:
            continue
        if (
            rule == "cancel.court"
            and any(k.start < hit.start and k.entry.form != "means" for k in hits)
            and first is not None
        ):
            continue
        if rule == "cancel.accident":
            told = [k for k in hits if k.entry.rank >= 44 and k.entry.form != "means" and k.start < hit.start]
            if told and first is not None:
                continue
            return hit
        if first is None or hit.start < first or rule == "cancel.statistics":
            return hit
    return None


def cancelled_at(scan: Scan, start: int, at: int, end: int | None = None) -> Hit | None:
    """Return the word before token `at` that takes back what follows: a threat, a plan, a denial."""
    floor = max(start, at - 8)
    for hit in scan.inside("cancel", floor, at + 3):
        if hit.entry.value != "clause":
            continue
        if hit.start < (end or at + 1) and at < hit.end:
            return hit
        if hit.end > at:
            continue
        gap = range(hit.end, at)
        if any(scan.word(j) in {",", ";", ".", ":"} for j in gap):
            continue
        reach = (
            3
            if hit.end - hit.start == 1
            and scan.word(hit.start) not in {"if", "unless", "denied", "denies", "planned", "plotting", "feared"}
            else 6
        )
        if len(gap) <= reach:
            return hit
    return None


_TRADE = frozenset(
    (
        "facilitator facilitators network networks cell cells maker makers factory workshop ring builder builders "
        "emplacer emplacers expert experts squad threat threats suspects suspect making materials components "
        "leader leaders emir plot plots detector detectors"
    ).split()
)
_HANDLING = frozenset(
    {
        "planting",
        "placing",
        "laying",
        "burying",
        "preparing",
        "assembling",
        "transporting",
        "making",
        "emplacing",
        "setting",
        "rigging",
        "holding",
        "manufacturing",
        "storing",
        "plant",
        "emplace",
    }
)


def in_victims_hands(scan: Scan, hit: Hit) -> bool:
    """Whether the weapon is what those hit dealt in, not what hit them ("men planting a bomb", "a bomb maker")."""
    if hit.entry.form == "verb":
        return False
    if scan.word(hit.end) in _TRADE:
        return True
    return any(scan.word(j) in _HANDLING for j in range(max(0, hit.start - 4), hit.start)) and scan.word(
        hit.start - 1
    ) not in {"by", "when"}


def asserted(scan: Scan, start: int, end: int, hit: Hit, *, title: bool, dated: bool) -> bool:
    """Whether a kind word by itself says that violence happened."""
    entry = hit.entry
    if entry.form == "means":
        return _means_assert(scan, start, end, hit)
    if entry.form == "verb":
        return _verb_asserts(scan, start, end, hit, title=title)
    return _noun_asserts(scan, start, end, hit, title=title, dated=dated)


_ATTACKER = frozenset({"suicide_bombing", "suicide_car_bomb"})
_AIMED = frozenset(
    {
        "shelling",
        "bombing",
        "roadside_bomb",
        "air_strike",
        "shooting",
        "suicide_bombing",
        "car_bomb",
        "suicide_car_bomb",
    }
)


def _means_assert(scan: Scan, start: int, end: int, hit: Hit) -> bool:
    """Whether a weapon is told as used: thrown, fired, fallen ("fired three mortar rounds", "rockets landed")."""
    if hit.entry.value not in _AIMED or hit.entry.rank in {44, 84}:
        return False
    for verb in scan.inside("weapon_verb", max(start, hit.start - 9), min(end, hit.end + 9)):
        if verb.entry.form not in {"past", "past_participle", "third"} or scan.word(verb.start - 1) in {
            "to",
            "not",
            "the",
            "a",
        }:
            continue
        before = verb.end <= hit.start and scan.word(verb.start) in {
            "fired",
            "launched",
            "lobbed",
            "hurled",
            "threw",
            "dropped",
            "tossed",
            "detonated",
            "flung",
            "received",
        }
        after = verb.start >= hit.end and scan.word(verb.start) not in {"threw", "received", "wore", "drove"}
        if (before or after) and not any(
            scan.word(j) in {";", "."} for j in range(min(verb.end, hit.end), max(verb.start, hit.start))
        ):
            return True
    return False


_NOT_A_FIGHT = frozenset("to for over back off through corruption cancer".split())
_BEFORE_INFINITIVES = frozenset("to would could will may might can should not must a the an and or of in".split())
_TRIED = frozenset("continued continue said attempted tried attempting trying managed".split())
_GOING_ON = BE | frozenset("began started continued still kept keeps".split())
_BEFORE_ADJECTIVES = frozenset("the a an his her their two three four of".split())
_BEFORE_PLURALS = frozenset("have has had the of by in and two three with from several more on against".split())
_WEAK = frozenset("struck strike strikes hit hits target targets targeted targeting hammered pounded".split())


def _verb_asserts(scan: Scan, start: int, end: int, hit: Hit, *, title: bool) -> bool:
    """Whether a verb of attack is told as done, not as wanted, as an adjective or as a plural noun."""
    traits, rule = hit.entry.traits, hit.entry.rule
    before, after = scan.word(hit.start - 1), scan.word(hit.end)
    if rule == "armed_clash.verb" and traits and after in _NOT_A_FIGHT:
        return False
    if rule == "raid.verb" and after == "with":  # "overrun with visitors"
        return False
    if "base" in traits:
        return _base_asserts(scan, start, hit, title=title)
    if "ing" in traits and before not in _GOING_ON:
        return False
    if traits & {"past_participle", "participle"} and before in _BEFORE_ADJECTIVES:
        return False
    if "third" in traits and (hit.start == start or before in _BEFORE_PLURALS):
        return False
    if rule == "other.verb" and scan.word(hit.start) in _WEAK:
        if before in BE | {"being"} and "by" not in scan.lows[hit.end : hit.end + 4]:
            return False
        return any(other is not hit and other.entry.rank >= 40 for other in scan.inside("kind", start, end))
    return True


def _base_asserts(scan: Scan, start: int, hit: Hit, *, title: bool) -> bool:
    """Whether a bare verb tells a deed: in a headline ("Rebels attack"), or tried ("attempted to kill")."""
    before = scan.word(hit.start - 1)
    if before in _BEFORE_INFINITIVES:
        return before == "to" and scan.word(hit.start - 2) in _TRIED
    if hit.start == start:
        return False
    if hit.entry.rule == "armed_clash.verb" and before in _FIGHTERS:
        return True
    return title and (before.endswith("s") or before in _FIGHTERS or scan.at("people", hit.start - 1) is not None)


def _noun_asserts(scan: Scan, start: int, end: int, hit: Hit, *, title: bool, dated: bool) -> bool:
    after = [scan.word(j) for j in range(hit.end, min(end, hit.end + 9))]
    before = [scan.word(j) for j in range(max(start, hit.start - 5), hit.start)]
    if _sums_up(scan, start, end, hit):
        return False
    definite = bool(before) and before[-1] in {
        "the",
        "this",
        "that",
        "his",
        "its",
        "their",
        "such",
        "any",
        "no",
        "each",
        "every",
    }
    if (after[:1] and after[0] in _POLICY) or before[-1:] == ["no"]:
        return False
    if (
        hit.entry.value in _ATTACKER
        and hit.entry.rule.endswith(".event")
        and after
        and (after[0] in _DEEDS or after[0].endswith("ed"))
    ):
        return True
    occurs = any(word in _OCCURS for word in after)
    if occurs:
        return True
    if definite and "plural" not in hit.entry.traits:
        return False
    if before[-1:] and before[-1] in {"a", "an"} and before[-2:-1] and before[-2] in BE and "there" in before:
        return True  # "There was a bombing in Kut"
    if any(word in _CARRIED_OUT for word in before) or (
        {"took", "taking", "drew", "received", "under"} & set(before)
        and hit.entry.value in {"armed_clash", "shelling", "shooting"}
    ):
        return True
    if title:
        return hit.entry.rank > 25
    led = bool(set(before[-4:]) & _ADVERSE)
    return led and (dated or scan.has("place_prepositions", hit.end, min(end, hit.end + 3)))


def _sums_up(scan: Scan, start: int, end: int, hit: Hit) -> bool:
    """Whether the noun only sets the scene for what follows ("Attacks went on today across the heartland")."""
    if hit.entry.rule == "other.event" and scan.word(hit.start) in {"violence", "bloodshed", "unrest", "carnage"}:
        return True
    if hit.entry.rank > 20 or scan.all("outcome"):
        return False
    return bool({"across", "around", "throughout", "nationwide"} & set(scan.lows[start:end]))


def is_background(scan: Scan, start: int, end: int, mention: Mention | None, hit: Hit | None) -> bool:
    """Whether the violence is told as history, as the object of a protest, or in a relative clause about somebody."""
    at = mention.verb if mention is not None else hit.start if hit is not None else start
    for past in scan.inside("past_words", max(start, at - 10), min(end, at + 12)):
        gap = scan.lows[min(past.end, at) : max(past.start, at)]
        if not {",", ";", ":"} & set(gap):
            return True
    for cue in scan.inside("background", max(start, at - 9), at):
        if not any(scan.word(j) in {";", "."} for j in range(cue.end, at)) and at - cue.end <= 7:
            return True
    if mention is None:
        return False
    left = at - 1
    pluperfect = scan.word(at - 1) == "had" or scan.word(at - 2) == "had"
    if (
        pluperfect
        and mention.rule.endswith("passive")
        and {"which", "where", "whose"} & set(scan.lows[max(start, at - 7) : at])
    ):
        return True  # "houses in which captives had been killed"
    while left >= start and (
        scan.word(left) in BE | {"has", "have", "had", "already", "later", "also"} or scan.word(left).endswith("ly")
    ):
        left -= 1
    return (
        left >= start
        and (scan.word(left) in _RELATIVE or (pluperfect and scan.word(left) in {"that", "which"}))
        and mention.rule.endswith(("passive", "intransitive", "active"))
    )
