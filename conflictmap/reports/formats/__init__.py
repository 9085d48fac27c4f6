"""The formats of reports, one module each; a line in `FORMATS` makes one known.

A format reads an `InputFile` into rows of columns that are still to be understood, or into articles.
"""

from __future__ import annotations

from conflictmap.reports.formats import (
    archives,
    columnar,
    delimited,
    feeds,
    jsonreports,
    mailmessages,
    pdfdocuments,
    plaintext,
    richtext,
    spreadsheets,
    webpages,
    worddocuments,
)
from conflictmap.reports.inputfile import Format

__all__ = ["BY_ENDING", "BY_ID", "FORMATS"]

FORMATS: tuple[Format, ...] = (
    plaintext.FORMAT,
    jsonreports.FORMAT,
    delimited.FORMAT,
    spreadsheets.FORMAT,
    columnar.FORMAT,
    webpages.FORMAT,
    mailmessages.SAVED,
    feeds.FORMAT,
    worddocuments.FORMAT,
    pdfdocuments.FORMAT,
    richtext.FORMAT,
    mailmessages.MAIL,
    mailmessages.MAILBOX,
    archives.FORMAT,
)
"""All formats, in the order in which they are told."""

BY_ID: dict[str, Format] = {form.id: form for form in FORMATS}
BY_ENDING = {ending: form for form in FORMATS for ending in form.endings}
