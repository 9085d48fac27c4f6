"""What a sentence goes on to tell of an accident: "A lorry overturned near Kut. Three people died."."""

from __future__ import annotations

from conflictmap.extraction.attacks.terms import Term, find_terms
from conflictmap.extraction.casualties import Mention, find_mentions
from conflictmap.extraction.factuality.assertion import Factuality, clause_factuality
from conflictmap.extraction.nonevents.mishaps import breaks_down, gives_way, says_enough
from conflictmap.extraction.nonevents.scopes import is_head, silenced, sounding
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause
from conflictmap.extraction.violence.deeds import names_militants
from conflictmap.extraction.violence.means import is_strong
from conflictmap.extraction.where.placephrases import PlaceHit

__all__ = ["goes_on", "tells_accident"]


def goes_on(scan: Scan, mentions: list[Mention], terms: list[Term], places: list[PlaceHit]) -> bool:
    """Whether a sentence may tell what came of the one before: no attack, nobody armed, nothing set apart.

    Parameters
    ----------
    scan : Scan
    mentions : list of Mention
        Its casualties.
    terms : list of Term
        Its words of violence.
    places : list of PlaceHit
        What it names.
    """
    if not mentions or scan.all("new") or any(map(_is_fresh, terms)):
        return False
    return not names_militants(scan) and not any(place.named and place.firm for place in places)


def _is_fresh(term: Term) -> bool:
    return term.asserts or not term.refers


def tells_accident(scan: Scan) -> bool:
    """Whether a sentence tells an accident and no attack.

    Parameters
    ----------
    scan : Scan
    """
    if not _sounds_like_one(scan):  # as most sentences do not, whose words of violence need not be read again
        return False
    terms = [term for term in find_terms(scan) if sounding(scan, term)]
    if any(map(_is_attack, terms)):
        return False
    return all(silenced(scan, mention, terms) is not None for mention in find_mentions(scan))


def _sounds_like_one(scan: Scan) -> bool:
    cues = (cue for cue in scan.all("cancel") if "accident" in cue.entry.traits)
    return any(is_head(scan, cue) for cue in cues) or any(_wrecked(scan, clause) for clause in scan.syntax.clauses)


def _is_attack(term: Term) -> bool:
    return term.asserts or (term.real and is_strong(term.hit.entry))


def _wrecked(scan: Scan, clause: Clause) -> bool:
    """Whether a thing gives way: "a minibus plunged into a canal", "a crane toppled"."""
    told = gives_way(scan, clause) and clause.verb.finite and _is_thing(scan, clause)
    return told and clause_factuality(scan, clause) is Factuality.ASSERTED


def _is_thing(scan: Scan, clause: Clause) -> bool:
    """Whether the subject is a vehicle or a building, or any thing if the verb says enough."""
    start, end = clause.subject
    if any(scan.has(thing, start, end) for thing in _THINGS):
        return True
    noun = not NOUNS.isdisjoint(scan.syntax.tags[start:end]) and not scan.has("people", start, end)
    return noun and says_enough(scan, clause) and not breaks_down(scan, clause)


_THINGS = ("vehicle", "infrastructure", "place_sites", "place_kinds")
