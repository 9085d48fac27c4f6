"""What date words belong to: "Tuesday's attack", "a day after gunmen killed a judge, shops shut on Wednesday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from conflictmap.extraction.dates.calendar_spans import one, shift
from conflictmap.extraction.dates.cursor import Context
from conflictmap.extraction.dates.datemention import DateMention

__all__ = ["dating", "fused", "rebased", "with_reach"]

_OWNS = re.compile(r"['’]s?\s")
_ENDS_STRETCH = re.compile(r"[,;:.!?()]\s|[;\n]|\s[-–—]\s|\Z")
_ENDS_SENTENCE = re.compile(r"[.!?]\s|\n")
_COUNTED = ("date.after", "date.counted", "date.step")
_LONGEST = 160  # characters: what stands further off is dated by other words


def with_reach(mention: DateMention, text: str) -> DateMention:
    """Tell a mention how far what it dates reaches, where that is not the clause around it."""
    owns = mention.kind in {"day", "relative", "range"} and _OWNS.match(text, mention.end) is not None
    if not (mention.of_next or owns or mention.text.endswith(("'s", "’s"))):
        return mention
    end = _ENDS_STRETCH.search(text, mention.end, mention.end + _LONGEST)
    return replace(mention, reaches=end.start() + 1 if end else mention.end + _LONGEST)


_YEARS_AGO = "date.ago"


def fused(ctx: Context, mentions: Sequence[DateMention]) -> list[DateMention]:
    """Take "ten years ago this week" for one date, long past."""
    out: list[DateMention] = []
    for mention in mentions:
        last = out[-1] if out else None
        if last is not None and _is_years_ago(last) and ctx.text[last.end : mention.start].isspace():
            out[-1] = replace(last, end=mention.end, text=ctx.text[last.start : mention.end])
        else:
            out.append(mention)
    return out


def _is_years_ago(mention: DateMention) -> bool:
    return mention.rule == _YEARS_AGO and mention.span is not None and mention.span.prec >= _OF_YEARS


_OF_YEARS = 5


def rebased(ctx: Context, mentions: Sequence[DateMention]) -> list[DateMention]:
    """Count "a day after" and "the night before" from the day that their own sentence names after them.

    Without a day before them they were counted from the day of the report: "A day after a bomb killed ten, shops stayed
    shut on Wednesday".
    """
    out = list(mentions)
    for n, mention in enumerate(mentions):
        if mention.rule in _COUNTED and mention.day is not None:
            moved = _moved(ctx, mentions[:n], mention, mentions[n + 1 :])
            out[n] = mention if moved is None else replace(mention, span=one(moved))
    return out


def _moved(
    ctx: Context, before: Sequence[DateMention], mention: DateMention, after: Sequence[DateMention]
) -> date | None:
    """Return the day that a counted one is, if the day named after it is what it counts from."""
    named = [other for other in before if _names_day(other)]
    if any(_one_sentence(ctx, other, mention) for other in named) or (named and not mention.of_next):
        return None
    base, later = named[-1].day if named else ctx.today, _day_named(ctx, mention, after)
    return shift(mention.day, (later - base).days) if base and mention.day and later else None


def _day_named(ctx: Context, mention: DateMention, after: Sequence[DateMention]) -> date | None:
    """Return the day that the sentence of a mention names after it."""
    days = (other.day for other in after if _names_day(other) and _one_sentence(ctx, mention, other))
    return next(days, None)


def _names_day(mention: DateMention) -> bool:
    return mention.kind == "day" and mention.day is not None


def _one_sentence(ctx: Context, left: DateMention, right: DateMention) -> bool:
    return _ENDS_SENTENCE.search(ctx.text, left.end, right.start) is None


def dating(mentions: Sequence[DateMention], event: int | None, count: int | None) -> list[DateMention]:
    """Return those of some mentions that may date an attack, the likeliest first.

    Parameters
    ----------
    mentions : sequence of DateMention
        Told beside it.
    event, count : int or None
        Offsets of the word that tells it and of the words that say what befell whom: a day between the two parts them
        ("in revenge for Sunday's shelling, mortars struck the quarter on Monday, killing six").

    Returns
    -------
    list of DateMention
        One that dates what follows it and stands right before the attack comes first; one that does so and
        stands before something else comes last, or not at all where it only says after what the attack was.
    """
    free = [mention for mention in mentions if not mention.reaches and not mention.of_next]
    held = [] if event is None or _parted(free, event, count) else _held(mentions, event)
    if _counts_from_it(held):
        return held
    of_others = [mention for mention in mentions if mention.reaches and not mention.of_next and mention not in held]
    return [*held, *free, *of_others]


def _counts_from_it(held: Sequence[DateMention]) -> bool:
    """Whether the day around it is another: "three years after a bomb killed 90, the market reopened on Saturday"."""
    return any(mention.of_next for mention in held)


def _parted(free: Sequence[DateMention], event: int, count: int | None) -> bool:
    return count is not None and any(event < mention.start < count for mention in free)


def _held(mentions: Sequence[DateMention], event: int) -> list[DateMention]:
    """Return those that date what follows them, where the attack follows and no other day stands between."""
    held = [mention for mention in mentions if mention.governs(event)]
    return [one_ for one_ in held if one_.of_next or not any(one_.governs(other.start) for other in mentions)]
