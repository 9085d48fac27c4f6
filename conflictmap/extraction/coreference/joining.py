"""Joining drafts: several sentences about one attack, and what their figures come to."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.coreference.bydays import by_days
from conflictmap.extraction.coreference.continuity import same_event, tells_how, tells_where
from conflictmap.extraction.coreference.joinedkinds import absorb_kind, take_kind
from conflictmap.extraction.coreference.partwhole import listed_as, mark_whole, opens_parts, shared_out, sum_of
from conflictmap.extraction.coreference.retelling import (
    are_own_dead,
    lead_of,
    leave_the_wounded,
    said_again,
    same_figure,
    says_whose,
    told_before,
    was_counted,
)
from conflictmap.extraction.coreference.runninglogs import answered, opens_entry
from conflictmap.extraction.coreference.sequels import told_below
from conflictmap.extraction.coreference.whereabouts import within
from conflictmap.extraction.drafts import Draft, Tally, counted_as
from conflictmap.extraction.people import Group
from conflictmap.language import Grammar
from conflictmap.model import Evidence, PlacePhrase, Span

__all__ = ["absorb", "join_drafts"]


def join_drafts(drafts: list[Draft], grammar: Grammar) -> list[Draft]:
    """Join each draft to the one before it where it only tells more of the same attack."""
    joined: list[Draft] = []
    for draft in shared_out(drafts):
        if opens_parts(joined, draft):
            _take_from_whole(joined.pop(), draft)
        if not _speaks_of_known(joined, draft):
            _join(joined, draft, grammar)
    return by_days(joined)


def _speaks_of_known(joined: list[Draft], draft: Draft) -> bool:
    """Whether a stretch only speaks of the dead of an attack told before."""
    return (draft.witnessed and was_counted(joined, draft)) or says_whose(joined, draft)


def _join(joined: list[Draft], draft: Draft, grammar: Grammar) -> None:
    """Add a draft to those told before: as a total of them, to the one it goes on with, or as an attack of its own."""
    summed = sum_of(joined, draft)
    if summed:
        joined.extend(summed)
        return
    mark_whole(joined, draft)
    host = _continued_by(joined, draft)
    if host is not None:
        absorb(host, draft, grammar)
        _join_lead(joined, host, draft, grammar)
    elif _adds_nothing(joined, draft):
        _hand_on(joined, draft)
    else:
        take_kind(joined, draft)
        joined.append(draft)


def _continued_by(joined: list[Draft], draft: Draft) -> Draft | None:
    """Return the attack that a draft goes on with; a part of a count is an attack of its own."""
    return answered(draft) or (None if draft.whole is not None else listed_as(joined, draft) or _host(joined, draft))


def _adds_nothing(joined: list[Draft], draft: Draft) -> bool:
    """Whether a draft that goes on with no attack tells none of its own either."""
    return _says_nothing(draft) or _says_where(joined, draft) or _recovers_more(joined, draft)


def _join_lead(joined: list[Draft], host: Draft, draft: Draft, grammar: Grammar) -> None:
    """Join an attack to the lead that summed it up, and take its place for that of both."""
    lead = lead_of(joined, host, draft)
    if lead is not None and lead is not host:
        joined.remove(host)
        absorb(lead, host, grammar)
        lead.places = host.places + [place for place in lead.places if place not in host.places]


def _take_from_whole(whole: Draft, draft: Draft) -> None:
    """Give the first of several attacks the means and the places that were told of all of them."""
    if draft.rank < whole.rank:
        draft.take_kind(whole)
        draft.families = whole.families
    draft.carried = [*whole.places, *draft.carried]


def _hand_on(joined: list[Draft], draft: Draft) -> None:
    """Let the attack told before be one of several where that was said of a stretch that only went on about it."""
    for last in joined[-1:]:
        last.one_of += draft.one_of


def _says_nothing(draft: Draft) -> bool:
    """Whether a stretch that found nothing to join stands for no incident: "no casualties", "the attack targeted"."""
    nought = draft.counted and all(tally.low == 0 for tally in draft.tallies.values())
    one_more = draft.new and bool(draft.named_places())  # "Another went off in Mansour; nobody was hurt"
    return (
        (nought and draft.wordless and not one_more)
        or draft.claim
        or (draft.refers and not (draft.counted or draft.named_places() or draft.later or _goes_on(draft)))
    )


def _goes_on(draft: Draft) -> bool:
    """Whether a stretch tells what was done next, by means of its own: "Jets then fired on those who fled"."""
    return draft.own and draft.then and bool(draft.families)


def _says_where(joined: list[Draft], draft: Draft) -> bool:
    """Whether a stretch only says where the attacks just told were: "Both attacks happened on the road to Kut"."""
    known = draft.refers and draft.definite and draft.general and draft.several
    if not known or draft.counted or draft.later or not joined:
        return False
    before = [other for other in joined if draft.index - other.last <= 1 and other.item == draft.item]
    return sum(other.attacks for other in before) >= draft.attacks


def _recovers_more(joined: list[Draft], draft: Draft) -> bool:
    """Whether bodies without a number only say why a toll rose: "The toll rose to 155 as more bodies were found"."""
    if not (joined and draft.received and draft.kind == "body_found"):
        return False
    beside = joined[-1].last == draft.index and "killed" in joined[-1].tallies
    return beside and all(tally.vague for tally in draft.tallies.values())


_BACK = 3
"""How many attacks back a sentence may still speak of."""
_NEAR, _AGAIN = 3, 8
"""And how many sentences back; the second where a source counts the dead of an attack again."""


def _points_to(host: Draft, draft: Draft) -> bool:
    """Whether "the battle" is the last that was told."""
    return draft.refers and bool(host.families & draft.families)


def _candidates(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Return the last few attacks, the last first; those with wounded where some of the wounded have died.

    One that only dates another stands behind that.
    """
    last = [other for other in reversed(joined[-_BACK - 8 :]) if other.index != draft.index][:_BACK]
    last = [other for other in last if _in_reach(other, draft)]
    last.sort(key=lambda other: other.aside)
    hurt = [other for other in last if "wounded" in other.tallies] if draft.dies else []
    return hurt or last


def _reach(draft: Draft) -> int:
    """Return how many sentences back an attack may stand; further for a source that counts "the blast" again."""
    counts = draft.sourced and draft.refers and not draft.named_places() and not draft.past
    counts = counts or (draft.toll and not draft.named_places())
    again = counts if draft.counted else draft.points  # "strikes in the area"
    return _AGAIN if again else _NEAR


def _from_afar(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Return attacks that may be meant however far they stand: counted again ("22 died in it"), or in the lead."""
    again = told_before(joined, draft) if draft.refers else None
    near = _candidates(joined, draft)
    far = [host for host in joined if not any(host is other for other in near)]
    return [host for host in far if host is again or told_below(host, draft)]


def _in_reach(host: Draft, draft: Draft) -> bool:
    """Whether an attack stands near enough; what tells no attack by itself goes on with the last."""
    return draft.index - (host.index if draft.own else host.last) <= _reach(draft)


def _host(joined: list[Draft], draft: Draft) -> Draft | None:
    """Find the earlier draft that this one continues: the best of the last few, the nearest of equals."""
    best: tuple[float, Draft] | None = None
    for host in [*_candidates(joined, draft), *_from_afar(joined, draft)]:
        if host.item != draft.item or opens_entry(host, draft):
            continue
        score = same_event(host, draft).score
        if score > 0 and (best is None or score > best[0]):
            best = (score, host)
        if best is not None and _points_to(host, draft):
            break
    return best[1] if best is not None else told_before(joined, draft) or said_again(joined, draft)


def absorb(host: Draft, draft: Draft, grammar: Grammar) -> None:
    """Add to an attack what a later stretch tells of it.

    Parameters
    ----------
    host : Draft
        The attack.
    draft : Draft
        What the later stretch tells.
    grammar : Grammar
    """
    draft.host = host
    places = _places_of_both(host, draft)
    draft.evidence.extend(_who_they_were(host, draft))
    host.upto = max(host.upto, draft.index)
    host.aggregate = host.aggregate or draft.shares or (draft.over_days and not host.counted)
    _absorb_figures(host, draft, grammar)
    host.attacks = _number_of(host, draft)
    absorb_kind(host, draft)
    host.with_attacker = max(host.with_attacker, draft.with_attacker)
    host.singled = host.singled or draft.singled
    host.places = places
    host.dates.extend(draft.dates)
    host.evidence.extend(draft.evidence)
    host.doubts.extend(doubt for doubt in draft.doubts if doubt not in host.doubts)
    host.perpetrator = host.perpetrator or draft.perpetrator
    host.target = host.target or draft.target
    host.one_of += draft.one_of
    if draft.where == host.where:
        first, last = host.sentence, draft.sentence
        host.sentence = Span(min(first.start, last.start), max(first.end, last.end), host.where)


def _places_of_both(host: Draft, draft: Draft) -> list[PlacePhrase]:
    """Return the places of both, those first that tell it more exactly."""
    fresh = [place for place in draft.places if place not in host.places]
    return fresh + host.places if _is_closer(host, draft) else host.places + fresh


def _number_of(host: Draft, draft: Draft) -> int:
    """Return how many attacks were told, not counting the blasts that are heard in a battle."""
    same = host.families & draft.families or not (host.families and draft.families)
    return max(host.attacks, draft.attacks) if same else host.attacks


def _who_they_were(host: Draft, draft: Draft) -> list[Evidence]:
    """Return the words before that number those of whom a later stretch speaks: "the captives", "the rest"."""
    spoken_of = [outcome for outcome, tally in draft.tallies.items() if any(g.form in _KNOWN for g in tally.groups)]
    told = [item for item in host.evidence if item.role in host.tallies] if draft.known else []
    return [replace(item, role=outcome) for outcome in spoken_of for item in told if outcome not in host.tallies]


_KNOWN = frozenset({"definite", "pronoun"})
"""Forms of groups that have their number from before."""


def _is_closer(host: Draft, draft: Draft) -> bool:
    """Whether a later stretch says more exactly where: not "One of the wounded died in hospital"."""
    opens = (draft.leads and not draft.counted) or draft.ordinal > 0
    closer = tells_where(host, draft) or tells_how(host, draft) or within(host, draft)
    return not (draft.dies or draft.alongside) and (opens or closer)


def _absorb_figures(host: Draft, draft: Draft, grammar: Grammar) -> None:
    """Bring the casualties of a later stretch together with those known."""
    if "killed" in host.tallies and not host.suicide:
        draft.with_attacker = 0  # "died with him": he was counted before
    if draft.dies:
        leave_the_wounded(host, draft)
    for outcome, tally in draft.tallies.items():
        if _are_counted(host, draft, outcome):
            continue
        name = counted_as(host.tallies, outcome, unsaid=tally.unsaid)
        known = host.tallies.get(name)
        host.tallies[name] = tally if known is None else _merged(known, tally, name, draft, grammar)


def _are_counted(host: Draft, draft: Draft, outcome: str) -> bool:
    """Whether a later stretch only says why a toll rose, or how those found dead were taken before, when they died."""
    if outcome == "killed" and draft.dies and host.toll and not draft.later:
        return True  # "The toll rose to 31. Eight of the wounded had died overnight"
    return draft.known and outcome in _BEFORE_FOUND and host.kind in {"body_found", "execution"}


_BEFORE_FOUND = frozenset({"abducted", "killed"})


def _merged(known: Tally, tally: Tally, outcome: str, draft: Draft, grammar: Grammar) -> Tally:
    """Return the figure of two tellings of one attack: the newer, the sum, or the range of two sources."""
    if tally.low == 0 or known.holds(tally) or _says_no_more(known, tally, draft, grammar):
        return known
    if are_own_dead(known, tally):
        return _sum(known, tally)  # "Thirty terrorists were killed. Our forces offered two martyrs."
    if known.low != 0 and _stands_beside(known, tally, draft):
        return known.or_else(tally)
    if _takes_its_place(known, tally):
        return tally
    if draft.dies and outcome == "killed" and not draft.toll:
        return _sum(known, tally)
    if _is_exacter(known, tally):
        return replace(tally, parts=known.parts + tally.parts)
    if outcome == "killed" and draft.with_attacker and _only_attackers(known):
        return tally  # the dead attackers are named again beside the count
    return _updated(known, tally, draft, grammar)


def _stands_beside(known: Tally, tally: Tally, draft: Draft) -> bool:
    """Whether a figure is another source's, or only bounds a count: nobody replaces that by "no more than nine"."""
    bounds = known.low is not None and tally.low is None
    bounded = known.low is None and not draft.toll  # "as many as 130 died ... rescuers pulled out 61 bodies"
    return tally.rival or bounds or (bounded and tally.low is not None)


def _takes_its_place(known: Tally, tally: Tally) -> bool:
    """Whether a figure holds instead of an earlier one: "lined up eight men and shot them. Seven died"."""
    return (known.presumed and not tally.presumed) or tally.holds(known)


def _is_exacter(known: Tally, tally: Tally) -> bool:
    """Whether a figure says in numbers what was known in words: "several", then "seven"."""
    return known.vague and not tally.vague and (tally.low or 0) >= (known.low or 0)


def _only_attackers(known: Tally) -> bool:
    return {group.group for group in known.groups} == {"militant"}


def _updated(known: Tally, tally: Tally, draft: Draft, grammar: Grammar) -> Tally:
    """Return a figure after a later one of its own right: a new toll, more people, another source."""
    answered = _answer(known, tally, draft, grammar) if draft.answers is not None else None
    if answered is not None:
        return answered
    if draft.toll or draft.newer or known.low == 0 or _counts_more(known, tally):
        return replace(tally, groups=known.groups + tally.groups, parts=known.parts + tally.parts)
    if _retells(known, tally, draft, grammar):
        return known.or_else(tally)
    if draft.more or draft.adds or _different_people(known, tally, grammar, draft):
        return _sum(known, tally)
    return known.or_else(tally) if _is_rival(known, tally, draft, grammar) else known


def _counts_more(known: Tally, tally: Tally) -> bool:
    """Whether those counted before are told again beside others: "four soldiers", then "four soldiers and a guard"."""
    before = [(group.head, group.low) for group in known.groups]
    now = [(group.head, group.low) for group in tally.groups]
    return len(now) > len(before) > 0 and tally.number > known.number and set(before) <= set(now)


def _answer(known: Tally, tally: Tally, draft: Draft, grammar: Grammar) -> Tally | None:
    """Return what an entry of a log makes of a figure that it does not simply replace: others besides, a lower one."""
    if _different_people(known, tally, grammar, draft):
        return _sum(known, tally)
    return known.or_else(tally) if draft.sourced and tally.number < known.number else None  # no toll falls by itself


def _says_no_more(known: Tally, tally: Tally, draft: Draft, grammar: Grammar) -> bool:
    """Whether a figure only repeats what is known: the same number, the bodies of those killed, "the men"."""
    if draft.kind == "body_found" and draft.definite_body:
        return True
    same = (known.low, known.high) == (tally.low, tally.high) or same_figure(known, tally)
    if same and _are_again(known, tally, draft):
        return True
    if same and not draft.dies and (draft.known or not (draft.more or _different_people(known, tally, grammar, draft))):
        return True
    return draft.known and tally.vague


def _are_again(known: Tally, tally: Tally, draft: Draft) -> bool:
    """Whether as many are told by another word: "killed six soldiers ... six troops died in the blast"."""
    others = draft.more and not draft.ascribed  # "four of its men had died in the ambush, the firm said"
    if not draft.refers or others or draft.dies or tally.number < _SOME:
        return False
    mine, theirs = ({group.group for group in t.groups} for t in (tally, known))
    return mine == theirs or "unknown" in mine


_SOME = 3
"""Dead or hurt from which on the same number of an attack pointed back to is no chance."""


def _different_people(known: Tally, tally: Tally, grammar: Grammar, draft: Draft) -> bool:
    """Whether the later count is of other people: named otherwise ("one pilot", then "eleven soldiers").

    "A cleric was killed ... the death of Sheikh Hamid": one person, who has a name now.
    """
    if _is_named_now(known, tally, draft):
        return False
    if _is_the_attacker(tally, known):
        return True  # "The bomber was killed too."
    mine = {group.head for group in tally.groups if not _is_one_told(group)}
    theirs = {group.head for group in known.groups}
    generic = grammar.generic_people | {""}
    return bool(mine and theirs) and not mine & theirs and not (mine | theirs) & generic


def _is_one_told(group: Group) -> bool:
    """Whether one person told before is meant: "the man", "said that it had killed him"."""
    return group.low == 1 and (group.form == "definite" or (group.form == "pronoun" and not group.more))


def _is_the_attacker(tally: Tally, known: Tally) -> bool:
    """Whether the one who died is the attacker himself, whom the figure before does not hold."""
    alone = [(group.group, group.form, group.low) for group in tally.groups] == [("militant", "definite", 1)]
    return alone and "militant" not in {group.group for group in known.groups}


def _is_named_now(known: Tally, tally: Tally, draft: Draft) -> bool:
    """Whether the one person told before has a name now."""
    named = not draft.pronoun and any(group.form == "name" for group in tally.groups)
    return named and known.low == known.high == tally.low == tally.high == 1


def _is_rival(known: Tally, tally: Tally, draft: Draft, grammar: Grammar) -> bool:
    """Whether somebody gives more than was known, or fewer of whom nothing else is said."""
    if not draft.sourced or known.low is None or tally.vague:
        return False
    return tally.number > known.low or _counts_fewer(known, tally, draft, grammar)


def _counts_fewer(known: Tally, tally: Tally, draft: Draft, grammar: Grammar) -> bool:
    """Whether a source counts the whole again, and comes to fewer: "A doctor said nine people were killed"."""
    alike = _is_alike_counted(known, tally, grammar)
    return _says_anew(draft) and alike and _is_figure(known) and _is_figure(tally)


def _says_anew(draft: Draft) -> bool:
    """Whether a source speaks of the attack told before, and of nobody known."""
    return draft.ascribed and not (draft.own or draft.known)


def _is_alike_counted(known: Tally, tally: Tally, grammar: Grammar) -> bool:
    """Whether the people counted have no other name than those before, or none: "reported 35 dead"."""
    told = {group.head for group in known.groups if group.form == "counted"}
    named = [group.head for group in tally.groups if group.form != "number"]
    alike = told or grammar.generic_people
    return len(named) < 2 and alike.issuperset(named) and not tally.among


def _retells(known: Tally, tally: Tally, draft: Draft, grammar: Grammar) -> bool:
    """Whether a source gives its own count of the whole attack: "the army said the strike had killed 35 militants"."""
    again = draft.refers and not draft.more and not _is_the_attacker(tally, known)
    rival = again and _is_rival(known, tally, draft, grammar)
    return rival and _is_figure(known) and not same_figure(known, tally)


def _is_figure(known: Tally) -> bool:
    """Whether several were counted, and not guessed."""
    return (known.low or 0) > 1 and not known.vague


def _sum(known: Tally, tally: Tally) -> Tally:
    low = None if known.low is None and tally.low is None else (known.low or 0) + (tally.low or 0)
    high = None if known.high is None or tally.high is None else known.high + tally.high
    return Tally(low, high, known.groups + tally.groups, known.parts + tally.parts, known.vague or tally.vague)
