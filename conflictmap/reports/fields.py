"""What a report's fields look like once cleaned: text, the headline, a date in an address."""

from __future__ import annotations

import html
import re
from datetime import date
from urllib.parse import urlsplit

from conflictmap.reports.inputtables import table

__all__ = ["clean", "clean_line", "is_headline", "short_references", "split_headline", "split_url", "url_date"]

# Everything a terminal, a table or a page might act on. Tab and newline stay; a form feed is a page break.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# Nobody writes so wide a gap, and what looks for words would walk through it again and again.
_GAPS = re.compile(r" {40,}|\n{40,}")
_FIGURES = 8
_LONG_REFERENCE = re.compile(rf"&#([0-9]{{{_FIGURES},}});?")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NEWLINES = re.compile(r"\r\n?|\x0c|\u2028|\u2029")
_URL_LINE = re.compile(r"https?://\S+", re.IGNORECASE)
# /2006/09/12/, /2006-09-12-, /2006/sep/12/ and /2006/WORLD/meast/09/12/.
_URL_DATE = re.compile(
    r"[/_-](?P<y>(?:19|20)\d\d)(?:/[a-z.]{4,})*[/-](?P<m>\d{1,2}|[a-z]{3})[/-](?P<d>\d{1,2})(?=[/_.-]|$)", re.IGNORECASE
)
_HEADLINE_CHARS = 200
_HEADLINE_WORDS = 28


def clean(text: str) -> str:
    """Unescape entities, unify line ends and drop characters that are not text.

    Offsets count from here on: what this returns becomes ``Report.text`` and is not touched again.
    """
    text = html.unescape(short_references(text)) if "&" in text else text
    text = _NEWLINES.sub("\n", text)
    text = _CONTROLS.sub(" ", text)
    text = _GAPS.sub(lambda gap: gap[0][:2], text)
    return _SURROGATES.sub("\ufffd", text).strip("\n \t\ufeff")


def short_references(text: str) -> str:
    """Return a text in which no reference to a character has more figures than any has (``&#000...065;``).

    Python refuses to read a number of thousands of figures, and unescaping passes that error on.
    """
    return _LONG_REFERENCE.sub(_shortened, text)


def _shortened(reference: re.Match[str]) -> str:
    figures = reference[1].lstrip("0")
    return f"&#{figures or 0};" if len(figures) < _FIGURES else "&#65533;"


def clean_line(text: str, limit: int = 500) -> str:
    """Return `text` cleaned, on one line, at most `limit` characters long."""
    if text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        return text.strip()[:limit]  # nearly all are such: nothing to clean
    return " ".join(clean(text).split())[:limit]


def url_date(url: str | None) -> date | None:
    """Return the day of publication that many newspapers write into the path of an address.

    Examples
    --------
    >>> url_date("https://news.example/2006/09/12/world/some-slug.html")
    datetime.date(2006, 9, 12)
    """
    found = _URL_DATE.search(_path(url)) if url else None
    if found is None:
        return None
    month = found["m"].casefold()
    try:
        number = int(month) if month.isdecimal() else table("addresses")["months"].index(month) + 1
        return date(int(found["y"]), number, int(found["d"]))
    except ValueError:
        return None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def split_url(text: str) -> tuple[str | None, str]:
    """Split a lone address on the first line off a cleaned text: (address or None, the rest)."""
    first, _, rest = text.partition("\n")
    if _URL_LINE.fullmatch(first.strip()):
        return first.strip(), rest.strip("\n \t")
    return None, text


def split_headline(text: str) -> tuple[str, str]:
    """Split a headline off a cleaned plain text: (headline or "", body).

    A headline is a first line that stands alone before a blank line, is short, and ends as no sentence ends.
    """
    first, newline, rest = text.partition("\n")
    line = first.strip()
    body = rest.lstrip("\n")
    alone = bool(newline) and not rest.split("\n", 1)[0].strip()
    if not (alone and body.strip() and is_headline(line)):
        return "", text
    return line, body.strip("\n \t")


def is_headline(line: str) -> bool:
    """Tell whether a line is short and ends as no sentence ends."""
    if not line or len(line) > _HEADLINE_CHARS or len(line.split()) > _HEADLINE_WORDS:
        return False
    if line[0] in "*-•·–—>":
        return False
    end = line.rstrip("\"'”’»)] ")
    if re.search(r"\b(?:[A-Z]\.){2,}$", end):  # "... troops, says U.S."
        return True
    return bool(end) and end[-1] not in ".,;:-–—…"
