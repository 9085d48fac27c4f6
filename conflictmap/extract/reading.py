"""One sentence at a time: from the findings of the grammar to drafts of incidents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from conflictmap.extract.casualties import Mention, find_mentions
from conflictmap.extract.dates import Anchor, DateMention, find_dates
from conflictmap.extract.draft import Draft, Tally, add_mention
from conflictmap.extract.kinds import decide, kind_hits
from conflictmap.extract.people import parse_group, total
from conflictmap.extract.places import PlaceHit, find_places
from conflictmap.extract.quantity import parse_quantity
from conflictmap.extract.scan import Scan
from conflictmap.extract.segments import Segment, cut, family
from conflictmap.extract.shared import share_count
from conflictmap.extract.stance import asserted, cancelled_at, hushed, in_victims_hands, is_background
from conflictmap.lexicon import Hit
from conflictmap.model import Evidence, Field, PlacePhrase, Report, Span

__all__ = ["Read", "Stretch", "read_stretch"]


@dataclass(slots=True)
class Stretch:
    """A sentence of a report on its way through the grammar.

    Attributes
    ----------
    where : Field
    index, paragraph, item : int
        Its number in the report; its paragraph; the round-up item it belongs to, -1 outside of any.
    scan : Scan
    """

    where: Field
    index: int
    paragraph: int
    item: int
    scan: Scan


@dataclass(slots=True)
class Read:
    """What was read so far of one report.

    Attributes
    ----------
    report : Report
    anchor : Anchor
        The day it speaks from.
    trail : list of (paragraph, item, PlacePhrase)
        The places named so far, in order.
    loose : Loose or None
        Weapons and attackers of the last sentence if it told no incident by itself ("A man hid explosives under his
        coat and joined a queue."): the casualties of the next sentence are theirs.
    told : tuple of (paragraph, item)
        Where the last incident was told.
    hushed : bool
        Whether a sentence with casualties turned out to be about an accident, a trial or the like.
    dated : dict
        The date words of each part of the report, once looked for.
    counted : dict
        Noun -> how many of them were last spoken of, for "the soldiers all died".
    """

    report: Report
    anchor: Anchor
    trail: list[tuple[int, int, PlacePhrase]] = field(default_factory=list)
    loose: Loose | None = None
    told: tuple[int, int] = (-2, -2)
    hushed: bool = False
    dated: dict[Field, list[DateMention]] = field(default_factory=dict)
    counted: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)

    def dates(self, where: Field, text: str, start: int, end: int) -> list[DateMention]:
        """Return the date words between two offsets; each part of a report is searched once."""
        if where not in self.dated:
            self.dated[where] = find_dates(text, self.anchor)
        return [mention for mention in self.dated[where] if start <= mention.start < end]

    def named_in(self, start: int, end: int) -> list[PlacePhrase]:
        """Return the places named between two offsets of the text."""
        spans = [phrase for _, _, phrase in self.trail if phrase.span is not None and phrase.span.field == "text"]
        return [replace(p, origin="sentence") for p in spans if p.span is not None and start <= p.span.start < end]

    def names(self) -> list[str]:
        """Return the names of the latest places, the last first."""
        return [phrase.text for _, _, phrase in reversed(self.trail[-8:])]


@dataclass(frozen=True, slots=True)
class Loose:
    """A kind told without an incident, and where."""

    stretch: Stretch
    kind: str
    rank: int
    families: frozenset[str]


def read_stretch(read: Read, stretch: Stretch, text: str) -> list[Draft]:
    """Return the drafts of one sentence, and remember the places it names.

    Parameters
    ----------
    read : Read
        State of the report; its list of names grows.
    stretch : Stretch
    text : str
        The folded part of the report that the offsets point into.
    """
    scan = stretch.scan
    places = find_places(scan)
    mentions, kinds = find_mentions(scan), kind_hits(scan)
    _introduce(read, scan)
    drafts: list[Draft] = []
    if mentions or kinds:
        dates = read.dates(stretch.where, text, scan.offset(0), scan.stop(len(scan)))
        for segment in cut(scan, mentions, kinds, places):
            drafts.extend(_drafts(read, stretch, segment, dates))
            _remember(read, stretch, segment.places)
    else:
        _remember(read, stretch, places)
    for draft in drafts:
        if read.told != (draft.paragraph, draft.item):
            _take_loose(read, draft)
        read.told = (draft.paragraph, draft.item)
    read.loose = _loose(stretch, kinds) if kinds and not drafts else None
    return drafts


def _loose(stretch: Stretch, kinds: list[Hit]) -> Loose | None:
    scan = stretch.scan
    hits = [hit for hit in kinds if cancelled_at(scan, 0, hit.start) is None]
    if (
        not hits
        or hushed(scan, 0, len(scan), [], hits) is not None
        or any(hit.entry.value == "claim" for hit in scan.all("cancel"))
    ):
        return None
    kind, best, _ = decide(scan, 0, len(scan), hits, [])
    return Loose(stretch, kind, best.entry.rank if best else 0, frozenset({family(kind)} - {""}))


def _take_loose(read: Read, draft: Draft) -> None:
    loose = read.loose
    if loose is None or draft.rank > 0 or draft.index - loose.stretch.index > 1:
        return
    if (loose.stretch.paragraph, loose.stretch.item) == (draft.paragraph, draft.item) and loose.rank >= 40:
        draft.kind, draft.rank, draft.families = loose.kind, loose.rank, set(loose.families)


def _remember(read: Read, stretch: Stretch, places: list[PlaceHit]) -> None:
    for place in places:
        if place.named and place.how != "weak":
            scan = stretch.scan
            span = Span(scan.offset(place.start), scan.stop(place.end), stretch.where)
            read.trail.append(
                (stretch.paragraph, stretch.item, PlacePhrase(_words(read, stretch, place), span, "carried"))
            )


def _words(read: Read, stretch: Stretch, place: PlaceHit) -> str:
    part = read.report.part(stretch.where)
    return part[stretch.scan.offset(place.start) : stretch.scan.stop(place.end)]


def _todays(scan: Scan, start: int, end: int, mentions: list[Mention]) -> list[Mention]:
    """Drop casualties told as history beside those of today; alone they stay, and the draft is marked."""
    past = [m for m in mentions if m.low != 0 and is_background(scan, start, end, m, None)]
    return [m for m in mentions if m not in past] if len(past) < len(mentions) else mentions


# How much a kind says that the outcome alone gives: a found body is a story of its own, a death is not.
_RANK_OF_OUTCOME = {"body_found": 95, "abduction": 51, "execution": 60}


def _drafts(read: Read, stretch: Stretch, segment: Segment, dates: list[DateMention]) -> list[Draft]:
    scan, start, end = segment.scan, segment.start, segment.end
    hits = [
        hit for hit in segment.kinds if cancelled_at(scan, start, hit.start) is None and not in_victims_hands(scan, hit)
    ]
    mentions = [
        m for m in segment.mentions if not m.intended and (m.low == 0 or cancelled_at(scan, start, m.verb) is None)
    ]
    mentions = [m for m in mentions if not (m.groups and all(group.part for group in m.groups))]
    if not hits and not mentions:
        return []
    if hushed(scan, 0, len(scan), mentions, hits) is not None:
        read.hushed = read.hushed or stretch.where == "text"
        return []
    title = stretch.where == "title"
    here = [date for date in dates if scan.offset(start) <= date.start < scan.stop(end)]
    mentions = _todays(scan, start, end, mentions)
    loud = [
        hit
        for hit in hits
        if asserted(scan, start, end, hit, title=title, dated=any(d.day or d.kind == "range" for d in here))
    ]
    if not mentions and not loud:
        return []
    if any(m.outcome == "killed" and (m.low or 0) >= 3000 for m in mentions):
        return []  # a whole war's dead
    kind, best, rule = decide(scan, start, end, hits, mentions)
    draft = Draft(
        stretch.where,
        stretch.index,
        stretch.paragraph,
        stretch.item,
        start,
        end,
        kind,
        best.entry.rank if best is not None else _RANK_OF_OUTCOME.get(kind, 0),
        segment.families(),
        sentence=Span(scan.offset(0), scan.stop(len(scan)), stretch.where),
    )
    _count(draft, scan, [_recalled(read, mention) for mention in mentions])
    _mark(draft, segment, mentions, best)
    if (
        "killed" not in draft.tallies
        and not draft.background
        and {"deadly", "fatal"} & set(scan.lows[start:end])
        and loud
    ):
        draft.tallies["killed"] = Tally(1, None, vague=True)
    draft.attacks = _attacks(scan, start, end, hits, kind)
    told = max(loud, key=lambda hit: hit.entry.rank) if loud and best not in loud else best
    draft.places = _places(read, stretch, segment, mentions, told)
    _share_out(read, draft)
    draft.dates = here
    draft.carried = _carried(read, stretch)
    if any(_several_days(date) for date in here) and kind != "body_found":
        draft.aggregate = True
    draft.evidence.append(
        Evidence(
            "kind",
            rule,
            _span(stretch, scan, best.start, best.end)
            if best is not None
            else _span(stretch, scan, *_verb_span(mentions)),
        )
    )
    for mention in mentions:
        draft.evidence.append(Evidence(mention.outcome, mention.rule, _span(stretch, scan, mention.start, mention.end)))
    return share_count(draft, segment, loud)


def _several_days(date: DateMention) -> bool:
    """Whether the words span more than a day and a night, so that a count beside them is a total."""
    if date.span is None or date.of_next or date.kind not in {"range", "vague"}:
        return False
    days = (date.span.end - date.span.start).days
    return days >= (1 if date.kind == "range" else 26) and not any(
        word in date.text.lower() for word in ("overnight", "24 hours", "night", "recent", "ago")
    )


def _carried(read: Read, stretch: Stretch) -> list[PlacePhrase]:
    """Return the places of earlier sentences, those of the same paragraph or item first, the nearest first."""
    here = [
        phrase
        for paragraph, item, phrase in reversed(read.trail)
        if paragraph == stretch.paragraph and item == stretch.item
    ]
    near = [
        phrase
        for paragraph, item, phrase in reversed(read.trail)
        if item == stretch.item and 0 < stretch.paragraph - paragraph <= 2
    ]
    return [*here[:4], *near[:3]]


def _recalled(read: Read, mention: Mention) -> Mention:
    """Give "the soldiers" the number they were introduced with."""
    groups = tuple(
        replace(group, low=read.counted[group.head][0], high=read.counted[group.head][1], vague=False)
        if group.form == "definite" and group.vague and group.head in read.counted
        else group
        for group in mention.groups
    )
    if groups == mention.groups:
        return mention
    low, high = total(groups)
    return replace(mention, low=low, high=high, groups=groups, vague=any(group.vague for group in groups))


def _introduce(read: Read, scan: Scan) -> None:
    """Remember how many of whom the sentence speaks of."""
    i = 0
    while i < len(scan):
        group = parse_group(scan, i) if parse_quantity(scan, i) is not None else None
        if group is None:
            i += 1
            continue
        if group.form == "counted" and group.head and (group.low or 0) > 1:
            for head in {group.head, group.head.split()[-1]}:
                read.counted[head] = (group.low, group.high)
        i = group.end


def _verb_span(mentions: list[Mention]) -> tuple[int, int]:
    return (mentions[0].verb, mentions[0].verb + 1) if mentions else (0, 1)


def _span(stretch: Stretch, scan: Scan, start: int, end: int) -> Span:
    return Span(scan.offset(start), scan.stop(end), stretch.where)


_TWO = re.compile(r"^(?:the )?((?:al-)?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?) and ((?:al-)?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)$")


def _share_out(read: Read, draft: Draft) -> None:
    """Give "the first" and "the second" their places: "Cars exploded in Amara and Kufa. The first killed four, the second three." """
    if draft.ordinal == 0 or any(place.origin == "clause" and place.text[:1].isupper() for place in draft.places):
        return
    for _, _, phrase in reversed(read.trail[-4:]):
        match = _TWO.match(phrase.text)
        if match is not None and phrase.span is not None:
            at = phrase.span.start + match.start(draft.ordinal)
            draft.places.insert(
                0,
                PlacePhrase(
                    match[draft.ordinal], Span(at, at + len(match[draft.ordinal]), phrase.span.field), "clause"
                ),
            )
            return


def _count(draft: Draft, scan: Scan, mentions: list[Mention]) -> None:
    for mention in mentions:
        if (
            mention.outcome == "abducted"
            and scan.word(mention.verb) not in {"took", "taking", "take", "takes"}
            and mention.rule.startswith("abducted.seize")
            and draft.kind not in {"abduction", "other", "execution", "raid", "arson_sabotage", "shooting"}
        ):
            continue
        add_mention(draft.tallies, mention)
    killed = draft.tallies.get("killed")
    if killed is not None and killed.low:
        draft.with_attacker = _with_the_attacker(scan, draft)


_ATTACKERS = frozenset(
    (
        "assailant assailants bomber attacker bombers attackers perpetrator perpetrators driver gunman gunmen "
        "militant militants"
    ).split()
)
_BESIDES = (
    ("in", "addition", "to"),
    ("apart", "from"),
    ("aside", "from"),
    ("besides",),
    ("not", "including"),
    ("not", "counting"),
    ("plus",),
)


def _with_the_attacker(scan: Scan, draft: Draft) -> int:
    """Count dead attackers named beside the count: "in addition to the two assailants", "plus the driver", "died with him"."""
    words = scan.lows[draft.start : draft.end]
    for i in range(len(words)):
        if words[i] in {"died", "killed"} and words[i + 1 : i + 3] == ["with", "him"]:
            return 1
        for cue in _BESIDES:
            if tuple(words[i : i + len(cue)]) != cue:
                continue
            at = draft.start + i + len(cue)
            if words[i + len(cue) : i + len(cue) + 2] == ["his", "own"]:
                return 1
            if _ATTACKERS & set(scan.lows[at : at + 4]) and not _already(draft, at):
                group = parse_group(scan, at)
                return (group.low or 1) if group is not None and not group.vague else 1
    return 0


def _already(draft: Draft, at: int) -> bool:
    """Whether the attackers at token `at` are part of the count already."""
    return any(group.start <= at < group.end or group.start == at for group in draft.tallies["killed"].groups)


def _mark(draft: Draft, segment: Segment, mentions: list[Mention], best: Hit | None) -> None:
    scan, start, end = segment.scan, segment.start, segment.end
    taken = {i for mention in mentions for group in mention.groups for i in range(group.start, group.end)}
    news = [
        hit
        for hit in scan.inside("new", start, end)
        if hit.start not in taken and scan.word(hit.start) not in {"also", "other", "earlier", "later"}
    ]
    draft.new = segment.new or any(hit.start - start <= 4 for hit in news)
    draft.leads = scan.has("reference", start, start + 2)
    draft.several = any("plural" in hit.entry.traits for hit in segment.kinds)
    draft.gapped = any(mention.gapped for mention in mentions)
    draft.similar = bool({"similar", "another", "second"} & set(scan.lows[start : start + 12]))
    draft.received = bool({"received", "admitted", "brought", "treated"} & set(scan.lows[start:end]))
    draft.refers = scan.has("reference", start, end)
    draft.more = any(mention.more for mention in mentions)
    draft.toll = any(mention.toll for mention in mentions)
    draft.claim = not mentions and any(hit.entry.value == "claim" for hit in scan.inside("cancel", start, end))
    if mentions and any(
        scan.word(hit.start) == "was" for hit in scan.inside("cancel", start, end) if hit.entry.value == "claim"
    ):
        draft.aggregate = True
    draft.definite_body = any(
        scan.word(hit.start - 1) in {"his", "her", "their", "'s", "the"} for hit in scan.inside("body", start, end)
    )
    draft.sourced = scan.has("said", start, end)
    draft.suicide = any(hit.entry.value in {"suicide_bombing", "suicide_car_bomb"} for hit in segment.kinds)
    main = next((m for m in mentions if m.low != 0), None)
    draft.background = is_background(scan, start, end, main, best)
    if draft.dates and all(_old(date) for date in draft.dates):
        draft.background = True
    if _over_provinces(segment):
        draft.aggregate = True
    if scan.has("aggregate", start, end) or scan.has("country_words", start, end):
        draft.aggregate = draft.aggregate or _over_the_land(scan, start, end, main) or _sums_up(scan, start, end)
    words = scan.lows[start : start + 2]
    draft.ordinal = (
        1
        if words == ["the", "first"] or words[:1] == ["one"]
        else 2
        if words in (["the", "second"], ["the", "other"], ["a", "second"])
        else 0
    )


def _over_provinces(segment: Segment) -> bool:
    """Whether the place is several provinces or parts of the land at once ("Anbar and Nineveh provinces")."""
    for place in segment.places:
        words = segment.scan.lows[place.start : place.end]
        if (
            "and" in words
            and {"provinces", "governorates", "province", "governorate"} & set(words)
            and segment.mentions
        ):
            inner = words[words.index("and") :]
            if words[-1] in {"provinces", "governorates"} or {"province", "governorate"} & set(inner):
                return True
        directions = sum(segment.scan.at("place_directions", i) is not None for i in range(place.start, place.end))
        if "and" in words and directions >= 2:
            return True
    return False


def _old(date: DateMention) -> bool:
    return date.kind in {"vague", "historic"} and not date.text.lower().startswith(("this ", "recent"))


_WAVES = frozenset({"wave of", "spate of"})


def _over_the_land(scan: Scan, start: int, end: int, main: Mention | None) -> bool:
    """Whether the count is for the whole country, not only told beside violence elsewhere in it ("amid attacks across the country")."""
    for hit in scan.inside("country_words", start, end):
        if main is None or hit.start < main.start:
            return True
        between = scan.lows[main.end : hit.start]
        if not {"amid", "as", "while", "during", "after"} & set(between) or "over" in between:
            return True
        if "during" in between and len(between) < 8:
            return True
    return False


def _sums_up(scan: Scan, start: int, end: int) -> bool:
    """Whether a word of summing up stands at the head of the stretch, or the number is for several towns or days."""
    head = set(scan.lows[start : start + 4])
    if (
        head & {"altogether", "together", "overall"}
        or scan.lows[start : start + 2] == ["in", "all"]
        or scan.lows[start : start + 2] == ["in", "total"]
    ):
        return True
    waves = [hit for hit in scan.inside("aggregate", start, end) if " ".join(scan.lows[hit.start : hit.end]) in _WAVES]
    if any(scan.word(hit.start - 1) not in {"amid", "the"} and scan.word(hit.start - 2) != "amid" for hit in waves):
        return not any(
            place.start >= start and place.named and place.how != "weak"
            for place in find_places(scan)
            if place.end <= end
        )
    return any(
        hit.end - hit.start >= 2
        and scan.word(hit.start) in {"operations", "during", "over", "this", "taking", "bringing", "brought"}
        for hit in scan.inside("aggregate", start, end)
    )


def _attacks(scan: Scan, start: int, end: int, hits: list[Hit], kind: str) -> int:
    """Read how many attacks are told in one: "two car bombs", "separate shootings", "three different parts"."""
    words = scan.lows[start:end]
    for i, word in enumerate(words):
        if (
            word in {"parts", "places", "locations", "areas", "districts", "neighborhoods", "neighbourhoods", "sites"}
            and kind == "body_found"
        ):
            for back in range(max(0, i - 3), i):
                quantity = parse_quantity(scan, start + back)
                if quantity is not None and not quantity.article and quantity.end <= start + i:
                    return max(1, quantity.low or 1)
    best = 1
    for hit in hits:
        if "plural" not in hit.entry.traits or (hit.entry.form == "means" and hit.entry.rank in {44, 66, 84}):
            continue
        best = max(best, _number_before(scan, start, hit.start))
        if "separate" in scan.lows[max(start, hit.start - 2) : hit.start]:
            best = max(best, 2)
    if kind == "body_found" and best == 1 and {"around", "across"} & set(words):
        best = 2
    return best


def _number_before(scan: Scan, start: int, at: int) -> int:
    for i in range(max(start, at - 4), at):
        quantity = parse_quantity(scan, i)
        if quantity is not None and not quantity.article and quantity.end <= at and (quantity.low or 0) < 60:
            return quantity.low or 1
    return 2 if scan.word(at - 1) not in {"the"} else 1


def _places(
    read: Read, stretch: Stretch, segment: Segment, mentions: list[Mention], best: Hit | None
) -> list[PlacePhrase]:
    """Return the places of a stretch as candidates, the likeliest first."""
    centre = best.start if best is not None else mentions[0].verb if mentions else segment.start
    ranked = sorted(segment.places, key=lambda place: _place_rank(segment.scan, place, centre))
    phrases = []
    for place in ranked:
        words = _words(read, stretch, place)
        span = Span(segment.scan.offset(place.start), segment.scan.stop(place.end), stretch.where)
        pointing = not place.named or any(
            w in {"same", "city", "capital", "town", "village", "district"}
            for w in segment.scan.lows[place.start : place.end]
        )
        earlier = [
            _words(read, stretch, p) for p in segment.places if p.named and p.start < place.start and p.how != "weak"
        ]
        before = [*reversed(earlier), *read.names()] if pointing else []
        phrases.append(
            PlacePhrase(words, span, "sentence" if place.how == "name" else "clause", tuple(dict.fromkeys(before))[:6])
        )
    return phrases


def _place_rank(scan: Scan, place: PlaceHit, centre: int) -> tuple[int, int]:
    order = {"in": 0, "target": 1, "name": 2, "points": 3, "weak": 5}[place.how]
    if not place.named and place.how == "in":
        pointing = {
            "city",
            "capital",
            "town",
            "village",
            "district",
            "province",
            "neighborhood",
            "neighbourhood",
            "area",
            "street",
        } & set(scan.lows[place.start : place.end])
        order = 2 if pointing else 4
    said = any(
        hit.end - hit.start == 1 and scan.word(hit.start) in {"said", "told", "reported", "says"}
        for hit in scan.inside("said", place.end, place.end + 4)
    )
    if said and place.named:
        order += 3
    distance = place.start - centre if place.start >= centre else (centre - place.start) + 8
    return order, distance
