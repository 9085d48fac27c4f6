"""What kind of telling a draft is: a total, history, a claim, a new attack, a word about the last one."""

from __future__ import annotations

from datetime import date

from conflictmap.codebook import kinds_with
from conflictmap.extraction.anaphora import dies_later, points_back
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.history import Sign, dates_of, old_date, past
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS, Tag
from conflictmap.extraction.tellings import Telling
from conflictmap.extraction.totals import picks_worst, sums_up, total_sign
from conflictmap.language import Hit
from conflictmap.model import Field, Span

__all__ = ["mark"]


def mark(draft: Draft, segment: Telling, mentions: list[Mention], best: Hit | None, today: date | None) -> None:
    """Note what kind of telling a draft is: new or about the last attack, a claim, history, a total.

    Parameters
    ----------
    draft : Draft
        Its dates and its number of attacks are read already.
    segment : Telling
    mentions : list of Mention
    best : Hit or None
        The word that gave the kind.
    today : datetime.date or None
        The day the report speaks from.
    """
    scan, start, end = segment.scan, segment.start, segment.end
    taken = {i for mention in mentions for group in mention.groups for i in range(group.start, group.end)}
    news = [
        hit
        for hit in scan.inside("new", start, end)
        if hit.start not in taken and scan.word(hit.start) not in {"also", "other", "earlier", "later"}
    ]
    draft.new = segment.new or any(hit.start - start <= 4 for hit in news)
    draft.leads = scan.has("reference", start, start + 2)
    draft.several = any(hit.entry.inflection == "plural" for hit in segment.kinds)
    draft.diffuse = _diffuse(segment)
    draft.elliptic = scan.word(start) in _BARE and scan.syntax.tags[min(start + 1, len(scan) - 1)] in VERBS
    draft.suicide = any(hit.entry.value in kinds_with("suicide") for hit in segment.kinds)
    draft.gapped = any(mention.gapped for mention in mentions)
    draft.similar = bool({"similar", "another", "second"} & set(scan.lows[start : start + 12]))
    draft.received = bool({"received", "admitted", "brought", "treated"} & set(scan.lows[start:end]))
    draft.refers = scan.has("reference", start, end) or any(
        term.refers and term.real and term.hit.entry.form == "event" for term in segment.terms
    )
    draft.more = any(mention.more for mention in mentions)
    draft.known = points_back(scan, mentions)
    draft.dies = (draft.known and dies_later(scan, mentions)) or any(mention.of_wounded for mention in mentions)
    draft.pronoun = _by_pronoun(scan, start)
    draft.sums = bool(mentions) and sums_up(scan, start, end)
    draft.worst = picks_worst(scan, start)
    draft.some = _some_of_them(scan, mentions)
    draft.own = any(term.asserts and not term.refers for term in segment.terms)
    draft.toll = any(mention.toll for mention in mentions)
    draft.claim = not mentions and _only_claimed(segment)
    draft.definite_body = any(_of_one_known(scan, hit) for hit in scan.inside("body", start, end))
    named = {"similar"} & set(scan.lows[start : start + 12])
    draft.unnamed = bool(named) or not any(hit.entry.form == "means" for hit in segment.kinds)
    draft.sourced = scan.has("said", start, end)
    main = next((m for m in mentions if m.low != 0), None)
    _mark_history(draft, segment, main, best, today)
    sign = total_sign(segment, mentions, draft.dates, draft.attacks)
    if sign is not None:
        draft.aggregate = True
        draft.mark("aggregate", sign.rule, _span(segment.scan, sign, draft.where))
    words = scan.lows[start : start + 2]
    draft.ordinal = (
        1
        if words == ["the", "first"] or words[:1] == ["one"]
        else 2
        if words in (["the", "second"], ["the", "other"], ["a", "second"])
        else 0
    )


_BARE = frozenset({"another"})


def _diffuse(segment: Telling) -> bool:
    """Whether no single attack is told but many, or violence at large: "Bloodshed persisted around the country"."""
    told = [term for term in segment.terms if term.asserts]
    return bool(told) and all(
        segment.scan.syntax.tags[term.hit.end - 1] is Tag.PLURAL
        or (term.context is not None and term.context.role == "subject" and not term.context.determiner)
        for term in told
    )


def _some_of_them(scan: Scan, mentions: list[Mention]) -> bool:
    """Whether the subject of the deed is some of the attacks told before: "two of them killed 16 pilgrims"."""
    deeds = [m for m in mentions if m.active and m.low != 0]
    clauses = [scan.syntax.clause_at(m.verb) for m in deeds]
    return any(scan.lows[max(0, c.verb.start - 2) : c.verb.start] == ["of", "them"] for c in clauses if c is not None)


def _only_claimed(segment: Telling) -> bool:
    """Whether every attack is only spoken about: claimed, compared, attributed in its own clause."""
    scan = segment.scan
    cues = [hit for hit in scan.inside("cancel", segment.start, segment.end) if hit.entry.value == "claim"]
    about = [scan.syntax.clause_at(cue.start) for cue in cues]
    return bool(cues) and not any(
        term.asserts and term.clause is not None and term.clause not in about for term in segment.terms
    )


def _by_pronoun(scan: Scan, start: int) -> bool:
    """Whether a stretch opens with a pronoun as its subject."""
    return any(scan.word(i) in scan.language.lists("anaphora")["subject"]["pronouns"] for i in (start, start + 1))


def _of_one_known(scan: Scan, body: Hit) -> bool:
    """Whether the body is that of somebody spoken of before ("his body", "the council member's body", "the bodies")."""
    before = scan.word(body.start - 1)
    if before in {"his", "her", "their", "'s"}:
        return True
    if before != "the" or scan.word(body.start) not in {"body", "bodies", "corpse", "corpses"}:
        return False
    named = body.end + 1 < len(scan) and scan.syntax.tags[body.end + 1] is Tag.NAME
    return scan.word(body.end) != "of" or named  # "the body of Ali Hassan", of whom the report spoke


def _mark_history(draft: Draft, segment: Telling, main: Mention | None, best: Hit | None, today: date | None) -> None:
    scan, start, end = segment.scan, segment.start, segment.end
    sign = past(scan, start, main, best)
    if sign is not None:
        draft.background = True
        draft.mark("background", sign.rule, _span(segment.scan, sign, draft.where))
    at = main.verb if main is not None else best.start if best is not None else start
    told = dates_of(scan, draft.dates, at)
    draft.old = old_date(told, today, tuple(segment.scan.language.lists("history")["dates"]["still"]))
    if not told and scan.has("past_words", start, end):
        draft.old = "old"
    clause = scan.syntax.clause_at(main.verb) if main is not None else None
    draft.first = draft.index <= 0 and start == 0 and (clause is None or clause.link not in {"relative", "reduced"})


def _span(scan: Scan, sign: Sign, where: Field) -> Span:
    return Span(scan.offset(sign.start), scan.stop(sign.end), where)
