"""The words of violence: ``rules/<language>.toml`` read, checked and compiled into a :class:`Lexicon`.

Floor 1. A row of the file becomes one or more :class:`Entry` objects, filed under the words that trigger them. A
misspelt key is an error at load time, not a rule that silently never fires.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from conflictmap.model import KINDS, VICTIM_GROUPS, BadInputError
from conflictmap.text import fold, tokenize

__all__ = ["Entry", "Hit", "Lexicon", "load_lexicon", "plural", "verb_forms"]

_ROW_KEYS = {
    "people": {"id", "group", "nouns", "example"},
    "outcome": {
        "id",
        "outcome",
        "verbs",
        "words",
        "phrases",
        "phrases_transitive",
        "intransitive",
        "active_only",
        "adjective",
        "needs_people",
        "passive_only",
        "example",
    },
    "kind": {"id", "kind", "form", "rank", "words", "verbs", "example"},
    "cancel": {"id", "scope", "words", "example"},
}
_TABLE_KEYS = {
    "numbers": {"words", "multipliers", "vague", "bounds"},
    "not_people": {"nouns"},
    "typos": {"words"},
    "forces": {"foreign", "home"},
    "vehicles": {"nouns", "drives"},
    "weapon_verbs": {"verbs", "example"},
    "bodies": {"nouns", "verbs", "example"},
    "infrastructure": {"nouns", "example"},
    "background": {"words", "past_words"},
    "aggregate": {"words", "country_words"},
    "reference": {"words", "new", "part_of", "said"},
    "places": {
        "prepositions",
        "weak_prepositions",
        "targets",
        "kinds",
        "sites",
        "directions",
        "units",
        "pointing",
        "not_names",
    },
}
_FORMS = frozenset({"verb", "event", "means"})
_SCOPES = frozenset({"clause", "sentence", "report", "claim"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word or phrase stands for.

    Attributes
    ----------
    category : str
        ``"people"``, ``"outcome"``, ``"kind"``, ``"cancel"``, ``"bound"``, ``"body"``, ``"body_verb"`` ...
    rule : str
        Id of the row.
    value : str
        The group of people, the outcome, the kind, the scope, the mode of a bound.
    form : str
        For verbs ``"base"``, ``"third"``, ``"past"``, ``"participle"``, ``"past_participle"`` (one form for both) or
        ``"ing"``; for nouns ``"singular"`` or ``"plural"``; for kinds the form of the row.
    rank : int
        Which kind wins where several meet.
    traits : frozenset of str
        ``"intransitive"``, ``"active_only"``, ``"adjective"``, ``"needs_people"``, ``"passive_only"``, ``"plural"``.
    """

    category: str
    rule: str
    value: str
    form: str = ""
    rank: int = 0
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a sentence: tokens `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True)
class Lexicon:
    """A compiled rule file.

    Attributes
    ----------
    language : str
    numbers, multipliers, vague : mapping of str to int
        Number words.
    index : mapping
        First word -> phrases that begin with it, longest first.
    stems : frozenset of str
        Words one of which a text about violence must hold.
    not_names : frozenset of str
        Capitalised words that are no part of a place name.
    typos : mapping of str to str
        Common slips of the words that matter most -> the word meant.
    foreign, home : frozenset of str
        Words before "soldiers" that say whose they are.
    examples : tuple of (str, str)
        Id and example of every row.
    """

    language: str
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[str, int]
    index: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    stems: frozenset[str]
    not_names: frozenset[str]
    typos: Mapping[str, str]
    foreign: frozenset[str]
    home: frozenset[str]
    examples: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def hits(self, lows: list[str]) -> list[Hit]:
        """Return the longest match of each category at each position of a tokenised sentence, in order.

        Parameters
        ----------
        lows : list of str
            The lower-case words of the sentence.
        """
        found: list[Hit] = []
        index, size = self.index, len(lows)
        for i, low in enumerate(lows):
            phrases = index.get(low)
            if phrases is None:
                continue
            longest: dict[str, int] = {}
            for words, entry in phrases:
                length = len(words)
                if length < longest.get(entry.category, 0):
                    continue
                if i + length <= size and (length == 1 or tuple(lows[i : i + length]) == words):
                    longest[entry.category] = length
                    found.append(Hit(i, i + length, entry))
        return found


def plural(noun: str) -> str:
    """Return the regular English plural of the last word of a noun.

    Parameters
    ----------
    noun : str
        Singular, of one word or several.
    """
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(spec: str) -> tuple[str, str, str, str, str]:
    """Return base, third person, past, participle and -ing form of a verb row.

    Parameters
    ----------
    spec : str
        ``"kill"`` (regular), ``"gun down"`` (the first word is inflected) or all five forms joined by colons.
    """
    if ":" in spec:
        base, third, past, participle, ing = spec.split(":")
        return base, third, past, participle, ing
    head, _, tail = spec.partition(" ")
    rest = f" {tail}" if tail else ""
    if head in _IRREGULAR:
        third, past, participle, ing = _IRREGULAR[head]
    else:
        stem = head[:-1] if head.endswith("e") else head
        doubled = head + head[-1] if _doubles(head) else stem
        soft = head[:-1] + "i" if head.endswith("y") and head[-2] not in "aeiou" else doubled
        ing = (head if head[-1] == "y" else doubled) + "ing"
        third, past, participle = plural(head), soft + "ed", soft + "ed"
    return head + rest, third + rest, past + rest, participle + rest, ing + rest


_IRREGULAR = {
    "shoot": ("shoots", "shot", "shot", "shooting"),
    "beat": ("beats", "beat", "beaten", "beating"),
    "cut": ("cuts", "cut", "cut", "cutting"),
    "burn": ("burns", "burned", "burned", "burning"),
    "go": ("goes", "went", "gone", "going"),
    "blow": ("blows", "blew", "blown", "blowing"),
    "break": ("breaks", "broke", "broken", "breaking"),
}


def _doubles(head: str) -> bool:
    """Whether the last letter is doubled: one short stressed syllable, as in "gun" and "stab", not "storm"."""
    return len(head) <= 4 and head[-1] in "bdgmnpt" and head[-2] in "aeiou" and head[-3] not in "aeiou"


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(token.low for token in tokenize(fold(phrase)))


def _noun_forms(spec: str) -> tuple[str, str]:
    single, _, many = spec.partition(":")
    return single, many or plural(single)


@lru_cache(maxsize=4)
def load_lexicon(language: str = "en") -> Lexicon:
    """Load and compile the rules of a language.

    Parameters
    ----------
    language : str
        Name of a file in ``conflictmap/rules``, without its ending.

    Raises
    ------
    BadInputError
        If there is no such file, or a row has an unknown key, kind, group or scope.
    """
    path = files("conflictmap") / "rules" / f"{language}.toml"
    if not path.is_file():
        raise BadInputError(f"no rules for language {language!r}: expected {path}")
    return compile_lexicon(tomllib.loads(path.read_text(encoding="utf-8")), str(path))


def compile_lexicon(raw: Mapping[str, Any], name: str = "rules") -> Lexicon:
    """Check the parsed rows `raw` and compile them; `name` is used in messages.

    Raises
    ------
    BadInputError
        If a row has an unknown key, kind, group or scope, or two rows share an id.
    """
    _check(raw, name)
    index: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for phrase, entry in _entries(raw):
        words = _key(phrase)
        index.setdefault(words[0], []).append((words, entry))
    compiled = {
        first: tuple(sorted(set(rows), key=lambda row: (-len(row[0]), row[1].rule, row[1].form)))
        for first, rows in index.items()
    }
    numbers = raw["numbers"]
    return Lexicon(
        language=str(raw["language"]),
        numbers=dict(numbers["words"]),
        multipliers=dict(numbers["multipliers"]),
        vague=dict(numbers["vague"]),
        index=compiled,
        stems=_stems(compiled),
        not_names=frozenset(raw["places"]["not_names"]),
        foreign=frozenset(raw["forces"]["foreign"]),
        home=frozenset(raw["forces"]["home"]),
        typos=_slips(raw["typos"]["words"], compiled),
        examples=tuple((row["id"], row["example"]) for key in _ROW_KEYS for row in raw[key]),
    )


_TOO_COMMON = frozenset(
    (
        "a an the his her their was were is are be been in on of to for with by into up out off from and at new "
        "human head heads remains take took taken takes taking claim claims claimed claiming strike strikes hit "
        "hits target targets targeted targeting receive received left lost find found control series wave string "
        "burn run open opened launched carried hostile"
    ).split()
)


def _stems(index: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]) -> frozenset[str]:
    """Return one telling word of every phrase by which a text could report violence: its longest that is not common."""
    carriers = {"kind", "outcome", "body"}
    phrases = (words for rows in index.values() for words, entry in rows if entry.category in carriers)
    rare = ([word for word in words if word not in _TOO_COMMON] for words in phrases)
    return frozenset(max(words, key=len) for words in rare if words)


def _slips(words: Iterable[str], index: Mapping[str, Any]) -> dict[str, str]:
    """Return each way to drop one letter of a word or to swap two, unless that gives another word."""
    found: dict[str, str] = {}
    for word in words:
        for i in range(1, len(word)):
            for slip in (word[:i] + word[i + 1 :], word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]):
                if slip != word and slip not in index:
                    found[slip] = word
    return found


def _check(raw: Mapping[str, Any], name: str) -> None:
    known = set(_ROW_KEYS) | set(_TABLE_KEYS) | {"language"}
    for key in raw:
        if key not in known:
            raise BadInputError(f"{name}: unknown section [{key}]; known are {', '.join(sorted(known))}")
    for key, allowed in _TABLE_KEYS.items():
        for inner in raw.get(key, {}):
            if inner not in allowed:
                raise BadInputError(f"{name}: unknown key {inner!r} in [{key}]; known are {', '.join(sorted(allowed))}")
    ids: set[str] = set()
    for key, allowed in _ROW_KEYS.items():
        for row in raw.get(key, []):
            label = f"{name}: [[{key}]] {row.get('id', '?')}"
            if extra := set(row) - allowed:
                raise BadInputError(
                    f"{label}: unknown key {sorted(extra)[0]!r}; known are {', '.join(sorted(allowed))}"
                )
            if "id" not in row or row["id"] in ids or not row.get("example"):
                raise BadInputError(f"{label}: every row needs an id of its own and an example")
            ids.add(row["id"])
            _check_codes(key, row, label)


def _check_codes(key: str, row: Mapping[str, Any], label: str) -> None:
    if key == "kind" and (row["kind"] not in KINDS or row["form"] not in _FORMS):
        raise BadInputError(
            f"{label}: kind must be one of {', '.join(KINDS)} and form one of {', '.join(sorted(_FORMS))}"
        )
    if key == "people" and row["group"] not in VICTIM_GROUPS:
        raise BadInputError(f"{label}: group must be one of {', '.join(VICTIM_GROUPS)}")
    if key == "cancel" and row["scope"] not in _SCOPES:
        raise BadInputError(f"{label}: scope must be one of {', '.join(sorted(_SCOPES))}")


def _entries(raw: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    yield from _people(raw["people"])
    for row in raw["outcome"]:
        yield from _outcome(row)
    for row in raw["kind"]:
        yield from _kind(row)
    for row in raw["cancel"]:
        for words in row["words"]:
            yield words, Entry("cancel", row["id"], row["scope"])
    for mode, phrases in raw["numbers"]["bounds"].items():
        for words in phrases:
            yield words, Entry("bound", f"numbers.{mode}", mode)
    yield from _nouns(raw["not_people"]["nouns"], "not_people")
    yield from _nouns(raw["vehicles"]["nouns"], "vehicle")
    yield from _nouns(raw["bodies"]["nouns"], "body")
    yield from _nouns(raw["infrastructure"]["nouns"], "infrastructure")
    yield from _verbs(raw["bodies"]["verbs"], "body_verb", "bodies.verbs", "")
    yield from _verbs(raw["weapon_verbs"]["verbs"], "weapon_verb", "weapon_verbs", "")
    for words in raw["vehicles"]["drives"]:
        yield words, Entry("drives", "vehicles.drives", "")
    yield from _places(raw["places"])
    for table in ("background", "aggregate", "reference"):
        for key, phrases in raw[table].items():
            for words in phrases:
                entry = Entry(table if key == "words" else key, f"{table}.{key}", key)
                yield words, entry
                if table == "reference" and key == "words" and words.startswith("the "):
                    yield f"that {words[4:]}", entry
                    yield f"this {words[4:]}", entry


def _places(table: Mapping[str, list[str]]) -> Iterator[tuple[str, Entry]]:
    for key, phrases in table.items():
        if key == "not_names":
            continue
        for words in phrases:
            yield words, Entry(f"place_{key}", f"places.{key}", words)
            if key in {"kinds", "sites"}:
                yield plural(words), Entry(f"place_{key}", f"places.{key}", words)


def _people(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Entry]]:
    for row in rows:
        for spec in row["nouns"]:
            single, many = _noun_forms(spec)
            yield single, Entry("people", row["id"], row["group"], "singular")
            yield many, Entry("people", row["id"], row["group"], "plural")


def _outcome(row: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    traits = frozenset(
        trait
        for trait in ("intransitive", "active_only", "adjective", "needs_people", "passive_only")
        if row.get(trait)
    )
    yield from _verbs(row.get("verbs", []), "outcome", row["id"], row["outcome"], traits)
    for words in row.get("words", []):
        yield words, Entry("outcome", row["id"], row["outcome"], "word", 0, traits)
    for words in row.get("phrases", []):
        yield words, Entry("outcome", row["id"], row["outcome"], "phrase", 0, traits)
    for words in row.get("phrases_transitive", []):
        yield words, Entry("outcome", row["id"], row["outcome"], "past_participle", 0, traits)


def _kind(row: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    for words in row.get("words", []):
        single, _, many = words.partition(":")
        yield single, Entry("kind", row["id"], row["kind"], row["form"], row["rank"])
        if row["form"] != "verb":
            yield (
                many or plural(single),
                Entry("kind", row["id"], row["kind"], row["form"], row["rank"], frozenset({"plural"})),
            )
    for spec in row.get("verbs", []):
        for form, words in _named_forms(spec):
            yield words, Entry("kind", row["id"], row["kind"], "verb", row["rank"], frozenset({form}))


def _nouns(specs: Iterable[str], category: str) -> Iterator[tuple[str, Entry]]:
    for spec in specs:
        single, many = _noun_forms(spec)
        yield single, Entry(category, category, single, "singular")
        yield many, Entry(category, category, single, "plural")


def _named_forms(spec: str) -> Iterator[tuple[str, str]]:
    base, third, past, participle, ing = verb_forms(spec)
    yield "base", base
    yield "third", third
    yield "ing", ing
    if past == participle:
        yield "past_participle", past
    else:
        yield "past", past
        yield "participle", participle


def _verbs(
    specs: Iterable[str], category: str, rule: str, value: str, traits: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Entry]]:
    for spec in specs:
        for form, words in _named_forms(spec):
            yield words, Entry(category, rule, value, form, 0, traits)
