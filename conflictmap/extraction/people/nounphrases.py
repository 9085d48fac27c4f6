"""One group of people: a number, an article, a possessive or a name, and its noun.

A noun phrase runs as far as the tags let it; its last common noun is its head, and the head says whether it counts
people: a noun of the lexicon, or one that looks like a person where the verb asks for one.
"""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.people.extent import BODY, Phrase, age_at, noun_of, people_ending_at, read_phrase
from conflictmap.extraction.people.groups import Form, Group
from conflictmap.extraction.people.heads import group_of
from conflictmap.extraction.people.numbersalone import is_age, is_date
from conflictmap.extraction.people.personwords import PersonWords, person_words
from conflictmap.extraction.people.shares import read_share
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag

__all__ = ["parse_group"]


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

    Returns
    -------
    Group or None
    """
    if i >= len(scan):
        return None
    key = ("group", i, names, human)
    if key not in scan.memo:
        scan.memo[key] = None if is_age(scan, i) else _group(scan, i, names=names, human=human)
    made: Group | None = scan.memo[key]
    return made


def _group(scan: Scan, i: int, *, names: bool, human: bool) -> Group | None:
    words = person_words(scan.language)
    found = read_share(scan, i, words) or _pronoun(scan, i, words) or _all_of(scan, i, words)
    if found is not None:
        return found
    found = _of_owner(scan, i, words)
    if found is not None:
        return found
    quantity = _number(scan, i)
    if quantity is not None and not (scan.word(i) in words["definite"] and quantity.article):
        return _with_number(scan, i, quantity, words, human=human)
    return _without_number(scan, i, words, names=names, human=human)


def _of_owner(scan: Scan, i: int, words: PersonWords) -> Group | None:
    """Read those whom somebody's number counts: "the mayor's | two brothers", "Salim Hadi's three sons"."""
    owner = _past_owner(scan, i + 1)
    quantity = _number(scan, owner) if _is_owner(scan, i, owner) else None
    inner = _with_number(scan, owner, quantity, words) if quantity is not None and not quantity.article else None
    return replace(inner, start=i, form="possessive") if inner is not None and inner.head else None


def _is_owner(scan: Scan, i: int, end: int) -> bool:
    """Whether tokens `i` to `end` say whose somebody is: "the mayor's", "Salim Hadi's"."""
    tags = scan.syntax.tags
    return end > i + 1 and tags[i] in _OWNERS and _OWNED_BY.issuperset(tags[i + 1 : end])


_OWNERS = frozenset({Tag.DETERMINER, Tag.NAME, Tag.POSSESSIVE})
_OWNED_BY = frozenset({Tag.ADJECTIVE, Tag.GENITIVE, *NOUNS})


def _number(scan: Scan, i: int) -> Quantity | None:
    """Read a number phrase that is no age: not "the 58-year-old baker"."""
    quantity = parse_quantity(scan, i)
    return None if quantity is None or age_at(scan, quantity.end - 1) else quantity


def _pronoun(scan: Scan, i: int, words: PersonWords) -> Group | None:
    low = scan.word(i)
    if low in words["reflexive_of_one"]:
        return Group(i, i + 1, 1, 1, "militant", low, "pronoun")
    if low in words["reflexive_of_many"]:
        return Group(i, i + 1, 2, None, "militant", low, "pronoun")
    if low in words["pronouns_of_one"] and scan.syntax.tags[i] is Tag.PRONOUN:
        return Group(i, i + 1, 1, 1, "unknown", low, "pronoun")
    return _pronoun_of_many(scan, i, words) or _nobody(scan, i, words)


def _pronoun_of_many(scan: Scan, i: int, words: PersonWords) -> Group | None:
    """Read "them", "all of them", "all" before its verb."""
    alone = scan.word(i) in words["all_of"] and not _FINITE.isdisjoint(scan.syntax.tags[i + 1 : i + 2])
    many = scan.word(i) in words["pronouns_of_many"] and not scan.plays(i - 1, "genitive")
    end = i + 1 if many or alone else 0
    if scan.word(i) in words["all_of"] and scan.plays(i + 1, "genitive"):
        end = i + 3 if scan.word(i + 2) in words["pronouns_of_many"] else end
    return Group(i, end, 2, None, "unknown", "them", "pronoun", vague=True) if end else None


def _all_of(scan: Scan, i: int, words: PersonWords) -> Group | None:
    """Read "all of the hostages", "both of her sons": nobody is left out."""
    if scan.word(i) not in words["all_of"] or not scan.plays(i + 1, "genitive"):
        return None
    inner = parse_group(scan, i + 2)
    if inner is None or _form(scan, i + 2, words) == "bare":
        return None
    both = scan.word(i) in words["both"]
    return replace(inner, start=i, low=2, high=2, vague=False) if both else replace(inner, start=i)


def _nobody(scan: Scan, i: int, words: PersonWords) -> Group | None:
    """Read "nobody", "no one", "no soldiers"."""
    low = scan.word(i)
    if low in words["nobody"]:
        return Group(i, i + 1, 0, 0, "unknown", low)
    if scan.plays(i, "nought") and (scan.plays(i + 1, "one") or scan.at("people", i + 1) is not None):
        return Group(i, i + 2, 0, 0, "unknown", low)
    return None


def _with_number(scan: Scan, i: int, quantity: Quantity, words: PersonWords, *, human: bool = False) -> Group | None:
    """Read the noun of people after a number, or the number alone."""
    j, alone = _past_more(scan, quantity.end, words)
    if alone:
        return _finish(scan, i, j, quantity, "unknown", "others", more=True)
    if scan.plays(j, "genitive"):
        return _partitive(scan, i, j, quantity, words)
    more = scan.plays(i, "another") or scan.word(quantity.end) in words["more"]
    phrase = read_phrase(scan, j)
    if quantity.article and scan.word(j) in words["ordinals"] and (phrase is None or phrase.end == j + 1):
        return Group(i, j + 1, 1, 1, "unknown", "", "counted", more=True)
    if phrase is None or _only_outcome(scan, phrase, joined=scan.word(i - 1) in {",", ";"}):
        return _lone(scan, i, j, quantity, more=more)
    return _counted(scan, i, quantity, phrase, more=more, human=human)


def _past_more(scan: Scan, j: int, words: PersonWords) -> tuple[int, bool]:
    """Step over "more", "other"; return where the noun begins, and whether "others" stands for it."""
    low = scan.word(j)
    if low in words["others"] and not scan.plays(j, "another"):
        return j + 1, low in words["alone"] or not _nominal(scan, j + 1)
    return (j + 1 if low in words["more"] else j), False


def _counted(scan: Scan, i: int, quantity: Quantity, phrase: Phrase, *, more: bool, human: bool) -> Group | None:
    group = group_of(scan, phrase, counted=not quantity.article, human=human)
    if group is None and not quantity.article and _are_named(scan, phrase):
        group = "unknown"
    if group is None:
        return None
    special = _collective(scan, i, phrase, person_words(scan.language)) if quantity.article else None
    return special or _finish(scan, i, phrase.end, quantity, group, noun_of(scan, phrase), more=more)


def _are_named(scan: Scan, phrase: Phrase) -> bool:
    """Whether those counted bear a name that is a plural: "six Tigers"."""
    named = all(scan.syntax.tags[k] is Tag.NAME for k in range(phrase.start, phrase.end))
    word = scan.word(phrase.end - 1)
    return named and scan.language.inflection.plural(word[:-1]) == word


def _only_outcome(scan: Scan, phrase: Phrase, *, joined: bool) -> bool:
    """Whether the "noun" is what befell them: "12 deaths", "six dead"; joined to a deed, "rocket hits Kut, 9 die"."""
    told = scan.at("outcome", phrase.start)
    if told is None or told.end < phrase.end:
        return False
    return told.entry.form in {"word", "phrase"} or (joined and "intransitive" in told.entry.traits)


def _nominal(scan: Scan, i: int) -> bool:
    return i < len(scan) and scan.syntax.tags[i] in BODY


def _lone(scan: Scan, i: int, j: int, quantity: Quantity, *, more: bool) -> Group | None:
    """Read a number without a noun: "wounding 15". Not a year, an hour, a percentage or a measure."""
    if (not more and (_only_article(scan, i, quantity) or is_date(scan, i, quantity))) or _measures(scan, i, j):
        return None
    end = max(j, quantity.end)
    return Group(i, end, quantity.low, quantity.high, "unknown", "", "number", more, vague=quantity.vague)


def _only_article(scan: Scan, i: int, quantity: Quantity) -> bool:
    return quantity.article and not scan.plays(i, "one", "another")


def _measures(scan: Scan, i: int, j: int) -> bool:
    """Whether a number counts things, or names one: "12 percent", "page 12"."""
    numbered = scan.word(i - 1) in person_words(scan.language)["numbered"]
    thing = scan.at("not_people", j) is not None and scan.at("outcome", j) is None  # not "two | shot dead"
    return numbered or thing or scan.word(j) in {"%", "$"}


def _partitive(scan: Scan, i: int, j: int, quantity: Quantity, words: PersonWords) -> Group | None:
    """Read "eight of them", "two of her sons", "three of the dead"."""
    low = scan.word(j + 1)
    base = Group(i, j + 2, quantity.low, quantity.high, "unknown", low, "counted", vague=quantity.vague)
    if low in words["whole"]:
        if low in words["definite"] and scan.word(j + 2) in words["victims"]:  # "nine of those | taken"
            return replace(base, head=scan.word(j + 2), part=True)
        return replace(base, part=low in words["share_pronouns"] or _in_a_state(scan, j + 2))
    if low in words["definite"] or _owned(scan, j + 1):
        return _share(scan, j, base, words)
    if not quantity.vague:
        whole = parse_quantity(scan, j + 1)
        return _of_kind(scan, whole.end, base) if whole is not None and not whole.article else None  # "2 of 9 riders"
    return _of_kind(scan, j + 1, replace(base, vague=True))  # "dozens of people", "a number of soldiers"


def _in_a_state(scan: Scan, i: int) -> bool:
    """Whether only how people are is told of a share of them: "three of them | badly hurt", not "were hurt"."""
    while scan.at("outcome", i) is None and scan.syntax.tags[i : i + 1] == (Tag.ADVERB,):
        i += 1
    hit = scan.at("outcome", i)
    return hit is not None and "intransitive" not in hit.entry.traits


def _share(scan: Scan, j: int, base: Group, words: PersonWords) -> Group | None:
    """Read a share of people who are told already, or belong to somebody."""
    if scan.word(j + 2) in words["victims"]:
        return replace(base, end=j + 3, head=scan.word(j + 2), part=True)
    if scan.word(j + 2) in words["own"] and not _nominal(scan, j + 3):
        return replace(base, end=j + 3, head=scan.word(j + 2), more=True)  # "two of their own"
    owned = _past_owner(scan, j + 2)
    inner = parse_quantity(scan, owned)
    start = owned if inner is None or inner.article else inner.end
    besides = base.head not in words["definite"] and not _of_speaker(scan, base, words)
    made = _of_kind(scan, start, replace(base, more=besides)) or _of_force(scan, j + 2, base)
    if made is None and inner is not None and start > owned and not _nominal(scan, start):
        said = scan.syntax.tags[start : start + 1]  # none where the text ends: "one of the two"
        return replace(base, end=start, head="", part=not _FINITE.isdisjoint(said))  # "one of the two | had died"
    return made


def _of_speaker(scan: Scan, base: Group, words: PersonWords) -> bool:
    """Whether a body tells of its own, who may be counted already: "the union said | six of its members had died"."""
    syntax, before = scan.syntax, base.start - 1 - scan.plays(base.start - 1, "complementizer")
    said = before >= 0 and syntax.words.lemma(scan.word(before)) in syntax.words.saying
    return said and base.head in words["impersonal"]


def _of_force(scan: Scan, i: int, base: Group) -> Group | None:
    """Read those whom a force has among its own: "two of the | army", "three of the | Tribal Mobilisation"."""
    end = i
    while end < len(scan) and scan.syntax.tags[end] in _OF_FORCE and end - i <= _LONGEST_NAME:
        end += 1
    forces = person_words(scan.language)["forces"]
    return replace(base, end=end, head=scan.word(end - 1)) if end > i and scan.word(end - 1) in forces else None


_OF_FORCE = frozenset({Tag.ADJECTIVE, Tag.NUMBER, *NOUNS})
_LONGEST_NAME = 4


_FINITE = frozenset({Tag.BE, Tag.HAVE, Tag.PAST, Tag.ADVERB})


def _past_owner(scan: Scan, i: int) -> int:
    """Step over whose people they are: "two of the | shop's | three clerks"."""
    owner = next((k for k in range(i, min(i + 4, len(scan))) if scan.syntax.tags[k] is Tag.GENITIVE), None)
    return i if owner is None or scan.word(owner) in scan.function["genitive"] else owner + 1


def _of_kind(scan: Scan, start: int, base: Group) -> Group | None:
    """Let the noun at token `start` say who is counted."""
    phrase = read_phrase(scan, start)
    group = group_of(scan, phrase, counted=True) if phrase is not None else None
    if phrase is None or group is None:
        return None
    return replace(base, end=phrase.end, group=group, head=noun_of(scan, phrase))


def _owned(scan: Scan, i: int) -> bool:
    """Whether a possessive begins here: "his sons", "al-Sarhan's family"."""
    tags = scan.syntax.tags
    if i >= len(scan):
        return False
    return tags[i] is Tag.POSSESSIVE or (tags[i] is Tag.NAME and Tag.GENITIVE in tags[i + 1 : i + 4])


def _without_number(scan: Scan, i: int, words: PersonWords, *, names: bool, human: bool = False) -> Group | None:
    """Read a noun of people without a number: "his wife", "the soldiers", "policemen", a name."""
    form = _form(scan, i, words)
    if form == "bare":
        return None if _others_counted(scan, i, words) else _noun_only(scan, i, i, form, names=names, human=False)
    quantity = _number(scan, i + 1)
    if quantity is not None and not quantity.article:  # "his two sons"
        inner = _with_number(scan, i + 1, quantity, words)
        return replace(inner, start=i, form=_form_of_counted(form)) if inner is not None else None
    left = _the_other(scan, i, words) if form == "definite" else None
    if left is not None:
        return left
    if form == "definite" and _stands_for_noun(scan, i + 1, words):
        return _without_noun(scan, i, words) if human else None
    return _noun_only(scan, i, i + 1, form, names=names, human=human)


def _without_noun(scan: Scan, i: int, words: PersonWords) -> Group | None:
    """Read "the fifth", and "the rest" of people, whom nobody counted."""
    if scan.word(i + 1) in words["ordinals"]:
        return Group(i, i + 2, 1, 1, form="number")
    rest = scan.word(i + 1) in words["rest"] - words["more"] and not scan.plays(i + 2, "genitive")
    return Group(i, i + 2, 2, None, head=scan.word(i + 1), form="definite", vague=True) if rest else None


def _the_other(scan: Scan, i: int, words: PersonWords) -> Group | None:
    """Read those left of people told before: "one was killed and | the other | wounded", "the other two"."""
    low = scan.word(i + 1)
    if low in words["alone"]:
        return Group(i, i + 2, 2, None, "unknown", low, "definite", vague=True)
    quantity = parse_quantity(scan, i + 2)
    if low in words["remaining"]:
        return _these_alone(scan, i, quantity) if quantity is not None else None
    if low not in words["rest"] or low not in words["more"] or _nominal(scan, i + 2):
        return None
    if quantity is None:
        return Group(i, i + 2, 1, 1, "unknown", low, "definite")
    return _these_alone(scan, i, quantity)


def _these_alone(scan: Scan, i: int, quantity: Quantity) -> Group | None:
    """Read a number for which no noun stands: "the remaining five"."""
    alone = not quantity.article and not _nominal(scan, quantity.end)
    return _lone(scan, i + 2, quantity.end, quantity, more=False) if alone else None


def _stands_for_noun(scan: Scan, j: int, words: PersonWords) -> bool:
    """Whether no noun follows: "the rest", "the other five", and an ordinal as in "four died; the fifth was hurt"."""
    if scan.word(j) in words["rest"] or _others_counted(scan, j, words):
        return True
    return scan.word(j) in words["ordinals"] and not _nominal(scan, j + 1)


def _noun_only(scan: Scan, i: int, j: int, form: Form, *, names: bool, human: bool) -> Group | None:
    """Read the noun phrase at token `j`, led by token `i`."""
    phrase = read_phrase(scan, j)
    if phrase is None or (form == "bare" and scan.syntax.tags[i] is Tag.GENITIVE):
        return None
    return _plain(scan, i, phrase, form, names=names, human=human)


def _others_counted(scan: Scan, j: int, words: PersonWords) -> bool:
    """Whether a number follows "the other": "the other | five were executed"."""
    quantity = parse_quantity(scan, j + 1) if scan.word(j) in words["more"] else None
    return quantity is not None and not quantity.article


def _form(scan: Scan, i: int, words: PersonWords) -> Form:
    if scan.syntax.tags[i] is Tag.POSSESSIVE:
        return "possessive"
    return "definite" if scan.word(i) in words["definite"] else "bare"


def _form_of_counted(form: Form) -> Form:
    return "possessive" if form == "possessive" else "counted"


def _plain(scan: Scan, i: int, phrase: Phrase, form: Form, *, names: bool, human: bool) -> Group | None:
    words = person_words(scan.language)
    known = people_ending_at(scan, phrase.head + 1) is not None or scan.word(phrase.head) in words["age"]
    if not known and not names:
        return None
    if not known and _only_names(scan, phrase):
        return _personal_name(scan, i, phrase, words) if form == "bare" else None
    group = group_of(scan, phrase, counted=False, human=human)
    if group is None or _no_people(noun_of(scan, phrase), form, words):
        return None
    special = _collective(scan, i, phrase, words)
    if special is not None:
        return special
    if not known and form == "bare" and i > 0 and scan.syntax.tags[i] is Tag.NAME:
        return None
    return _uncounted(scan, i, phrase, form, group)


def _only_names(scan: Scan, phrase: Phrase) -> bool:
    """Whether a phrase is a name, or one with an age before it: "17-year-old Laith"."""
    start = phrase.start
    if phrase.name == start:
        return True
    behind = scan.syntax.tags[start + 3 : phrase.end] if age_at(scan, start) else ()
    return bool(behind) and all(tag is Tag.NAME for tag in behind)


def _no_people(noun: str, form: Form, words: PersonWords) -> bool:
    """Whether a noun names no people that can be counted here: "lives", "the dead", "police"."""
    return noun in words["lives"] or noun in words["institutions"] or (form != "bare" and noun in words["only_bare"])


def _uncounted(scan: Scan, i: int, phrase: Phrase, form: Form, group: str) -> Group:
    """Make the group of a noun without a number: a plural is two or more."""
    hit, noun = people_ending_at(scan, phrase.head + 1), noun_of(scan, phrase)
    if hit is not None and hit.entry.form == "plural":
        twins = not person_words(scan.language)["twins"].isdisjoint(scan.lows[phrase.start : phrase.head])
        return Group(i, phrase.end, 2, 2 if twins else None, group, noun, form, vague=not twins)
    named = form == "bare" and phrase.head < phrase.end - 1
    return Group(i, phrase.end, 1, 1, group, noun, "name" if named else form)


def _personal_name(scan: Scan, i: int, phrase: Phrase, words: PersonWords) -> Group | None:
    """Read a personal name: a title and a capital, or two capitals in a row."""
    size = phrase.end - i
    titled = scan.word(i) in words["titles"]
    if scan.word(i) in scan.language.not_names and not titled and size < 3:
        return None
    if any(scan.at(name, k) for k in range(i, phrase.end) for name in ("place_kinds", "place_sites")):
        return None
    named = size >= 2 or titled or _age_follows(scan, phrase.end)
    return Group(i, phrase.end, 1, 1, "unknown", "", "name") if named else None


def _age_follows(scan: Scan, end: int) -> bool:
    """Whether an age stands behind a comma: "Laith | , 17,"."""
    return scan.word(end) == "," and end + 1 < len(scan) and is_age(scan, end + 1)


def _collective(scan: Scan, i: int, phrase: Phrase, words: PersonWords) -> Group | None:
    """Read "a couple" as two, "a family of five" as five, "a family" as two or more."""
    noun, end = noun_of(scan, phrase), phrase.end
    if noun in words["pairs"]:
        return Group(i, end, 2, 2, "civilian" if noun in words["civil_pairs"] else "unknown", noun)
    if noun in words["trios"]:
        return Group(i, end, 3, 3, "unknown", noun)
    return _household(scan, i, end, noun, words)


def _household(scan: Scan, i: int, end: int, noun: str, words: PersonWords) -> Group | None:
    last = noun.rsplit(maxsplit=1)[-1]
    inner = parse_quantity(scan, end + 1) if last in words["household"] and scan.plays(end, "genitive") else None
    if inner is not None and not inner.article:
        return Group(i, inner.end, inner.low, inner.high, "unknown", noun)
    return Group(i, end, 2, None, "unknown", noun, vague=True) if last in words["families"] else None


def _finish(scan: Scan, i: int, end: int, quantity: Quantity, group: str, noun: str, *, more: bool) -> Group:
    words = person_words(scan.language)
    form: Form = "article" if quantity.article and not scan.plays(i, "one") else "counted"
    more = more or (quantity.article and scan.word(i + 1) in words["ordinals"])
    low, high = quantity.low, quantity.high
    if low is not None and noun in words["couples"] and not scan.plays(end, "genitive"):
        low, high = low * 2, None if high is None else high * 2
    return Group(i, end, low, high, group, noun, form, more, vague=quantity.vague)
