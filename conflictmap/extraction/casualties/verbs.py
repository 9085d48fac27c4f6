"""Outcome verbs by their form: passive, active, reduced, intransitive, nominal."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.adjacency import adjective, people_beside
from conflictmap.extraction.casualties.function_words import is_intended, left_of
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.casualties.objects import entry_needs_people, read_objects
from conflictmap.extraction.casualties.subjects import subject_of
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["fatally", "read_verb", "verbs"]


def fatally(scan: Scan, mention: Mention) -> list[Mention]:
    """Read "three guards were hit, one fatally": one of the wounded died."""
    i = mention.end + 1 if scan.word(mention.end) == "," else mention.end
    quantity = parse_quantity(scan, i)
    if mention.outcome != "wounded" or quantity is None or mention.low is None or quantity.low is None:
        return [mention]
    j = quantity.end + 2 if scan.word(quantity.end) == "of" else quantity.end
    if scan.word(j) not in scan.grammar.fatal_adverbs or quantity.low > mention.low:
        return [mention]
    left = mention.low - quantity.low
    died = replace(
        mention, outcome="killed", low=quantity.low, high=quantity.high, start=i, end=j + 1, verb=j, groups=(), parts=()
    )
    hurt = replace(mention, low=left, high=None if mention.high is None else mention.high - quantity.low)
    return [hurt, died] if left else [died]


# Where one spelling is several forms ("hurt", "cut"), the past is the likelier one in a report.
_FORM_ORDER = {"past_participle": 0, "past": 0, "participle": 0, "phrase": 1, "word": 9}


def verbs(scan: Scan) -> list[Hit]:
    """Return outcome words, the longest first where several begin at one token ("shot dead" before "dead")."""
    hits = sorted(scan.all("outcome"), key=lambda h: (h.start, -(h.end - h.start), _FORM_ORDER.get(h.entry.form, 2)))
    kept: list[Hit] = []
    for hit in hits:
        if kept and hit.start < kept[-1].end and hit.end <= kept[-1].end:
            continue
        kept.append(hit)
    return kept


def read_verb(scan: Scan, hit: Hit) -> Mention | None:
    """Read an outcome verb with its people; "fatally wounded" is killed."""
    made = _by_form(scan, hit)
    if made is not None and made.outcome == "wounded" and scan.word(hit.start - 1) in scan.grammar.fatal_adverbs:
        return replace(made, outcome="killed")
    return made


def _by_form(scan: Scan, hit: Hit) -> Mention | None:
    entry = hit.entry
    if entry.form == "word":
        return adjective(scan, hit)
    if "passive_only" in entry.traits:
        left = left_of(scan, hit.start)
        made = (
            subject_of(scan, hit, left, "passive")
            if scan.word(left) in scan.grammar.be and entry.form == "past_participle"
            else None
        )
        return made if made is not None and made.groups[0].form != "number" else None
    if "active_only" in entry.traits:
        return read_objects(scan, hit, "active")
    if "intransitive" in entry.traits:
        return _intransitive(scan, hit)
    if entry.form == "ing":
        return _ing(scan, hit)
    if entry.form in {"base", "third"}:
        return _present(scan, hit)
    return _past(scan, hit)


def _past(scan: Scan, hit: Hit) -> Mention | None:
    """Read a past form: passive after an auxiliary, else active if people follow, else reduced if they stand before."""
    if scan.word(hit.start - 1) in scan.grammar.modals:
        return None
    left = left_of(scan, hit.start)
    if scan.word(left) in scan.grammar.be and _be_here(scan, left, hit):
        return (
            None
            if scan.word(hit.start) in scan.grammar.take and hit.end == hit.start + 1
            else subject_of(scan, hit, left, "passive")
        )
    before = scan.word(hit.start - 1)
    if (
        before == "and"
        and scan.word(hit.start - 2) in scan.grammar.harmed
        and scan.word(left_of(scan, hit.start - 2)) in scan.grammar.be
    ):
        return subject_of(scan, hit, left_of(scan, hit.start - 2), "passive")  # "were shot and wounded"
    if before in {"and", "or", ","} and _coordinated_passive(scan, hit):
        active = read_objects(scan, hit, "active")
        return active or _subject_of_coordination(scan, hit)
    if scan.word(hit.start - 1) == "the" or (hit.end < len(scan) and _noun_use(scan, hit)):
        return None
    active = read_objects(scan, hit, "active")
    if active is not None and not (active.groups[0].form == "bare" and people_beside(scan, hit) is not None):
        return active
    adjacent = people_beside(scan, hit)
    if adjacent is not None and entry_needs_people(hit) and adjacent.groups[0].group in _SEIZERS:
        return None
    if adjacent is not None:
        return mention_of(hit, adjacent, "reduced", adjacent.start, hit.end)
    return None


_SEIZERS = frozenset({"militant", "police", "state_forces", "foreign_forces", "regional_forces", "volunteer_forces"})


def _be_here(scan: Scan, left: int, hit: Hit) -> bool:
    return scan.word(left) != "'s" or scan.word(hit.start - 1) == "been"


def _noun_use(scan: Scan, hit: Hit) -> bool:
    """Whether the participle is an adjective before its noun ("the injured men were taken")."""
    return (
        scan.word(hit.start - 1) in {"a", "an", "the", "his", "their", "her", "its", "of"} and hit.end - hit.start == 1
    )


def _coordinated_passive(scan: Scan, hit: Hit) -> bool:
    """Whether an earlier verb was passive and this one shares its auxiliary ("were seized and killed")."""
    for other in scan.all("outcome"):
        if (
            other.end <= hit.start - 1
            and hit.start - other.end <= 3
            and scan.word(left_of(scan, other.start)) in scan.grammar.be
        ):
            return True
    return False


def _subject_of_coordination(scan: Scan, hit: Hit) -> Mention | None:
    for other in reversed([h for h in scan.all("outcome") if h.end < hit.start]):
        left = left_of(scan, other.start)
        if scan.word(left) in scan.grammar.be:
            return subject_of(scan, hit, left, "passive")
    return None


def _intransitive(scan: Scan, hit: Hit) -> Mention | None:
    if hit.entry.form == "base" and is_intended(scan, hit):
        return None
    if hit.entry.form == "ing":
        return None
    aux = hit.start
    if scan.word(hit.start) == "in":  # "his son is in hospital in a critical condition"
        aux = next(
            (j for j in range(hit.start - 1, max(-1, hit.start - 6), -1) if scan.word(j) in scan.grammar.be), hit.start
        )
    return subject_of(scan, hit, aux, "intransitive")


def _ing(scan: Scan, hit: Hit) -> Mention | None:
    """Read "killing six", and "the killing of six"."""
    if scan.word(hit.end) == "of":
        shifted = Hit(hit.start, hit.end + 1, hit.entry)
        return read_objects(scan, shifted, "nominal")
    before = scan.word(hit.start - 1)
    if before in {"for", "of", "about", "like", "from", "against"}:
        return None
    if before == "after" and scan.word(hit.start - 2) in {
        "weeks",
        "days",
        "months",
        "years",
        "week",
        "day",
        "month",
        "year",
    }:
        return None
    left = left_of(scan, hit.start)
    if scan.word(left) == "not":
        return None
    return read_objects(scan, hit, "active")


def _present(scan: Scan, hit: Hit) -> Mention | None:
    """Read the headline present: "Bomb kills six", "Airstrikes Said to Kill 44"."""
    if hit.entry.form == "base" and is_intended(scan, hit):
        return None
    if scan.word(hit.start - 1) in scan.grammar.before_nouns or (hit.start == 0 and hit.entry.form == "base"):
        return None
    active = read_objects(scan, hit, "active")
    if active is not None and active.groups[0].form in {"bare", "name"} and hit.entry.form == "base":
        return None
    return active
