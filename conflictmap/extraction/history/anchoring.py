"""History or news: what a telling says about how long ago it was, and which old attacks are the story all the same.

A clause says by its own words that it is history: its date, a relative clause about somebody, a word that has an
attack as its occasion ("condemned", "the anniversary of"). Whether "last week" is the story or stands behind it only
the report can tell: it is the story where it opens the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.factuality.assertion import Factuality, factuality_words, noun_factuality
from conflictmap.extraction.history.recalled import of_kin, recalls, tells_when_last
from conflictmap.extraction.history.releases import tells_captivity
from conflictmap.extraction.history.signs import Sign
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.extraction.violence.recaptures import was_lost
from conflictmap.language import Hit, Language
from conflictmap.model import DateSpan

__all__ = [
    "Age",
    "dates_of",
    "days_before",
    "old_date",
    "past",
]


_REACH = 7
"""How many tokens before an attack the word may stand that has it as its occasion."""


def past(scan: Scan, start: int, mention: Mention | None, hit: Hit | None) -> Sign | None:
    """Return what tells that an attack is history, whatever else the report tells.

    Parameters
    ----------
    scan : Scan
    start : int
        First token of the telling.
    mention : Mention or None
        Its first casualties.
    hit : Hit or None
        The word that gives its kind, where no casualties are told.

    Returns
    -------
    Sign or None
    """
    at = mention.verb if mention is not None else hit.start if hit is not None else start
    cue = _occasion(scan, start, at)
    if cue is not None:
        return Sign("background.occasion", cue.start, cue.end)
    clause = scan.syntax.clause_at(at)
    dated = _after_deed(scan, start, at, mention)
    if dated is not None:
        return dated
    if mention is not None and _known(scan, mention):
        return Sign("background.occasion", at, at + 1)
    if clause is not None and _only_sets_time(scan, clause):
        return Sign("background.after", max(0, clause.start - 2), clause.start)
    if mention is None or clause is None or not (_verbal(mention) or tells_captivity(scan, clause)):
        return None
    return _relative(scan, clause, mention)


def _known(scan: Scan, mention: Mention) -> bool:
    """Whether a deed told by a noun is known already: "arrested four men over the murder of a singer"."""
    context = scan.syntax.context(mention.verb)
    if mention.construction != "nominal" or context.clause is None or context.determiner not in scan.grammar.definite:
        return False
    return _catches(scan, context.clause) and noun_factuality(scan, context, mention.verb) is Factuality.RETOLD


def _catches(scan: Scan, clause: Clause) -> bool:
    return scan.syntax.lemma(clause) in factuality_words(scan.language).caught


def _only_sets_time(scan: Scan, clause: Clause) -> bool:
    """Whether a clause only says how long after it, or since when, something else happened."""
    told = _set_off(scan, clause, "units") or _dates_another(scan, clause) or _begins(scan, clause)
    return told or was_lost(scan, clause) or tells_when_last(scan, clause)


def _begins(scan: Scan, clause: Clause) -> bool:
    """Whether a clause only says since when something is so: "the first match since gunmen killed the referee"."""
    since = scan.language.lists("history")["dates"]["since"]
    opens = clause.link == "adverbial" and clause.marker in since
    return opens and not clause.verb.perfect and "," not in scan.lows[clause.start : clause.verb.start]


def _set_off(scan: Scan, clause: Clause, *units: Literal["units", "days"]) -> bool:
    """Whether a stretch of such units of time sets a clause off: "two years after | gunmen killed 58"."""
    words = scan.language.lists("history")["after"]
    opens = clause.link == "adverbial" and clause.marker in words["markers"]
    return opens and any(scan.word(clause.start - 2) in words[unit] for unit in units)


def _dates_another(scan: Scan, clause: Clause) -> bool:
    """Whether a clause that days set off stands before another deed: "Four days after a bomb killed 100, | men"."""
    unit = scan.word(clause.start - 2)
    many = scan.syntax.words.singular(unit) != unit and _set_off(scan, clause, "days")
    return many and scan.has("outcome", clause.end, len(scan))


def days_before(scan: Scan, mention: Mention, loud: Sequence[Hit]) -> bool:
    """Whether casualties only date another attack: "Eight days after five men died there, | a bomb went off".

    Parameters
    ----------
    scan : Scan
    mention : Mention
    loud : sequence of Hit
        The attacks told in the sentence.

    Returns
    -------
    bool
    """
    clause = scan.syntax.clause_at(mention.verb)
    if clause is None or mention.low == 0 or not _set_off(scan, clause, "units", "days"):
        return False
    return any(hit.start >= clause.end for hit in loud) and not scan.has("kind", clause.start, clause.end)


def _after_deed(scan: Scan, start: int, at: int, mention: Mention | None) -> Sign | None:
    """Whether a deed told by a noun only says how long ago it was: "a week after the killing of two traders"."""
    if mention is None or mention.construction != "nominal":
        return None
    words = scan.language.lists("history")["after"]
    for i in range(max(start + 1, at - 3), at):
        if scan.word(i) in words["markers"] and scan.word(i - 1) in words["units"] | words["days"]:
            return Sign("background.after", i - 1, i + 1)
    return None


def _verbal(mention: Mention) -> bool:
    return mention.construction in {"passive", "intransitive", "active"} and not mention.gapped


def _occasion(scan: Scan, start: int, at: int) -> Hit | None:
    """Find the word that has an attack as its occasion: "condemned the", "anniversary of"."""
    for cue in scan.inside("background", max(start, at - _REACH - 2), at):
        near = at - cue.end <= _REACH and not {";", "."} & set(scan.lows[cue.end : at])
        news = _goes_on(scan, cue, at) or _describes(scan, cue) or _is_aside(scan, cue, at) or _is_new(scan, cue)
        if near and not news:
            return cue
    return None


def _is_new(scan: Scan, cue: Hit) -> bool:
    """Whether who claims an attack tells it to the reader: "claimed responsibility for | a bombing that killed six"."""
    claimed = scan.language.lists("history")["claimed"]["nouns"]
    return not claimed.isdisjoint(scan.lows[cue.start : cue.end]) and scan.plays(cue.end, "indefinite")


def _is_aside(scan: Scan, cue: Hit, at: int) -> bool:
    """Whether a cue stands in what is set into a clause: "40 people, believed to be victims of it, | were found"."""
    told, inner = scan.syntax.clause_over(at), scan.syntax.clause_at(cue.start)
    if told is not None and told.link == "coordinate" and told.start >= cue.end:
        return scan.syntax.tags[told.start] is Tag.PREPOSITION  # "since the war began, | with 51 killed"
    return told is not None and inner is not None and told.link == "resumed" and told.subject[1] <= inner.verb.start


def _goes_on(scan: Scan, cue: Hit, at: int) -> bool:
    """Whether a deed goes on with the verb before the occasion: "struck the funeral of six men, | killing 18"."""
    clause = scan.syntax.clause_over(at)
    if clause is None or clause.link not in {"participial", "shared"} or scan.word(clause.start - 1) != ",":
        return False
    parent = scan.syntax.parent(clause)
    return parent is not None and parent.verb.start < cue.start


def _describes(scan: Scan, cue: Hit) -> bool:
    """Whether a word for mourning only describes a noun: "a mourning tent"."""
    mourns = scan.word(cue.start) in scan.language.lists("history")["retold"]["occasions"]
    before_noun = scan.syntax.tags[cue.end : cue.end + 1] == (Tag.NOUN,)
    return mourns and before_noun and scan.syntax.tags[cue.start] is not Tag.PAST


def _relative(scan: Scan, clause: Clause, mention: Mention) -> Sign | None:
    """Whether the clause says who somebody is, or where something once happened."""
    words = scan.language.lists("history")["relative"]
    head = _head_of_chain(scan, clause)
    if tells_captivity(scan, head):
        return Sign("background.released", head.start, head.end)
    if recalls(scan, head):
        return Sign("background.relative", head.start, head.verb.end)
    if head.link != "relative" or not head.start <= mention.verb < head.end:
        return None
    told_later = clause.verb.past_perfect or head.verb.past_perfect
    if not told_later and _tells_news(scan, head, mention):
        return None
    if head.marker in words["person"] or (told_later and head.marker in words["thing"]):
        return Sign("background.relative", max(0, head.start - 1), head.verb.end)
    return None


def _tells_news(scan: Scan, head: Clause, mention: Mention) -> bool:
    """Whether a relative clause tells of the deed itself, of what was done next, or of somebody's kin."""
    return _of_the_deed(scan, head, mention) or _goes_on_with(scan, head, mention) or of_kin(scan, head)


def _goes_on_with(scan: Scan, head: Clause, mention: Mention) -> bool:
    """Whether a clause tells what was then done to people: "seized five, whom they killed", "by men who shot them"."""
    pronoun = mention.construction == "active" and any(_is_pronoun(scan, group.start) for group in mention.groups)
    if pronoun and _of_doers(scan, head):
        return True
    before = mention.construction == "active" and all(group.end <= head.start for group in mention.groups)
    return before and scan.word(head.start - 2) == ","


def _of_doers(scan: Scan, head: Clause) -> bool:
    """Whether a clause tells of those by whom the verb before was done: not "a man | who killed them | was jailed"."""
    above = scan.syntax.parent(head)
    passive = above is not None and above.verb.passive
    return passive and above is not None and any(scan.plays(i, "agent") for i in range(above.verb.end, head.start))


def _is_pronoun(scan: Scan, i: int) -> bool:
    return scan.syntax.tags[i : i + 1] == (Tag.PRONOUN,)


def _of_the_deed(scan: Scan, head: Clause, mention: Mention) -> bool:
    """Whether a clause behind a comma tells what the attack before it did: "shot a warden in Ramadi, who died"."""
    parent = scan.syntax.parent(head)
    while parent is not None and parent.link in {"participial", "reduced"}:
        parent = scan.syntax.parent(parent)
    shares = (g.start for g in mention.groups if scan.syntax.tags[g.end - 1] is Tag.RELATIVE)
    opens = min([head.start, *shares])  # ", at least 12 of whom | died"
    if parent is None or "," not in scan.lows[max(0, opens - 4) : head.start] or mention.outcome == "abducted":
        return False
    return scan.has("kind", parent.start, head.start) and not scan.has("kind", head.verb.end, head.end)


def _head_of_chain(scan: Scan, clause: Clause) -> Clause:
    """Return the clause that verbs in a row share: "who was shot and killed"."""
    while clause.link == "shared" and clause.parent >= 0:
        clause = scan.syntax.clauses[clause.parent]
    return clause


def dates_of(scan: Scan, dates: Sequence[DateMention], at: int) -> list[DateMention]:
    """Return the dates that date token `at`, not the ones of a relative clause that it stands outside of.

    Parameters
    ----------
    scan : Scan
    dates : sequence of DateMention
    at : int

    Returns
    -------
    list of DateMention
    """
    since = tuple(scan.language.lists("history")["dates"]["since"])
    found = [mention for mention in dates if not mention.text.lower().startswith(since) and _dates(scan, mention, at)]
    return [mention for mention in found if _within(scan, mention, at)] or found


def _within(scan: Scan, mention: DateMention, at: int) -> bool:
    """Whether a date stands with a deed in what only describes somebody: "a tailor seized in July was freed today"."""
    clause = scan.syntax.clause_at(at)
    if clause is None or clause.link not in {"relative", "reduced"}:
        return False
    return scan.offset(clause.start) <= mention.start < scan.stop(clause.end)


def _dates(scan: Scan, mention: DateMention, at: int) -> bool:
    token = next((i for i in range(len(scan)) if scan.offset(i) >= mention.start), len(scan) - 1)
    words = scan.language.lists("history")["dates"]
    before = " ".join(scan.lows[max(0, token - 5) : token])
    if scan.word(token - 1) in words["begun"] or any(relic in before for relic in words["relics"]):
        return False
    clause = scan.syntax.clause_at(token)
    while clause is not None:
        if clause.start <= at < clause.end:
            return True
        if clause.link in {"relative", "reduced", "participial"}:
            return False
        clause = scan.syntax.parent(clause)
    return True


Age = Literal["", "old", "long"]


def old_date(dates: Sequence[DateMention], today: date | None, language: Language) -> Age:
    """Tell how old the dates of a telling are: ``"long"`` past, ``"old"`` unless it opens the report, or ``""``.

    Parameters
    ----------
    dates : sequence of DateMention
    today : datetime.date or None
    language : Language

    Returns
    -------
    str
    """
    words = language.lists("history")["dates"]
    ages = {_age(told, today, words) for told in dates if not (told.of_next or told.said or told.kind == "future")}
    if not ages or "" in ages:
        return ""
    return "long" if ages == {"long"} else "old"


def _age(mention: DateMention, today: date | None, words: Mapping[str, frozenset[str]]) -> Age:
    told = mention.text.lower().split()
    if mention.kind == "historic":
        return "long"
    if mention.kind != "vague" or told[0] in words["still"]:
        return ""
    if mention.span is None and words["long"] & set(told):
        return "long"
    if mention.span is None or today is None:
        return "old"
    return _age_of_span(mention.span, today)


def _age_of_span(span: DateSpan, today: date) -> Age:
    if span.end >= today:
        return ""
    return "long" if span.prec >= 5 and span.end.year < today.year else "old"
