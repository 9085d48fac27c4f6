"""Figures of a second source: "the governor put it at five", "the hospital counted ten bodies"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.people import ARMED, Group
from conflictmap.extraction.people.apposition import in_town
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.language import WordLists

__all__ = ["mark_sources", "read_sources"]


def read_sources(scan: Scan, known: list[Mention]) -> list[Mention]:
    """Read the bare figures that somebody gives, where nothing else of the sentence read them.

    Parameters
    ----------
    scan : Scan
    known : list of Mention
        What was read of the sentence.

    Returns
    -------
    list of Mention
    """
    taken = {i for mention in known for i in range(mention.start, mention.end)}
    found = (_read(scan, clause) for clause in scan.syntax.clauses)
    return [mention for mention in found if mention is not None and mention.end - 1 not in taken]


def mark_sources(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """Mark the tolls that stand beside an earlier one as another source's, instead of replacing it.

    Parameters
    ----------
    scan : Scan
    mentions : list of Mention

    Returns
    -------
    list of Mention
        As many.
    """
    marked = [_mark(scan, mention) for mention in mentions]
    marked = [_apart(scan, mention, marked) for mention in marked]
    told = [
        replace(mention, rival=True, bodies=False) if _is_rival(scan, mention, marked[:n], marked) else mention
        for n, mention in enumerate(marked)
    ]
    return [mention for mention in told if not (mention.rival and _counts_twice(scan, mention.end))]


def _counts_twice(scan: Scan, start: int) -> bool:
    """Whether a source takes its figure back: "gave a toll of 14, but later said one man had been counted twice"."""
    words = scan.language.lists("sources")
    twice = [i for i in scan.found(words["revised"]["twice"]) if i >= start]
    counts = words["verbs"]["counting"] | words["verbs"]["telling"]
    return any(scan.syntax.words.lemma(scan.word(i - 1)) in counts for i in twice)


def _is_rival(scan: Scan, mention: Mention, before: list[Mention], marked: list[Mention]) -> bool:
    """Whether a figure is another source's: of those told before it, beside such a one, or by a noun for a figure."""
    if _told_again(scan, mention, before) or _beside_rival(scan, mention, marked):
        return True
    return not before and _is_given(scan, mention)


def _is_given(scan: Scan, mention: Mention) -> bool:
    """Whether a count is the figure that somebody gives: "the army's figure was | nine dead", "had reports of"."""
    if mention.construction != "reduced":
        return False
    clauses = (_reading_clause(scan, mention), scan.syntax.clause_at(mention.end - 1))
    given = (_read(scan, clause) for clause in clauses if clause is not None)
    return any(figure is not None and figure.end in {mention.end, mention.end - 1} for figure in given)


def _apart(scan: Scan, mention: Mention, told: list[Mention]) -> Mention:
    """Let a toll add to an earlier figure of other people: "36 militiamen; medics put the number of dead civilians"."""
    if not (mention.toll and mention.rival):
        return mention
    mine = mention.groups or _named(scan, mention)
    others = _are_others(mine, _alike(mention, told, mention.verb))
    return replace(mention, toll=False, rival=False, groups=mine) if others else mention


def _are_others(mine: tuple[Group, ...], before: list[Mention]) -> bool:
    """Whether those who bear arms are set beside those who do not."""
    armed = _bears_arms(mine)
    return armed is not None and {_bears_arms(mention.groups) for mention in before} == {not armed}


def _bears_arms(groups: tuple[Group, ...]) -> bool | None:
    """Whether all of them bear arms, or none does; ``None`` where it is not said of all."""
    found = {None if group.group == "unknown" else group.group in ARMED for group in groups if group.head}
    return found.pop() if len(found) == 1 and all(group.head for group in groups) else None


def _beside_rival(scan: Scan, mention: Mention, told: list[Mention]) -> bool:
    """Whether a figure goes on with another source's: "put the toll at 62 dead | and 150 wounded"."""
    near = (m for m in told if m.toll and m.rival and m.outcome != mention.outcome)
    return any(0 < mention.start - m.end <= _BESIDE and scan.plays(mention.start - 1, "additive") for m in near)


_BESIDE = 2
"""Tokens between two figures of one source: "dead and"."""


def _told_again(scan: Scan, mention: Mention, before: list[Mention]) -> bool:
    """Whether somebody counts those told before: "; the hospital received nine corpses", "but residents said 17 died".

    Without figures before it in the sentence, "Villagers counted six dead" is another source's all the same.
    """
    above = _source_clause(scan, mention)
    if above is None or mention.more or not _bare_count(scan, mention, above):
        return False
    told = _alike(mention, before, above.start)
    if not told:
        return not before and mention.construction == "reduced"
    return _set_against(scan, above) and all(_may_be_those(scan, mention, m) for m in told)


def _alike(mention: Mention, before: list[Mention], end: int) -> list[Mention]:
    """Return the figures of the same outcome told before token `end`."""
    return [m for m in before if m.outcome == mention.outcome and m.low and m.verb < end]


def _source_clause(scan: Scan, mention: Mention) -> Clause | None:
    """Return the clause in which people who give figures say or count what a mention tells."""
    if mention.construction in {"bodies", "reduced"}:
        return _counting_clause(scan, mention)
    clause = scan.syntax.clause_at(mention.start)
    above = scan.syntax.parent(clause) if clause is not None and clause.link == "complement" else None
    above = above or _reports(scan, mention.end)
    return above if above is not None and _is_said_by(scan, above) else None


def _is_said_by(scan: Scan, clause: Clause) -> bool:
    return scan.syntax.lemma(clause) in scan.syntax.words.saying and _by_people(scan, clause)


def _counting_clause(scan: Scan, mention: Mention) -> Clause | None:
    """Return the clause whose object people are that somebody counts or takes in: "received nine corpses"."""
    clause = _reading_clause(scan, mention)
    counts = clause is not None and _counts_anew(scan, clause) and clause.verb.head < mention.end
    return clause if counts and clause is not None and _by_people(scan, clause) else None


def _counts_anew(scan: Scan, clause: Clause) -> bool:
    words = scan.language.lists("sources")["verbs"]
    return scan.syntax.lemma(clause) in words["telling"] | words["counting"] | words["receiving"]


def _reading_clause(scan: Scan, mention: Mention) -> Clause | None:
    """Return the clause whose object people are, past the participle that tells what befell them: "17 | killed"."""
    clause = scan.syntax.clause_at(mention.start)
    return scan.syntax.parent(clause) if clause is not None and clause.link == "reduced" else clause


def _by_people(scan: Scan, clause: Clause) -> bool:
    """Whether a clause has a subject that may give figures, and not the name of a town: "Anbar recorded 12 dead"."""
    return _is_plain(clause) and not _is_bare_name(scan, *clause.subject) and not _revised(scan, clause)


def _is_plain(clause: Clause) -> bool:
    """Whether the subject of a verb does what it says."""
    return not (clause.verb.passive or clause.verb.negated or clause.verb.modal)


def _is_bare_name(scan: Scan, start: int, end: int) -> bool:
    return all(scan.syntax.tags[i] is Tag.NAME for i in range(start, end))


def _bare_count(scan: Scan, mention: Mention, above: Clause) -> bool:
    """Whether nothing but a figure is told: no means, no town, nobody by another name."""
    own = scan.syntax.clause_at(mention.verb)
    last = max(mention.end, above.end, own.end if own is not None else 0)
    placed = scan.has("kind", above.start, last) or any(in_town(scan, i) for i in range(above.verb.end, last))
    return not placed and all(map(_is_figure, mention.groups))


def _is_figure(group: Group) -> bool:
    return group.form in _COUNTED and not group.part


_COUNTED = frozenset({"number", "counted"})


def _set_against(scan: Scan, clause: Clause) -> bool:
    """Whether a clause is set beside what was said before it: by a semicolon, by "but", "while", "though"."""
    above = scan.syntax.parent(clause) if clause.link == "complement" else clause
    return above is not None and _is_contrast(scan, above)


def _is_contrast(scan: Scan, clause: Clause) -> bool:
    return clause.marker == ";" or clause.marker in scan.language.lists("sources")["against"]["words"]


def _may_be_those(scan: Scan, mention: Mention, told: Mention) -> bool:
    """Whether the people counted may be those of an earlier figure: they have the same name, or none."""
    theirs, mine = ({group.head for group in m.groups} - scan.grammar.generic_people - {""} for m in (told, mention))
    return not mine or mine <= theirs


def _mark(scan: Scan, mention: Mention) -> Mention:
    if mention.construction == "bodies" and _counts(scan, mention):
        return replace(mention, rival=True, bodies=False)
    if not mention.toll or mention.construction in {"source", "sources"}:
        return mention
    return replace(mention, rival=_of_source(scan, mention))


def _of_source(scan: Scan, mention: Mention) -> bool:
    """Whether somebody gives a toll as his own, and no newer one."""
    clause = next((c for c in scan.syntax.clauses if c.verb.start <= mention.end and mention.start < c.end), None)
    if clause is None or _revised(scan, clause):
        return False
    return _puts(scan, clause) or _is_said(scan, mention)


def _is_said(scan: Scan, mention: Mention) -> bool:
    """Whether somebody says what the number is: "medics said the number of injured was 38"."""
    clause = scan.syntax.clause_at(mention.start)
    above = scan.syntax.parent(clause) if clause is not None and clause.link == "complement" else None
    above = above or _reports(scan, mention.end)
    if above is None or scan.syntax.lemma(above) not in scan.syntax.words.saying:
        return False
    last = scan.syntax.clause_at(mention.end - 1)
    return last is not None and last.verb.copula and not _revised(scan, last) and not _revised(scan, above)


def _reports(scan: Scan, end: int) -> Clause | None:
    """Return the clause that says who says it, behind what it reports: "the number was six, | a doctor said"."""
    return next((c for c in scan.syntax.clauses if c.link == "reporting" and c.start == end + 1), None)


def _counts(scan: Scan, mention: Mention) -> bool:
    """Whether bodies are only counted: "the hospital counted ten bodies"."""
    clause = scan.syntax.clause_at(mention.verb)
    counting = scan.language.lists("sources")["verbs"]["counting"]
    return clause is not None and not clause.verb.passive and scan.syntax.lemma(clause) in counting


def _puts(scan: Scan, clause: Clause) -> bool:
    return (
        scan.syntax.lemma(clause) in scan.language.lists("sources")["verbs"]["putting"]
        and clause.subject[0] < clause.subject[1]
    )


def _revised(scan: Scan, clause: Clause) -> bool:
    words = scan.language.lists("sources")["revised"]
    return scan.syntax.lemma(clause) in words["verbs"] or bool(
        words["words"] & set(scan.lows[clause.start : clause.end])
    )


def _read(scan: Scan, clause: Clause) -> Mention | None:
    """Read the figure that the subject of a clause gives."""
    verb, (start, end) = clause.verb, clause.subject
    if start >= end or verb.passive or verb.negated or verb.modal or _provisional(scan, clause):
        return None
    words = scan.language.lists("sources")
    figure = _own_figure(scan, clause, words) if verb.copula else _given(scan, clause, words)
    return _mention(scan, clause, figure, words) if figure is not None and not _sums(scan, clause, figure) else None


def _sums(scan: Scan, clause: Clause, figure: Quantity) -> bool:
    """Whether the dead and the hurt are counted in one: "put the number of killed and wounded at 200"."""
    words = scan.language.lists("sources")["nouns"]
    told = {*scan.lows[clause.verb.end : figure.end + 1]}
    return not (words["dead"].isdisjoint(told) or words["hurt"].isdisjoint(told))


def _given(scan: Scan, clause: Clause, words: WordLists) -> Quantity | None:
    """Read the figure behind a verb of giving one: "put the toll at six", "spoke of six", "offered a count of six"."""
    verbs, lemma, start = words["verbs"], scan.syntax.lemma(clause), clause.verb.end
    figure = None
    if lemma in verbs["putting"]:
        figure = next(_after_figure(scan, start, clause.end, words), None)
    if figure is None and lemma in verbs["telling"]:
        figure = _bare_figure(scan, start, words)
    if figure is None and lemma in verbs["putting"] | verbs["telling"] | verbs["offering"]:
        figure = _of_figure(scan, start, clause.end, words)
    return figure


def _own_figure(scan: Scan, clause: Clause, words: WordLists) -> Quantity | None:
    """Read "the army's count was nine", "its own figure is 12 dead"."""
    start, end = clause.subject
    owned = any(scan.syntax.tags[i] in _OWNERS for i in range(start, end))
    if not owned or scan.word(end - 1) not in words["nouns"]["given"]:
        return None
    return _counted_bare(scan, clause.verb.end, words)


_OWNERS = frozenset({Tag.GENITIVE, Tag.POSSESSIVE})


def _of_figure(scan: Scan, start: int, end: int, words: WordLists) -> Quantity | None:
    """Read "a lower figure | of nine", "reports | of 40" in the object of a verb."""
    nouns = words["nouns"]["given"] | words["nouns"]["reports"]
    joints = (i for i in range(start + 1, min(start + _OBJECT, end)) if scan.plays(i, "genitive"))
    at = next(joints, None)
    return _counted_bare(scan, at + 1, words) if at is not None and scan.word(at - 1) in nouns else None


_OBJECT = 7
"""Tokens behind a verb within which its object tells a figure: "gave a much lower figure of"."""


def _counted_bare(scan: Scan, at: int, words: WordLists) -> Quantity | None:
    """Read a number that counts nobody but the dead or the hurt, or nothing by a name."""
    quantity = parse_quantity(scan, at)
    if quantity is None or quantity.article:
        return None
    bare = scan.word(quantity.end) in _CLOSES or scan.syntax.tags[quantity.end] in _CLOSED
    return quantity if bare or _is_fate(scan, quantity.end, words) else None


def _is_fate(scan: Scan, i: int, words: WordLists) -> bool:
    """Whether "dead" or "hurt" stands at a token for people, not before a noun: "nine | dead fish"."""
    return scan.word(i) in words["nouns"]["dead"] | words["nouns"]["hurt"] and not _is_noun(scan, i + 1)


def _is_noun(scan: Scan, i: int) -> bool:
    return i < len(scan) and scan.syntax.tags[i] in NOUNS


_CLOSES = frozenset({"", ".", ",", ";"})
_CLOSED = frozenset({Tag.COORDINATOR, Tag.SUBORDINATOR})


def _provisional(scan: Scan, clause: Clause) -> bool:
    """Whether the source gave its figure only at first."""
    words = casualty_words(scan.language)["function.provisional"]
    return not words.isdisjoint(scan.lows[clause.start : clause.verb.end])


def _bare_figure(scan: Scan, at: int, words: WordLists) -> Quantity | None:
    """Read "spoke of eight", "counted eight dead"."""
    of = scan.plays(at, "genitive")
    quantity = parse_quantity(scan, at + of)
    if quantity is None or quantity.article or scan.at("not_people", quantity.end):
        return None
    after = scan.word(quantity.end)
    bare = (of or _alone(scan, at, quantity)) and after in _CLOSES
    if scan.at("not_people", quantity.end + 1):
        return None  # "counted 40 dead | dogs"
    return quantity if bare or after in words["nouns"]["dead"] | words["nouns"]["hurt"] else None


def _alone(scan: Scan, at: int, quantity: Quantity) -> bool:
    """Whether a source only names its number: "the clinic counted | six", "medics said eight; police said | six"."""
    clause = scan.syntax.clause_at(at - 1)
    if clause is None or quantity.vague:
        return False
    counts = scan.syntax.lemma(clause) in scan.language.lists("sources")["verbs"]["counting"]
    return counts or (_is_contrast(scan, clause) and scan.has("outcome", 0, clause.start))


def _after_figure(scan: Scan, start: int, end: int, words: WordLists) -> Iterator[Quantity]:
    """Yield the number after "the number (of dead) at"."""
    named = False
    for i in range(start, min(start + 9, end)):
        named = named or scan.word(i) in words["nouns"]["figure"]
        quantity = parse_quantity(scan, i + 1) if named and scan.word(i) in words["nouns"]["at"] else None
        if quantity is not None and not (scan.at("not_people", quantity.end) or _of_attackers(scan, start, i, words)):
            yield quantity


def _of_attackers(scan: Scan, start: int, end: int, words: WordLists) -> bool:
    """Whether those who attacked are counted, and no dead: "put the number of assailants | at six"."""
    fate = words["nouns"]["dead"] | words["nouns"]["hurt"]
    told = any(hit.entry.value == "militant" for hit in scan.inside("people", start, end))
    return told and fate.isdisjoint(scan.lows[start:end])


def _mention(scan: Scan, clause: Clause, quantity: Quantity, words: WordLists) -> Mention:
    near = set(scan.lows[clause.verb.end : quantity.end + 2])
    hurt, dead = near & words["nouns"]["hurt"], near & words["nouns"]["dead"]
    outcome = "wounded" if hurt and not dead else "killed"
    verb = clause.verb.head
    rival = not _revised(scan, clause)
    return Mention(
        outcome,
        quantity.low,
        quantity.high,
        verb,
        quantity.end,
        verb,
        f"{outcome}.source/nominal",
        toll=True,
        rival=rival,
        vague=quantity.vague,
        unsaid=not (hurt or dead),
        construction="source",
    )


def _named(scan: Scan, mention: Mention) -> tuple[Group, ...]:
    """Return whom a figure is of, by the noun before it: "put the number of dead | civilians | at 11"."""
    hits = (scan.at("people", i) for i in range(mention.start, mention.end))
    hit = next((hit for hit in hits if hit is not None), None)
    if hit is None:
        return ()
    return (Group(hit.start, hit.end, mention.low, mention.high, hit.entry.value, scan.word(hit.end - 1)),)
