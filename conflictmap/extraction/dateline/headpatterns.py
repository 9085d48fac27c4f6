"""The patterns of datelines; those with words in them are built from the table of date words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.extraction.wordpatterns import alternation, forms
from conflictmap.language import DateWords

__all__ = ["Grammar", "date_forms", "grammar"]

CAPITAL = r"[A-ZÀ-Þ]"
CAPS_WORD = (
    rf"(?:{CAPITAL}(?:['’`]?{CAPITAL})+(?:[.'’`-]+{CAPITAL}+)*\.?|{CAPITAL}\.(?:{CAPITAL}\.)*"
    rf"|(?:al|el)-{CAPITAL}{{2,}}|ST\.)"
)
ARTICLE = r"(?:(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s|[Aa]t|[Aa]n|[Aa]r|[Aa]d|[Aa]z)[- ])?"
MIXED_WORD = rf"{ARTICLE}{CAPITAL}[\w'’`]*(?:-[\w'’`]+)*"

CAPS_PLACE = re.compile(rf"{CAPS_WORD}(?:[ -]{CAPS_WORD}){{0,5}}(?![a-zß-ÿ])")
LOOSE_QUALIFIER = re.compile(
    rf"[ \t]*,[ \t]*(?P<name>(?:{CAPITAL}\.){{2,}}|{CAPITAL}[\w'’`-]+\.?)(?=\s+(?:{CAPITAL}|[\"“‘']))"
)
PARENS = re.compile(r"[ \t]*\((?P<inside>[^()\n]{2,40})\)")
MARK = re.compile(
    r"(?:\*{1,3})?[ \t]*"
    r"(?:(?P<dash>--+|[-–—―_])(?:\s+|(?<=[–—―-]{2})|(?<=[–—―])|(?=[A-Z\"“]))|(?P<colon>:)(?!//)(?:\s+|(?=[\"“A-Za-z])))"
)
SLASH = re.compile(r"[ \t]*//?[ \t]*")
GAP = re.compile(r"[ \t]*,?[ \t]*")
OPENS = re.compile(rf"[\"“‘'(]*(?:{CAPITAL}|[aA]l-|\d)")
TERSE = re.compile(r"[a-z]+[ ,.]")
BLOCK = re.compile(r",\s[a-z]+\s\d+\w*(?=:)")
LOST_MARK = re.compile(r"[_:]\s+(?=[A-Z])")
NUMBERED_PLACE = re.compile(
    rf"(?P<outer>{CAPS_PLACE.pattern})[ \t]*/[ \t]*(?P<inner>{CAPITAL}[^.:/\n]{{1,50}}?)[.:][ \t]+"
)
MARKS = r"\*+|[•·●▪◦‣■□►]|[-–—](?=\s)|\d{1,4}(?:-\d{1,4})?[.)](?=\s)|[a-h][.)](?=\s)|o(?=\s{2,})"
BULLET = re.compile(rf"[ \t]*(?:(?:{MARKS})[ \t]*)?")
BULLETED = re.compile(rf"\s*(?:{MARKS})")
CLOSE_BOLD = re.compile(r"\*+[ \t]*")
HEADLINE = re.compile(r"[^\n]{1,140}?(?<![.:;,!?…])[ \t]*$", re.MULTILINE)
LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
CLOCK = re.compile(r"(?:,[^.\n]{1,24})?[.:][ \t]+")


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Patterns that know words: dates, news agencies, words that are no place, words before a place.

    Attributes
    ----------
    date, agency_lead, agency, not_place, lead : re.Pattern
    mixed_place, qualifier, between, within_place : re.Pattern
        Places in mixed case; what holds them; what joins two; what leads to the place proper.
    byline, sentence_end, heading_in, province : re.Pattern
        Who wrote it; the end of a sentence before a head; words before and behind a place that is a heading.
    of_office : re.Pattern
        A place before the name of an office: "Diyala Operations Command".
    stopped, dashed : re.Pattern
        A place and its container before a full stop, "Karrada, 62nd Street."; before a dash, "Tuz - rockets".
    section, sided : re.Pattern
        What a section is about, no place, "OUTLOOK", "EAST AXIS"; a part of a town or a front, "Karkh side".
    small : frozenset of str
        Short words in capitals that begin a sentence.
    kept_leads : frozenset of str
        Words before a place that say nothing of where.
    tails : tuple of str
        Last words of the names of news outlets.
    bylines : tuple of str
        What a line begins with that names who wrote it.
    """

    date: re.Pattern[str]
    agency_lead: re.Pattern[str]
    agency: re.Pattern[str]
    not_place: re.Pattern[str]
    lead: re.Pattern[str]
    mixed_place: re.Pattern[str]
    qualifier: re.Pattern[str]
    between: re.Pattern[str]
    within_place: re.Pattern[str]
    byline: re.Pattern[str]
    sentence_end: re.Pattern[str]
    heading_in: re.Pattern[str]
    of_office: re.Pattern[str]
    stopped: re.Pattern[str]
    dashed: re.Pattern[str]
    province: re.Pattern[str]
    section: re.Pattern[str]
    sided: re.Pattern[str]
    small: frozenset[str]
    kept_leads: frozenset[str]
    tails: tuple[str, ...]
    bylines: tuple[str, ...]


@lru_cache(maxsize=8)
def grammar(words: DateWords) -> Grammar:
    """Return the patterns of a table of words; they are built once for each table.

    Parameters
    ----------
    words : DateWords
    """
    lists = words.lists
    date = rf"{date_forms(words)}|(?:{_names(words.weekdays)})(?![\w’'])"
    tails = lists["dateline.agency_tails"]
    outlet = (
        rf"(?:{alternation(lists['dateline.agencies'])}|(?:[A-Z][\w&'’-]* ){{1,3}}(?:{'|'.join(tails)})"
        rf"|[A-Za-z][\w-]*\.(?:com|net|org|co\.uk|MW))(?!\w)"
    )
    any_of = {name.removeprefix("dateline."): _any(words) for name, words in lists.items()}
    of, joint, between, byline = any_of["of"], any_of["joints"], any_of["between"], any_of["bylines"]
    writer, not_place, lead, article = any_of["writers"], any_of["not_places"], any_of["leads"], any_of["articles"]
    within, heading = any_of["within"], _in_both(lists["dateline.heading_in"])
    both, capitalised = _in_both(lists["dateline.between"]), rf"(?:{CAPITAL}[\w.'’-]+ )"
    directions = [lead.upper() for lead in lists["dateline.leads"] if lead not in lists["dateline.kept_leads"]]
    seat, about, part = any_of["place_tails"], any_of["section_tails"], any_of["part_tails"]
    some = rf"{MIXED_WORD}(?: (?:{joint} )?{MIXED_WORD})"
    provinces = [form for word in lists["dateline.provinces"] for form in forms(word, lower=True)]
    return Grammar(
        mixed_place=re.compile(rf"{some}{{0,3}}"),
        qualifier=re.compile(
            rf"[ \t]*,[ \t]*(?P<name>(?:{CAPITAL}\.){{2,}}|{MIXED_WORD}\.?(?: (?:{of} )?{MIXED_WORD}){{0,2}})"
            rf"(?=\s*(?:,|\(|--|[-–—_:/]|\Z))"
        ),
        between=re.compile(rf"[ \t]+(?:{both}|&)[ \t]+"),
        within_place=re.compile(rf"(?<=\s){within}\s+"),
        byline=re.compile(
            rf"{byline} {capitalised}{{1,2}}(?:{between} {capitalised}{{2}})?"
            rf"(?:(?:{CAPITAL}[\w-]+ )?{writer} )?"
        ),
        sentence_end=re.compile(rf"[.!?][\"”’)]*[ \t]+(?=(?:\*\s*)?(?:{_any(directions)} )?[A-Z][A-Z'’-]{{2,}})"),
        heading_in=re.compile(rf"(?:{CAPITAL}[\w'’-]+ ){{1,3}}{heading} "),
        stopped=re.compile(
            rf"(?P<name>{MIXED_WORD}(?:,? (?:{joint} )?(?:{MIXED_WORD}|\d+\w*)){{0,5}})\.\s+(?=[A-Z\d])"
        ),
        of_office=re.compile(rf"(?P<name>{some}{{0,2}}?) {seat}(?!\w)"),
        dashed=re.compile(rf"(?P<name>{some}{{0,3}})\s+-\s+(?=[a-z])"),
        province=re.compile(rf",? {_any(provinces)}$"),
        section=re.compile(rf"(?:[\w.'-]+ ){{0,3}}{about}", re.IGNORECASE),
        sided=re.compile(rf"{some}{{0,2}} {part}"),
        date=re.compile(date),
        agency_lead=re.compile(
            rf"\((?P<inside>{outlet})\)\s*(?:--+|[-–—_:])?\s*|(?P<plain>{outlet})\s*(?:--+|[-–—_:/])(?:\s+|(?=[A-Z]))"
        ),
        agency=re.compile(rf"{outlet}(?=\s*(?:/|:|--|[-–—]|\Z|\s))"),
        not_place=re.compile(rf"{not_place}(?![\w-])", re.IGNORECASE),
        lead=re.compile(rf"{lead}\s+(?:{article}\s+)?", re.IGNORECASE),
        small=frozenset(lists["dateline.not_in_caps"]),
        kept_leads=frozenset(lists["dateline.kept_leads"]),
        tails=tails,
        bylines=tuple(f"{word} " for word in lists["dateline.bylines"]),
    )


def date_forms(words: DateWords, year: str = r"(?!\d)(?:,?\s+(?:19|20)\d\d)?") -> str:
    """Return a pattern for a day of a month, with its weekday or without.

    Parameters
    ----------
    words : DateWords
    year : str
        Pattern for the year behind it.

    Returns
    -------
    str
    """
    months, days, nth = _names(words.months), _names(words.weekdays), r"(?:st|nd|rd|th)?"
    return (
        rf"(?:(?:{days})\b\.?,?\s*)?(?:(?:{months})\.?\s+\d{{1,2}}{nth}{year}|\d{{1,2}}{nth}\s+(?:{months})\b\.?{year}"
        rf"|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
    )


def _names(table: Iterable[str]) -> str:
    """Return a pattern for names of days or months as written and in capitals."""
    return alternation(form for word in table for form in forms(word.capitalize()))


def _any(words: Iterable[str]) -> str:
    return f"(?:{alternation(words)})"


def _in_both(words: Iterable[str]) -> str:
    """Return a pattern for words as written and in capitals."""
    return _any(form for word in words for form in (word, word.upper()))
