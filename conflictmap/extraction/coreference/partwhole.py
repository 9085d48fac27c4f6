"""Totals and parts told one after the other: a sum over attacks without figures, the worst of them, their toll."""

from __future__ import annotations

import itertools
from dataclasses import replace

from conflictmap.extraction.coreference.overall import counts_all_of, settle_one_of
from conflictmap.extraction.coreference.whereabouts import elsewhere
from conflictmap.extraction.drafts import GUESSED, Draft, Tally

__all__ = ["listed_as", "mark_whole", "opens_parts", "shared_out", "sum_of"]


_SPREAD = 2
"""Sentences back to which a count over several attacks reaches."""


def sum_of(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Make the total of attacks told before without figures: "and a bomber struck in Balad, killing a total of 13".

    Parameters
    ----------
    joined : list of Draft
        What was told before.
    draft : Draft

    Returns
    -------
    list of Draft
        The total, before it the attack of its own that it tells; empty where it is no total.
    """
    one = counts_all_of(joined, draft)
    if one is not None:
        settle_one_of(one, draft)
        return [_made_sum(draft, [one])]
    if _sums_one(joined, draft):
        draft.toll = True
        return []
    if _raises_toll(joined, draft):
        return _make_raised(joined, draft)
    told = _told_of_all(joined, draft)
    if told:
        return [_made_sum(draft, told)]
    if not _may_sum(joined, draft):
        return []
    parts = _uncounted_before(joined, draft)
    mine = (
        [replace(draft, tallies={}, evidence=list(draft.evidence), places=list(draft.places), sums=False)]
        if draft.own
        else []
    )
    if len(parts) + len(mine) < 2 or not parts:
        return []
    _make_sum(draft, [*parts, *mine])
    if not draft.named_places():
        draft.places = [*draft.places, *parts[-1].places]
    return [*mine, draft]


def _sums_one(joined: list[Draft], draft: Draft) -> bool:
    """Whether all the dead of the only attack told are counted: "A sheikh was shot. He said nine died altogether"."""
    if not draft.sums or draft.own or draft.named_places():
        return False
    near = [one for one in joined if draft.index - one.last <= _SPREAD]
    alone = len(joined) == 1 and all(map(_of_one_attack, (*joined, draft)))
    return alone and any(_is_more(one, draft) for one in near)


def _of_one_attack(draft: Draft) -> bool:
    """Whether one attack of today is told."""
    return draft.attacks == 1 and not (draft.aggregate or draft.background)


def _may_sum(joined: list[Draft], draft: Draft) -> bool:
    """Whether a count may be of attacks told before without figures."""
    summing = draft.sums or _of_all_listed(joined, draft)
    if not summing or not draft.counted or draft.background or draft.attacks > 2:
        return False
    return not (draft.aggregate and (draft.own or draft.rank > 0))


def _made_sum(draft: Draft, parts: list[Draft]) -> Draft:
    """Return a draft as the total of attacks that are counted otherwise, where they were if it does not say."""
    _make_sum(draft, parts)
    draft.places = draft.named_places() or [place for part in parts for place in part.places[:1]]
    return draft


def _told_of_all(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Return the attacks just counted of which something else is now told: "Eighty were hurt in the two blasts"."""
    if not _is_of_all(draft):
        return []
    parts = joined[-draft.attacks :]
    return parts if len(parts) == draft.attacks and all(_lacks_outcomes(part, draft) for part in parts) else []


def _is_of_all(draft: Draft) -> bool:
    """Whether a count is told of a number of known attacks, and of none of its own."""
    return draft.sums and draft.attacks > 1 and not draft.own and not draft.aggregate


def _lacks_outcomes(part: Draft, draft: Draft) -> bool:
    """Whether an attack told before is counted otherwise: its dead are told, and now its wounded."""
    near = draft.index - part.last <= _SPREAD and part.item == draft.item
    both = part.counted and draft.counted and part.background == draft.background
    return near and both and not part.aggregate and part.tallies.keys().isdisjoint(draft.tallies)


def _raises_toll(joined: list[Draft], draft: Draft) -> bool:
    """Whether a further attack comes with the toll of all: "A later blast in Hilla raised the day's toll to nine"."""
    one = joined[-1] if joined else None
    tells = draft.raises and not (draft.background or draft.refers) and bool(draft.own or draft.families)
    if one is None or not tells or one.background or one.aggregate:
        return False
    return one.counted and _is_more(one, draft) and _is_further(one, draft)


def _is_further(one: Draft, draft: Draft) -> bool:
    """Whether another attack is told than the last: by a word, by its means, by its place."""
    return draft.new or draft.later or not draft.families & one.families or elsewhere(one, draft)


def _make_raised(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Make the further attack, without figures, and the total of it and what was told before."""
    mine = replace(draft, tallies={}, toll=False, evidence=list(draft.evidence), places=list(draft.places))
    before = [other for other in joined if other.counted and not other.aggregate and not other.background]
    draft.toll = False
    _make_sum(draft, [one for one in before if one.whole is None and one.item == draft.item] + [mine])
    return [mine, draft]


def _of_all_listed(joined: list[Draft], draft: Draft) -> bool:
    """Whether a bare count is of the attacks just told side by side: "Bombs hit Kut and Amara. Forty people died"."""
    bare = draft.rank == GUESSED and not (draft.own or draft.known or draft.ordinal or draft.named_places())
    listed = [other for other in joined[-2:] if other.listed and not other.counted and draft.index - other.index == 1]
    return bare and len(listed) > 1


def listed_as(joined: list[Draft], draft: Draft) -> Draft | None:
    """Return the one of two attacks just told side by side that "the first" or "the second" now counts.

    Parameters
    ----------
    joined : list of Draft
        What was told before.
    draft : Draft
    """
    pair = _pair_before(joined, draft) if _counts_only(draft) else []
    if len(pair) != _PAIR or pair[draft.ordinal - 1].counted:
        return None
    return pair[draft.ordinal - 1]


def _counts_only(draft: Draft) -> bool:
    """Whether "the first" or "the second" tells a count, and no attack or place of its own."""
    return draft.ordinal > 0 and draft.counted and not (draft.own or draft.aggregate or draft.named_places())


def _pair_before(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Return the attacks told side by side just before."""
    near = [other for other in joined if other.listed and 0 < draft.index - other.index <= _SPREAD]
    return [other for other in near if other.index == near[-1].index and other.item == draft.item]


_PAIR = 2


def shared_out(drafts: list[Draft]) -> list[Draft]:
    """Tell two attacks apart that "the first" and "the second" of the next sentence count one by one.

    Parameters
    ----------
    drafts : list of Draft

    Returns
    -------
    list of Draft
        With two of one each, where so.
    """
    return [one for n, draft in enumerate(drafts) for one in _as_pair(draft, drafts[n + 1 : n + 1 + _PAIR])]


def _as_pair(draft: Draft, after: list[Draft]) -> list[Draft]:
    """Return an attack as two if each of them is counted in the next sentence; as one if the second follows at once."""
    if draft.counted and _second_follows(draft, after):
        draft.attacks = 1
    apart = draft.attacks == _PAIR and not draft.counted and _are_counted(draft, after)
    return [_one_of_pair(draft) for _ in after] if apart else [draft]


def _second_follows(draft: Draft, after: list[Draft]) -> bool:
    """Whether "the second" is counted next in the same sentence."""
    return any(one.ordinal == _PAIR and one.index == draft.index and one.counted for one in after[:1])


def _are_counted(draft: Draft, after: list[Draft]) -> bool:
    """Whether "the first" and "the second" are counted in the next sentence."""
    near = all(one.counted and one.item == draft.item and one.index - draft.index == 1 for one in after)
    return near and [one.ordinal for one in after] == [1, _PAIR]


def _one_of_pair(draft: Draft) -> Draft:
    """Return a draft of one of two attacks that were told in one."""
    return replace(
        draft,
        attacks=1,
        listed=True,
        tallies={},
        places=list(draft.places),
        dates=list(draft.dates),
        evidence=list(draft.evidence),
        doubts=list(draft.doubts),
        carried=list(draft.carried),
    )


def _uncounted_before(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Return the attacks just before, the nearest first, that are told without figures."""
    near = [
        other
        for other in joined
        if draft.index - other.index <= _SPREAD and other.paragraph == draft.paragraph and other.item == draft.item
    ]
    return list(itertools.takewhile(lambda other: not other.counted and not other.background, reversed(near)))


def _make_sum(draft: Draft, parts: list[Draft]) -> None:
    """Make a draft the total of `parts`."""
    for part in parts:
        part.whole = draft
    draft.aggregate = True
    draft.mark("aggregate", "aggregate.sum_of_parts")
    draft.attacks = max(draft.attacks, len(parts))
    kinds = {part.kind for part in parts}
    if len(kinds) > 1:
        draft.kind = min(parts, key=lambda part: (part.index, part.start)).kind
    elif draft.general or draft.families & parts[0].families:
        draft.kind = kinds.pop()


def mark_whole(joined: list[Draft], draft: Draft) -> None:
    """Note where a draft and what was told before it are a total and its parts.

    Parameters
    ----------
    joined : list of Draft
        What was told before; marked in place.
    draft : Draft
    """
    _mark_all_of_one(joined, draft)
    _mark_worst(joined, draft)
    _mark_part(joined, draft)
    _mark_first(joined, draft)
    _mark_toll_of_all(joined, draft)
    _mark_listed(joined, draft)
    _mark_before(joined, draft)


def _mark_all_of_one(joined: list[Draft], draft: Draft) -> None:
    """Make a count "in all" the toll of the one attack told: "Four of a family died. In all the blast killed seven"."""
    if not _is_all_told(draft):
        return
    here = _beside(joined, draft)
    if len(here) == 1 and _is_single(here[0]) and _may_be_all_of(here[0], draft):
        draft.aggregate, draft.toll = False, True
        draft.evidence = [item for item in draft.evidence if item.rule != _IN_ALL]


def _beside(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Return what was told before in the same paragraph and item."""
    return [one for one in joined if (one.item, one.paragraph) == (draft.item, draft.paragraph)]


_IN_ALL = "aggregate.in_all"


def _is_all_told(draft: Draft) -> bool:
    """Whether a count is told "in all", and neither an attack nor a place of its own."""
    bare = not (draft.own or draft.attacks > 1 or draft.named_places())
    return bare and any(item.rule == _IN_ALL for item in draft.evidence)


def _is_single(draft: Draft) -> bool:
    """Whether one attack is told, which is today's."""
    return not (draft.attacks > 1 or draft.aggregate or draft.background)


def _may_be_all_of(one: Draft, draft: Draft) -> bool:
    """Whether a count "in all" may be of the attack told before: it has none but of some of them, or is named again."""
    mine, theirs = draft.tallies.get("killed"), one.tallies.get("killed")
    if mine is not None and theirs is not None and _is_less(mine, theirs):
        return False
    return draft.refers or theirs is None or theirs.among


def _mark_before(joined: list[Draft], draft: Draft) -> None:
    """Note that a total stands behind its part in one sentence: "one of several attacks that left 30 dead"."""
    if joined and draft.aggregate and joined[-1].index == draft.index and _is_part_of(joined[-1], draft):
        joined[-1].whole = draft


def _is_part_of(part: Draft, whole: Draft) -> bool:
    """Whether an attack that belongs to no total yet may be one of a total's."""
    return not part.aggregate and part.whole is None and _is_more(part, whole)


def _mark_worst(joined: list[Draft], draft: Draft) -> None:
    """Make what was told before a total where one of its attacks is told now: "The deadliest was in Kut"."""
    if not draft.worst or not joined:
        return
    whole = joined[-1]
    dead, worst = whole.tallies.get("killed"), draft.tallies.get("killed")
    if dead is None or not _has_a_worst(whole, draft):
        return
    if worst is None or _is_less(worst, dead):
        _make_part(whole, draft, "aggregate.worst_of_them")


def _has_a_worst(whole: Draft, draft: Draft) -> bool:
    """Whether what was told not far before may be of several attacks."""
    return draft.index - whole.last <= _NOT_FAR and (_stands_for_many(whole) or _tells_no_attack(whole, draft))


_NOT_FAR = 2
"""Sentences from a count of many up to the worst of them."""


def _tells_no_attack(whole: Draft, draft: Draft) -> bool:
    """Whether a sentence tells only dead before one attack: "28 died, | with the worst attack in Kut"."""
    return whole.index == draft.index and not (whole.families or whole.background)


def _mark_part(joined: list[Draft], draft: Draft) -> None:
    """Keep apart some of the attacks that the sentence before counted together: "In Hilla two of them killed 16"."""
    if not joined or not draft.some or draft.whole is not None:
        return
    whole = joined[-1]
    if _is_told_just_before(whole, draft) and _is_more(draft, whole):
        _make_part(whole, draft, "aggregate.some_of_them")
        if draft.general or (draft.kind == "bombing" and draft.families & whole.families):
            draft.take_kind(whole)


def _mark_first(joined: list[Draft], draft: Draft) -> None:
    """Keep apart the first of several attacks that were counted together, where it has a place and a count."""
    if not joined or draft.ordinal != 1 or not draft.named_places():
        return
    whole = joined[-1]
    if _is_told_just_before(whole, draft) and _is_more(draft, whole) and bool(draft.families & whole.families):
        _make_part(whole, draft, "aggregate.some_of_them")


def _is_told_just_before(whole: Draft, draft: Draft) -> bool:
    """Whether several attacks of today were told by number in the last sentence."""
    return whole.attacks > 1 and not whole.background and draft.index - whole.last <= 1


def _mark_toll_of_all(joined: list[Draft], draft: Draft) -> None:
    """Keep the toll of several attacks apart from the one just told: "The toll from the day's attacks is 17"."""
    if not (joined and draft.toll and draft.several) or draft.own or not _is_one_of_more(joined[-1], draft):
        return
    draft.aggregate, draft.toll = True, False
    draft.mark("aggregate", "aggregate.toll_of_all")
    for other in joined:
        if not other.background and not other.aggregate and other.whole is None:
            other.whole = draft


def _is_one_of_more(one: Draft, draft: Draft) -> bool:
    """Whether an attack told by itself has fewer dead than a toll."""
    alone = not (one.aggregate or one.several or one.attacks > 1)
    return alone and one.counted and _is_more(one, draft)


def _is_more(one: Draft, draft: Draft) -> bool:
    """Whether more died in all than in the one attack."""
    mine, theirs = draft.tallies.get("killed"), one.tallies.get("killed")
    return mine is not None and theirs is not None and _is_less(theirs, mine)


def _mark_listed(joined: list[Draft], draft: Draft) -> None:
    """Make attacks told side by side the parts of those counted just before: "The blasts struck in Kut and Amara"."""
    if not draft.listed or not draft.definite or draft.counted:
        return
    whole = _many_before(joined, draft)
    if whole is None:
        return
    if draft.whole is None:
        _make_part(whole, draft, "aggregate.shared_count")
    if draft.kind == "bombing":
        draft.take_kind(whole)


def _many_before(joined: list[Draft], draft: Draft) -> Draft | None:
    """Return the attacks by the same means that were counted together just before."""
    whole = next((other for other in reversed(joined) if other.counted and other.index < draft.index), None)
    if whole is None or not _stands_for_many(whole) or draft.index - whole.last > _SPREAD:
        return None
    return whole if draft.families & whole.families else None


def _stands_for_many(draft: Draft) -> bool:
    """Whether a draft of today tells several attacks."""
    return not draft.background and (draft.several or draft.attacks > 1 or draft.aggregate)


def _is_less(part: Tally, whole: Tally) -> bool:
    return (part.low or 0) < (whole.low or whole.high or 0)


def _make_part(whole: Draft, draft: Draft, rule: str) -> None:
    """Make a draft a part of `whole`, which is a total by `rule`."""
    if not whole.aggregate:
        whole.aggregate = True
        whole.mark("aggregate", rule)
    draft.whole = whole


def opens_parts(joined: list[Draft], draft: Draft) -> bool:
    """Whether "One ... a second ..." now tells apart what the sentence before told as a whole and did not count.

    Parameters
    ----------
    joined : list of Draft
        What was told before.
    draft : Draft
    """
    if (
        not joined
        or draft.ordinal != 1
        or draft.index - joined[-1].index > 1
        or joined[-1].counted
        or not (joined[-1].attacks > 1 or joined[-1].several)
        or not draft.counted
        or not draft.named_places()
    ):
        return False
    return draft.rank == GUESSED or bool(draft.families & joined[-1].families)
