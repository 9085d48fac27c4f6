"""What a folder of rules may hold: which files, tables and keys, and what stands in them.

A misspelt key is an error when the language is loaded, not a rule that silently never fires; so is a word that stands
in two rows of one category. Every file and table may be missing: a language needs no more than it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conflictmap import codebook
from conflictmap.language.datewords import DURATIONS
from conflictmap.language.grammar import grammar_lists
from conflictmap.model import BadInputError
from conflictmap.placekinds import KINDS as PLACE_KINDS

__all__ = ["check"]


_Codes = Iterable[str] | Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class _Lists:
    """A table of lists of words; `keys` ``None`` allows any key. It may have an example, which the tests run."""

    keys: frozenset[str] | None = None
    unique: bool = False  # whether a word may stand in one of the lists only


@dataclass(frozen=True, slots=True)
class _Values:
    """A table of words with a value each: whole numbers, text, pairs of numbers."""

    kind: str


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows with an id of their own; of some, each key has one of a set of codes, or of those that a function gives."""

    keys: frozenset[str]
    needed: frozenset[str] = frozenset({"id", "example"})
    codes: Mapping[str, _Codes] = field(default_factory=dict)
    words: tuple[str, ...] = ()  # lists of words
    category: tuple[str, ...] = ()  # keys that tell one category of words from another


def _lists(keys: str = "", *, unique: bool = False) -> _Lists:
    return _Lists(frozenset(keys.split()) or None, unique)


def _rows(keys: str, words: str, category: str = "", needed: str = "id example", **codes: _Codes) -> _Rows:
    lists = tuple(words.split())
    every = frozenset([*keys.split(), *lists, *needed.split()])
    return _Rows(every, frozenset(needed.split()), codes, lists, tuple(category.split()))


OUTCOME_TRAITS = frozenset(
    "intransitive active_only adjective counted_only needs_people own_side passive_only people_only"
    " single_needs_lives may_live".split()
)
KIND_TRAITS = frozenset("arms blast faint fixed general slight weak wielded".split())
CANCEL_TRAITS = frozenset("accident court defused exercise false fiction figure sport statistics".split())
PLACE_ROLES = frozenset(
    ("direction unit kind anaphor organisation approximately inside of near between linking to and the border").split()
)
READ_AS = frozenset("preposition weak_preposition kind site direction unit pointing string".split())
SENSES = frozenset("definite own same with way capital part".split())
ANAPHORS = frozenset({"capital", "seat", "country", "any"})

FILES: dict[str, dict[str, _Lists | _Values | _Rows]] = {
    "numbers": {
        "words": _Values("int"),
        "multipliers": _Values("int"),
        "vague": _Values("int"),
        "bounds": _lists("at_least at_most about or_more", unique=True),
    },
    "people": {
        "people": _rows("group", "nouns", needed="id group example", group=codebook.groups),
        "not_people": _lists("nouns"),
        "forces": _lists("state_forces foreign_forces regional_forces volunteer_forces", unique=True),
    },
    "outcomes": {
        "outcome": _rows(
            "traits",
            "verbs words phrases phrases_transitive",
            needed="id outcome example",
            outcome=("killed", "wounded", "abducted"),
        ),
        "bodies": _lists("nouns verbs"),
    },
    "kinds": {
        "kind": _rows(
            "traits",
            "words verbs",
            "form",
            "id kind form rank example",
            kind=codebook.kinds,
            form=("verb", "event", "means"),
        ),
        "told_by_outcome": _Values("int"),
        "weapon_verbs": _lists("verbs"),
        "slots": _lists("carrier laden"),
        "vehicles": _lists("nouns drives"),
        "infrastructure": _lists("nouns"),
        "too_common": _lists("words"),
    },
    "factuality": {
        "cancel": _rows(
            "traits", "words", "scope", "id scope example", scope=("clause", "sentence", "report", "claim")
        ),
        "background": _lists("words past_words", unique=True),
    },
    "discourse": {
        "aggregate": _lists("words country_words", unique=True),
        "reference": _lists("words articles new part_of said"),
    },
    "places": {
        "place": _rows(
            "role sense point adjective km fit hard anaphor road to example",
            "",
            needed="id words",
            role=PLACE_ROLES,
            sense=SENSES,
            to=ANAPHORS,
        ),
        "targets": _lists("words"),
        "number": _Values("int"),
        "naming": _Values("str"),
        "points": _Values("str"),
    },
    "names": {
        "short_names": _lists("before"),
        "no_place": _lists("anywhere in_reports in_strings", unique=True),
        "person": _lists("titles given surnames"),
        "describing": _lists("words"),
        "strip": _lists("first last elements"),
        "same": _lists(),
        "months": _lists(),
    },
    "dates": {
        "weekdays": _lists("monday tuesday wednesday thursday friday saturday sunday", unique=True),
        "months": _lists(
            "january february march april may june july august september october november december", unique=True
        ),
        "doubtful": _lists("words"),
        "seasons": _Values("pair"),
        "deictic": _Values("int"),
        "deictic_future": _lists("words"),
        "numbers": _Values("int"),
        "vague_numbers": _lists("words"),
        "units": _lists("hour day week month year decade century weekend part", unique=True),
        "thirds": _Values("int"),
        "parts": _lists("before after"),
        "cores": _lists("overnight recent anniversary", unique=True),
        "named_days": _Values("str"),
        "periods": _Values("pair"),
        "names": _lists("after_date after_weekday before_weekday as_place"),
        "words": _lists("after_year year_counts after_list future past until not_overnight reporting"),
        "governing": _lists("heads scopes"),
        "durations": _lists(" ".join(DURATIONS)),
    },
    "dateline": {
        "dateline": _lists(
            "agencies agency_tails not_places leads kept_leads not_in_caps joints of between bylines writers provinces"
            " heading_in within articles page_stamps stamp_links clock_units place_tails section_tails part_tails"
            " talking"
        )
    },
    "orthography": {
        "tokens": _lists("dotted behind_numbers"),
        "endings": _lists("ordinal possessive bare_possessive"),
        "sentences": _lists("abbreviations may_end openers unannounced"),
    },
    "morphology": {
        "plural": _rows("drop double", "", needed="pattern add"),
        "past": _rows("drop double", "", needed="pattern add"),
        "ing": _rows("drop double", "", needed="pattern add"),
        "irregular": _Values("forms"),
        "typos": _lists("words"),
    },
}


def check(raw: Mapping[str, Mapping[str, Any]], folder: str) -> None:
    """Check the parsed files of a language.

    Parameters
    ----------
    raw : mapping
        Name of a file, without its ending, -> its tables.
    folder : str
        Where the files lie, for messages.

    Raises
    ------
    BadInputError
        For a file, table, key or code that there is not, a value of the wrong form, and a word in two rows of one
        category. The message is one line and names the file and the row.
    """
    ids: set[str] = set()
    for name, tables in raw.items():
        label = f"{folder}/{name}.toml"
        if name == "grammar":
            _check_grammar(tables, label)
            continue
        known = FILES.get(name)
        if known is None:
            raise BadInputError(f"{label}: unknown file; known are {_list([*FILES, 'grammar'])}")
        for table, value in tables.items():
            spec = known.get(table)
            if spec is None:
                raise BadInputError(f"{label}: unknown table [{table}]; known are {_list(known)}")
            if isinstance(spec, _Rows):
                _check_rows(spec, table, value, label, ids)
            elif isinstance(spec, _Lists):
                _check_lists(spec, value, f"{label}: [{table}]")
            else:
                _check_values(spec.kind, value, f"{label}: [{table}]")


def _list(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _check_words(value: object, label: str, *, repeat: bool = False) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(w, str) and w == w.strip() and w for w in value):
        raise BadInputError(f"{label}: a list of words is wanted, none of them empty")
    seen: set[str] = set()
    for word in value:
        if word in seen and not repeat:
            raise BadInputError(f"{label}: {word!r} stands twice")
        seen.add(word)
    return value


def _check_lists(spec: _Lists, table: object, label: str) -> None:
    if not isinstance(table, Mapping):
        raise BadInputError(f"{label}: a table is wanted")
    homes: dict[str, str] = {}
    for key, value in table.items():
        if key == "example" and isinstance(value, str):
            continue
        if spec.keys is not None and key not in spec.keys:
            raise BadInputError(f"{label}: unknown key {key!r}; known are {_list(spec.keys)}")
        for word in _check_words(value, f"{label} {key}"):
            if spec.unique and homes.setdefault(word.casefold(), key) != key:
                raise BadInputError(f"{label}: {word!r} stands under {homes[word.casefold()]} and {key}")


def _check_values(kind: str, table: object, label: str) -> None:
    if not isinstance(table, Mapping):
        raise BadInputError(f"{label}: a table is wanted")
    for key, value in table.items():
        if kind == "int" and (not isinstance(value, int) or isinstance(value, bool)):
            raise BadInputError(f"{label} {key}: a whole number is wanted")
        if kind == "str" and not isinstance(value, str):
            raise BadInputError(f"{label} {key}: text is wanted")
        if kind == "pair" and not (
            isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value)
        ):
            raise BadInputError(f"{label} {key}: a pair of whole numbers is wanted")
        if kind == "forms" and len(_check_words(value, f"{label} {key}", repeat=True)) != 4:
            raise BadInputError(f"{label} {key}: third person, past, participle and -ing form are wanted")


def _check_grammar(tables: Mapping[str, Any], label: str) -> None:
    known = grammar_lists()
    for key, value in tables.items():
        if key not in known:
            raise BadInputError(f"{label}: unknown list {key!r}; known are {_list(known)}")
        if known[key] in {"int", "str"}:
            _check_values(known[key], value, f"{label}: [{key}]")
        else:
            _check_words(value, f"{label}: {key}")


def _check_rows(spec: _Rows, table: str, rows: object, label: str, ids: set[str]) -> None:
    if not isinstance(rows, list):
        raise BadInputError(f"{label}: [{table}] holds rows and is written [[{table}]]")
    homes: dict[tuple[str, ...], str] = {}
    for number, row in enumerate(rows, 1):
        here = f"{label}: [[{table}]] {row.get('id', number)}"
        _check_keys(spec, row, here)
        if "id" in spec.needed:
            if row["id"] in ids:
                raise BadInputError(f"{here}: another row has this id")
            ids.add(row["id"])
        _check_traits(table, row, here)
        if table == "place":
            _check_place(row, here)
        for category, word in _words(spec, table, row, here):
            if (other := homes.setdefault((*category, word.casefold()), here)) != here:
                raise BadInputError(f"{here}: {word!r} stands in the row {other.rpartition(' ')[2]} too")


def _check_keys(spec: _Rows, row: Mapping[str, Any], label: str) -> None:
    if extra := set(row) - spec.keys:
        raise BadInputError(f"{label}: unknown key {min(extra)!r}; known are {_list(spec.keys)}")
    if missing := [key for key in sorted(spec.needed) if row.get(key) in (None, "")]:
        raise BadInputError(f"{label}: {missing[0]!r} is missing; every row needs {_list(spec.needed)}")
    for key, codes in spec.codes.items():
        known = codes() if callable(codes) else codes
        if key in row and row[key] not in known:
            raise BadInputError(f"{label}: {key} must be one of {_list(known)}, not {row[key]!r}")


def _words(spec: _Rows, table: str, row: Mapping[str, Any], label: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the words of a row, each with its category: a noun and a verb of one spelling are two words."""
    own = tuple(str(row.get(key)) for key in spec.category)
    for key in spec.words:
        for word in _check_words(row.get(key, []), f"{label} {key}"):
            if word.count(":") not in {0, 1, 4}:
                raise BadInputError(f"{label}: {word!r} is neither a base form, singular:plural nor five forms")
            yield (*own, key), word
    if table == "place":
        for word in row["words"]:
            yield (), word


def _check_traits(table: str, row: Mapping[str, Any], label: str) -> None:
    known = {"outcome": OUTCOME_TRAITS, "kind": KIND_TRAITS, "cancel": CANCEL_TRAITS}.get(table, frozenset())
    for trait in row.get("traits", []):
        if trait not in known:
            raise BadInputError(f"{label}: unknown trait {trait!r}; known are {_list(known)}")


def _check_place(row: Mapping[str, Any], label: str) -> None:
    role, needs = row.get("role"), {"direction": "point", "unit": "km", "kind": "fit", "anaphor": "to"}
    if (needed := needs.get(role or "")) and needed not in row:
        raise BadInputError(f"{label}: a {role} needs {needed!r}")
    for kind in row.get("fit", {}):
        if kind not in PLACE_KINDS:
            raise BadInputError(f"{label}: unknown kind {kind!r}; known are {_list(PLACE_KINDS)}")
    for word, value in row["words"].items():
        for role in [value] if isinstance(value, str) else value:
            if role not in READ_AS:
                raise BadInputError(f"{label}: {word!r} is read as {role!r}; known are {_list(READ_AS)}")
