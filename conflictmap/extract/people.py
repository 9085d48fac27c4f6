"""Who, and how many of them: the grammar of a noun phrase that counts people.

::

    list   := group (("," | "and" | ", and" | "as well as" | "along with") group)*
    group  := quantity modifier* head postmodifier*     "six off-duty Iraqi policemen from Mosul"
            | quantity                                  "(wounded) 15", "(killing) at least nine"
            | "his" | "the" ... modifier* head          "his wife", "their four children"
            | bare plural                               "policemen"
            | "himself" | "him" | Name

Parts named after "including" or "among them" describe a list and add nothing to it; an apposition ("his target, a
council member, and five mourners") describes the group before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.extract.quantity import Quantity, parse_quantity
from conflictmap.extract.scan import BE, Scan
from conflictmap.lexicon import Hit

__all__ = ["Group", "GroupList", "describes", "parse_group", "parse_list", "total"]

_POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our", "whose"})
_DEFINITE = frozenset({"the", "that", "this", "these", "those", "both"})
_REFLEXIVE = {"himself": 1, "herself": 1, "itself": 1, "themselves": 2}
_OBJECT_PRONOUNS = {"him": 1, "her": 1, "them": 2}
_MORE = frozenset({"more", "other", "others", "additional", "further", "extra"})
_STOP = frozenset(
    "in on at near from of by with to for after before when while as during outside inside between across into through over under since until who whom "
    "that which where because and or but nor if than then said says saying told were was is are be been being has have had not also what amid around "
    "along against toward towards behind beside next off onto upon without within via per about including among following whose there here".split()
)
_TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday overnight tonight january february march april june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec early late".split()
)
_PERSON_ENDINGS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "men",
    "woman",
    "women",
    "ant",
    "ess",
    "eer",
    "ee",
    "ive",
    "ard",
    "ect",
)
_FOREIGN = frozenset(
    "u.s. us american british coalition polish italian spanish ukrainian danish australian georgian salvadoran bulgarian turkish foreign nato japanese "
    "dutch iranian romanian korean thai french canadian multinational slovak estonian latvian kazakh mnd-b mnf-i mnf".split()
)
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
_TITLES = frozenset(
    "sheikh sheik mullah imam dr. dr judge col. colonel gen. general maj. major capt. captain lt. lieutenant sgt. sergeant brig. brigadier mr. mr mrs. ms. "
    "ayatollah abu governor mayor professor prof. minister ambassador president hajji haji sayyid".split()
)


@dataclass(frozen=True, slots=True)
class Group:
    """People counted together: tokens `start` to `end` and what is known of them.

    Attributes
    ----------
    low, high : int or None
        Persons; an open end is ``None``.
    group : str
        One of `VICTIM_GROUPS`.
    head : str
        The noun, in lower case; empty if the number stands alone.
    form : str
        ``"counted"``, ``"article"``, ``"possessive"``, ``"definite"``, ``"bare"``, ``"number"``, ``"pronoun"``, ``"name"``.
    more : bool
        Counted besides others ("five others", "two more").
    part : bool
        A share of people already counted ("three of the dead").
    vague : bool
        Nobody counted them.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    group: str = "unknown"
    head: str = ""
    form: str = "counted"
    more: bool = False
    part: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class GroupList:
    """Coordinated groups, and the parts that only describe them."""

    groups: tuple[Group, ...]
    parts: tuple[Group, ...] = ()

    @property
    def start(self) -> int:
        """First token."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Token after the last, parts included."""
        return max(group.end for group in (*self.groups, *self.parts))


def total(groups: tuple[Group, ...]) -> tuple[int | None, int | None]:
    """Add groups up: (11, 11) and (None, 30) make (11, 41); one open high end leaves the sum open."""
    lows = [group.low for group in groups if group.low is not None]
    highs = [group.high for group in groups]
    return (sum(lows) if lows else None, None if None in highs else sum(high for high in highs if high is not None))


def parse_group(scan: Scan, i: int, *, names: bool = False) -> Group | None:
    """Read one group at token `i`.

    Parameters
    ----------
    scan : Scan
    i : int
        First token.
    names : bool
        Whether a bare personal name counts as a person, as in the object of "killed".
    """
    word = scan.word(i)
    if word in _REFLEXIVE:
        low = _REFLEXIVE[word]
        return Group(i, i + 1, low, low if low == 1 else None, "militant", word, "pronoun")
    if word == "them" and scan.word(i - 1) == "of":
        return None
    if word in _OBJECT_PRONOUNS and (word != "her" or not _noun_follows(scan, i + 1)):
        low = _OBJECT_PRONOUNS[word]
        return Group(i, i + 1, low, low if low == 1 else None, "unknown", word, "pronoun", vague=low > 1)
    if word in {"no-one", "nobody", "none"} or (
        word == "no" and scan.word(i + 1) in {"one", "people", "soldiers", "civilians", "persons", "troops"}
    ):
        return Group(i, i + (1 if word != "no" else 2), 0, 0, "unknown", word)
    quantity = parse_quantity(scan, i)
    if quantity is None or (word in _DEFINITE and quantity.start == i and quantity.article):
        return _without_number(scan, i, names=names)
    return _with_number(scan, i, quantity)


def _noun_follows(scan: Scan, i: int) -> bool:
    return any(scan.at("people", j) for j in range(i, min(i + 3, len(scan))))


def _with_number(scan: Scan, i: int, quantity: Quantity) -> Group | None:
    j = quantity.end
    more = scan.word(i) == "another" or scan.word(j) in _MORE
    if scan.word(j) in _MORE:
        others = scan.word(j) == "others"
        j += 1
        if others:
            return _finish(scan, i, j, quantity, "unknown", "others", more=True)
    if scan.word(j) == "of":
        return _partitive(scan, i, j, quantity)
    head = _head(scan, j)
    if head is None and quantity.article and scan.word(j) in _ORDINALS:
        return Group(i, j + 1, 1, 1, "unknown", "", "counted", more=True)
    if head is None:
        if quantity.article and not more and scan.word(i) not in {"one", "another"}:
            return None
        if scan.word(i) in {"another", "one"} and quantity.end == i + 1:
            return _lone(scan, i, j, quantity, more=more)
        return _lone(scan, i, j, quantity, more=more)
    end, group, noun, fits = head
    if not fits:
        return None
    if quantity.article and noun.endswith("s") and group == "?":
        return None
    if group == "?":
        if quantity.article and not noun.endswith(_PERSON_ENDINGS):
            return None
        group = "unknown"
    if quantity.article and (special := _collective(scan, i, end, noun)) is not None:
        return special
    return _finish(scan, i, end, quantity, group, noun, more=more)


def _lone(scan: Scan, i: int, j: int, quantity: Quantity, *, more: bool) -> Group | None:
    """Read a number without a noun: "wounding 15". Not a year, an hour, a percentage or a measure."""
    if (
        scan.at("not_people", j) is not None
        or scan.word(j) in {"%", "$"}
        or scan.word(i - 1) in {"$", "page", "no.", "route", "highway"}
    ):
        return None
    if (
        not more
        and quantity.low == quantity.high
        and quantity.low is not None
        and 1900 <= quantity.low <= 2100
        and scan.word(i).isdigit()
    ):
        return None
    return Group(
        i, max(j, quantity.end), quantity.low, quantity.high, "unknown", "", "number", more, vague=quantity.vague
    )


def _partitive(scan: Scan, i: int, j: int, quantity: Quantity) -> Group | None:
    """Read "eight of them", "two of her sons", "three of the dead"."""
    word = scan.word(j + 1)
    if word in {"them", "us", "you", "whom", "these", "those"}:
        return Group(
            i,
            j + 2,
            quantity.low,
            quantity.high,
            "unknown",
            word,
            "counted",
            part=word in {"whom"},
            vague=quantity.vague,
        )
    if word in _POSSESSIVE or word in _DEFINITE:
        if scan.word(j + 2) in {"dead", "victims", "wounded", "injured", "casualties", "fatalities"}:
            return Group(
                i,
                j + 3,
                quantity.low,
                quantity.high,
                "unknown",
                scan.word(j + 2),
                "counted",
                part=True,
                vague=quantity.vague,
            )
        head = _head(scan, j + 2)
        if head is not None and head[3]:
            more = scan.word(j + 1) in {"his", "her", "our", "their"}
            return Group(
                i,
                head[0],
                quantity.low,
                quantity.high,
                head[1].replace("?", "unknown"),
                head[2],
                more=more,
                vague=quantity.vague,
            )
        return None
    if quantity.vague:  # "dozens of people", "a number of soldiers"
        head = _head(scan, j + 1)
        if head is not None and head[3]:
            return Group(i, head[0], quantity.low, quantity.high, head[1].replace("?", "unknown"), head[2], vague=True)
    return None


def _without_number(scan: Scan, i: int, *, names: bool) -> Group | None:
    word = scan.word(i)
    form = "possessive" if word in _POSSESSIVE else "definite" if word in _DEFINITE else "bare"
    j = i + 1 if form != "bare" else i
    if form != "bare" and (quantity := parse_quantity(scan, j)) is not None and not quantity.article:
        inner = _with_number(scan, j, quantity)
        if inner is not None:
            return Group(
                i,
                inner.end,
                inner.low,
                inner.high,
                inner.group,
                inner.head,
                "possessive" if form == "possessive" else "counted",
                inner.more,
                inner.part,
                inner.vague,
            )
        return None
    if scan.word(j) in {"other", "others", "rest"} and form == "definite":
        return None
    head = _head(scan, j)
    if head is None or not head[3] or head[1] == "?":
        return _name(scan, i) if names and form == "bare" else None
    end, group, noun, _ = head
    if noun in {"lives", "life"}:
        return None
    if noun in {"dead", "police", "victims", "security"} and form != "bare":
        return None
    hit = _people_ending_at(scan, end)
    many = hit is not None and hit.entry.form == "plural" and hit.entry.value != "x"
    if (special := _collective(scan, i, end, noun)) is not None:
        return special
    if many and noun != "police":
        return Group(i, end, 2, None, group, noun, form, vague=True)
    if noun == "police":
        return None
    if form == "bare" and j < len(scan) and _is_name_head(scan, j, end):
        return Group(i, end, 1, 1, group, noun, "name")
    return Group(i, end, 1, 1, group, noun, form)


def _is_name_head(scan: Scan, start: int, end: int) -> bool:
    return scan.tokens[start].capital and end < len(scan) and scan.tokens[end].capital


def _people_ending_at(scan: Scan, end: int) -> Hit | None:
    found = None
    for start in range(max(0, end - 5), end):
        hit = scan.at("people", start)
        if hit is not None and hit.end == end:
            found = found or hit
    return found


def _head(scan: Scan, j: int) -> tuple[int, str, str, bool] | None:
    """Find the head noun from token `j`: (token after it, group, noun, whether it names people).

    ``None`` means that no noun stands there at all; a group of ``"?"`` is a word the lexicon does not know.
    """
    best: Hit | None = None
    unknown, k, modifiers = -1, j, []
    while k < len(scan) and k < j + 8:
        word, hit, thing = scan.word(k), scan.at("people", k), scan.at("not_people", k)
        if word in _ORDINALS and k == j:
            modifiers.append(word)
            k += 1
            continue
        if scan.at("body", k) is not None and (hit is None or hit.end == k + 1):
            return k + 1, "", word, False
        if hit is not None and (thing is None or hit.end >= thing.end):
            if best is None and _thing_at(scan, hit.end):
                k = hit.end  # "four police stations" are no policemen
                continue
            if hit.entry.rule == "people.unknown" and scan.tokens[k].capital and _people_beyond(scan, hit.end):
                modifiers.extend(scan.lows[hit.start : hit.end])
                k = hit.end
                continue
            best, k = hit, hit.end
            modifiers.extend(scan.lows[hit.start : hit.end])
            if not _continues_noun(scan, k):
                break
            continue
        if best is not None:
            break
        if thing is not None:
            if not _continues_noun(scan, thing.end):
                return thing.end, "", thing.entry.value, False
            k = thing.end
            continue
        if word in _STOP or not word[0].isalnum() or _is_verb(scan, k, j) or (k > j and _begins_anew(scan, k)):
            if word == "," and k > j and _adjective_pair(scan, k):
                k += 1
                continue
            break
        if word == "'s":
            k += 1
            continue
        modifiers.append(word)
        unknown, k = k, k + 1
    if best is not None:
        noun = " ".join(scan.lows[best.start : best.end])
        return best.end, _refine(best.entry.value, modifiers), noun, True
    if unknown >= j and not scan.tokens[unknown].capital and unknown - j < 4:
        return unknown + 1, "?", scan.word(unknown), _may_be_people(scan, unknown)
    return None


def _thing_at(scan: Scan, k: int) -> bool:
    if k >= len(scan) or scan.at("people", k) is not None or scan.at("outcome", k) is not None:
        return False
    if scan.word(k) in {"uniform", "uniforms", "fatigues", "dress"}:
        return True
    return any(scan.at(name, k) is not None for name in ("place_sites", "place_kinds", "not_people"))


def _begins_anew(scan: Scan, k: int) -> bool:
    """Whether a time word, a determiner or another number stands here, so that the noun phrase is over."""
    word = scan.word(k)
    return (
        word in _TIME
        or word in _POSSESSIVE
        or word in _DEFINITE
        or word in {"a", "an"}
        or parse_quantity(scan, k) is not None
    )


def _people_beyond(scan: Scan, k: int) -> bool:
    """Whether after a nationality the noun itself is still to come ("Iraqi army soldiers")."""
    for j in range(k, min(k + 4, len(scan))):
        word = scan.word(j)
        if scan.at("people", j) is not None and not (word == "police" and scan.at("said", j + 1) is not None):
            return True
        if word in _STOP or not word[0].isalnum() or scan.at("outcome", j) is not None or word in _TIME:
            return False
    return False


def _adjective_pair(scan: Scan, comma: int) -> bool:
    """Whether the comma joins two adjectives of one noun ("young, unarmed men")."""
    after = scan.at("people", comma + 2)
    return (
        after is not None
        and scan.word(comma + 1) not in _STOP
        and parse_quantity(scan, comma + 1) is None
        and not scan.tokens[comma + 1].capital
    )


def _may_be_people(scan: Scan, k: int) -> bool:
    word = scan.word(k)
    return word.endswith("s") or word.endswith(_PERSON_ENDINGS)


def _continues_noun(scan: Scan, k: int) -> bool:
    """Whether a people noun follows at once, so that what stands before it only modifies it ("bus passengers")."""
    if k >= len(scan):
        return False
    hit = scan.at("people", k)
    return (
        hit is not None
        and scan.word(k) not in {"police", "other", "others", "general", "head", "chief"} | _TIME
        or (hit is not None and hit.end > k + 1)
    )


def _is_verb(scan: Scan, k: int, start: int) -> bool:
    hit = scan.at("outcome", k)
    if hit is not None and k > start:
        return True
    if hit is not None and hit.entry.form not in {"past_participle", "word"}:
        return True
    if hit is not None and scan.at("people", hit.end) is None:
        return True
    return scan.word(k) in BE


def _refine(group: str, modifiers: list[str]) -> str:
    """Let the words before the noun decide whose soldiers and officers they are."""
    found = set(modifiers)
    if group in {"iraqi_forces", "police", "unknown", "foreign_forces", "militant"} and found & {"peshmerga"}:
        return "peshmerga"
    if group in {"iraqi_forces", "unknown"} and "police" in found:
        return "police"
    if group == "iraqi_forces" and found & _FOREIGN:
        return "foreign_forces"
    if group == "iraqi_forces" and found & {"sahwa", "awakening", "tribal", "hashd"}:
        return "volunteer_forces"
    if group == "foreign_forces" and "iraqi" in found:
        return "iraqi_forces"
    if group == "unknown" and found & {"civilian", "innocent", "unarmed"}:
        return "civilian"
    return group


def _collective(scan: Scan, i: int, end: int, noun: str) -> Group | None:
    """Read "a couple" as two, "a family of five" as five, "a family" as two or more."""
    if noun in {"couple", "pair", "duo"}:
        return Group(i, end, 2, 2, "unknown", noun)
    if noun == "trio":
        return Group(i, end, 3, 3, "unknown", noun)
    if noun in {"family", "crew", "gang", "staff", "personnel", "pair"}:
        if scan.word(end) == "of" and (inner := parse_quantity(scan, end + 1)) is not None and not inner.article:
            return Group(i, inner.end, inner.low, inner.high, "unknown", noun)
        if noun == "family":
            return Group(i, end, 2, None, "unknown", noun, vague=True)
    return None


def _finish(scan: Scan, i: int, end: int, quantity: Quantity, group: str, noun: str, *, more: bool) -> Group:
    form = "article" if quantity.article and scan.word(i) != "one" else "counted"
    if scan.word(i) in {"a", "an"} and scan.word(i + 1) in {"second", "third", "fourth", "fifth", "sixth"}:
        more = True
    low, high = quantity.low, quantity.high
    if noun in {"couples", "couple"} and low is not None and scan.word(end) != "of":
        low, high = low * 2, None if high is None else high * 2
    return Group(i, end, low, high, group, noun, form, more, vague=quantity.vague)


def _name(scan: Scan, i: int) -> Group | None:
    """Read a personal name: a title and a capital, or two capitals in a row."""
    j = i
    while (
        j < len(scan)
        and (scan.tokens[j].capital or scan.word(j) in {"bin", "ibn", "abu", "al", "el"})
        and scan.word(j) not in _TIME
    ):
        j += 1
    titled = scan.word(i) in _TITLES
    if scan.word(i) in _STOP:
        return None
    if j - i >= 2 or (titled and j > i):
        return Group(i, j, 1, 1, "unknown", "", "name")
    return None


_JOINS = (
    ("as", "well", "as"),
    ("along", "with"),
    ("together", "with"),
    ("and", "also"),
    ("plus",),
    ("and",),
    ("&",),
    ("besides",),
)
_PARTS = (
    ("including", "at", "least"),
    ("including",),
    ("among", "them"),
    ("among", "whom"),
    ("among", "whom", "were"),
    ("mostly",),
    ("mainly",),
    ("most", "of", "them"),
    ("many", "of", "them"),
    ("some", "of", "them"),
    ("all", "of", "them"),
    ("both",),
    ("all",),
    ("half", "of", "them"),
)


def parse_list(scan: Scan, i: int, *, names: bool = False, verb: int | None = None) -> GroupList | None:
    """Read coordinated groups at token `i`, with the parts that follow them.

    Parameters
    ----------
    scan : Scan
    i : int
        First token.
    names : bool
        Whether bare personal names count as persons.
    verb : int or None
        For a subject: the token of the verb that the whole list belongs to.
    """
    first = parse_group(scan, i, names=names)
    if first is None:
        return None
    groups, end = [first], first.end
    while len(groups) < 12:
        at = _join(scan, end, groups)
        if at is None:
            break
        group = parse_group(scan, at, names=names and scan.word(at - 1) == "and")
        if (
            group is None
            or describes(scan, group)
            or group.part
            or (group.end != verb and _own_clause(scan, group, groups))
        ):
            break
        end = group.end
        if group.form == "bare" and group.vague and groups[-1].form == "counted" and groups[-1].head:
            continue  # "18 employees and visitors": both nouns share the number
        groups.append(group)
    parts = _parts(scan, end)
    first, rest = groups[0], groups[1:]
    if (
        rest
        and first.low is not None
        and first.form == "counted"
        and sum(group.low or 0 for group in rest) == first.low
        and scan.word(first.end) in {",", "-", "("}
    ):
        return GroupList((first,), tuple(rest))  # "thirteen people, ten engineers and three drivers"
    return GroupList(tuple(groups), parts)


def describes(scan: Scan, group: Group) -> bool:
    """Whether the group after a comma only tells more of those before: "one of them a boy", "a child among them"."""
    if scan.word(group.start - 1) == "," and group.head in {"them", "whom"}:
        return True
    return scan.word(group.end) == "included" or (
        scan.word(group.end) in {"among", "amongst"} and scan.word(group.end + 1) in {"them", "those", "whom"}
    )


def _join(scan: Scan, end: int, groups: list[Group]) -> int | None:
    """Find where the next group of a list begins: after a comma, "and", and past what only modifies the last one."""
    j = _past_modifiers(scan, end)
    comma = scan.word(j) == ","
    k = j + 1 if comma else j
    for join in _JOINS:
        if tuple(scan.lows[k : k + len(join)]) == join:
            return k + len(join)
    if not comma:
        return None
    beyond = _apposition(scan, k, groups)
    return beyond if beyond is not None else k


def _apposition(scan: Scan, k: int, groups: list[Group]) -> int | None:
    """Skip ", a council member," after a definite single person: it says who, it adds nobody."""
    last = groups[-1]
    if last.low != 1 or last.form not in {"possessive", "definite", "name", "bare"} and not _named_at(scan, k):
        return None
    described = parse_group(scan, k, names=True)
    if described is None or described.low != 1 or described.form == "possessive":
        return None
    j = _past_modifiers(scan, described.end)
    if scan.word(j) != ",":  # "Sayyid Radhi, an aide to the ayatollah, died": nobody is added even if the list ends here
        return described.end if last.form == "name" and described.form == "article" else None
    j += 1
    for join in _JOINS:
        if tuple(scan.lows[j : j + len(join)]) == join:
            return j + len(join)
    return j


def _named_at(scan: Scan, k: int) -> bool:
    return k + 1 < len(scan) and scan.tokens[k].capital and scan.tokens[k + 1].capital


_MODIFIER_STARTS = frozenset(
    {
        "from",
        "of",
        "at",
        "in",
        "with",
        "on",
        "near",
        "inside",
        "outside",
        "belonging",
        "working",
        "aged",
        "who",
        "named",
    }
)


def _past_modifiers(scan: Scan, end: int) -> int:
    """Skip a name, an age, and a short prepositional phrase after a head: "a boy of 12", "a judge, Tariq al-Amiri"."""
    j = end
    while j < len(scan) and scan.tokens[j].capital and scan.word(j) not in _TIME and scan.at("outcome", j) is None:
        j += 1
    if scan.word(j) not in _MODIFIER_STARTS:
        return j
    k = j + 1
    while k < len(scan) and k < j + 9:
        word = scan.word(k)
        if word in {",", "and"}:
            return k if _group_follows(scan, k) else j
        if (
            not (word[0].isalnum() or word == "'s")
            or scan.at("outcome", k)
            or (word in BE and word != "'s")
            or word in {"when", "while", "after", "as"}
        ):
            return j
        k += 1
    return j


def _group_follows(scan: Scan, k: int) -> bool:
    """Whether after the joint at `k` a counted or possessive group stands, so that a list plainly goes on."""
    at = k + 1 if scan.word(k) == "and" or scan.word(k + 1) != "and" else k + 2
    group = parse_group(scan, at)
    return group is not None and group.form in {"counted", "article", "possessive"}


def _own_clause(scan: Scan, group: Group, groups: list[Group]) -> bool:
    """Whether the group is the subject of what follows ("..., and two others were wounded") and so no part of the list."""
    j = group.end
    while scan.word(j) in {"also", "later", "reportedly", "seriously", "critically", "slightly"}:
        j += 1
    hit = scan.at("outcome", j)
    if hit is not None and hit.entry.form in {"past", "past_participle", "participle", "word", "phrase", "third"}:
        return True
    if scan.word(j) in BE or scan.word(j) in {
        "who",
        "had",
        "have",
        "has",
        "said",
        "say",
        "told",
        "opened",
        "exploded",
        "added",
    }:
        return True
    if group.form == "bare" and (scan.word(group.start - 1) == "," or not group.vague):
        return True
    if scan.word(group.start - 1) == "," and group.form in {"article", "bare", "definite"} and _speaks(scan, group.end):
        return True
    if (
        group.form == "number"
        and scan.word(j) in {"in", "at", "near"}
        and j + 1 < len(scan)
        and scan.tokens[j + 1].capital
    ):
        return True
    return (
        bool(scan.inside("kind", group.start, group.end))
        and scan.at("kind", j) is not None
        and groups[-1].end != group.start - 1
    )


def _speaks(scan: Scan, i: int) -> bool:
    """Whether what begins here goes on to a verb of saying ("..., a doctor at the hospital said")."""
    for j in range(i, min(i + 8, len(scan))):
        if scan.word(j) in {"said", "told", "says", "added", "reported", "confirmed"}:
            return True
        if scan.word(j) in {",", ".", ";", "and"}:
            return False
    return False


def _parts(scan: Scan, end: int) -> tuple[Group, ...]:
    j = end
    if scan.word(j) in {",", "-", "(", ":"}:
        j += 1
    opened = scan.word(j - 1) in {"-", "(", ":"} and j > end
    for words in sorted(_PARTS, key=len, reverse=True):
        if tuple(scan.lows[j : j + len(words)]) == words:
            inner = parse_list(scan, j + len(words))
            return inner.groups if inner is not None else ()
    if opened:
        inner = parse_list(scan, j)
        if inner is not None and len(inner.groups) > 1:
            return inner.groups
    return ()
