"""Running totals that replace earlier counts, and sources that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag

__all__ = ["read_tolls", "with_reasons"]


def read_tolls(scan: Scan) -> list[Mention]:
    """Read "raising the toll to 31", "the dead numbered four", "Wounded: 51", and rival sources.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
        Each marked as a toll.
    """
    words = casualty_words(scan.language)
    rival = _rival_sources(scan, words) or _by_counts(scan)
    if rival is not None:
        return [rival]
    found = (_toll_at(scan, i, words) for i in scan.found(words.counting))
    return [mention for mention in found if mention is not None]


def _toll_at(scan: Scan, i: int, words: CasualtyWords) -> Mention | None:
    """Read the figure of a noun that counts, unless it is an early one."""
    outcome = _counted_noun(scan, i, words)
    if outcome is None or words["function.provisional"] & set(scan.lows[max(0, i - 6) : i]) or _overtaken(scan, i):
        return None
    return _figure_after(scan, i, outcome, words)


def _overtaken(scan: Scan, i: int) -> bool:
    """Whether a figure was given before the one that holds: "they had earlier put the toll at two"."""
    clause = scan.syntax.clause_at(i)
    return clause is not None and clause.verb.past_perfect and clause.verb.end <= i


def _counted_noun(scan: Scan, i: int, words: CasualtyWords) -> str | None:
    """Return the outcome that a noun counts if it can carry a figure: "toll", "the dead", "the number of injured"."""
    word = scan.word(i)
    if word in words["tolls.nouns"]:
        return "killed"
    if _final_figure(scan, i, words) or _sum_raised(scan, i, words):
        return "killed"
    if word in words["tolls.numbers"]:
        counted = scan.lows[i + 2 : i + 6] if scan.plays(i + 1, "genitive") else scan.lows[i + 1 : i + 2]
        return _number_of(set(counted), words)
    outcome = _named(word, words)
    summed = scan.plays(i - 1, "additive") and _named(scan.word(i - 2), words) not in {None, outcome}
    return outcome if outcome is not None and not summed and _carries_figure(scan, i, words) else None


def _final_figure(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether a figure is of the dead told before it: "killed ten, a figure that rose to 14", "the final count"."""
    if scan.word(i) not in words["tolls.restated"] or not scan.has("outcome", 0, i):
        return False
    return scan.word(i + 1) in words["tolls.that"] or scan.word(i - 1) in words["tolls.final"]


def _sum_raised(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether a sum of the dead just told is raised to a bare figure: "two died, which brings | the total to 29"."""
    if scan.word(i) not in words["tolls.sums"] or not scan.plays(i - 1, "definite"):
        return False
    told = any(hit.entry.value == "killed" and hit.start < i for hit in scan.all("outcome"))
    return told and _raised_to(scan, i, words)


def _raised_to(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether a verb raises the noun at a token to a figure that nothing follows."""
    verb = scan.syntax.words.lemma(scan.word(i - 2))
    raised = verb in words["raised.verbs"] and scan.word(i + 1) in words["raised.links"]
    figure = parse_quantity(scan, i + 2) if raised else None
    return figure is not None and scan.word(figure.end) in _CLOSES


_CLOSES = frozenset({"", ".", ";", ","})


def _number_of(counted: set[str], words: CasualtyWords) -> str | None:
    """Return the outcome of those whose number is told; none where both are."""
    dead, hurt = bool(counted & words["tolls.dead"]), bool(counted & words["tolls.hurt"])
    if dead == hurt:
        return None
    return "killed" if dead else "wounded"


def _named(word: str, words: CasualtyWords) -> str | None:
    if word in words["tolls.dead"] or word in words["tolls.more_dead"]:
        return "killed"
    return "wounded" if word in words["tolls.hurt"] else None


def _carries_figure(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether a noun is told with a figure: as a label, behind "the" and before a link, or after "and"."""
    after = scan.word(i + 1)
    if i and scan.syntax.tags[i - 1] is Tag.NUMBER and scan.word(i - 2) != ":":
        return False  # "ended with ten dead: six guards and four inmates", not "killed: 2 wounded: 5"
    if _labelled(scan, i, words):
        return True
    led = i == 0 or scan.word(i - 1) in words["tolls.leads"]
    if led and scan.word(i) in words["tolls.figures"] and words["tolls.label_verbs"] & set(scan.lows[i + 1 : i + 9]):
        return True  # "Fatalities from the blast in Kut numbered four"
    if led and after in words["tolls.links"] | words["tolls.moving"]:
        return True
    coordinated = scan.word(i) in words["tolls.coordinated"] and scan.plays(i - 1, "additive")
    return coordinated and parse_quantity(scan, i + 1) is not None


def _labelled(scan: Scan, i: int, words: CasualtyWords) -> bool:
    after = scan.word(i + 1)
    if after in {":", "="} or after in words["tolls.label_verbs"]:
        return True
    return after in words["tolls.label_plurals"] and scan.word(i + 2) == ":"


def _figure_after(scan: Scan, i: int, outcome: str, words: CasualtyWords) -> Mention | None:
    """Read the first figure that a link behind the noun leads to."""
    reach = 22 if scan.word(i) in words["tolls.far"] else 6
    for j in range(i, min(i + reach, len(scan))):
        quantity = _linked_figure(scan, i, j, words)
        if quantity is not None:
            wounded = outcome == "killed" and words["tolls.not_dead"] & set(scan.lows[i:j])
            unsaid = _is_neutral(scan, i, quantity.end, words)
            return None if wounded else replace(_toll(outcome, i, quantity), unsaid=unsaid)
    return None


def _is_neutral(scan: Scan, i: int, end: int, words: CasualtyWords) -> bool:
    """Whether a noun does not say whom it counts, nor does anything near the figure: "put the | figure | at 12"."""
    return scan.word(i) in words["tolls.restated"] and words["tolls.dead"].isdisjoint(scan.lows[i : end + 2])


def _linked_figure(scan: Scan, i: int, j: int, words: CasualtyWords) -> Quantity | None:
    """Return the figure behind a link at token `j`, or right behind the noun itself."""
    linked = j > i and scan.word(j) in words["tolls.links"]
    if not linked and not (j == i and scan.word(i) in words["tolls.coordinated"] | words["tolls.nouns"]):
        return None
    start = j + 1 + (linked and _leads_to_figure(scan, j + 1, words))
    quantity = parse_quantity(scan, start)
    if quantity is None or scan.at("not_people", quantity.end) or (j > i + 1 and scan.plays(j, "genitive")):
        return None
    bare = quantity.article and not scan.word(start).isdecimal() and not scan.plays(start, "one")
    return None if bare else quantity


def _leads_to_figure(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether a word only leads from a link to the figure."""
    return scan.word(i) in words["tolls.before_figures"] and parse_quantity(scan, i) is None


def _toll(outcome: str, i: int, quantity: Quantity) -> Mention:
    rule = f"{outcome}.toll/nominal"
    return Mention(outcome, quantity.low, quantity.high, i, quantity.end, i, rule, toll=True, vague=quantity.vague)


def with_reasons(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Tell tolls from the deaths by which they rose: "rose to eight after two guests died", "died, making five dead".

    Parameters
    ----------
    scan : Scan
    found : list of Mention

    Returns
    -------
    list of Mention
        As many: the deaths are among those of the toll, and leave the wounded; what they bring is a toll.
    """
    dead = [mention for mention in found if mention.outcome == "killed"]
    if len(dead) < 2:
        return found
    return [_by_reason(scan, mention, dead) if mention in dead else mention for mention in found]


def _by_reason(scan: Scan, mention: Mention, dead: list[Mention]) -> Mention:
    """Mark a death as the reason of a toll told beside it, or a count as the toll that a death brought."""
    if any(other.toll and _hangs_on(scan, mention, other, "adverbial") for other in dead):
        return replace(mention, among=True, of_wounded=mention.construction == "intransitive")
    brought = any(other.of_wounded and _hangs_on(scan, mention, other, "participial") for other in dead)
    return replace(mention, toll=True) if brought else mention


def _hangs_on(scan: Scan, mention: Mention, other: Mention, link: str) -> bool:
    """Whether the clause of a mention hangs on that of another by a link."""
    clause, above = scan.syntax.clause_at(mention.verb), scan.syntax.clause_at(other.verb)
    hangs = clause is not None and clause.link == link and above is not None
    return hangs and clause is not None and _held_by(scan, clause) == above


def _held_by(scan: Scan, clause: Clause) -> Clause | None:
    """Return the clause that another hangs on, past who says it: "rose to 19, a doctor said, after four men died"."""
    holder = scan.syntax.parent(clause)
    return _held_by(scan, holder) if holder is not None and holder.link == "reporting" else holder


_MOST = 3000
"""No source counts so many dead of one attack; it is a year, or a sum of a war."""


def _rival_sources(scan: Scan, words: CasualtyWords) -> Mention | None:
    """Read a sentence that sets sources against each other as a range ("accounts vary; police say 9, others 11")."""
    vary = next((k for k in range(len(scan)) if _varies(scan, k, words)), None)
    said = set(scan.lows) if vary is not None else set()
    if vary is None or not words["tolls.counted"] & said:
        return None
    wounded_asked = not words["tolls.killed"] & said
    figures = [quantity for quantity in _figures(scan, vary, words, wounded=wounded_asked) if _ends(quantity)]
    if not figures:
        return None
    ends = [n for quantity in figures for n in _ends(quantity)]
    outcome = "wounded" if wounded_asked and words["tolls.wounded"] & said else "killed"
    rule = f"{outcome}.sources/nominal"
    end = figures[-1].end
    return Mention(outcome, min(ends), max(ends), 0, end, vary, rule, toll=True, construction="sources")


def _by_counts(scan: Scan) -> Mention | None:
    """Read what one count and another come to: "shot people in the street - 14 | by one count, 19 by another"."""
    words = scan.language.lists("sources")["by_count"]
    first = next((i for i in scan.found(words["by"]) if _names_count(scan, i, words["counts"])), _first_source(scan))
    figures = _figures_by(scan, first, words["by"]) if first is not None else []
    ends = [n for figure in figures for n in _ends(figure)]
    if len(figures) < _TWO or not ends:
        return None
    at, rule = figures[0].start, "killed.sources/nominal"
    return Mention("killed", min(ends), max(ends), at, figures[-1].end, at, rule, toll=True, construction="sources")


def _first_source(scan: Scan) -> int | None:
    """Return the "by" of the first who puts a toll: "the toll was put at nine | by | the police, at 11 by a medic"."""
    clause = next((c for c in scan.syntax.clauses if _puts_toll(scan, c)), None)
    start = len(scan) if clause is None else clause.verb.end
    return next((i for i in range(start, len(scan)) if scan.plays(i, "agent")), None)


def _puts_toll(scan: Scan, clause: Clause) -> bool:
    """Whether a toll is put at something: "the toll | was put | at nine"."""
    putting = scan.language.lists("sources")["verbs"]["putting"]
    nouns = casualty_words(scan.language)["tolls.nouns"]
    put = clause.verb.passive and scan.syntax.lemma(clause) in putting
    return put and not nouns.isdisjoint(scan.lows[slice(*clause.subject)])


_COUNT, _TWO = 5, 2
"""Tokens within which "by" names a count; figures that differ."""


def _names_count(scan: Scan, i: int, counts: frozenset[str]) -> bool:
    """Whether "by" leads to a count of those told dead or hurt before: "by | one count"."""
    return not counts.isdisjoint(scan.lows[i + 1 : i + _COUNT]) and scan.has("outcome", 0, i)


def _figures_by(scan: Scan, first: int, by: frozenset[str]) -> list[Quantity]:
    """Return the numbers right before each "by" from the first on."""
    ends = (_ends_at(scan, i) for i in scan.found(by) if i >= first)
    return [figure for figure in ends if figure is not None]


def _ends_at(scan: Scan, end: int) -> Quantity | None:
    """Return the bare number that ends at a token."""
    found = (parse_quantity(scan, i) for i in range(max(0, end - 4), end))
    return next((q for q in found if q is not None and q.end == end and not q.article), None)


def _varies(scan: Scan, k: int, words: CasualtyWords) -> bool:
    """Whether sources differ by the word at `k`, or figures span a range: "ran from 70 to 80"."""
    if scan.word(k) in words["tolls.vary"]:
        return True
    spans = scan.word(k) in words["tolls.spanning"] and scan.word(k + 1) in words["tolls.from"]
    quantity = parse_quantity(scan, k + 2) if spans else None
    return quantity is not None and not quantity.article


def _ends(quantity: Quantity) -> list[int]:
    """Return the ends of a figure that may be of one attack."""
    return [n for n in (quantity.low, quantity.high) if n is not None and n < _MOST]


def _figures(scan: Scan, i: int, words: CasualtyWords, *, wounded: bool) -> Iterator[Quantity]:
    """Yield the figures from token `i` on, those of the wounded only if they are asked for."""
    ends = 0
    while i < len(scan) and not (scan.word(i) == ";" and ends > 1):
        quantity = parse_quantity(scan, i)
        if quantity is None or not _counts_people(scan, quantity):
            i += 1
            continue
        i = quantity.end
        if wounded or not words["tolls.wounded_after"] & set(scan.lows[i : i + 4]):
            ends += len(_ends(quantity))
            yield quantity


def _counts_people(scan: Scan, quantity: Quantity) -> bool:
    return not quantity.article and not quantity.vague and not scan.at("not_people", quantity.end)
