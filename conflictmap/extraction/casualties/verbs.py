"""Outcome verbs by the voice of their clause: passive, active, reduced, intransitive, nominal."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.adjacency import adjective, before_noun, people_beside
from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.casualties.objects import TAKE, entry_needs_people, read_objects
from conflictmap.extraction.casualties.seizing import by_forces
from conflictmap.extraction.casualties.subjects import clause_of_verb, subject_mention
from conflictmap.extraction.people import GroupList
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Tag
from conflictmap.language import Hit, Language

__all__ = ["fatally", "read_verb", "verbs"]

_FATAL = frozenset({"fatally", "mortally"})
_SEIZERS = frozenset({"militant", "police", "state_forces", "foreign_forces", "regional_forces", "volunteer_forces"})


def fatally(scan: Scan, mention: Mention) -> list[Mention]:
    """Read "three guards were hit, one fatally": one of the wounded died."""
    i = mention.end + 1 if scan.word(mention.end) == "," else mention.end
    quantity = parse_quantity(scan, i)
    if mention.outcome != "wounded" or quantity is None or mention.low is None or quantity.low is None:
        return [mention]
    j = quantity.end + 2 if scan.word(quantity.end) == "of" else quantity.end
    if scan.word(j) not in _FATAL or quantity.low > mention.low:
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
    if made is not None and made.outcome == "wounded" and scan.word(hit.start - 1) in _FATAL:
        return replace(made, outcome="killed")
    return made


def _by_form(scan: Scan, hit: Hit) -> Mention | None:
    tag = scan.syntax.tags[hit.start]
    clause = clause_of_verb(scan, hit.start)
    traits = hit.entry.traits
    if hit.entry.form == "word":
        return adjective(scan, hit)
    if "active_only" in traits:
        return read_objects(scan, hit, "active", clause=clause)
    if hit.entry.form == "ing" and scan.word(hit.end) == "of":
        return read_objects(scan, Hit(hit.start, hit.end + 1, hit.entry), "nominal")
    if tag not in VERBS or clause is None:
        return _without_clause(scan, hit)
    if "passive_only" in traits:
        made = (
            subject_mention(scan, hit, clause, "passive") if clause.verb.passive and not clause.verb.reduced else None
        )
        return made if made is not None and made.groups[0].form != "number" else None
    if "intransitive" in traits:
        return _intransitive(scan, hit, clause)
    return _transitive(scan, hit, clause)


def _intransitive(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    """Read "six died", and "with six losing their lives", which has no finite verb."""
    if scan.syntax.tags[clause.verb.head] is not Tag.ING or clause.verb.finite:
        made = subject_mention(scan, hit, clause, "intransitive")
        return (
            replace(made, of_wounded=_of_wounded(scan.language, made, set(scan.lows[clause.start : clause.end])))
            if made is not None
            else None
        )
    beside = people_beside(scan, hit)
    if beside is None or scan.word(beside.start - 1) != "with":
        return None
    return mention_of(hit, beside, "intransitive", beside.start, hit.end)


def _of_wounded(language: Language, mention: Mention, later: set[str]) -> bool:
    """Whether those who died are a share of people told before: "one of them", "two of the wounded"."""
    words = person_words(language)
    first = mention.groups[0]
    if mention.outcome != "killed" or len(mention.groups) > 1:
        return False
    if first.form in {"pronoun", "definite", "name"}:  # "he died in hospital"
        return first.low == 1 and bool(later & casualty_words(language)["wounds.signs"])
    return first.head in words["whole"] or first.part


def _without_clause(scan: Scan, hit: Hit) -> Mention | None:
    """Read a phrase that is no verb by its tags: "in a critical condition", "three dead in Kut"."""
    if "intransitive" in hit.entry.traits:
        clause = scan.syntax.clause_at(hit.start)
        beside = people_beside(scan, hit)
        if beside is not None:  # "left his brother in critical condition"
            return mention_of(hit, beside, "reduced", beside.start, hit.end)
        return subject_mention(scan, hit, clause, "intransitive") if clause is not None else None
    counted = before_noun(scan, hit)
    if counted is not None:
        return mention_of(hit, GroupList((counted,)), "nominal", counted.start, counted.end)
    fragment = not scan.syntax.clauses and hit.entry.form == "past_participle"
    beside = people_beside(scan, hit) if fragment else None
    return mention_of(hit, beside, "reduced", beside.start, hit.end) if beside is not None else None


def _transitive(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    made = _by_voice(scan, hit, clause)
    if made is not None and entry_needs_people(hit) and not made.active and _arrested(scan, made, clause):
        return None
    return made


def _arrested(scan: Scan, mention: Mention, clause: Clause) -> bool:
    """Whether those seized are militants, or seized by forces: "the facilitator was captured at his compound"."""
    first = mention.groups[0]
    captured = scan.syntax.words.lemma(scan.word(mention.verb)) == "capture"
    return captured or first.group == "militant" or first.form == "definite" or by_forces(scan, clause)


def _by_voice(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    taken = scan.word(hit.start) in TAKE and hit.end == hit.start + 1
    if clause.verb.passive and not clause.verb.reduced:
        return None if taken else subject_mention(scan, hit, clause, "passive")
    if clause.link == "shared" and _passive_before(scan, clause) and not _object_follows(scan, hit):
        return subject_mention(scan, hit, clause, "passive")
    active = None if clause.verb.reduced else read_objects(scan, hit, "active", clause=clause)
    past = scan.syntax.tags[hit.start] in {Tag.PAST, Tag.PARTICIPLE}
    beside = people_beside(scan, hit) if hit.start == clause.verb.start and past else None
    if active is not None and not (active.groups[0].form == "bare" and beside is not None):
        return active
    if beside is not None and not (entry_needs_people(hit) and beside.groups[0].group in _SEIZERS):
        return mention_of(hit, beside, "reduced", beside.start, hit.end)
    if not clause.verb.reduced or taken:
        return None
    made = subject_mention(scan, hit, clause, "reduced")
    return None if made is None or _generic(scan, made, clause) else made


def _generic(scan: Scan, mention: Mention, clause: Clause) -> bool:
    """Whether people nobody counted are only named by what befell them: "families of people killed in the war"."""
    others = any(c.verb.finite for c in scan.syntax.clauses if c is not clause)
    return clause.link == "reduced" and others and all(g.form == "bare" and g.vague for g in mention.groups)


def _passive_before(scan: Scan, clause: Clause) -> bool:
    """Whether an earlier verb of the same subject was passive and shares its auxiliary ("were seized and killed")."""
    parent = scan.syntax.parent(clause)
    while parent is not None:
        if parent.verb.passive:
            return True
        if parent.link not in {"shared", "infinitive"}:
            return False
        parent = scan.syntax.parent(parent)
    return False


def _object_follows(scan: Scan, hit: Hit) -> bool:
    """Whether a noun phrase follows at once, so that the verb is active after all ("was seized and killed two")."""
    tags = scan.syntax.tags
    return hit.end < len(scan) and tags[hit.end] in {
        Tag.NUMBER,
        Tag.POSSESSIVE,
        Tag.PRONOUN,
        Tag.DETERMINER,
        *NOUNS,
    } - {Tag.NAME}
