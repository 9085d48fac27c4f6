"""Rows and words of the rules that fire on no text there is.

usage: python benchmarks/unfired_rules.py [SHARED] [--phrases]

The reader reads every text at hand: the examples, the labelled reports and the sentences of the tests, and with
SHARED its labelled sets, coded tables and corpus too. The examples that stand beside the rows do not count. Prints
for each file of the rules how many rows and words never fire, and which rows; with --phrases the words as well. A
word fires in any of its forms. One that never does may still be right; it is only that nothing here shows it.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from conflictmap.defaults import load_language
from conflictmap.extraction import extract
from conflictmap.gazetteer import load_country_facts
from conflictmap.language import Hit, Language, read_rules
from conflictmap.language.countrywords import fill_rules
from conflictmap.language.violencewords import entries
from conflictmap.model import BadInputError, Report
from conflictmap.reports import read
from conflictmap.text import fold, tokenize

ROOT = Path(__file__).resolve().parents[1]
SETS = ("seed/*.txt", "gold/*.reports.jsonl", "coded/*.jsonl.gz", "corpus/*.jsonl.gz")
"""Below the folder `data` of SHARED. Tables and rows that hold no text are passed over."""

Words = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Listening(Language):
    """A language that notes what is found of it: the row, and the words that were met."""

    heard: set[tuple[str, Words]] = field(default_factory=set)

    def hits(self, lows: list[str]) -> list[Hit]:
        """Return what `Language.hits` does, and note it."""
        found = super().hits(lows)
        self.heard.update((hit.entry.rule, tuple(lows[hit.start : hit.end])) for hit in found)
        return found


def listening(language: Language) -> Listening:
    """Return a language that is the same but listens."""
    return Listening(**{each.name: getattr(language, each.name) for each in fields(Language)})


def texts(shared: Path | None) -> Iterator[Report]:
    """Yield every text at hand."""
    yield from read(ROOT / "examples", *sorted((ROOT / "tests" / "data" / "reports").glob("*.reports.jsonl")))
    cases = tomllib.loads((ROOT / "tests" / "data" / "sentences.toml").read_text(encoding="utf-8"))["case"]
    for number, case in enumerate(cases):
        yield Report(f"sentence-{number}", case["text"], case.get("title", ""))
    if shared is not None:
        for path in (path for pattern in SETS for path in sorted((shared / "data").glob(pattern))):
            with suppress(BadInputError):
                yield from read(path, on_error=[].append)


@dataclass(frozen=True)
class Word:
    """A word or phrase as it stands in a file, with the row it belongs to and all that it is looked up as."""

    file: str
    text: str
    forms: frozenset[tuple[str, Words]]

    @property
    def rows(self) -> set[str]:
        """Ids of the rows."""
        return {rule for rule, _ in self.forms}


def words(rules: Mapping[str, Mapping[str, Any]], language: Language) -> Iterator[Word]:
    """Yield each word of the rules that a text may hold, by file."""
    for file, tables in rules.items():
        for name, table in tables.items():
            beside = {other: tables[other] for other in _SPELLING if other in tables and other != name}
            for row in filter(_is_row, table if isinstance(table, list) else [table]):
                yield from _of_row(file, name, row, language, beside, listed=isinstance(table, list))


_SPELLING = ("slots", "vehicles")
"""Tables with what stands in the slots of the rows beside them: "<carrier> bomb"."""


def _is_row(row: Any) -> bool:
    return isinstance(row, dict)


def _of_row(
    file: str, name: str, row: Mapping[str, Any], language: Language, beside: Mapping[str, Any], *, listed: bool
) -> Iterator[Word]:
    """Yield the words of a row: what it is looked up as with a word in it, and not without."""

    def forms(key: str, value: Any) -> frozenset[tuple[str, Words]]:
        changed = {**row, key: value}
        made = entries({file: {**beside, name: [changed] if listed else changed}}, language.inflection)
        return frozenset((entry.rule, _lows(phrase, language)) for phrase, entry in made)

    for key, value in row.items():
        if not isinstance(value, (list, dict)):
            continue
        without = forms(key, type(value)())
        for text in value:
            only = [text] if isinstance(value, list) else {text: value[text]}
            if isinstance(text, str) and (found := forms(key, only) - without):
                yield Word(file, text, found)


def _lows(phrase: str, language: Language) -> Words:
    return tuple(token.low for token in tokenize(fold(phrase), language.orthography))


def report(known: list[Word], heard: set[tuple[str, Words]], *, phrases: bool) -> None:
    """Print what never fires, by file."""
    by_file: dict[str, list[Word]] = defaultdict(list)
    for word in known:
        by_file[word.file].append(word)
    for file, members in by_file.items():
        fired = set().union(*(word.rows for word in members if word.forms & heard))
        rows = set().union(*(word.rows for word in members))
        silent = [word for word in members if not word.forms & heard]
        print(
            f"{file}.toml: {len(rows - fired)} of {len(rows)} rows and {len(silent)} of {len(members)} words never fire"
        )
        for row in sorted(rows):
            unheard = sorted(word.text for word in silent if row in word.rows)
            if row not in fired:
                print(f"  {row}: none of {len(unheard)} words")
            if phrases and unheard:
                print(f"  {row}: {', '.join(unheard)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path)
    parser.add_argument("--phrases", action="store_true")
    options = parser.parse_args()
    language = listening(load_language())
    count = 0
    for text in texts(options.shared):
        extract(text, language)
        count += 1
    print(f"{count} texts")
    rules = fill_rules(
        read_rules(files("conflictmap") / "rules" / language.code), load_country_facts(), language.inflection.plural
    )
    report(list(words(rules, language)), language.heard, phrases=options.phrases)


if __name__ == "__main__":
    sys.exit(main())
