"""One group of people: a number, an article, a possessive or a name, and its noun.

A noun phrase runs as far as the tags let it; its last common noun is its head, and the head says whether it counts
people: a noun of the lexicon, or one that looks like a person where the verb asks for one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from conflictmap.extraction.people.allegiance import allegiance
from conflictmap.extraction.people.groups import Group
from conflictmap.extraction.people.personwords import PersonWords, person_words
from conflictmap.extraction.quantities import Quantity, parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag
from conflictmap.language import Hit

__all__ = ["parse_group", "people_ending_at"]

_THINGS = ("not_people", "vehicle", "body", "infrastructure", "place_kinds", "place_sites", "kind")
_BODY = frozenset({Tag.ADJECTIVE, Tag.GENITIVE, *NOUNS})
_VERBAL = frozenset({Tag.PAST, Tag.PARTICIPLE, Tag.ING})
_LEADS = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.ADJECTIVE})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The noun phrase after a determiner and a number: tokens, head, and where a personal name begins in it."""

    start: int
    end: int
    head: int
    name: int


def parse_group(scan: Scan, i: int, *, names: bool = False, human: bool = False) -> Group | None:
    """Read one group at token `i`.

    Parameters
    ----------
    scan : Scan
    i : int
        First token.
    names : bool
        Whether the place asks for people, so that a bare personal name, or a noun that looks like a person, is one.
    human : bool
        Whether only a person can stand here ("... was kidnapped"), so that any noun that names no thing is one.
    """
    if i >= len(scan):
        return None
    key = ("group", i, names, human)
    if key not in scan.memo:
        scan.memo[key] = None if _is_age(scan, i) else _group(scan, i, names=names, human=human)
    made: Group | None = scan.memo[key]
    return made


def _group(scan: Scan, i: int, *, names: bool, human: bool) -> Group | None:
    words = person_words(scan.language)
    found = _pronoun(scan, i, words)
    if found is not None:
        return found
    low = scan.word(i)
    quantity = None if _age_at(scan, i) else parse_quantity(scan, i)
    if quantity is not None and not (low in words["definite"] and quantity.article):
        return _with_number(scan, i, quantity, words, human=human)
    return _without_number(scan, i, words, names=names, human=human)


def _is_age(scan: Scan, i: int) -> bool:
    """Whether a number tells how old somebody is: "aged 12", "Omar Ali, 45, was", "a boy (12)"."""
    if not scan.word(i)[0].isdigit():
        return False
    if scan.word(i - 1) in person_words(scan.language)["age_marks"]:
        return True
    if i < 2 or scan.word(i - 1) not in {",", "("} or scan.word(i + 1) not in {",", ")", ".", "", "and"}:
        return False
    if not scan.word(i).isdigit() or not 0 < int(scan.word(i)) < 110:
        return False
    before = people_ending_at(scan, i - 1)
    single = before is not None and before.entry.form != "plural"
    named = scan.syntax.tags[i - 2] is Tag.NAME and scan.syntax.tags[i - 3 if i > 2 else 0] not in {Tag.PREPOSITION}
    return (named or single) and (scan.word(i + 1) != "and" or named)


def _pronoun(scan: Scan, i: int, words: PersonWords) -> Group | None:
    low = scan.word(i)
    if low in words["reflexive_of_one"]:
        return Group(i, i + 1, 1, 1, "militant", low, "pronoun")
    if low in words["reflexive_of_many"]:
        return Group(i, i + 1, 2, None, "militant", low, "pronoun")
    if low in words["all_of"] and scan.word(i + 1) == "of" and scan.word(i + 2) in words["pronouns_of_many"]:
        return Group(i, i + 3, 2, None, "unknown", "them", "pronoun", vague=True)
    if low in words["pronouns_of_many"] and scan.word(i - 1) != "of":
        return Group(i, i + 1, 2, None, "unknown", "them", "pronoun", vague=True)
    if low in words["pronouns_of_one"] and scan.syntax.tags[i] is Tag.PRONOUN:
        return Group(i, i + 1, 1, 1, "unknown", low, "pronoun")
    if low in words["nobody"]:
        return Group(i, i + 1, 0, 0, "unknown", low)
    if low == "no" and (scan.word(i + 1) == "one" or scan.at("people", i + 1) is not None):
        return Group(i, i + 2, 0, 0, "unknown", low)
    return None


def _with_number(scan: Scan, i: int, quantity: Quantity, words: PersonWords, *, human: bool = False) -> Group | None:
    j = quantity.end
    low = scan.word(j)
    more = scan.word(i) == "another" or low in words["more"]
    if low in words["others"] and low != "another":
        j += 1
        if scan.word(j - 1) == "others" or not _nominal(scan, j):
            return _finish(scan, i, j, quantity, "unknown", "others", more=True)
    elif low in words["more"]:
        j += 1
    if scan.word(j) == "of":
        return _partitive(scan, i, j, quantity, words)
    phrase = _phrase(scan, j)
    if quantity.article and scan.word(j) in words["ordinals"] and (phrase is None or phrase.end == j + 1):
        return Group(i, j + 1, 1, 1, "unknown", "", "counted", more=True)
    if phrase is None or _only_outcome(scan, phrase):
        return _lone(scan, i, j, quantity, more=more)
    group = _kind_of_people(scan, phrase, words, counted=not quantity.article, human=human)
    if group is None:
        return None
    special = _collective(scan, i, phrase, words) if quantity.article else None
    return special or _finish(scan, i, phrase.end, quantity, group, _noun(scan, phrase), more=more)


def _only_outcome(scan: Scan, phrase: _Phrase) -> bool:
    """Whether the "noun" is what befell them: "12 deaths", "six dead"."""
    told = scan.at("outcome", phrase.start)
    return told is not None and told.entry.form in {"word", "phrase"} and told.end >= phrase.end


def _nominal(scan: Scan, i: int) -> bool:
    return i < len(scan) and scan.syntax.tags[i] in _BODY


def _phrase(scan: Scan, i: int) -> _Phrase | None:
    """Read adjectives and nouns from token `i` to the last that belongs together."""
    tags, k = scan.syntax.tags, i
    while k < len(scan):
        if _age_at(scan, k):
            k += 3 if scan.word(k + 1) == "-" else 1
        elif k > i and _ends_here(scan, k):
            break
        elif (
            tags[k] in _BODY
            or (tags[k] in _VERBAL and _modifies(scan, k, i))
            or (scan.word(k) == "," and _adjective_pair(scan, k, i))
        ):
            k += 1
        else:
            break
    k = max(k, _longest_people(scan, i, k))
    k = _past_coordinated(scan, i, k)
    while k > i and tags[k - 1] in {Tag.GENITIVE, Tag.ADJECTIVE} and not _people_end(scan, k):
        k -= 1
    if k <= i:
        return None
    name = k
    while name > i and tags[name - 1] is Tag.NAME:
        name -= 1
    head = name - 1 if i < name < k and _people_end(scan, name) else k - 1
    return _Phrase(i, k, head, name if head < k - 1 or name == i else k)


def _past_coordinated(scan: Scan, i: int, k: int) -> int:
    """Read on to the noun that two modifiers share, or that a long name stands before.

    "seven army and police officers"; "three Islamic State of Iraq and the Levant (ISIL) members".
    """
    tags = scan.syntax.tags
    if k <= i or k >= len(scan) or _people_end(scan, k) or tags[k - 1] not in {Tag.NOUN, Tag.NAME, Tag.ADJECTIVE}:
        return k
    long = tags[k - 1] is Tag.NAME and scan.word(k) in {"of", "("}
    if not long and tags[k] is not Tag.COORDINATOR:
        return k
    steps = _NAME_STEPS if long else _SHARE_STEPS
    for j in range(k + 1, min(k + 10, len(scan))):
        hit = people_ending_at(scan, j + 1)
        if hit is not None and hit.start > k and hit.entry.form == "plural" and (long or tags[j] is Tag.PLURAL):
            return j + 1
        if tags[j] not in steps and not (long and scan.word(j) in {"of", "the", "(", ")"}):
            return k
    return k


_SHARE_STEPS = frozenset({Tag.NOUN, Tag.NAME, Tag.ADJECTIVE})
_NAME_STEPS = frozenset({Tag.NAME, Tag.COORDINATOR})


def _ends_here(scan: Scan, k: int) -> bool:
    """Whether a noun phrase ends before token `k`: an adjective or direction after its noun, or what befell them."""
    tags = scan.syntax.tags
    if tags[k - 1] in NOUNS and (tags[k] is Tag.ADJECTIVE or scan.at("place_directions", k) is not None):
        return True
    told = scan.at("outcome", k)
    return told is not None and told.entry.form in {"word", "phrase"} and not _noun_next(scan, told.end)


def _noun_next(scan: Scan, k: int) -> bool:
    return k < len(scan) and scan.syntax.tags[k] in NOUNS


def _age_at(scan: Scan, k: int) -> bool:
    """Whether an age stands here: "12-year-old", or "year-old" after its number."""
    ages = person_words(scan.language)["age"]
    return (scan.word(k + 1) == "-" and scan.word(k + 2) in ages) or scan.word(k) in ages


def _modifies(scan: Scan, k: int, start: int) -> bool:
    """Whether a participle stands before its noun ("26 captured tribesmen")."""
    tags = scan.syntax.tags
    led = k == start or tags[k - 1] in _LEADS
    return (led and k + 1 < len(scan) and tags[k + 1] in NOUNS and scan.at("outcome", k) is None) or (
        led and k + 1 < len(scan) and scan.at("people", k + 1) is not None and k > 0 and tags[k - 1] in _LEADS
    )


def _adjective_pair(scan: Scan, comma: int, start: int) -> bool:
    """Whether the comma joins two adjectives of one noun ("young, unarmed men")."""
    tags = scan.syntax.tags
    return (
        comma > start
        and comma + 2 < len(scan)
        and tags[comma - 1] is Tag.ADJECTIVE
        and tags[comma + 1] is Tag.ADJECTIVE
        and scan.at("people", comma + 2) is not None
    )


def _longest_people(scan: Scan, start: int, end: int) -> int:
    """Return where a noun of several words ends that begins inside the phrase ("member of parliament")."""
    return max((hit.end for k in range(start, end) for hit in scan.starting("people", k)), default=end)


def _people_end(scan: Scan, end: int) -> bool:
    return people_ending_at(scan, end) is not None


def people_ending_at(scan: Scan, end: int) -> Hit | None:
    """Return the longest noun of people that ends before token `end`."""
    return next(iter(scan.ending("people", end)), None)


def _kind_of_people(
    scan: Scan, phrase: _Phrase, words: PersonWords, *, counted: bool, human: bool = False
) -> str | None:
    """Return the group that the head names, ``None`` if it is no noun of people."""
    hit = people_ending_at(scan, phrase.head + 1)
    if hit is not None and not _thing(scan, phrase.head + 1, hit):
        return _whose(scan, hit.entry.value, scan.lows[phrase.start : phrase.head + 1])
    if phrase.name == phrase.start:
        return None if counted else "unknown"
    low = scan.word(phrase.head)
    if _thing(scan, phrase.head + 1, None) or low in words["not_heads"] or low.removesuffix("s") in words["not_heads"]:
        return None
    plural = scan.syntax.tags[phrase.head] is Tag.PLURAL or low.endswith("s")
    if human and low.isalpha() and not low.endswith(words.thing_endings):
        return "unknown"
    if counted:
        return "unknown" if plural or low.endswith(words.endings) else None
    return "unknown" if low.endswith(words.endings) and not plural else None


def _thing(scan: Scan, end: int, person: Hit | None) -> bool:
    """Whether a noun for a thing ends here, longer than the noun of people that does."""
    floor = person.start if person is not None else end - 1
    for category in _THINGS:
        for hit in scan.ending(category, end):
            if (hit.start < floor or person is None) and not _names_people(scan, hit):
                return True
    return False


def _names_people(scan: Scan, hit: Hit) -> bool:
    return hit.entry.category == "kind" and scan.at("people", hit.start) is not None


def _whose(scan: Scan, group: str, lows: list[str]) -> str:
    """Let the words before the noun decide whose soldiers and officers they are."""
    found = set(lows)
    if group in {"state_forces", "unknown"} and "police" in found:
        return "police"
    if group == "unknown" and found & person_words(scan.language)["harmless"]:
        return "civilian"
    return allegiance(scan.language, group, found)


def _noun(scan: Scan, phrase: _Phrase) -> str:
    hit = people_ending_at(scan, phrase.head + 1)
    start = hit.start if hit is not None else phrase.head
    return " ".join(scan.lows[start : phrase.head + 1])


def _lone(scan: Scan, i: int, j: int, quantity: Quantity, *, more: bool) -> Group | None:
    """Read a number without a noun: "wounding 15". Not a year, an hour, a percentage or a measure."""
    end = max(j, quantity.end)
    if quantity.article and not more and scan.word(i) not in {"one", "another"}:
        return None
    if scan.at("not_people", j) is not None or scan.word(j) in {"%", "$"} or scan.word(i - 1) in _NUMBERED:
        return None
    exact = quantity.low == quantity.high and quantity.low is not None
    if not more and exact and 1900 <= (quantity.low or 0) <= 2100 and scan.word(i).isdigit():
        return None
    return Group(i, end, quantity.low, quantity.high, "unknown", "", "number", more, vague=quantity.vague)


_NUMBERED = frozenset({"$", "page", "no.", "route", "highway", "team", "regiment", "division", "brigade", "battalion"})
"""What bears a number that follows it: "Regimental Combat Team 5 died" tells of no five dead."""


def _partitive(scan: Scan, i: int, j: int, quantity: Quantity, words: PersonWords) -> Group | None:
    """Read "eight of them", "two of her sons", "three of the dead"."""
    low = scan.word(j + 1)
    base = Group(i, j + 2, quantity.low, quantity.high, "unknown", low, "counted", vague=quantity.vague)
    if low in words["whole"]:
        return replace(base, part=low in {"whom"})
    if low in words["definite"] or _owned(scan, j + 1):
        if scan.word(j + 2) in words["victims"]:
            return replace(base, end=j + 3, head=scan.word(j + 2), part=True)
        inner = parse_quantity(scan, j + 2)
        phrase = _phrase(scan, j + 2 if inner is None or inner.article else inner.end)
        group = _kind_of_people(scan, phrase, words, counted=True) if phrase is not None else None
        if phrase is None or group is None:
            return None
        return replace(base, end=phrase.end, group=group, head=_noun(scan, phrase), more=low not in words["definite"])
    if quantity.vague:  # "dozens of people", "a number of soldiers"
        phrase = _phrase(scan, j + 1)
        group = _kind_of_people(scan, phrase, words, counted=True) if phrase is not None else None
        if phrase is not None and group is not None:
            return replace(base, end=phrase.end, group=group, head=_noun(scan, phrase), vague=True)
    return None


def _owned(scan: Scan, i: int) -> bool:
    """Whether a possessive begins here: "his sons", "al-Sarhan's family"."""
    tags = scan.syntax.tags
    if i >= len(scan):
        return False
    return tags[i] is Tag.POSSESSIVE or (tags[i] is Tag.NAME and Tag.GENITIVE in tags[i + 1 : i + 4])


def _without_number(scan: Scan, i: int, words: PersonWords, *, names: bool, human: bool = False) -> Group | None:
    tags = scan.syntax.tags
    low = scan.word(i)
    form = "possessive" if tags[i] is Tag.POSSESSIVE else "definite" if low in words["definite"] else "bare"
    j = i if form == "bare" else i + 1
    if (
        form != "bare"
        and not _age_at(scan, j)
        and (quantity := parse_quantity(scan, j)) is not None
        and not quantity.article
    ):
        inner = _with_number(scan, j, quantity, words)
        if inner is None:
            return None
        return replace(inner, start=i, form="possessive" if form == "possessive" else "counted")
    if scan.word(j) in {"other", "others", "rest"} and form == "definite":
        return None
    phrase = _phrase(scan, j)
    if phrase is None or (form == "bare" and tags[i] is Tag.GENITIVE):
        return None
    if form == "possessive" and "'s" in scan.lows[j : phrase.end]:
        form = "possessive"
    human = human and form != "bare"
    return _plain(scan, i, phrase, form, words, names=names, human=human)


def _plain(
    scan: Scan, i: int, phrase: _Phrase, form: str, words: PersonWords, *, names: bool, human: bool = False
) -> Group | None:
    hit = people_ending_at(scan, phrase.head + 1)
    group = _kind_of_people(scan, phrase, words, counted=False, human=human)
    noun = _noun(scan, phrase)
    if hit is None and not names:
        return None
    if phrase.name == phrase.start and hit is None:
        return _personal_name(scan, i, phrase, words) if form == "bare" else None
    if group is None or noun in words["lives"]:
        return None
    if noun in {"dead", "police", "victims", "security"} and (form != "bare" or noun == "police"):
        return None
    special = _collective(scan, i, phrase, words)
    if special is not None:
        return special
    if hit is None and form == "bare" and i > 0 and scan.syntax.tags[i] is Tag.NAME:
        return None
    many = hit is not None and hit.entry.form == "plural"
    if many:
        return Group(i, phrase.end, 2, None, group, noun, form, vague=True)
    named = phrase.head < phrase.end - 1
    return Group(i, phrase.end, 1, 1, group, noun, "name" if named and form == "bare" else form)


def _personal_name(scan: Scan, i: int, phrase: _Phrase, words: PersonWords) -> Group | None:
    """Read a personal name: a title and a capital, or two capitals in a row."""
    size = phrase.end - i
    titled = scan.word(i) in words["titles"]
    if scan.word(i) in scan.language.not_names and not titled and size < 3:
        return None
    if any(scan.at(name, k) for k in range(i, phrase.end) for name in ("place_kinds", "place_sites")):
        return None
    return Group(i, phrase.end, 1, 1, "unknown", "", "name") if size >= 2 or titled else None


def _collective(scan: Scan, i: int, phrase: _Phrase, words: PersonWords) -> Group | None:
    """Read "a couple" as two, "a family of five" as five, "a family" as two or more."""
    noun, end = _noun(scan, phrase), phrase.end
    if noun in {"couple", "pair", "duo", "parents", "twins"}:
        return Group(i, end, 2, 2, "civilian" if noun == "parents" else "unknown", noun)
    if noun == "trio":
        return Group(i, end, 3, 3, "unknown", noun)
    if noun.split()[-1] in words["household"]:
        if scan.word(end) == "of" and (inner := parse_quantity(scan, end + 1)) is not None and not inner.article:
            return Group(i, inner.end, inner.low, inner.high, "unknown", noun)
        if noun.endswith("family"):
            return Group(i, end, 2, None, "unknown", noun, vague=True)
    return None


def _finish(scan: Scan, i: int, end: int, quantity: Quantity, group: str, noun: str, *, more: bool) -> Group:
    words = person_words(scan.language)
    form = "article" if quantity.article and scan.word(i) != "one" else "counted"
    if quantity.article and scan.word(i + 1) in words["ordinals"]:
        more = True
    low, high = quantity.low, quantity.high
    if noun in {"couples", "couple"} and low is not None and scan.word(end) != "of":
        low, high = low * 2, None if high is None else high * 2
    return Group(i, end, low, high, group, noun, form, more, vague=quantity.vague)
