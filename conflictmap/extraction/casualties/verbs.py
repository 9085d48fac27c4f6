"""Outcome verbs by the voice of their clause: passive, active, reduced, intransitive, nominal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.extraction.casualties.adjacency import adjective, before_noun, people_beside
from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.casualties.nominal import whom_at
from conflictmap.extraction.casualties.objects import are_people, entry_needs_people, is_taking, read_objects
from conflictmap.extraction.casualties.seizing import by_forces
from conflictmap.extraction.casualties.subjects import subject_mention
from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.people import ARMED, Group, GroupList, parse_group
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Tag
from conflictmap.extraction.violence.deeds import names_militants
from conflictmap.language import Form, Hit, Language

__all__ = ["fatally", "read_verb", "verbs"]


def fatally(scan: Scan, mention: Mention) -> list[Mention]:
    """Read "three guards were hit, one fatally": one of the wounded died.

    Parameters
    ----------
    scan : Scan
    mention : Mention

    Returns
    -------
    list of Mention
        The mention itself, or the wounded that are left and those who died.
    """
    share = next((found for at in _shares_at(scan, mention) if (found := _fatal_share(scan, at))), None)
    if mention.outcome != "wounded" or share is None or mention.low is None:
        return [mention]
    quantity, j = share
    if quantity.low is None:
        return [mention]
    left = mention.low - quantity.low
    if left < 0:
        return [mention]
    died = replace(
        mention,
        outcome="killed",
        low=quantity.low,
        high=quantity.high,
        start=quantity.start,
        end=j + 1,
        verb=j,
        groups=(),
        parts=(),
    )
    hurt = replace(mention, low=left, high=None if mention.high is None else mention.high - quantity.low)
    return [hurt, died] if left else [died]


def _shares_at(scan: Scan, mention: Mention) -> Iterator[int]:
    """Yield where a share of those hurt may stand: their last part, what follows them, what a later comma sets off."""
    last = mention.parts[-1:]
    yield from (part.start for part in last if part.end == mention.end)
    yield mention.end
    further = (hit.start for hit in scan.all("outcome") if hit.start >= mention.end)
    for at in range(mention.end, min(further, default=len(scan))):
        if scan.word(at) == "," or scan.plays(at, "additive"):
            yield at + 1


def _fatal_share(scan: Scan, i: int) -> tuple[Quantity, int] | None:
    """Return a number and the word that says that so many died: "two of them fatally"."""
    quantity = parse_quantity(scan, i)
    if quantity is None:
        return None
    j = quantity.end + 2 * scan.plays(quantity.end, "genitive")
    return (quantity, j) if _is_fatal(scan, j) else None


def _is_fatal(scan: Scan, i: int) -> bool:
    """Whether a word makes a wound a death."""
    return scan.word(i) in casualty_words(scan.language)["wounds.fatal"]


# Where one spelling is several forms ("hurt", "cut"), the past is the likelier one in a report.
_FORM_ORDER: dict[Form, int] = {"past_participle": 0, "past": 0, "participle": 0, "phrase": 1, "word": 9}


def verbs(scan: Scan) -> list[Hit]:
    """Return outcome words, the longest first where several begin at one token ("shot dead" before "dead").

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Hit
    """
    hits = sorted(scan.all("outcome"), key=lambda h: (h.start, -(h.end - h.start), _likelihood(scan, h)))
    kept: list[Hit] = []
    for hit in hits:
        if (kept and hit.start < kept[-1].end and hit.end <= kept[-1].end) or _of_a_thing(scan, hit):
            continue
        kept.append(hit)
    return kept


def _of_a_thing(scan: Scan, hit: Hit) -> bool:
    """Whether an adjective says it of no people: "counted 40 dead | dogs", not "left 40 dead"."""
    if "adjective" not in hit.entry.traits or scan.at("not_people", hit.end) is None:
        return False
    return scan.at("kind", hit.end) is None and scan.syntax.tags[hit.end] in {Tag.NOUN, Tag.PLURAL}


def _likelihood(scan: Scan, hit: Hit) -> int:
    """Return how likely a form is, the likeliest first: "22 martyrs" is a noun."""
    if hit.entry.form == "word" and scan.syntax.tags[hit.start] in NOUNS:
        return 1
    return _FORM_ORDER.get(hit.entry.form, 2)


def read_verb(scan: Scan, hit: Hit) -> Mention | None:
    """Read an outcome verb with its people; "fatally wounded" is killed.

    Parameters
    ----------
    scan : Scan
    hit : Hit

    Returns
    -------
    Mention or None
    """
    made = _by_form(scan, hit)
    if made is None or not _may_befall(scan, hit, made) or _only_identifies(scan, made):
        return None
    if made.outcome == "wounded" and _is_fatal(scan, hit.start - 1):
        return replace(made, outcome="killed")
    return made


def _only_identifies(scan: Scan, made: Mention) -> bool:
    """Whether people are only who those told before may be: "60 bodies, believed to be of | men shot by the army"."""
    clause = scan.syntax.clause_at(made.verb)
    bare = made.construction == "reduced" and all(group.form == "bare" for group in made.groups)
    return bare and clause is not None and clause.link == "reduced" and _is_believed(scan, clause)


def _is_believed(scan: Scan, clause: Clause) -> bool:
    """Whether a clause hangs on what somebody is believed to be."""
    being = scan.syntax.parent(clause)
    above = scan.syntax.parent(being) if being is not None and being.link == "infinitive" else None
    return above is not None and not above.verb.infinitive and scan.syntax.lemma(above) in scan.syntax.words.saying


def _may_befall(scan: Scan, hit: Hit, made: Mention) -> bool:
    """Whether a verb that things suffer too, and without violence, is said of people amid violence."""
    if "people_only" not in hit.entry.traits:
        return True
    return are_people(scan, made.groups) and _amid_violence(scan, hit, made)


def _amid_violence(scan: Scan, hit: Hit, made: Mention) -> bool:
    """Whether a sentence names an attack or who bears arms, besides the verb and those whom it befell."""
    if any(kind.end <= hit.start or kind.start >= hit.end for kind in scan.all("kind")):
        return True
    victims = {i for group in made.groups for i in range(group.start, group.end)}
    return any(one.entry.value in ARMED and one.start not in victims for one in scan.all("people"))


def _by_form(scan: Scan, hit: Hit) -> Mention | None:
    """Read the people of a word by its form and its traits."""
    clause = scan.syntax.clause_over(hit.start)
    if hit.entry.form == "word":
        return adjective(scan, hit)
    if "active_only" in hit.entry.traits:
        return read_objects(scan, hit, "active", clause=clause)
    of = whom_at(scan, hit.end - 1) if hit.entry.form == "ing" else 0
    if of and (of == hit.end + 1 or scan.syntax.tags[hit.start] in NOUNS):
        return read_objects(scan, Hit(hit.start, of, hit.entry), "nominal")
    if clause is None or not _is_verb(scan, hit):
        return _without_clause(scan, hit)
    if "passive_only" in hit.entry.traits:
        return _passive_only(scan, hit, clause)
    return _intransitive(scan, hit, clause) if "intransitive" in hit.entry.traits else _transitive(scan, hit, clause)


def _is_verb(scan: Scan, hit: Hit) -> bool:
    """Whether a word is a verb here, be it an auxiliary that others make one: "did | away with"."""
    found = scan.syntax.tags[hit.start]
    return found in VERBS or (found is Tag.DO and hit.end > hit.start + 1)


def _passive_only(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    """Read "two guards were hit": only people, and only in the passive."""
    if not clause.verb.passive or clause.verb.reduced:
        return None
    made = subject_mention(scan, hit, clause, "passive")
    if made is None or made.groups[0].form == "number":
        return None
    things = made.groups[0].form == "bare" and scan.at("not_people", made.groups[0].start) is not None
    return None if things else made  # "Targets in Kut were hit"


def _intransitive(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    """Read "six died", and "with six losing their lives", which has no finite verb."""
    if scan.syntax.tags[clause.verb.head] is not Tag.ING or clause.verb.finite or _ends_so(scan, clause):
        made = subject_mention(scan, hit, clause, "intransitive")
        if made is None:
            return None
        later = set(scan.lows[clause.start : clause.end])
        known = clause.link == "shared" and not later.isdisjoint(casualty_words(scan.language)["wounds.signs"])
        return replace(made, of_wounded=known or _of_wounded(scan.language, made, later))
    beside = people_beside(scan, hit)
    if beside is None or not scan.plays(beside.start - 1, "comitative"):
        return None
    return mention_of(hit, beside, "intransitive", beside.start, hit.end)


def _ends_so(scan: Scan, clause: Clause) -> bool:
    """Whether a participle says how it ended for those to whom it was done: "was shot in Kut, | dying later"."""
    above = scan.syntax.parent(clause) if clause.link == "participial" and not clause.marker else None
    apart = scan.word(clause.verb.start - 1) == "," and not scan.plays(clause.verb.end, "infinitive")
    return above is not None and apart and scan.syntax.is_undergone(above)


def _of_wounded(language: Language, mention: Mention, later: set[str]) -> bool:
    """Whether those who died are a share of people told before: "one of them", "two of the wounded"."""
    first, signs = mention.groups[0], casualty_words(language)
    if mention.outcome != "killed" or len(mention.groups) > 1:
        return False
    if first.form in _KNOWN:  # "he died in hospital"
        return first.low == 1 and bool(later & signs["wounds.signs"])
    if first.form == "number" and not first.more:  # "two later died"
        return bool(later & signs["wounds.signs"])
    return _counted_of_wounded(language, first, late=bool(later & signs["wounds.late"]))


_KNOWN = frozenset({"pronoun", "definite", "name"})


def _counted_of_wounded(language: Language, group: Group, *, late: bool) -> bool:
    """Whether people with a noun were told as hurt: "a third victim died", "one woman later died of her wounds"."""
    words = person_words(language)
    if group.low == 1 and group.more and language.inflection.plural(group.head) in words["victims"]:
        return True
    if late and (group.more or group.form == "counted"):
        return True
    return group.head in words["whole"] or group.part


def _without_clause(scan: Scan, hit: Hit) -> Mention | None:
    """Read a phrase that is no verb by its tags: "in a critical condition", "three dead in Kut"."""
    if "intransitive" in hit.entry.traits:
        return _beside(scan, hit) or _state_of_subject(scan, hit)  # "left his brother in critical condition"
    counted = before_noun(scan, hit)
    if counted is not None:
        return mention_of(hit, GroupList((counted,)), "nominal", counted.start, counted.end)
    fragment = not scan.syntax.clauses and hit.entry.form == "past_participle"
    return _beside(scan, hit) if fragment else None


def _beside(scan: Scan, hit: Hit) -> Mention | None:
    beside = people_beside(scan, hit)
    return mention_of(hit, beside, "reduced", beside.start, hit.end) if beside is not None else None


def _state_of_subject(scan: Scan, hit: Hit) -> Mention | None:
    clause = scan.syntax.clause_at(hit.start)
    return subject_mention(scan, hit, clause, "intransitive") if clause is not None else None


def _transitive(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    made = _by_voice(scan, hit, clause)
    if made is not None and entry_needs_people(hit) and not made.active and _arrested(scan, made, clause):
        return None
    return made


def _arrested(scan: Scan, mention: Mention, clause: Clause) -> bool:
    """Whether those seized are militants, or seized by forces: "the financier was seized in his villa"."""
    first = mention.groups[0]
    arrests = casualty_words(scan.language)["taking.arrests"]
    captured = scan.syntax.words.lemma(scan.word(mention.verb)) in arrests
    return captured or first.group == "militant" or first.form == "definite" or by_forces(scan, clause)


def _by_voice(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    """Read the people by the voice of the verb: subject of a passive, object of an active, beside a participle."""
    if clause.verb.passive and not clause.verb.reduced:
        made = subject_mention(scan, hit, clause, "passive")
        return _captive(scan, made) if is_taking(scan, hit) else made
    if clause.link == "shared" and _passive_before(scan, clause) and not _object_follows(scan, hit):
        return subject_mention(scan, hit, clause, "passive")
    return _whom(scan, hit, clause) or _by_object(scan, hit, clause)


def _captive(scan: Scan, made: Mention | None) -> Mention | None:
    """Return a mention of people who are taken if a noun says that they are captives: "ten hostages were taken"."""
    captives = casualty_words(scan.language)["taking.captives"]
    return made if made is not None and made.groups[0].head in captives and not _is_brought(scan, made) else None


def _is_brought(scan: Scan, made: Mention) -> bool:
    """Whether nobody under arms takes captives, somewhere or somehow: "were taken | by bus to Kut", "taken | ill"."""
    if names_militants(scan):
        return False
    end = next((i for i in range(made.end, len(scan)) if scan.syntax.tags[i] in _CLOSES_TAKING), len(scan))
    fares = scan.syntax.tags[made.end : made.end + 1] in {(Tag.ADJECTIVE,), (Tag.NOUN,)}
    return fares or any(scan.plays(i, "infinitive") for i in range(made.end, end))


_CLOSES_TAKING = frozenset({Tag.MARK, Tag.SUBORDINATOR, Tag.COORDINATOR})


def _by_object(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    """Read the people behind an active verb, or beside a participle."""
    active = None if clause.verb.reduced else read_objects(scan, hit, "active", clause=clause)
    beside = _participle_of(scan, hit, clause)
    if active is not None and not (beside is not None and _is_of_next(scan, hit, active)):
        return active
    if beside is not None and not _acts_on(scan, hit):
        return mention_of(hit, beside, "reduced", beside.start, hit.end)
    return _reduced(scan, hit, clause)


def _acts_on(scan: Scan, hit: Hit) -> bool:
    """Whether a bare past form has an object that is nobody: "the captain killed | his rivals' hopes"."""
    return scan.syntax.tags[hit.end : hit.end + 1] in {(Tag.POSSESSIVE,), (Tag.PRONOUN,)}


def _whom(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    """Read whom a relative clause has as its object: "seized five guards, | whom they beheaded"."""
    words = casualty_words(scan.language)
    if clause.link != "relative" or clause.marker not in words["subjects.whom"] or clause.verb.past_perfect:
        return None
    group = _ending_at(scan, clause.start - 1 - (scan.word(clause.start - 2) == ","))
    return mention_of(hit, GroupList((group,)), "active", hit.start, clause.verb.end) if group is not None else None


def _ending_at(scan: Scan, end: int) -> Group | None:
    """Return the people who end before token `end`."""
    found = (parse_group(scan, i) for i in range(max(0, end - _NEAR), end))
    return next((group for group in found if group is not None and group.end == end and group.low), None)


_NEAR = 8
"""Tokens before "whom" within which those it tells of begin."""


def _participle_of(scan: Scan, hit: Hit, clause: Clause) -> GroupList | None:
    """Return the people before a bare past form if it may be a participle of theirs; armed men do the seizing."""
    beside = people_beside(scan, hit) if _bare_past(scan, hit, clause) else None
    if beside is not None and all(g.form == "bare" for g in beside.groups) and _phrase_follows(scan, hit):
        return None  # "Troops killed rebel financier Adel Hadi"
    if beside is None or (entry_needs_people(hit) and beside.groups[0].group in ARMED):
        return None
    if _of_kin(scan, beside.start, clause):
        return None
    return beside


def _is_of_next(scan: Scan, hit: Hit, active: Mention) -> bool:
    """Whether people behind a verb are none of its own: "5 killed 12 wounded", "four dead men killed guards"."""
    first = active.groups[0]
    numbers = first.form == "number" and scan.syntax.tags[hit.start - 1] is Tag.NUMBER
    return first.form == "bare" or (numbers and scan.at("outcome", first.end) is not None)


def _bare_past(scan: Scan, hit: Hit, clause: Clause) -> bool:
    """Whether a past form stands without an auxiliary, so that it may be a participle."""
    bare = hit.start == clause.verb.start and scan.syntax.tags[hit.start] in {Tag.PAST, Tag.PARTICIPLE}
    return bare and hit.entry.form != "past"  # "teachers took part": no participle


def _reduced(scan: Scan, hit: Hit, clause: Clause) -> Mention | None:
    """Read "six men shot in Kut"."""
    if not clause.verb.reduced or is_taking(scan, hit):
        return None
    made = subject_mention(scan, hit, clause, "reduced")
    return None if made is None or _generic(scan, made, clause) else made


def _generic(scan: Scan, mention: Mention, clause: Clause) -> bool:
    """Whether people nobody counted are only named by what befell them: "families of people killed in the war"."""
    if _of_kin(scan, mention.groups[0].start, clause):
        return True
    others = any(c.verb.finite for c in scan.syntax.clauses if c is not clause)
    return clause.link == "reduced" and others and all(g.form == "bare" and g.vague for g in mention.groups)


def _of_kin(scan: Scan, at: int, clause: Clause) -> bool:
    """Whether people only say whose kin others are: "the victims were relatives of a clerk | shot the day before"."""
    parent = scan.syntax.parent(clause)
    owned = scan.plays(at - 1, "genitive") and parent is not None and parent.verb.copula
    return owned and parent is not None and parent.verb.end <= at


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


def _phrase_follows(scan: Scan, hit: Hit) -> bool:
    """Whether a noun phrase of any sort follows at once, a name or an adjective first too."""
    led = scan.syntax.tags[hit.end : hit.end + 1]
    return Tag.ADJECTIVE in led or Tag.NAME in led or _object_follows(scan, hit)


def _place_follows(scan: Scan, i: int) -> bool:
    """Whether words of place begin here that might be an object or a bound: "killed | close to Haditha"."""
    led = scan.at("place_prepositions", i)
    return led is not None and parse_quantity(scan, led.end) is None


def _object_follows(scan: Scan, hit: Hit) -> bool:
    """Whether a noun phrase follows at once, so that the verb is active after all ("was seized and killed two")."""
    if _place_follows(scan, hit.end):
        return False
    tags = scan.syntax.tags
    if scan.plays(hit.end, "one") and scan.plays(hit.end + 1, "agent"):
        return False  # "executed one by one"
    return hit.end < len(scan) and tags[hit.end] in {
        Tag.NUMBER,
        Tag.POSSESSIVE,
        Tag.PRONOUN,
        Tag.DETERMINER,
        *NOUNS,
    } - {Tag.NAME}
