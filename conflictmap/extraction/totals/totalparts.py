"""Which of the attacks told are the parts of a total: by figures that add up, by where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictmap.extraction.drafts import GUESSED, Draft

__all__ = ["drop_announced", "link_parts", "mark_totals", "numbered_totals"]


_NEAR = 12
"""Drafts on either side among which a total looks for its parts."""
_NO_SINGLE_ATTACK = 100
"""Persons killed by no known means: figures of a month or a province, not of an attack."""


def mark_totals(drafts: list[Draft]) -> None:
    """Mark a draft as a total where its parts, told apart by place or by number, follow it or precede it.

    Parameters
    ----------
    drafts : list of Draft
        In the order of the text; totals and their parts are marked in place.
    """
    for i, draft in enumerate(drafts):
        if draft.background or draft.gapped or not _kills(draft):
            continue
        near = [*drafts[max(0, i - _NEAR) : i], *drafts[i + 1 : i + _NEAR + 1]]
        parts = _adding_up(draft, [other for other in near if _is_counted(other)])
        rule = _total_by(draft, parts)
        if not rule and _over_land(draft):
            parts = _in_land(draft, drafts[i + 1 : i + _NEAR + 1])
            rule = "aggregate.land" if parts else ""
        _mark_total(draft, rule)
        for part in parts:
            part.whole = part.whole or draft


def _mark_total(draft: Draft, rule: str) -> None:
    if rule and not draft.aggregate:
        draft.aggregate = True
        draft.mark("aggregate", rule)
        draft.kind = "other" if draft.rank == GUESSED else draft.kind


def _kills(draft: Draft) -> bool:
    killed = draft.tallies.get("killed")
    return killed is not None and bool(killed.low)


def _total_by(draft: Draft, parts: list[Draft]) -> str:
    """Return the rule that makes a draft a total: its parts, or its size; empty if it is none."""
    if parts:
        return "aggregate.parts"
    return "aggregate.size" if draft.kind == "other" and _dead(draft) >= _NO_SINGLE_ATTACK else ""


def _over_land(draft: Draft) -> bool:
    """Whether people are counted over the whole land, or many parts of a town: "killed 21 people in Iraq"."""
    wide = _over_districts(draft) or not _in_town(draft)
    return bool(draft.named_places()) and wide and not draft.aggregate


def _over_districts(draft: Draft) -> bool:
    """Whether several attacks are told of several parts of a town: "Bombs hit Shi'ite districts of the capital"."""
    words = {word for place in draft.named_places()[:1] for word in place.text.lower().split()}
    return draft.several and not words.isdisjoint(draft.lists["areas"]["nouns"])


def _in_land(draft: Draft, later: list[Draft]) -> list[Draft]:
    """Return the attacks told after a count over the land, each in a town, where it may hold them all."""
    parts = [other for other in later if _is_counted(other) and _in_town(other) and other.item == draft.item]
    soon = len(parts) > 1 and 0 < parts[0].index - draft.index <= _SOON
    return parts if soon and sum(map(_dead, parts)) <= _dead(draft) else []


_SOON = 2
"""Sentences behind a count over the land within which its parts begin."""


def _is_counted(draft: Draft) -> bool:
    return not draft.background and not draft.aggregate and draft.tallies.get("killed") is not None


def _dead(draft: Draft) -> int:
    return draft.tallies["killed"].low or 0


def _adding_up(draft: Draft, others: list[Draft]) -> list[Draft]:
    """Return the drafts whose dead add up to those of a total."""
    included = _included(draft, others)
    if included:
        return included
    if _is_one_attack(draft):  # the dead of other paragraphs add up to as many by chance
        others = [other for other in others if other.paragraph == draft.paragraph]
    all_after = len(others) >= 3 and draft.index < min(other.index for other in others)
    if all_after and sum(map(_dead, others)) == _dead(draft):
        return others
    return next((parts for parts in _runs(others, _dead(draft)) if _are_parts(draft, parts)), [])


def _is_one_attack(draft: Draft) -> bool:
    """Whether a draft tells one attack by its means and its town."""
    single = draft.own and draft.attacks == 1 and not draft.general
    return single and bool(draft.named_places()) and _in_town(draft)


def _included(draft: Draft, others: list[Draft]) -> list[Draft]:
    """Return those that the sentence of a total makes parts of it: "54 in all, including nine in Kut"."""
    found = [other for other in others if other.included and other.index == draft.index]
    return found if sum(map(_dead, found)) <= _dead(draft) else []


def _runs(others: list[Draft], dead: int) -> Iterator[list[Draft]]:
    """Yield the runs of two to four neighbours whose dead add up to a number."""
    for size in range(2, 5):
        for at in range(len(others) - size + 1):
            parts = others[at : at + size]
            lows = [_dead(part) for part in parts]
            if sum(lows) == dead and 0 not in lows:
                yield parts


def _are_parts(draft: Draft, parts: list[Draft]) -> bool:
    """Whether drafts whose dead add up to another's are told as its parts: by number, or right after it."""
    if any(part.gapped and part.index == draft.index for part in parts) or _are_numbered(draft, parts[0]):
        return True
    if draft.toll or any(part.aggregate for part in parts):
        return False
    follow = all(0 <= part.index - draft.index <= 2 * len(parts) for part in parts)
    return follow and _dead(draft) > 3 and _stands_for(draft, len(parts))


def _are_numbered(draft: Draft, first: Draft) -> bool:
    """Whether "the first" of several attacks follows their count."""
    return first.ordinal == 1 and draft.attacks > 1 and 0 < first.index - draft.index <= _NUMBERED


_NUMBERED = 3
"""Sentences behind a count of several attacks within which the first of them is told."""


def _stands_for(draft: Draft, attacks: int) -> bool:
    """Whether a draft may be told of so many attacks."""
    nowhere = draft.general and not draft.named_places()  # "Twelve die in night of attacks: a mine killed five"
    return draft.aggregate or draft.several or draft.attacks >= attacks or nowhere


def link_parts(drafts: list[Draft]) -> None:
    """Name the total of each attack told after one: in the same sentence or paragraph, and within its count.

    Parameters
    ----------
    drafts : list of Draft
        In the order of the text; parts are marked in place.
    """
    for i, draft in enumerate(drafts):
        if draft.whole is None and not draft.aggregate and not draft.background:
            whole = _total_before(drafts[max(0, i - _NEAR) : i], draft)
            draft.whole = whole if whole is not None and _fits(whole, draft) else None


def drop_announced(drafts: list[Draft]) -> list[Draft]:
    """Drop the attacks that a total only names by their means where the text then tells them one by one.

    "Bombings and a shooting killed 24. They included a shooting in Kut that killed six, a bombing in Hilla ..."

    Parameters
    ----------
    drafts : list of Draft
        In the order of the text.
    """
    return [draft for n, draft in enumerate(drafts) if not _is_announced(draft, drafts[n + 1 : n + 1 + _NEAR])]


def _is_announced(draft: Draft, later: Sequence[Draft]) -> bool:
    """Whether an attack without a figure or a place of its own is told in a later sentence, with both."""
    if not draft.listed or draft.counted:
        return False
    behind = [other for other in later if other.index > draft.index and other.item == draft.item]
    if _is_placed(draft):
        return any(_is_told_there(draft, other) for other in behind)
    whole = draft.whole
    return whole is not None and any(_is_told_of(whole, draft, other) for other in behind)


def _is_told_there(draft: Draft, other: Draft) -> bool:
    """Whether a later draft counts the dead of an attack where one of several was only named."""
    words = _names_of(draft)
    return _tells_one(other) and bool(words) and words <= _names_of(other)


def _tells_one(draft: Draft) -> bool:
    """Whether a draft counts the dead of an attack of its own, and sets it apart from none."""
    return draft.counted and draft.own and not (draft.aggregate or draft.background or draft.new)


def _names_of(draft: Draft) -> set[str]:
    """Return the names by which a draft says where it was."""
    words = (word.strip(",.'") for place in draft.named_places() for word in place.text.split())
    return {word for word in words if word[:1].isupper()} - {word.title() for word in draft.vacant}


def _is_placed(draft: Draft) -> bool:
    """Whether one of several attacks has a place of its own, and not the whole land."""
    return draft.placed and _in_town(draft)


def _in_town(draft: Draft) -> bool:
    """Whether a place is told, and not only the whole land."""
    words = {word for place in draft.named_places() for word in place.text.lower().split()}
    return not words <= draft.vacant


def _is_told_of(whole: Draft, draft: Draft, other: Draft) -> bool:
    """Whether a later draft is one of those a total was told of, of the same means, somewhere."""
    apart = other is not whole and not (other.background or other.aggregate) and bool(other.named_places())
    return apart and (other.counted or other.own) and bool(other.families & draft.families)


def _total_before(near: Sequence[Draft], draft: Draft) -> Draft | None:
    """Return the last total of the same part of the report."""
    same = (d for d in reversed(near) if d.aggregate and (d.where, d.item) == (draft.where, draft.item))
    return next(same, None)


def _fits(whole: Draft, part: Draft) -> bool:
    mine, theirs = part.tallies.get("killed"), whole.tallies.get("killed")
    return mine is not None and theirs is not None and (mine.low or 0) <= (theirs.low or theirs.high or 0)


def numbered_totals(drafts: Sequence[Draft]) -> list[int | None]:
    """Return, for each draft, the position of the total that it is a part of.

    Parameters
    ----------
    drafts : sequence of Draft

    Returns
    -------
    list of (int or None)
        As many.
    """
    position = {id(draft): number for number, draft in enumerate(drafts)}
    return [position.get(id(_whole(draft))) if not draft.aggregate else None for draft in drafts]


def _whole(draft: Draft) -> Draft | None:
    """Return the total that a draft is a part of, as it stands after drafts were joined."""
    whole = draft.whole
    while whole is not None and whole.host is not None:
        whole = whole.host
    return whole if whole is not None and whole is not draft and whole.aggregate else None
