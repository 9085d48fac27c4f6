"""One attempt to read a dateline: agency, date, places, their company, and the mark that ends it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conflictmap.extraction.dateline import headpatterns as g
from conflictmap.extraction.dateline.headings import Words
from conflictmap.extraction.dateline.headpatterns import Grammar

__all__ = ["Scan", "scan"]

BARE_LETTERS = 5
"""Capitals with no mark after them are a place from this many letters on: shorter ones are mostly acronyms."""
BARE_WORDS = 3
PLACE_WORDS = 3
"""Most words of a place that has neither capitals nor date nor agency to vouch for it."""
TAIL_PARTS = 4


@dataclass(slots=True)
class Scan:
    """Where the reading stands, and what it has found."""

    text: str
    grammar: Grammar
    pos: int
    places: tuple[Words, ...] = ()
    qualifier: Words | None = None
    date: Words | None = None
    agency: str | None = None
    caps: bool = False
    mark: str = ""

    @property
    def vouched(self) -> bool:
        """Whether a date, an agency or a container stands beside the place."""
        return bool(self.date or self.agency or self.qualifier)

    @property
    def form(self) -> str:
        """Return the form of `Dateline`."""
        if not self.places:
            return "agency" if self.agency else "date"
        if not self.mark and not self.vouched:
            return "bare"
        return "caps" if self.caps else "mixed"

    def words(self, start: int, end: int) -> Words:
        """Return words of the text with their offsets."""
        return Words(self.text[start:end], start, end)

    def read_mark(self) -> bool:
        """Take the mark that ends a dateline; what follows must begin like a sentence."""
        text, found = self.text, g.MARK.match(self.text, self.pos)
        if not found:
            return False
        begins = g.OPENS.match(text, found.end()) or (found["colon"] and g.TERSE.match(text, found.end()))
        if not (begins or self.caps):
            return False
        spaced = text[self.pos : self.pos + 1].isspace() or text[found.end() - 1].isspace()
        if found["dash"] in ("-", "_") and not spaced:
            return False
        self.mark, self.pos = found["dash"] or ":", found.end()
        return True

    def read_agency_lead(self) -> None:
        """Take "Reuters - ", "(CNN) --", "Shafaq News/ "."""
        found = self.grammar.agency_lead.match(self.text, self.pos)
        if found:
            self.agency = found["inside"] or found["plain"]
            self.mark, self.pos = "-", found.end()

    def read_date(self) -> bool:
        """Take a date, with the comma before it."""
        gap = g.GAP.match(self.text, self.pos)
        found = self.grammar.date.match(self.text, gap.end() if gap else self.pos)
        if not found or self.date:
            return False
        self.date, self.pos = self.words(found.start(), found.end()), found.end()
        return True

    def read_places(self) -> bool:
        """Take a place or several, with a slash or "and" between them; an agency may be the last ("Mosul / NINA /")."""
        first = self._place()
        if not first:
            return False
        found = [first]
        while True:
            joint = g.SLASH.match(self.text, self.pos) or self.grammar.between.match(self.text, self.pos)
            if not joint or self._slashed_agency():
                break
            before, self.pos = self.pos, joint.end()
            more = self._place()
            if not more:
                self.pos = before
                break
            if "//" in joint[0] or (found[-1].text.isupper() and not more.text.isupper() and "/" in joint[0]):
                self.qualifier, found = found[-1], found[:-1]  # "DIYALA / Baquba": the container comes first
            found.append(more)
            if "//" in joint[0] and g.LINE_END.match(self.text, self.pos):
                self.mark = "/"
        self.places = tuple(found)
        return True

    def _slashed_agency(self) -> bool:
        joint = g.SLASH.match(self.text, self.pos)
        agency = self.grammar.agency.match(self.text, joint.end()) if joint else None
        if not agency:
            return False
        self.agency, self.mark = agency[0], "/"
        closing = g.SLASH.match(self.text, agency.end())
        self.pos = closing.end() if closing else agency.end()
        return True

    def _place(self) -> Words | None:
        start = self.pos
        lead = self.grammar.lead.match(self.text, start)
        at = lead.end() if lead else start
        if self.grammar.not_place.match(self.text, at) or self.grammar.date.match(self.text, at):
            return None
        found = g.CAPS_PLACE.match(self.text, at)
        self.caps = found is not None and sum(map(str.isupper, found[0])) > 2
        if not self.caps:
            found = self.grammar.mixed_place.match(self.text, at)
        if not found:
            return None
        self.pos = found.end()
        inner = self.grammar.within_place.search(found[0]) if self.caps and lead else None
        if inner:
            return self.words(at + (inner.start() if self._says_where(inner) else inner.end()), self.pos)
        return self.words(start if lead and self._says_where(lead) else at, self.pos)

    def _says_where(self, lead: re.Match[str]) -> bool:
        """Whether words before a place are part of where it is: "NEAR BALAD"."""
        return lead[0].split()[0].casefold() not in self.grammar.kept_leads

    def read_tail(self) -> bool:
        """Take qualifier, date and agency in any order; tell whether there was one."""
        taken = 0
        while taken < TAIL_PARTS and (
            self.read_date() or self._parens() or self._qualifier() or self._between_slashes()
        ):
            taken += 1
        return taken > 0

    def _between_slashes(self) -> bool:
        return self.text.startswith(" /", self.pos) and not self.agency and self._slashed_agency()

    def _qualifier(self) -> bool:
        if self.qualifier:
            return False
        block = g.BLOCK.match(self.text, self.pos)  # "Sadr City, sector 31: ..."
        if block:
            self.pos = block.end()
            return False
        found = self.grammar.qualifier.match(self.text, self.pos)
        if not found and self.caps:
            found = g.LOOSE_QUALIFIER.match(self.text, self.pos)
        if not found or self.grammar.date.match(found["name"]):
            return False
        self.qualifier, self.pos = self.words(found.start("name"), found.end("name")), found.end("name")
        return True

    def _parens(self) -> bool:
        found = g.PARENS.match(self.text, self.pos)
        if not found:
            return False
        inside = found["inside"].strip()
        if (
            self.grammar.agency.match(inside)
            or inside.isupper()
            or inside.rpartition(" ")[2].title() in self.grammar.tails
        ):
            self.agency = self.agency or inside
        elif self.qualifier is None:
            self.qualifier = self.words(found.start("inside"), found.end("inside"))
        self.pos = found.end()
        return True

    def read_opened(self) -> bool:
        """Take "(Baghdad) - ": a place in brackets."""
        found = g.PARENS.match(self.text, self.pos)
        if (
            not found
            or not self.grammar.mixed_place.fullmatch(found["inside"])
            or self.grammar.not_place.match(found["inside"])
        ):
            return False
        before, self.pos = self.pos, found.end()
        if not self.read_mark():
            self.pos = before
            return False
        self.places = (self.words(found.start("inside"), found.end("inside")),)
        return True

    def read_unmarked(self) -> bool:
        """Take a dateline whose mark was lost: "AGHDAD, Iraq, Aug. 17 A delegation", "BAGHDAD US warplanes"."""
        start = self.pos + len(self.text[self.pos : self.pos + 3]) - len(self.text[self.pos : self.pos + 3].lstrip())
        if self.vouched:
            sure = self.caps or (self.agency is not None and self.grammar.agency.match(self.agency) is not None)
            if not sure or not g.OPENS.match(self.text, start):
                return False
            self.pos = start
            return True
        return self.caps and self._bare()

    def _bare(self) -> bool:
        place = self.places[0]
        pieces = place.text.split(" ")
        while len(pieces) > 1 and pieces[-1].rstrip(".") in self.grammar.small:
            pieces.pop()
        name = " ".join(pieces)
        end = place.start + len(name)
        if len(self.places) > 1 or sum(map(str.isupper, name)) < BARE_LETTERS or len(pieces) > BARE_WORDS:
            return False
        if not re.compile(rf" (?:{g.CAPITAL}[a-z]|A |[A-Z.]{{2,4}} |[\"“])").match(self.text, end):
            return False
        self.places = (Words(name, place.start, end),)
        self.pos = end + 1
        return True


def scan(text: str, start: int, words: Grammar) -> Scan | None:
    """Read a dateline from `start`; ``None`` if there is none.

    Parameters
    ----------
    text : str
    start : int
    words : Grammar
    """
    reading = Scan(text, words, start)
    reading.read_agency_lead()
    _read_leading_date(reading)
    led, mark, date = reading.pos, reading.mark, reading.date
    if reading.date is None and not reading.agency:
        reading.pos = led = start
    if text.startswith("(", reading.pos) and reading.read_opened():
        return reading
    if reading.read_places() and _ends_well(reading):
        return reading
    if led == start or not (reading.agency or date):
        return None
    return Scan(text, words, led, date=date, agency=reading.agency, mark=mark)


def _read_leading_date(reading: Scan) -> None:
    """Take a date before the place, if a mark follows it."""
    if not reading.read_date():
        return
    after_date = reading.pos
    reading._parens()
    if not reading.read_mark():
        reading.pos = after_date
        reading.date = None


def _ends_well(reading: Scan) -> bool:
    """Take what stands behind the places; tell whether a mark, or what makes up for it, ends the dateline."""
    reading.read_tail()
    slashed = reading.mark == "/"
    if reading.read_mark() or slashed:
        return _believable(reading)
    return reading.read_unmarked()


def _believable(reading: Scan) -> bool:
    """Tell whether words before a mark look like a place: capitals, company, or no more than a few words."""
    if reading.caps or reading.vouched:
        return True
    return all(len(place.text.split()) <= PLACE_WORDS for place in reading.places)
