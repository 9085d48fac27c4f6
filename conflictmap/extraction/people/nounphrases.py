"""One group: a number, an article, a possessive or a name, and its noun."""

from __future__ import annotations

from conflictmap.extraction.people.groups import Group
from conflictmap.extraction.people.headnouns import find_head, people_ending_at
from conflictmap.extraction.quantities import Quantity, parse_quantity
from conflictmap.extraction.sentence import Scan

__all__ = ["parse_group"]


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
    if word in scan.grammar.reflexives:
        low = scan.grammar.reflexives[word]
        return Group(i, i + 1, low, low if low == 1 else None, "militant", word, "pronoun")
    if word == "them" and scan.word(i - 1) == "of":
        return None
    if word in scan.grammar.object_pronouns and (word != "her" or not _noun_follows(scan, i + 1)):
        low = scan.grammar.object_pronouns[word]
        return Group(i, i + 1, low, low if low == 1 else None, "unknown", word, "pronoun", vague=low > 1)
    if word in {"no-one", "nobody", "none"} or (
        word == "no" and (scan.word(i + 1) == "one" or scan.at("people", i + 1) is not None)
    ):
        return Group(i, i + (1 if word != "no" else 2), 0, 0, "unknown", word)
    quantity = parse_quantity(scan, i)
    if quantity is None or (word in scan.grammar.definite and quantity.start == i and quantity.article):
        return _without_number(scan, i, names=names)
    return _with_number(scan, i, quantity)


def _noun_follows(scan: Scan, i: int) -> bool:
    return any(scan.at("people", j) for j in range(i, min(i + 3, len(scan))))


def _with_number(scan: Scan, i: int, quantity: Quantity) -> Group | None:
    j = quantity.end
    more = scan.word(i) == "another" or scan.word(j) in scan.grammar.more
    if scan.word(j) in scan.grammar.more:
        others = scan.word(j) == "others"
        j += 1
        if others:
            return _finish(scan, i, j, quantity, "unknown", "others", more=True)
    if scan.word(j) == "of":
        return _partitive(scan, i, j, quantity)
    head = find_head(scan, j)
    if head is None and quantity.article and scan.word(j) in scan.grammar.ordinals:
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
        if quantity.article and not noun.endswith(scan.grammar.person_endings):
            return None
        group = "unknown"
    if quantity.article and (special := _collective(scan, i, end, noun)) is not None:
        return special
    return _finish(scan, i, end, quantity, group, noun, more=more)


def _lone(scan: Scan, i: int, j: int, quantity: Quantity, *, more: bool) -> Group | None:
    """Read a number without a noun: "wounding 15". Not a year, an hour, a percentage or a measure."""
    if scan.at("not_people", j) is not None or scan.word(j) in {"%", "$"} or scan.word(i - 1) in scan.grammar.numbered:
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
    if word in scan.grammar.possessives or word in scan.grammar.definite:
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
        head = find_head(scan, j + 2)
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
        head = find_head(scan, j + 1)
        if head is not None and head[3]:
            return Group(i, head[0], quantity.low, quantity.high, head[1].replace("?", "unknown"), head[2], vague=True)
    return None


def _without_number(scan: Scan, i: int, *, names: bool) -> Group | None:
    word = scan.word(i)
    form = "possessive" if word in scan.grammar.possessives else "definite" if word in scan.grammar.definite else "bare"
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
    head = find_head(scan, j)
    if head is None or not head[3] or head[1] == "?":
        return _name(scan, i) if names and form == "bare" else None
    end, group, noun, _ = head
    if noun in {"lives", "life"}:
        return None
    if noun in {"dead", "police", "victims", "security"} and form != "bare":
        return None
    hit = people_ending_at(scan, end)
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


def _collective(scan: Scan, i: int, end: int, noun: str) -> Group | None:
    """Read "a couple" as two, "a family of five" as five, "a family" as two or more."""
    if noun in {"couple", "pair", "duo"}:
        return Group(i, end, 2, 2, "unknown", noun)
    if noun == "parents":
        return Group(i, end, 2, 2, "civilian", noun)
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
        and scan.word(j) not in scan.grammar.time_words
    ):
        j += 1
    titled = scan.word(i) in scan.grammar.titles
    if scan.word(i) in scan.grammar.noun_phrase_ends:
        return None
    if j - i >= 2 or (titled and j > i):
        return Group(i, j, 1, 1, "unknown", "", "name")
    return None
