"""What those who clear bombs do with them: "engineers detonated old shells", "a bomb squad blew up a parcel"."""

from __future__ import annotations

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.violence.deeds import object_span, side, subject_span
from conflictmap.extraction.violence.means import family, is_verb

__all__ = ["without_disposals"]


def without_disposals(scan: Scan, terms: list[Term]) -> list[Term]:
    """Return the words of violence but those which tell that forces set off what others had left.

    Parameters
    ----------
    scan : Scan
    terms : list of Term
    """
    return [term for term in terms if not _is_disposal(scan, term)]


def _is_disposal(scan: Scan, term: Term) -> bool:
    clause = term.clause
    if clause is None or clause.verb.passive or not _sets_off(scan, term, clause):
        return False
    return family(term.hit.entry.value) == _BLASTS and _clears(scan, clause)


def _sets_off(scan: Scan, term: Term, clause: Clause) -> bool:
    """Whether a word is what they do, or belongs to what they are called: "an explosive ordnance disposal team"."""
    start, end = subject_span(scan, clause)
    return is_verb(term.hit.entry) or start <= term.hit.start < end


_BLASTS = family("bombing")


def _clears(scan: Scan, clause: Clause) -> bool:
    """Whether those who act clear bombs or are of the forces, and what they set off is a find."""
    words = scan.language.lists("scopes")["disposal"]
    doers, things = (slice(*subject_span(scan, clause)), slice(*object_span(scan, clause)))
    if words["finds"].isdisjoint(scan.lows[things]):
        return False
    return not words["clearers"].isdisjoint(scan.lows[doers]) or side(scan, doers.start, doers.stop) == "forces"
