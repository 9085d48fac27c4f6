"""An attack told again further down: a lead after its summary, a quotation, the end of a long article.

What is near is joined by the reasons of ``continuity``. Here the whole report is looked through for an attack with the
same dead, since nobody counts ten dead twice by chance; or, where a later paragraph tells no dead, no place and no day
of its own, for the last attack of its kind that was counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.extraction.coreference.overtures import names_of
from conflictmap.extraction.coreference.sequels import same_means
from conflictmap.extraction.coreference.whereabouts import content, elsewhere
from conflictmap.extraction.drafts import BORROWED, Draft, Tally, names_something
from conflictmap.model import PlacePhrase

__all__ = [
    "are_own_dead",
    "lead_of",
    "leave_the_wounded",
    "said_again",
    "same_figure",
    "says_whose",
    "told_before",
    "was_counted",
]

_SOME = 3
"""Dead or hurt from which on the same numbers tell one attack where both outcomes, or the place, are the same."""
_MANY = 10
"""And from which on the number alone does."""


def told_before(joined: list[Draft], draft: Draft) -> Draft | None:
    """Return the attack of a report that a later stretch tells again, by its dead; the nearest first.

    Parameters
    ----------
    joined : list of Draft
        What was told so far.
    draft : Draft

    Returns
    -------
    Draft or None
    """
    if draft.new or draft.more or draft.gapped or not draft.counted:
        return None
    return next((host for host in reversed(joined) if _is_same(host, draft)), None)


def lead_of(joined: list[Draft], host: Draft, draft: Draft) -> Draft | None:
    """Return the lead that an attack tells closer, once its dead are told: as many, and of nothing else.

    "Four guards died in an attack in the province. Gunmen stormed a depot near Kut. Four guards died in the assault."

    Parameters
    ----------
    joined : list of Draft
        What was told so far, `host` among it.
    host : Draft
        The attack, which had no figures before.
    draft : Draft
        What gave it those.
    """
    goes_on = draft.refers and not (draft.more or host.new or host.first)
    if not goes_on or host.tallies.keys() != draft.tallies.keys():
        return None
    return next((lead for lead in joined if lead.first and _heads(lead, host)), None)


def _heads(lead: Draft, host: Draft) -> bool:
    """Whether a first sentence only says how many died in an attack, and the next tell of as many."""
    near = 0 < host.index - lead.index <= _CLOSE and lead.attacks == host.attacks == 1
    open_means = lead.general or bool(lead.families & host.families)
    return near and open_means and _comparable(lead, host) and _as_many_dead(lead, host)


def _as_many_dead(lead: Draft, host: Draft) -> bool:
    """Whether both count the same dead, more than one."""
    dead, again = lead.tallies.get("killed"), host.tallies.get("killed")
    return dead is not None and again is not None and dead.number > 1 and same_figure(dead, again)


_CLOSE = 2
"""Sentences behind a lead in which its attack is told closer."""


def _is_same(host: Draft, draft: Draft) -> bool:
    return _comparable(host, draft) and _same_figures(host, draft) and _enough(host, draft)


def _comparable(host: Draft, draft: Draft) -> bool:
    """Whether two stretches stand in one item, and both tell a total, or history, or neither does."""
    apart = host.index == draft.index or host.item != draft.item
    return not apart and (host.aggregate, host.past) == (draft.aggregate, draft.past)


def _same_figures(host: Draft, draft: Draft) -> bool:
    """Whether both count the dead, and every outcome that both count is the same."""
    told = _both_count(host, draft)
    return "killed" in told and all(same_figure(host.tallies[key], draft.tallies[key]) for key in told)


def _both_count(host: Draft, draft: Draft) -> list[str]:
    return [key for key in draft.tallies if key in host.tallies]


def _enough(host: Draft, draft: Draft) -> bool:
    """Whether the dead are too many for chance, in view of the place, the means and what else is counted."""
    dead, here = draft.tallies["killed"].number, not elsewhere(host, draft)
    if not same_means(host, draft):
        return here and dead >= _MANY
    alike = here or len(_both_count(host, draft)) > 1
    return dead >= (_SOME if alike else _MANY)


def same_figure(known: Tally, tally: Tally) -> bool:
    """Whether two figures are the same, "at least" and "about" aside; "at least 11" and "almost a dozen" may be.

    Parameters
    ----------
    known, tally : Tally
        Of one outcome.
    """
    if known.vague or tally.vague:
        return False
    return known.number == tally.number or _meet(known, tally) or _meet(tally, known)


def _meet(known: Tally, tally: Tally) -> bool:
    """Whether one is an upper end right above the other's lower end."""
    if known.low is None or known.high is not None or tally.high is None or tally.low is not None:
        return False
    return 0 <= tally.high - known.low <= known.low // 5


def said_again(joined: list[Draft], draft: Draft) -> Draft | None:
    """Return the attack of an article that a later paragraph speaks of once more, and adds nothing that tells it apart.

    "The explosives were in a parked lorry, a police officer said", ten sentences below the lead; a witness: "I was on
    my way home when the second car blew up".

    Parameters
    ----------
    joined : list of Draft
        What was told so far.
    draft : Draft

    Returns
    -------
    Draft or None
    """
    if not _is_running(draft) or _is_set_apart(draft) or draft.counted or any(_places(draft)):
        return None
    return next((host for host in reversed(joined) if _is_news(host, draft) and _is_spoken_of(host, draft)), None)


def _is_running(draft: Draft) -> bool:
    """Whether a stretch tells something of today in the running text of an article."""
    return draft.item < 0 and draft.entry < 0 and not (draft.heading or draft.past or draft.aggregate)


def _is_set_apart(draft: Draft) -> bool:
    """Whether a word says that it is one more attack, or a later one."""
    return draft.new or draft.another or draft.later or draft.more or draft.likewise or draft.then


def _places(draft: Draft) -> Iterator[PlacePhrase]:
    """Yield the places that a stretch names, but where somebody sits who denies what was told."""
    for place in draft.named_places():
        if names_something(place.text) and not (place.span is not None and place.span.start < draft.denied):
            yield place


def _is_news(host: Draft, draft: Draft) -> bool:
    """Whether an attack of today was counted, or opened the report, in a paragraph before."""
    told = (host.counted or host.first) and not (host.past or host.aggregate)
    return told and host.item == draft.item and host.paragraph != draft.paragraph


def _is_spoken_of(host: Draft, draft: Draft) -> bool:
    """Whether the means are those of an attack, and no other day or place was told since."""
    one_more = draft.similar and host.attacks < 2  # "the second" of two goes on with both
    if one_more or not _is_alike(host, draft):
        return False
    return _same_day(host, draft) and (draft.definite or draft.witnessed or _still_there(host, draft))


def _same_day(host: Draft, draft: Draft) -> bool:
    """Whether a stretch tells no day but those of an attack, of which none may be told."""
    mine, theirs = ({item.day for item in one.dates if not (item.said or item.of_next)} for one in (draft, host))
    return not theirs or mine <= theirs


def _is_alike(host: Draft, draft: Draft) -> bool:
    """Whether the means may be one; somebody who denies it tells of others, and in a battle blasts are heard."""
    if host.families & draft.families or draft.denied >= 0:
        return True
    heard = draft.diffuse and draft.several and host.kind == "armed_clash"
    return heard or (draft.general and draft.sourced and not draft.families)


def _still_there(host: Draft, draft: Draft) -> bool:
    """Whether the place named last is that of the attack."""
    named = [place.text for place in draft.carried if names_something(place.text)][:1]
    theirs = " ".join(place.text.lower() for place in host.places)
    return all(any(word in theirs for word in content(text.lower(), draft.vacant)) for text in named)


def was_counted(joined: list[Draft], draft: Draft) -> bool:
    """Whether a witness only speaks of some of those whom the attack told before killed: "I saw three bodies".

    Parameters
    ----------
    joined : list of Draft
        What was told so far.
    draft : Draft
    """
    vague = draft.rank <= BORROWED or draft.kind == "body_found" or not draft.counted
    if not vague or not draft.vacant.issuperset(names_of(draft)):
        return False
    last = next((other for other in reversed(joined) if not other.background), None)
    return last is not None and draft.index - last.last <= _SPOKEN and _is_of_its_dead(last, draft)


def says_whose(joined: list[Draft], draft: Draft) -> bool:
    """Whether a relative clause only says whose dead were among those told: "Umm Ali, who lost two sons in the blast".

    Parameters
    ----------
    joined : list of Draft
        What was told so far.
    draft : Draft
    """
    known = draft.background and draft.refers and not draft.old
    return known and any(not host.past and host.families & draft.families for host in joined)


def _is_of_its_dead(last: Draft, draft: Draft) -> bool:
    """Whether a witness speaks of the dead told before, or of the means: "we heard a huge explosion"."""
    return "killed" in last.tallies and (draft.counted or bool(draft.families & last.families))


_SPOKEN = 6
"""Sentences after an attack in which a witness of it is heard."""


def are_own_dead(known: Tally, tally: Tally) -> bool:
    """Whether the dead of one's own are told behind those of the foe, by the word for them: "two martyrs".

    Parameters
    ----------
    known, tally : Tally
        What was counted first, and then.
    """
    return tally.own and {group.group for group in known.groups} <= {"militant"}


def leave_the_wounded(host: Draft, draft: Draft) -> None:
    """Take those who died later from the wounded.

    Parameters
    ----------
    host : Draft
        The attack, as it was told.
    draft : Draft
        What tells that some died.
    """
    hurt, died = host.tallies.get("wounded"), draft.dies
    if hurt is None or died is None or hurt.low is None or died.low is None:
        return
    low, high = hurt.low - died.low, None if hurt.high is None else hurt.high - died.low
    if low < 0:
        return
    if low == 0 and hurt.high == hurt.low:
        del host.tallies["wounded"]
    else:
        host.tallies["wounded"] = replace(hurt, low=None if died.high is None else low, high=high)
