"""A count of nought, by the scope of the negation: "no casualties", "nobody was hurt", "did not harm anyone".

Nobody hurt is nobody killed, so that "no injuries" makes both counts nought; a sentence that gives dead keeps them.
"No figures", "no word of casualties" and "no further casualties" deny nothing.
"""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag

__all__ = ["none_hurt"]

_BOTH = ("killed", "wounded")


def none_hurt(scan: Scan) -> list[Mention]:
    """Read every denial of harm in a sentence."""
    words = casualty_words(scan.language)
    found: dict[str, Mention] = {}
    denials = [*_nouns(scan, words), *_labels(scan, words)]
    if words["nought.pronouns"] & set(scan.lows) or "no" in scan.lows or _negates(scan):
        for clause in scan.syntax.clauses:
            denials += _clause(scan, clause, words)
    denials += _fragment(scan, words)
    for outcomes, start, end, verb, rule in denials:
        for outcome in outcomes:
            made = "implied" if outcome == "killed" and _only_hurt(scan, verb, words) else rule
            found.setdefault(outcome, Mention(outcome, 0, 0, start, max(end, start + 1), verb, f"none/{made}"))
    return list(found.values())


def _only_hurt(scan: Scan, verb: int, words: CasualtyWords) -> bool:
    return scan.word(verb) in words["harm.hurt"] or scan.syntax.words.lemma(scan.word(verb)) in words["harm.verbs_hurt"]


_Denial = tuple[tuple[str, ...], int, int, int, str]


def _negates(scan: Scan) -> bool:
    return Tag.NEGATION in scan.syntax.tags or "failed" in scan.lows or "fails" in scan.lows or "without" in scan.lows


def _nouns(scan: Scan, words: CasualtyWords) -> list[_Denial]:
    """Read "no casualties", "without any deaths or injuries", "no reports of casualties", "nil casualties"."""
    found: list[_Denial] = []
    for i, low in enumerate(scan.lows):
        if low not in words["nought.determiners"] or (low == "any" and not _denied(scan, i, words)):
            continue
        last, outcomes = i, set[str]()
        j = i + 1
        while j < len(scan) and j < i + 12:
            made, end = _harm_noun(scan, j, words)
            if made:
                outcomes |= set(made)
                last = j = end
            elif scan.word(j) in words["nought.between"] or (not outcomes and scan.syntax.tags[j] is Tag.ADJECTIVE):
                if scan.word(j) in words["nought.open"]:
                    break
                j += 1
            else:
                break
        if (
            outcomes
            and not _asks_for_figures(scan, last, words)
            and not words["nought.open"] & set(scan.lows[i:last]) - {"serious"}
        ):
            found.append((tuple(o for o in _BOTH if o in outcomes), i, last, last - 1, "nominal"))
    return found


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


def _asks_for_figures(scan: Scan, last: int, words: CasualtyWords) -> bool:
    return scan.word(last) in words["nought.figures"] and last < len(scan) and scan.syntax.tags[last] in NOUNS


def _labels(scan: Scan, words: CasualtyWords) -> list[_Denial]:
    """Read "Casualties: none", "casualties - nil"."""
    found: list[_Denial] = []
    for i in range(len(scan) - 2):
        outcomes, end = _harm_noun(scan, i, words)
        if not outcomes or scan.word(end) not in words["nought.label_marks"]:
            continue
        value = end + 1
        if scan.word(value) in words["nought.label_values"] and scan.word(value + 1) in {"", ".", ",", ";", ")"}:
            found.append((outcomes, i, value + 1, i, "label"))
    return found


def _clause(scan: Scan, clause: Clause, words: CasualtyWords) -> list[_Denial]:
    """Read a clause that denies harm by its subject, object or verb: "nobody was hurt", "harmed no one"."""
    outcomes = _harmful(scan, clause, words)
    if not outcomes:
        return []
    start, end = clause.subject
    if words["nought.else"] & set(scan.lows[start : clause.verb.end + 2]):
        outcomes = tuple(outcome for outcome in outcomes if outcome != "killed")
    subject = next((i for i in range(start, min(end, clause.verb.start)) if _nobody_at(scan, i, words)), None)
    at = clause.verb.head
    if subject is not None and not words["nought.open"] - words["nought.else"] & set(
        scan.lows[subject : clause.verb.end]
    ):
        passive = clause.verb.passive or clause.verb.copula or _comes_to(scan, clause, words) or _dies(scan, at)
        return [(outcomes, subject, clause.verb.end, at, "passive")] if passive else []
    if clause.verb.passive:
        return []
    after = clause.verb.end
    if _nobody_at(scan, after, words) and not words["nought.open"] & set(scan.lows[after : after + 3]):
        return [(outcomes, clause.verb.start, after + 1, at, "active")]
    if _is_negated(scan, clause, words) and scan.word(after) in words["nought.anyone"]:
        return [(outcomes, clause.verb.start, after + 1, at, "negated")]
    return []


def _dies(scan: Scan, i: int) -> bool:
    return scan.syntax.words.lemma(scan.word(i)) in scan.syntax.words.intransitive


def _comes_to(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    return scan.syntax.lemma(clause) in words["nought.come_to"]


def _harmful(scan: Scan, clause: Clause, words: CasualtyWords) -> tuple[str, ...]:
    """Return what a clause that harms nobody denies; both where "killed or wounded" stands."""
    lemma = scan.syntax.lemma(clause)
    after = scan.lows[clause.verb.end : clause.verb.end + 3]
    if lemma in words["harm.verbs_both"] or (clause.verb.copula and set(after[:1]) & words["harm.both"]):
        return _BOTH
    if lemma in words["nought.come_to"] and set(after) & words["harm.both"]:
        return _BOTH
    if lemma in words["harm.verbs_killed"]:
        both = (
            after[:1] in (["or"], ["and"])
            and scan.syntax.words.lemma(scan.word(clause.verb.end + 1)) in words["harm.verbs_both"]
        )
        return _BOTH if both else ("killed",)
    return ()


def _nobody_at(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether "nobody", "none of the guards" or "no soldiers" begins here."""
    if scan.word(i) in words["nought.pronouns"]:
        return True
    return scan.word(i) == "no" and (
        scan.word(i + 1) == "one" or any(scan.at("people", j) for j in range(i + 1, i + 4))
    )


def _is_negated(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    if clause.verb.negated or scan.word(clause.verb.start - 1) == "without":
        return True
    parent = scan.syntax.parent(clause)
    return clause.verb.infinitive and parent is not None and scan.syntax.lemma(parent) in words["harm.failing"]


def _fragment(scan: Scan, words: CasualtyWords) -> list[_Denial]:
    """Read headlines without an auxiliary: "rocket lands, none hurt", "no one injured"."""
    found: list[_Denial] = []
    for i in range(len(scan) - 1):
        if not _nobody_at(scan, i, words):
            continue
        at = i + 1 if scan.word(i) in words["nought.pronouns"] else i + 2
        lemma = scan.syntax.words.lemma(scan.word(at))
        if at < len(scan) and (scan.word(at) != lemma or lemma == "hurt"):
            outcomes = (
                _BOTH
                if lemma in words["harm.verbs_both"]
                else ("killed",)
                if lemma in words["harm.verbs_killed"]
                else ()
            )
            if outcomes and scan.word(at + 1) in {"", ".", ",", ";", "in", "by", "at", ")", "or"}:
                found.append((_BOTH if scan.word(at + 1) == "or" else outcomes, i, at + 1, at, "reduced"))
    return found
