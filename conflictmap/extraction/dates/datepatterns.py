"""The patterns of date expressions, built once from a table of words.

One search over the text finds the *core* of every expression: the name of a day or month, a unit of time, a year. What
stands to the left and right of a core is looked at only there, with patterns that are anchored to it. That is why a
text of a few hundred characters costs microseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.extraction.wordpatterns import alternation, forms
from conflictmap.language import DateWords

__all__ = ["Patterns", "patterns"]

ORDINAL = r"(?:st|nd|rd|th)"
YEAR = r"(?:19|20)\d\d"
JOIN = r"(?:-|–|—|to|and|&|or|through|until|till)"
ANY_CASE = ("day", "month_day", "unit", "year", "year_part", "month", "season", "month_prep", "company", "future")


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Compiled patterns and the family of each core word (lower case, or as written for names)."""

    core: re.Pattern[str]
    figures: re.Pattern[str]
    family: dict[str, str]
    left: dict[str, re.Pattern[str]]
    right: dict[str, re.Pattern[str]]


def _core(words: DateWords) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    family: dict[str, str] = {}
    spelled: list[str] = []
    for name, table in (("weekday", words.weekdays), ("month", words.months)):
        for word in table:
            family[word] = name
            spelled += forms(word.capitalize(), lower=word not in words.short)
    for name, keys in (
        ("deictic", tuple(words.deictic)),
        ("unit", tuple(words.units)),
        ("season", tuple(words.seasons)),
        ("overnight", words.lists["cores.overnight"]),
        ("recent", words.lists["cores.recent"]),
        ("anniversary", words.lists["cores.anniversary"]),
    ):
        for word in keys:
            family[word] = name
            spelled += [word, word.capitalize()] + ([word.upper()] if name == "deictic" else [])
    for name, table_of in (("named", words.named_days), ("period", words.periods)):
        for word in table_of:
            family[word] = name
            spelled.append(word)
    digits = (
        rf"(?P<num>\d{{1,4}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d\d))(?![\w/-]|[.:]\d)"
        rf"|(?P<decade>(?:(?:19|20)\d0|[2-9]0)s)(?!\w)|(?P<year>{YEAR})(?!\w|[,.:/]\d|%)"
        rf"|(?P<nth>\d{{1,2}}{ORDINAL})(?!\w)|(?P<slash>\d{{1,2}}/\d{{1,2}})(?![\w/])"
    )
    stamps = alternation(word.upper() for word in words.months if len(word) == 3)
    clock = r"(?:\d{4}[A-Z]?\s*)?"  # a date-time group, "140740C OCT 06"
    digits += rf"|(?P<stamp>\d{{1,2}}(?:{clock})(?:{stamps})\s?(?:\d{{4}}|\d\d))(?!\w)"
    # The first test of each must be on a set of characters, which the engine skips to without trying the pattern.
    return re.compile(rf"{alternation(spelled)}(?!\w)"), re.compile(digits), family


def _month_left() -> str:
    return (
        rf"(?<![\w.,:/$-])(?:(?P<opens>between|from)\s+(?:the\s+)?)?"
        rf"(?:(?P<first>\d{{1,2}}){ORDINAL}?\s*{JOIN}\s*(?:the\s+)?)?(?P<day>\d{{1,2}}){ORDINAL}?(?:\s+of\s+|\s+|-)\Z"
    )


def _month_right(words: DateWords) -> str:
    follows = rf"(?=\s*(?:[.,;:()\"”’'\n]|\Z|{YEAR}|{alternation(words.lists['words.after_list'])}\b))"
    counts = alternation(words.lists["words.year_counts"])
    return (
        rf"\.?,?(?:\s+the)?[\s-]\s*(?P<day>\d{{1,2}}){ORDINAL}?(?![\w%/]|[.,:]\d|\s*(?:percent|a\.m|p\.m|am\b|pm\b))"
        rf"(?:(?:[-–—]|\s*{JOIN}\s*(?=\d{{1,2}}{ORDINAL}?{follows}))(?P<last>\d{{1,2}}){ORDINAL}?(?![\w/]|[.,:]\d))?"
        rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR}|['’]\d\d)(?!\w|[.,]\d|\s+(?:{counts})\b))?"
    )


def _unit_left(words: DateWords) -> str:
    number = rf"\d{{1,3}}(?:,\d{{3}})*|{alternation(dict.fromkeys([*words.numbers, *words.vague_numbers]))}"
    relation = (
        r"(?P<relation>(?:(?:early|earlier|late|later)\s+)?(?:last|this|that)|past|previous|preceding|next|coming|"
        r"following|same|recent|each|every|another)"
    )
    inside = r"(?P<inside>(?:earlier|later|late|early)\s+(?:on\s+)?in)\s+the"
    return (
        rf"(?<![\w-])(?<!\d,)(?:(?:(?P<lead>in|within|over|during|for|since|after|throughout|at|on)\s+)?(?:the\s+)?"
        rf"(?:{relation}[\s-]+(?:(?P<of_relation>{number})[\s-]+)?|(?P<number>{number})[\s-]+|(?<=the\s)|{inside}\s+))\Z"
    )


@lru_cache(maxsize=8)
def patterns(words: DateWords) -> Patterns:
    """Return the patterns of a table of words; they are built once for each table."""
    core, figures, family = _core(words)
    left, right = _left(words), _right(words)
    return Patterns(
        core,
        figures,
        family,
        {name: re.compile(source, re.IGNORECASE if name in ANY_CASE else 0) for name, source in left.items()},
        {name: re.compile(source) for name, source in right.items()},
    )


def _left(words: DateWords) -> dict[str, str]:
    """Return what may stand to the left of a core, each pattern anchored to where the core begins."""
    before = alternation(words.parts_before)
    future = alternation(words.lists["words.future"])
    past = alternation(words.lists["words.past"])
    return {
        "day": rf"(?:(?<![\w-])(?:(?:just|shortly|soon|only|right)\s+)?"
        rf"(?:(?:before|after|at|around|about|by|near|in|on)\s+)?(?:about\s+|around\s+)?(?:the\s+)?"
        rf"(?:{before})(?:\s+hours)?(?:[\s-]+(?:on|of|in))?(?:\s+the)?[\s-]+)?"
        rf"(?:(?<!\w)(?P<mod>last|this|next|past|coming|previous|following|this coming)\s+)?\Z",
        "since": r"(?<!\w)[Ss]ince\s+(?:the\s+)?\Z",
        "said": rf"(?<!\w)(?:{alternation(words.lists['words.reporting'])}),?\s+(?:on\s+)?\Z",
        "bound": rf"(?<!\w)(?:{alternation(words.lists['words.until'])})\s+(?:the\s+)?\Z",
        "on": r"(?<!\w)(?:on|On)(?:\s+the|\s+around|\s+or\s+about)?\s+\Z",
        "company": r"(?<!\w)(?:on|On|late|Late|early|Early|last|since|Since|until|by|this)\s+\Z",
        "not_weekday": rf"(?<!\w)(?:{alternation(words.lists['names.before_weekday'])})\s+\Z",
        "month_day": _month_left(),
        "month": r"(?:(?<!\w)(?P<since>since)\s+)?(?:(?<!\w)(?P<third>early(?:\s+in)?|mid|late(?:\s+in)?|"
        r"(?:the\s+)?(?:end|beginning|start|middle)\s+of)[\s-]+)?"
        r"(?:(?<!\w)(?P<mod>last|this|next|past|previous|the\s+previous|coming)\s+)?\Z",
        "month_prep": r"(?<!\w)(?:in|In|during|During|of|from|From|until|till|by|By|before|Before|after|After|for|"
        r"through|throughout|back\s+in)\s+\Z",
        "the": r"(?<!\w)[Tt]he\s+\Z",
        "as_place": r"(?<!\w)(?:in|In|near|at|of|al-|Al-|the|from|around)[\s-]*(?:the\s+)?\Z",
        "unit": _unit_left(words),
        "year": r"(?<!\w)(?P<prep>in|In|since|Since|during|During|of|early|late|mid|from|From|until|till|by|By|before|"
        r"Before|after|After|between|Between|throughout|back\s+in|back\s+to|around)[\s-]+(?:the\s+)?(?:year\s+)?\Z",
        "year_part": r"(?<!\w)(?P<part>early|late|mid|(?:the\s+)?(?:end|start|beginning|middle)\s+of)[\s-]+"
        r"(?:in\s+)?\Z",
        "season": r"(?<!\w)(?:(?P<since>since)\s+)?(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?"
        r"(?:(?P<mod>last|this|next|past|previous)\s+)?\Z",
        "future": rf"(?<![\w])(?:{future})(?!\w)(?!.*(?<!\w)(?:{past})(?!\w))",
        "anniversary": r"(?:(?:the\s+)?[\w-]+\s+)?\Z",
        "nth": r"(?<!\w)on\s+the\s+\Z",
        "named_person": r"(?<!\w)(?!(?:On|Late|Early|Last|Since|By|Until|And|From)\s)[A-Z][\w.'’-]*\s+\Z",
        "clause": r"[.;!?\"“”\n,:](?:\s|$)|\s[-–—]+\s",
    }


def _right(words: DateWords) -> dict[str, str]:
    """Return what may stand to the right of a core, each pattern to be matched where the core ends."""
    after = alternation(words.parts_after)
    counts = alternation(words.lists["words.year_counts"])
    return {
        "part": rf"(?:\s+(?:at\s+(?:around\s+|about\s+)?|in\s+the\s+|around\s+|before\s+|by\s+)?|-)(?:{after})\b",
        "not_weekday": rf"\s+(?:{alternation(words.lists['names.after_weekday'])})\b",
        "name_follows": r"\s+[A-Z]",
        "date": r"\.?,?\s+(?:the\s+)?(?:\d|[A-Z][a-z]+\.?\s+\d)",
        "nth": rf",?\s+(?:the\s+)?(?P<day>\d{{1,2}}){ORDINAL}(?!\w)",
        "month_day": _month_right(words),
        "year": rf"\.?(?:,?\s+(?:of\s+)?|[-/])(?P<year>{YEAR}|0\d|['’]\d\d)(?!\w|[.,:]\d|\s+(?:{counts})\b)",
        "name": rf"\s+(?:{alternation(w for n in words.lists['names.after_date'] for w in forms(n))})\b",
        "counts": rf"\s+(?:{counts})(?!\w)",
        "history": rf"(?:['’]s)?\s+(?:{alternation(words.lists['words.after_year'])})(?!\w)",
        "to_year": rf"\s*(?:-|–|—|to|and|until|through)\s*(?P<year>{YEAR}|\d\d)(?![\w,/-])",
        "unit": r"\s+(?:(?P<dir>ago|earlier|later|before|after|afterwards|afterward|previously|prior\s+to|prior)"
        r"(?:(?<=before|.after)\s+(?P<more>yesterday|tomorrow|that|last))?)(?!\w)",
        "closes": r"\s*(?:[.,;:!?)\"”’']|-\s|--|–|—|\Z|\n|"
        r"(?:when|in|at|near|on|and|but|as|while|by|with|outside|around|after|before|from)\b)",
        "of_month": r"\s+of\s+(?:this|the|last|each|that)\s+(?:month|year)\b",
        "not_date_of": r"\s+(?:of|in\s+which)\b",
        "overnight": r"\s+(?:(?:on|of|into|from)\s+)?(?:[A-Z][a-z]+day|[A-Z][a-z]+\.?\s+\d|\d{1,2}\s+[A-Z]|yesterday)",
        "not_overnight": rf"\s+(?:{alternation(words.lists['words.not_overnight'])})\b",
        "period": r"[\s-]+(?:period|span|stretch|window|ending|ended|that\s+ended|to)\b",
    }
