"""The patterns of datelines; those with words in them are built from the table of date words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.extraction.wordpatterns import alternation, forms
from conflictmap.language import DateWords

__all__ = ["Grammar", "grammar"]

CAPITAL = r"[A-ZÀ-Þ]"
CAPS_WORD = (
    rf"(?:{CAPITAL}(?:['’`]?{CAPITAL})+(?:[.'’`-]+{CAPITAL}+)*\.?|{CAPITAL}\.(?:{CAPITAL}\.)*"
    rf"|(?:al|el)-{CAPITAL}{{2,}}|ST\.)"
)
ARTICLE = r"(?:(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]t|[Aa]n|[Aa]r|[Aa]d|[Aa]z)[- ])?"
MIXED_WORD = rf"{ARTICLE}{CAPITAL}[\w'’`]*(?:-[\w'’`]+)*"

CAPS_PLACE = re.compile(rf"{CAPS_WORD}(?:[ -]{CAPS_WORD}){{0,5}}(?![a-zß-ÿ])")
MIXED_PLACE = re.compile(rf"{MIXED_WORD}(?: (?:(?:of|the|and) )?{MIXED_WORD}){{0,3}}")
QUALIFIER = re.compile(
    rf"[ \t]*,[ \t]*(?P<name>(?:{CAPITAL}\.){{2,}}|{MIXED_WORD}\.?(?: (?:of )?{MIXED_WORD}){{0,2}})"
    rf"(?=\s*(?:,|\(|--|[-–—_:/]|\Z))"
)
LOOSE_QUALIFIER = re.compile(
    rf"[ \t]*,[ \t]*(?P<name>(?:{CAPITAL}\.){{2,}}|{CAPITAL}[\w'’`-]+\.?)(?=\s+(?:{CAPITAL}|[\"“‘']))"
)
PARENS = re.compile(r"[ \t]*\((?P<inside>[^()\n]{2,40})\)")
MARK = re.compile(
    r"(?:\*{1,3})?[ \t]*"
    r"(?:(?P<dash>--+|[-–—―_])(?:\s+|(?<=[–—―-]{2})|(?<=[–—―])|(?=[A-Z\"“]))|(?P<colon>:)(?!//)(?:\s+|(?=[\"“A-Za-z])))"
)
SLASH = re.compile(r"[ \t]*//?[ \t]*")
AND = re.compile(r"[ \t]+(?:and|AND|&)[ \t]+")
GAP = re.compile(r"[ \t]*,?[ \t]*")
OPENS = re.compile(rf"[\"“‘'(]*(?:{CAPITAL}|[aA]l-|\d)")
TERSE = re.compile(r"[a-z]+ ")
LOST_MARK = re.compile(r"[_:]\s+(?=[A-Z])")
NUMBERED_PLACE = re.compile(
    rf"(?P<outer>{CAPS_PLACE.pattern})[ \t]*/[ \t]*(?P<inner>{CAPITAL}[^.:/\n]{{1,50}}?)[.:][ \t]+"
)
WITHIN_PLACE = re.compile(r"(?<=\s)(?:NEAR|OUTSIDE|IN|AT)\s+")

MARKS = r"\*+|[•·●▪◦‣■□►]|[-–—](?=\s)|\d{1,2}[.)](?=\s)|o(?=\s{2,})"
BULLET = re.compile(rf"[ \t]*(?:(?:{MARKS})[ \t]*)?")
BULLETED = re.compile(rf"\s*(?:{MARKS})")
CLOSE_BOLD = re.compile(r"\*+[ \t]*")
BYLINE = re.compile(
    rf"By (?:{CAPITAL}[\w.'’-]+ ){{1,2}}(?:and (?:{CAPITAL}[\w.'’-]+ ){{2}})?"
    rf"(?:(?:{CAPITAL}[\w-]+ )?(?:Writer|Staff|Correspondent) )?"
)
DIRECTIONS = r"(?:NEAR |WEST OF |EAST OF |NORTH OF |SOUTH OF )?"
SENTENCE_END = re.compile(rf"[.!?][\"”’)]*[ \t]+(?=(?:\*\s*)?{DIRECTIONS}[A-Z][A-Z'’-]{{2,}})")
HEADLINE = re.compile(r"[^\n]{1,140}?(?<![.:;,!?…])[ \t]*$", re.MULTILINE)
LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
HEADING_IN = re.compile(rf"(?:{CAPITAL}[\w'’-]+ ){{1,3}}(?:in|IN) ")
CLOCK = re.compile(r"(?:,[^.\n]{1,24})?[.:][ \t]+")
PROVINCE_WORD = re.compile(r",? (?:[Pp]rovince|[Gg]overnorate|PROVINCE|GOVERNORATE)$")


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Patterns that know words: dates, news agencies, words that are no place, words before a place.

    Attributes
    ----------
    date, agency_lead, agency, not_place, lead : re.Pattern
    small : frozenset of str
        Short words in capitals that begin a sentence.
    kept_leads : frozenset of str
        Words before a place that say nothing of where.
    tails : tuple of str
        Last words of the names of news outlets.
    """

    date: re.Pattern[str]
    agency_lead: re.Pattern[str]
    agency: re.Pattern[str]
    not_place: re.Pattern[str]
    lead: re.Pattern[str]
    small: frozenset[str]
    kept_leads: frozenset[str]
    tails: tuple[str, ...]


@lru_cache(maxsize=8)
def grammar(words: DateWords) -> Grammar:
    """Return the patterns of a table of words; they are built once for each table."""
    lists = words.lists
    months = alternation(form for word in words.months for form in forms(word.capitalize()))
    days = alternation(form for word in words.weekdays for form in forms(word.capitalize()))
    year = r"(?:,?\s+(?:19|20)\d\d)?"
    nth = r"(?:st|nd|rd|th)?"
    date = (
        rf"(?:(?:{days})\b\.?,?\s*)?(?:(?:{months})\.?\s+\d{{1,2}}{nth}(?!\d){year}|\d{{1,2}}{nth}\s+(?:{months})\b\.?{year}"
        rf"|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d\d-\d\d)|(?:{days})(?![\w’'])"
    )
    tails = lists["dateline.agency_tails"]
    outlet = (
        rf"(?:{alternation(lists['dateline.agencies'])}|(?:[A-Z][\w&'’-]* ){{1,3}}(?:{'|'.join(tails)})"
        rf"|[A-Za-z][\w-]*\.(?:com|net|org|co\.uk|MW))(?!\w)"
    )
    return Grammar(
        date=re.compile(date),
        agency_lead=re.compile(
            rf"\((?P<inside>{outlet})\)\s*(?:--+|[-–—_:])?\s*|(?P<plain>{outlet})\s*(?:--+|[-–—_:/])(?:\s+|(?=[A-Z]))"
        ),
        agency=re.compile(rf"{outlet}(?=\s*(?:/|:|--|[-–—]|\Z|\s))"),
        not_place=re.compile(rf"{alternation(lists['dateline.not_places'])}(?![\w-])", re.IGNORECASE),
        lead=re.compile(rf"{alternation(lists['dateline.leads'])}\s+(?:the\s+)?", re.IGNORECASE),
        small=frozenset(lists["dateline.not_in_caps"]),
        kept_leads=frozenset(lists["dateline.kept_leads"]),
        tails=tails,
    )
