"""The fields of one report, cleaned and checked, to a `Report` or to what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from conflictmap.model import Problem, Report
from conflictmap.reports.fields import clean, clean_line
from conflictmap.reports.inputfile import Item
from conflictmap.reports.inputtables import pattern
from conflictmap.reports.ledger import Ledger
from conflictmap.reports.markup import is_markup, plain

__all__ = ["LONGEST_TEXT", "as_report"]

_NO_TEXT = "no 'text' in the report; name what holds it with --columns text=NAME"
LONGEST_TEXT = 1_000_000
"""Characters of a report's text."""


def as_report(
    fields: Mapping[str, object], published: date | None, where: str, fallback_id: str, ledger: Ledger
) -> Iterator[Item]:
    """Yield the report of one row, or what is wrong with it.

    Parameters
    ----------
    fields : Mapping of str to object
        Of a report, as the file has them.
    published : datetime.date or None
    where : str
        What to call it in a message.
    fallback_id : str
        Its id if it has none.
    ledger : Ledger
        Told of what is short.
    """
    text, title = _string(fields.get("text")), _string(fields.get("title"))
    if text is None or title is None:
        yield Problem(where, "'text' and 'title' must be text")
        return
    text, title = _body(text, where, ledger), clean_line(plain(title) if is_markup(title) else title)
    if not text and not title:
        yield Problem(where, "the report has no text" if "text" in fields else _NO_TEXT)
        return
    if len(text) > LONGEST_TEXT:
        yield Problem(where, f"the text is longer than {LONGEST_TEXT:,} characters; split it into its reports")
        return
    if not text:
        ledger.count("the report has a title and no text; the title is read", where)
    yield Report(
        id=_name(fields.get("id")) or fallback_id,
        text=text,
        title=title,
        published=published,
        source=clean_line(_string(fields.get("source")) or "") or None,
        url=clean_line(_string(fields.get("url")) or "", 2000) or None,
    )


def _body(text: str, where: str, ledger: Ledger) -> str:
    """Return a text without elements of a page and without the mark of a service that cut it."""
    text = clean(plain(text) if is_markup(text) else text)
    whole = pattern("envelopes", "cut").sub("", text) if text.endswith("]") else text
    if len(whole) < len(text):
        ledger.count(f"the text was cut by who gave it ({text[len(whole) :].strip()})", where)
    return whole


def _name(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a spreadsheet knows no whole numbers
    return clean_line("" if value is None else str(value), 200)


def _string(value: object) -> str | None:
    """Return text as text, null as empty, anything else as ``None``."""
    return "" if value is None else value if isinstance(value, str) else None
