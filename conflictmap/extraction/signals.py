"""What kind of telling a draft is: a total, history, a claim, a new attack, a word about the last one."""

from __future__ import annotations

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.oldfactuality import is_background
from conflictmap.extraction.placephrases import find_places
from conflictmap.extraction.tellings import Telling
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["mark", "several_days"]


def several_days(date: DateMention) -> bool:
    """Whether the words span more than a day and a night, so that a count beside them is a total."""
    if date.span is None or date.of_next or date.kind not in {"range", "vague"}:
        return False
    days = (date.span.end - date.span.start).days
    return days >= (1 if date.kind == "range" else 26) and not any(
        word in date.text.lower() for word in ("overnight", "24 hours", "night", "recent", "ago")
    )


def mark(draft: Draft, segment: Telling, mentions: list[Mention], best: Hit | None) -> None:
    """Note what kind of telling a draft is: new or about the last attack, a claim, history, a total."""
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
    draft.claim = not mentions and _only_claimed(segment)
    if mentions and any(
        scan.word(hit.start) == "was" for hit in scan.inside("cancel", start, end) if hit.entry.value == "claim"
    ):
        draft.aggregate = True
    draft.definite_body = any(_of_one_known(scan, hit) for hit in scan.inside("body", start, end))
    named = {"similar"} & set(scan.lows[start : start + 12])
    draft.unnamed = bool(named) or not any(hit.entry.form == "means" for hit in segment.kinds)
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


def _only_claimed(segment: Telling) -> bool:
    """Whether every attack is only spoken about: claimed, compared, attributed in its own clause."""
    scan = segment.scan
    cues = [hit for hit in scan.inside("cancel", segment.start, segment.end) if hit.entry.value == "claim"]
    about = [scan.syntax.clause_at(cue.start) for cue in cues]
    return bool(cues) and not any(term.asserts and term.clause is not None and term.clause not in about for term in segment.terms)


def _of_one_known(scan: Scan, body: Hit) -> bool:
    """Whether the body is that of somebody spoken of before ("his body", "the council member's body", "the bodies")."""
    before = scan.word(body.start - 1)
    if before in {"his", "her", "their", "'s"}:
        return True
    return (
        before == "the"
        and scan.word(body.start) in {"body", "bodies", "corpse", "corpses"}
        and scan.word(body.end) != "of"
    )


def _over_provinces(segment: Telling) -> bool:
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
    """Whether the count is for the whole country, not told beside it ("amid attacks across the country")."""
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
    if any(
        scan.word(hit.start - 1) not in {"amid", "the", "recent", "latest", "continuing"}
        and scan.word(hit.start - 2) != "amid"
        for hit in waves
    ):
        return not any(
            place.start >= start and place.named and place.how != "weak"
            for place in find_places(scan)
            if place.end <= end
        )
    return any(
        scan.word(hit.end) != "'s"
        and hit.end - hit.start >= 2
        and scan.word(hit.start) in {"operations", "during", "over", "this", "taking", "bringing", "brought"}
        for hit in scan.inside("aggregate", start, end)
    )
