"""A count of nought, by the scope of the negation: "no casualties", "nobody was hurt", "did not harm anyone".

Nobody hurt is nobody killed, so that "no injuries" makes both counts nought; a sentence that gives dead keeps them.
"No figures", "no word of casualties" and "no further casualties" deny nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Construction, Mention
from conflictmap.extraction.casualties.nominal import lone_casualty
from conflictmap.extraction.people import Group, parse_group
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag

__all__ = ["none_hurt"]

_BOTH = ("killed", "wounded")
_SOME = frozenset({"child"})
"""Those of whom none was hurt where others may have been: "no child was hurt"."""
_STOPS = frozenset({"", ".", ",", ";", ")"})


@dataclass(frozen=True, slots=True)
class _Denial:
    """Outcomes that befell nobody: the tokens that say so, the verb or noun, and the construction."""

    outcomes: tuple[str, ...]
    start: int
    end: int
    verb: int
    construction: Construction


def none_hurt(scan: Scan) -> list[Mention]:
    """Read every denial of harm in a sentence.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
        One an outcome, each of nobody.
    """
    words = casualty_words(scan.language)
    found: dict[str, Mention] = {}
    denials = [*_nouns(scan, words), *_labels(scan, words), *_zeros(scan, words)]
    if _denies(scan, words):
        for clause in scan.syntax.clauses:
            denial = _clause(scan, clause, words)
            denials += [denial] if denial is not None else []
    denials += [*_fragments(scan, words), *_of_others(scan)]
    for denial in denials:
        spared = _excepted(scan, denial, words)
        for outcome in denial.outcomes:
            made = _mention(scan, denial, outcome, words)
            found.setdefault(outcome, made if spared is None else _all_but(made, denial, spared))
    return [mention for mention in found.values() if mention.low is not None or mention.high is not None]


def _excepted(scan: Scan, denial: _Denial, words: CasualtyWords) -> Group | None:
    """Read whom a denial leaves out: "no deaths apart from the bomber", "nobody but the guard was killed"."""
    for i in range(denial.start + 1, denial.end + 2):
        after = i if _goes_on_after(scan, i, denial) else words.phrase_at("nought.except", scan.lows, i)
        group = parse_group(scan, after, names=True) if after > i else None
        if group is not None and not _has_verb(scan, group.end, denial):
            return group
    return None


def _goes_on_after(scan: Scan, i: int, denial: _Denial) -> bool:
    """Whether a new clause may begin: "without casualties, | but a second one killed a guard"."""
    return denial.construction == "nominal" and Tag.COORDINATOR in scan.syntax.tags[i : i + 1]


def _has_verb(scan: Scan, i: int, denial: _Denial) -> bool:
    """Whether a verb other than the denied one follows: "no deaths but two guards | were hurt"."""
    return any(verb.start == i and verb.head != denial.verb for verb in scan.syntax.groups)


def _all_but(mention: Mention, denial: _Denial, spared: Group) -> Mention:
    """Count whom a denial leaves out: among casualties, an attacker is dead, and of others nobody can tell."""
    if mention.outcome in denial.outcomes[1:] and spared.group == "militant":
        return mention
    told = len(denial.outcomes) == 1 or spared.group == "militant"
    low, high = (spared.low, spared.high) if told else (None, None)
    return replace(mention, low=low, high=high, groups=(spared,), end=max(mention.end, spared.end))


def _mention(scan: Scan, denial: _Denial, outcome: str, words: CasualtyWords) -> Mention:
    implied = outcome == "killed" and _only_hurt(scan, denial.verb, words)
    made: Construction = "implied" if implied else denial.construction
    end = max(denial.end, denial.start + 1)
    return Mention(outcome, 0, 0, denial.start, end, denial.verb, f"none/{made}", construction=made)


def _only_hurt(scan: Scan, verb: int, words: CasualtyWords) -> bool:
    return scan.word(verb) in words["harm.hurt"] or scan.syntax.words.lemma(scan.word(verb)) in words["harm.verbs_hurt"]


def _denies(scan: Scan, words: CasualtyWords) -> bool:
    """Whether a word of the sentence may deny what a clause tells."""
    signs = scan.found(words.nobody | words["nought.everybody"]) or scan.found(words["nought.failing_forms"])
    return bool(signs) or Tag.NEGATION in scan.syntax.tags


def _nouns(scan: Scan, words: CasualtyWords) -> list[_Denial]:
    """Read "no casualties", "without any deaths or injuries", "no reports of casualties", "nil casualties"."""
    found: list[_Denial] = []
    for i in scan.found(words["nought.determiners"]):
        if scan.word(i) in words["nought.any"] and not _denied(scan, i, words):
            continue
        outcomes, last = _nouns_after(scan, i, words)
        if outcomes and not _leaves_open(scan, i, last, words):
            found.append(_Denial(tuple(o for o in _BOTH if o in outcomes), i, last, last - 1, "nominal"))
    return found


def _nouns_after(scan: Scan, i: int, words: CasualtyWords) -> tuple[set[str], int]:
    """Return the outcomes that the nouns of harm after a determiner name, and where the last of them ends."""
    outcomes, last = set[str](), i
    j = i + 1
    while j < min(len(scan), i + 12):
        made, end = _harm_noun(scan, j, words)
        if made:
            outcomes |= set(made)
            last = j = end
        elif _goes_on(scan, j, words, first=not outcomes):
            j += 1
        else:
            break
    return outcomes, last


def _goes_on(scan: Scan, j: int, words: CasualtyWords, *, first: bool) -> bool:
    """Whether a word may stand between a determiner and its noun of harm."""
    if scan.word(j) in words["nought.open"]:
        return False
    return scan.word(j) in words["nought.between"] or (first and scan.syntax.tags[j] is Tag.ADJECTIVE)


def _leaves_open(scan: Scan, start: int, last: int, words: CasualtyWords) -> bool:
    """Whether the denial leaves something open: "no further casualties", "no casualty figures"."""
    if words["nought.open"] & set(scan.lows[start:last]) - words["nought.mild"]:
        return True
    return last < len(scan) and scan.word(last) in words["nought.figures"] and scan.syntax.tags[last] in NOUNS


def _denied(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether "any" stands after the negated verb of its clause: "did not cause any casualties"."""
    clause = scan.syntax.clause_at(i)
    return clause is not None and clause.verb.end <= i and _is_negated(scan, clause, words)


def _harm_noun(scan: Scan, j: int, words: CasualtyWords) -> tuple[tuple[str, ...], int]:
    """Return the outcomes that a noun of harm at token `j` denies, and where it ends."""
    end = words.phrase_at("harm.killed", scan.lows, j)
    if end > j:
        return ("killed",), end
    return (_BOTH, j + 1) if scan.word(j) in words["harm.both"] else ((), j)


def _labels(scan: Scan, words: CasualtyWords) -> list[_Denial]:
    """Read "Casualties: none", "casualties - nil"."""
    marks = [i for i in scan.found(words["nought.label_marks"]) if _is_nought(scan, i + 1, words)]
    found: list[_Denial] = []
    for i in range(len(scan) - 2) if marks else ():
        outcomes, end = _harm_noun(scan, i, words)
        if outcomes and end in marks:
            found.append(_Denial(outcomes, i, end + 2, i, "label"))
    return found


def _is_nought(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether a label has no value but nought."""
    return scan.word(i) in words["nought.label_values"] and scan.word(i + 1) in _STOPS


def _zeros(scan: Scan, words: CasualtyWords) -> list[_Denial]:
    """Read the figures of a log: "0 KIA", "nil wounded"."""
    found: list[_Denial] = []
    for i, low in enumerate(scan.lows):
        told = scan.at("outcome", i + 1) if low in words["nought.zeros"] else None
        if told is not None and told.entry.value in _BOTH:
            found.append(_Denial((told.entry.value,), i, told.end, told.start, "label"))
    return found


def _clause(scan: Scan, clause: Clause, words: CasualtyWords) -> _Denial | None:
    """Read a clause that denies harm by its subject, object or verb: "nobody was hurt", "harmed no one"."""
    if _all_unhurt(scan, clause, words):
        return _Denial(_BOTH, clause.subject[0], clause.verb.end + 1, clause.verb.head, "passive")
    outcomes = _harmful(scan, clause, words)
    if not outcomes:
        return None
    if words["nought.else"] & set(scan.lows[clause.subject[0] : clause.verb.end + 2]):
        outcomes = tuple(outcome for outcome in outcomes if outcome != "killed")
    subject = _nobody_before(scan, clause, words)
    if subject is not None:
        befalls = clause.verb.passive or clause.verb.copula or _befalls(scan, clause, words)
        befalls = befalls or scan.syntax.lemma(clause) in words["nought.telling"]
        return _Denial(outcomes, subject, clause.verb.end, clause.verb.head, "passive") if befalls else None
    return None if clause.verb.passive else _active(scan, clause, outcomes, words)


def _all_unhurt(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    """Whether all who were there came out unhurt: "everyone escaped unharmed", "all the pupils were unhurt"."""
    spared = scan.language.lists("events")["told"]["spared"]
    every = scan.word(clause.subject[0]) in words["nought.everybody"]
    told = {scan.word(clause.verb.head), scan.word(clause.verb.end)}  # "were | unscathed" looks like a passive
    return every and not clause.verb.negated and not spared.isdisjoint(told)


def _nobody_before(scan: Scan, clause: Clause, words: CasualtyWords) -> int | None:
    """Return where the subject is nobody, with nothing that leaves it open."""
    start, end = clause.subject
    at = next((i for i in range(start, min(end, clause.verb.start)) if _nobody_at(scan, i, words)), None)
    if at is None or (words["nought.open"] - words["nought.else"]) & set(scan.lows[at : clause.verb.end]):
        return None
    return at


def _active(scan: Scan, clause: Clause, outcomes: tuple[str, ...], words: CasualtyWords) -> _Denial | None:
    """Read a verb that harms nobody, or harms no one in the negative."""
    start, after, at = clause.verb.start, clause.verb.end, clause.verb.head
    if _nobody_at(scan, after, words) and not words["nought.open"] & set(scan.lows[after : after + 3]):
        return _Denial(outcomes, start, after + 1, at, "active")
    if scan.word(after) in words["nought.anyone"] and _is_negated(scan, clause, words):
        return _Denial(outcomes, start, after + 1, at, "negated")
    return None


def _befalls(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    """Whether the subject of an active verb is who it befalls: "nobody died", "nobody came to harm"."""
    return _comes_to(scan, clause, words) or _dies(scan, clause.verb.head)


def _dies(scan: Scan, i: int) -> bool:
    return scan.syntax.words.lemma(scan.word(i)) in scan.syntax.words.intransitive


def _comes_to(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    return scan.syntax.lemma(clause) in words["nought.come_to"]


def _harmful(scan: Scan, clause: Clause, words: CasualtyWords) -> tuple[str, ...]:
    """Return what a clause that harms nobody denies; both where "killed or wounded" stands."""
    lemma = scan.syntax.lemma(clause)
    if lemma in words["harm.verbs_both"] or _has_harm(scan, clause, words):
        return _BOTH
    if lemma in words["harm.verbs_killed"]:
        return _BOTH if _or_hurt(scan, clause.verb.end, words) else ("killed",)
    return ()


def _has_harm(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    """Whether a noun of harm follows the verb: "were no casualties", "came to no harm"."""
    told = _comes_to(scan, clause, words) or scan.syntax.lemma(clause) in words["nought.telling"]
    reach = 3 if told else 1 if clause.verb.copula else 0
    return not words["harm.both"].isdisjoint(scan.lows[clause.verb.end : clause.verb.end + reach])


def _or_hurt(scan: Scan, i: int, words: CasualtyWords) -> bool:
    second = scan.syntax.words.lemma(scan.word(i + 1))
    return scan.word(i) in words["nought.joins"] and second in words["harm.verbs_both"]


def _nobody_at(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether "nobody", "none of the guards" or "no soldiers" begins here."""
    if scan.word(i) in words["nought.pronouns"]:
        return True
    if not scan.plays(i, "nought"):
        return False
    people = (scan.at("people", j) for j in range(i + 1, i + 4))
    return scan.plays(i + 1, "one") or any(hit is not None and hit.entry.value not in _SOME for hit in people)


def _is_negated(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    if clause.verb.negated or scan.word(clause.verb.start - 1) in words["nought.privative"]:
        return True
    parent = scan.syntax.parent(clause)
    return clause.verb.infinitive and parent is not None and scan.syntax.lemma(parent) in words["harm.failing"]


def _of_others(scan: Scan) -> list[_Denial]:
    """Read that nobody but an attacker came to harm: nobody was hurt."""
    alone = (c.verb for c in scan.syntax.clauses if c.verb.copula and lone_casualty(scan, c))
    return [_Denial(("wounded",), verb.start, verb.end, verb.head, "nominal") for verb in alone]


def _fragments(scan: Scan, words: CasualtyWords) -> list[_Denial]:
    """Read headlines without an auxiliary: "rocket lands, none hurt", "no one injured"."""
    found = (
        _fragment(scan, i, words) for i in scan.found(words.nobody) if i < len(scan) - 1 and _nobody_at(scan, i, words)
    )
    return [denial for denial in found if denial is not None]


def _fragment(scan: Scan, i: int, words: CasualtyWords) -> _Denial | None:
    at = i + 1 if scan.word(i) in words["nought.pronouns"] else i + 2
    if at >= len(scan):
        return None
    lemma = scan.syntax.words.lemma(scan.word(at))
    inflected = scan.word(at) != lemma or lemma in words["harm.unchanging"]
    outcomes = _outcomes(lemma, words) if inflected else ()
    if not outcomes or not (scan.word(at + 1) in _STOPS or scan.word(at + 1) in words["nought.fragment_ends"]):
        return None
    return _Denial(_BOTH if scan.plays(at + 1, "alternative") else outcomes, i, at + 1, at, "reduced")


def _outcomes(lemma: str, words: CasualtyWords) -> tuple[str, ...]:
    """Return what a verb does to people."""
    if lemma in words["harm.verbs_both"]:
        return _BOTH
    return ("killed",) if lemma in words["harm.verbs_killed"] else ()
