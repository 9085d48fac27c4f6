"""Headings of the sections of a report: alone on their lines, or in capitals behind the number of a paragraph.

::

    heading := Name ("," | "/" | "-" | "&") Name ...    in capitals: "BAIJI, SINIYAH", "HADITHA - BARWANA"
             | Name "side" | "bank" | "front"           "Karkh side"
             | what a section is about                  "OUTLOOK", which no place stands under
    label   := number NAME ["(" who ")"] "."            "c. AL MAJARR. Nil.", "1. EAST AXIS (CTS). ..."
"""

from __future__ import annotations

import re

from conflictmap.extraction.dateline import headpatterns as g
from conflictmap.extraction.dateline.headings import Head, Words
from conflictmap.extraction.dateline.headpatterns import Grammar

__all__ = ["heading_alone", "names_several", "section_label"]

ALONE_CHARS = 40
"""Most characters of a heading alone on its line."""
SPACE = re.compile(r"\s*")
BETWEEN = re.compile(r"\s*(?:,|/|&|\s-)\s+|\s*/\s*")
LABEL = re.compile(
    rf"(?P<name>{g.CAPS_PLACE.pattern}(?:,\s{g.CAPS_PLACE.pattern})?(?:\s\d+)?)(?:\s?\([^()\n]{{2,30}}\))?\.\s+"
)


def heading_alone(text: str, start: int, end: int, words: Grammar) -> Head | None:
    """Read a heading alone on its line: "Diyala", "BAGHDAD:", "BAIJI, SINIYAH", "Karkh side", "OUTLOOK".

    Parameters
    ----------
    text : str
        The body of a report, folded.
    start, end : int
        The line.
    words : Grammar

    Returns
    -------
    Head or None
        Without places where it is what the section is about.
    """
    line = text[start:end].rstrip().rstrip(":*").rstrip()
    if not line or len(line) > ALONE_CHARS:
        return None
    space = SPACE.match(text, end)
    body = space.end() if space else end
    if words.section.fullmatch(line):
        return Head(start, body, len(text), (), None, None, None, "line", bullet=False)
    if words.not_place.match(line) or words.date.match(line):
        return None
    places = _places(line, start, words)
    return Head(start, body, len(text), places, None, None, None, "line", bullet=False) if places else None


def _places(line: str, start: int, words: Grammar) -> tuple[Words, ...]:
    """Return the places that a line names, if it holds nothing else."""
    within = words.heading_in.match(line)
    at = within.end() if within else 0
    name = line[at:]
    if g.CAPS_PLACE.fullmatch(name) or words.mixed_place.fullmatch(words.province.sub("", name)):
        return (Words(name, start + at, start + len(line)),)
    if words.sided.fullmatch(name):
        return (Words(name, start + at, start + len(line)),)
    return _several(line, start, words)


def names_several(line: str, words: Grammar) -> bool:
    """Whether a line holds names in capitals and nothing else, two or more: "HADITHA - BARWANA".

    Parameters
    ----------
    line : str
    words : Grammar
    """
    return len(_several(line.rstrip(), 0, words)) > 1


def _several(line: str, start: int, words: Grammar) -> tuple[Words, ...]:
    """Return the names of a heading in capitals that has more than one."""
    found, at = list[Words](), 0
    while (name := g.CAPS_PLACE.match(line, at)) is not None:
        if not words.not_place.match(name[0]):
            found.append(Words(name[0], start + at, start + name.end()))
        if name.end() == len(line):
            return tuple(found)
        joint = BETWEEN.match(line, name.end())
        if joint is None:
            break
        at = joint.end()
    return ()


def section_label(text: str, at: int, words: Grammar) -> Head | None:
    """Read what heads a numbered paragraph in capitals, up to its full stop.

    Parameters
    ----------
    text : str
        The body of a report, folded.
    at : int
        Behind the number.
    words : Grammar

    Returns
    -------
    Head or None
        Without places where the label says what the paragraph is about.
    """
    found = LABEL.match(text, at)
    if found is None:
        return None
    about = words.section.fullmatch(found["name"]) or words.not_place.match(found["name"])
    places = () if about else (Words(found["name"], *found.span("name")),)
    return Head(at, found.end(), len(text), places, None, None, None, "caps" if places else "mark", bullet=True)
