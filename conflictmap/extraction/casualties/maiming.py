"""Wounds told by the part of the body: "lost a leg", "cut off the hands of two men", "shot in the arm".

::

    lost     := people + verb of losing + part
    severed  := verb of severing + part + "of" people | whose part     (or its passive)
    struck   := people + verb of hitting + "in the" part               (or its passive)
    had      := people + "had" + whose part + participle of severing
    taken    := weapon + verb of taking + part + "of" people
    touched  := whose part + passive of hitting
    caught   := people + verb of catching + a shot + "in the" part
    without  := people + "without" + part, after a verb of leaving
    borne    := people + verb of coming out alive + "with" + (wound | hurt part | missile "in the" part)

A throat that is cut, or a head that is cut off, kills.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Construction, Mention, mention_by_clause, share_people
from conflictmap.extraction.casualties.subjects import subject_groups
from conflictmap.extraction.people import Group, GroupList, parse_list, people_ending_at
from conflictmap.extraction.people.groups import Form
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag

__all__ = ["dying_of_it", "read_borne", "read_maimed", "surviving"]


def surviving(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Drop what befell people whom the sentence then kills: "stabbed and killed", "rounded them up and killed them".

    Parameters
    ----------
    scan : Scan
    found : list of Mention

    Returns
    -------
    list of Mention
    """
    gone = _passed_on(scan, found)
    return [mention for mention in found if mention not in gone and not _died_so(scan, mention, found)]


def _passed_on(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Return the wounds, and the captivities, of those who are told to have died of them."""
    dead = [mention for mention in found if mention.outcome == "killed" and mention.low and not mention.bodies]
    passing = [mention for mention in found if mention.traits & _PASSING or _is_held(scan, mention)]
    return [hurt for hurt, died in itertools.product(passing, dead) if _same(hurt, died)]


def _died_so(scan: Scan, mention: Mention, found: list[Mention]) -> bool:
    """Whether it is told how the one whose body was found had been hurt: "a body was found; she had been stabbed"."""
    clause = scan.syntax.clause_at(mention.verb) if mention.outcome == "wounded" else None
    before = clause is not None and clause.verb.past_perfect and {g.form for g in mention.groups} == {"pronoun"}
    return before and any(_is_body_of(other, mention) for other in found)


def _is_body_of(other: Mention, mention: Mention) -> bool:
    return other.bodies and other.low == other.high == mention.low and other.verb < mention.verb


def _is_held(scan: Scan, mention: Mention) -> bool:
    """Whether people are caught by a verb that tells no abduction by itself: "rounded up", "captured"."""
    return mention.outcome == "abducted" and mention.active and scan.at("kind", mention.verb) is None


_PASSING = frozenset({"may_live", "led_off"})


def _same(hurt: Mention, dead: Mention) -> bool:
    """Whether those hurt are those who died: the same words, or as many, meant by a pronoun behind them."""
    if share_people(hurt.groups, dead.groups):
        return True
    pointed = len(dead.groups) == 1 and dead.groups[0].end - dead.groups[0].start == 1
    return pointed and dead.verb > hurt.verb and (dead.low, dead.high) == (hurt.low, hurt.high)


def read_maimed(scan: Scan) -> list[Mention]:
    """Read every wound that a part of the body tells, with whose part it is.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    words = casualty_words(scan.language)
    parts = words["maiming.parts"] | words["maiming.deadly"] | words["maiming.fatal"] | words["maiming.senses"]
    if parts.isdisjoint(scan.lows):
        return []  # as almost every sentence
    found = (_maimed_at(scan, i, words) for i, low in enumerate(scan.lows) if low in parts)
    return [mention for mention in found if mention is not None]


def read_borne(scan: Scan) -> list[Mention]:
    """Read those who come out of it hurt: "escaped with a grazed arm", "lived, with a bullet in his neck".

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    words = casualty_words(scan.language)
    ends = (_bears_to(scan, i, words) for i in range(1, len(scan) - 1) if scan.plays(i, "comitative"))
    found = (_borne(scan, *end, words) for end in ends if end is not None)
    return [mention for mention in found if mention is not None]


def _bears_to(scan: Scan, at: int, words: CasualtyWords) -> tuple[int, int] | None:
    """Return where "with" stands and where the wound ends that it leads to."""
    end = _phrase_end(scan, at + 1)
    last = scan.word(end - 1)
    if last in words["maiming.wounds"]:
        return at, end
    if last in words["maiming.parts"] and any(scan.word(i) in words["maiming.hurt"] for i in range(at + 1, end - 1)):
        return at, end
    part = _lodged_to(scan, end, words) if last in words["maiming.missiles"] else None
    return (at, part) if part is not None else None


def _lodged_to(scan: Scan, end: int, words: CasualtyWords) -> int | None:
    """Return where the part of the body ends in which a missile sits: "a bullet | (lodged) in his neck"."""
    into = end + (scan.word(end) in words["maiming.lodged"])
    part = _phrase_end(scan, into + 1)
    inside = words["maiming.parts"] | words["maiming.trunk"] | words["maiming.deadly"]
    return part if scan.word(into) in words["maiming.into"] and scan.word(part - 1) in inside else None


def _phrase_end(scan: Scan, i: int) -> int:
    """Return the token after the noun phrase that begins at a token."""
    while i < len(scan) and scan.syntax.tags[i] in _OF_PHRASE:
        i += 1
    return i


_OF_PHRASE = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.ADJECTIVE, Tag.PAST, Tag.PARTICIPLE, *NOUNS})


def _borne(scan: Scan, at: int, end: int, words: CasualtyWords) -> Mention | None:
    """Read who bears the wound behind "with" at a token: the subject of a verb of coming out alive."""
    clause = scan.syntax.clause_at(at)
    if clause is None or clause.verb.start > at or not _comes_out(scan, clause, words):
        return None
    wound = _wound(subject_groups(scan, clause, human=True), clause, end - 1, "passive")
    return replace(wound, traits=wound.traits | {"of_attack_told"}) if wound is not None else None


def _comes_out(scan: Scan, clause: Clause, words: CasualtyWords) -> bool:
    """Whether somebody is told to have come out of it alive: "escaped", "was left"."""
    kind = "maiming.left" if clause.verb.passive else "maiming.alive"
    return not (clause.verb.negated or clause.verb.modal) and scan.syntax.lemma(clause) in words[kind]


def dying_of_it(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Count as dead those of whom a participle says that they died: "was hit by a sniper, dying before help came".

    Parameters
    ----------
    scan : Scan
    found : list of Mention

    Returns
    -------
    list of Mention
        As many.
    """
    dying = casualty_words(scan.language)["maiming.dying"]
    ends = [c for c in scan.syntax.clauses if scan.word(c.verb.head) in dying and _is_an_end(scan, c)]
    return [_dead(m) if any(_goes_on(scan, m, clause) for clause in ends) else m for m in found]


def _is_an_end(scan: Scan, clause: Clause) -> bool:
    """Whether a participle says that somebody died: not "the wind dying", "dying to go", "succumbing to pressure"."""
    after, words = clause.verb.end, casualty_words(scan.language)
    if scan.word(clause.verb.head) in words["maiming.yielding"]:
        return clause.link == "participial" and not words["wounds.signs"].isdisjoint(scan.lows[after : clause.end])
    own = scan.syntax.tags[clause.verb.start - 1] in NOUNS if clause.verb.start else False
    figure = scan.syntax.tags[min(after, len(scan) - 1)] in {Tag.PARTICLE, Tag.TO}
    return clause.link == "participial" and not (own or figure)


def _dead(mention: Mention) -> Mention:
    return replace(mention, outcome="killed", traits=mention.traits - {"may_live"})


def _goes_on(scan: Scan, mention: Mention, clause: Clause) -> bool:
    """Whether a clause tells more of those who were wounded in the passive."""
    above = scan.syntax.parent(clause) if mention.outcome == "wounded" else None
    return above is not None and above.verb.passive and above.verb.start <= mention.verb < above.verb.end


def _maimed_at(scan: Scan, i: int, words: CasualtyWords) -> Mention | None:
    """Read the wound that the part at token `i` tells."""
    clause = _clause(scan, i)
    if clause is None or clause.verb.negated or _is_idle(scan, i, words):
        return None
    lemma = scan.syntax.lemma(clause)
    if _had_severed(scan, i, clause, words):
        return _mention(scan, subject_groups(scan, clause, human=True), clause, i, "intransitive")
    if scan.word(i) in words["maiming.deadly"] and lemma in words["maiming.shooting"]:
        return _struck_dead(scan, clause, i, lemma, words)
    return _by_shots(scan, clause, i, words) or _without_it(scan, clause, i, words) or _parted(scan, clause, i, words)


def _by_shots(scan: Scan, clause: Clause, i: int, words: CasualtyWords) -> Mention | None:
    """Read who dies of a shot to a deadly part: "dispatched | with shots to the head", "put a bullet in his"."""
    at = i - 1 - (scan.syntax.tags[i - 1] in {Tag.DETERMINER, Tag.POSSESSIVE})
    shot = scan.syntax.words.singular(scan.word(at - 1)) in words["maiming.shots"]
    if scan.word(i) not in words["maiming.deadly"] or not shot:
        return None
    whom = _hit_by(scan, clause, at) if scan.plays(at, "infinitive") else _put_in(scan, clause, i, at)
    return _shot_dead(whom, clause, i)


def _put_in(scan: Scan, clause: Clause, i: int, at: int) -> GroupList | None:
    """Return in whose head a shot is put."""
    words = casualty_words(scan.language)
    theirs = scan.syntax.tags[i - 1] is Tag.POSSESSIVE and scan.word(at) in words["maiming.into"]
    return _owner(scan, i, words) if theirs and scan.syntax.lemma(clause) in words["maiming.putting"] else None


def _hit_by(scan: Scan, clause: Clause, at: int) -> GroupList | None:
    """Return whom a verb befell "with a shot to the head": its subject in the passive, its object else."""
    if not scan.plays(scan.syntax.phrase_start(at - 1) - 1, "comitative"):
        return None
    if clause.verb.passive:
        return subject_groups(scan, clause, human=True)
    return parse_list(scan, clause.verb.end, names=True, human=True)


def _shot_dead(groups: GroupList | None, clause: Clause, i: int) -> Mention | None:
    voice: Construction = "passive" if clause.verb.passive else "active"
    return None if groups is None else mention_by_clause("killed", "killed.shots", groups, clause, i + 1, voice)


def _without_it(scan: Scan, clause: Clause, i: int, words: CasualtyWords) -> Mention | None:
    """Read verbs that tell who has to do without the part, or was hit there by what he caught."""
    lemma = scan.syntax.lemma(clause)
    if lemma in words["maiming.losing"]:
        return _mention(scan, subject_groups(scan, clause, human=True), clause, i, "intransitive")
    if lemma in words["maiming.costing"]:
        return _wound(_whom_it_costs(scan, clause, i), clause, i, "active")
    if lemma in words["maiming.leaving"]:
        return _wound(_left_without(scan, clause, i, words), clause, i, "active")
    caught = _who_caught_it(scan, clause, i, words) if lemma in words["maiming.catching"] else None
    return _wound(caught, clause, i, "intransitive")


def _parted(scan: Scan, clause: Clause, i: int, words: CasualtyWords) -> Mention | None:
    """Read verbs that part the body, or hit a part of it."""
    lemma = scan.syntax.lemma(clause)
    if _severs(scan, clause, i, lemma, words):
        construction: Construction = "passive" if clause.verb.passive else "active"
        return _mention(scan, _owner(scan, i, words), clause, i, construction)
    if lemma not in words["maiming.striking"] or scan.word(i) in words["maiming.fatal"]:
        return None
    if clause.verb.passive and clause.subject[0] <= i < clause.verb.start:
        return _wound(_owner(scan, i, words), clause, i, "passive")  # "a nurse's shoulder was grazed"
    return _struck(scan, clause, i, words)


def _left_without(scan: Scan, clause: Clause, i: int, words: CasualtyWords) -> GroupList | None:
    """Return who is left without a part: "left | a sweeper | without his right leg"."""
    start = scan.syntax.phrase_start(i)
    without = start - 1 if scan.word(start - 1) in words["nought.privative"] else start
    groups = parse_list(scan, clause.verb.end, names=True, human=True, limit=without) if without < start else None
    return groups if groups is not None and groups.end == without else None


def _who_caught_it(scan: Scan, clause: Clause, i: int, words: CasualtyWords) -> GroupList | None:
    """Return who was hit by what he caught: "a guard took a bullet in the thigh", "another took one in the arm"."""
    if clause.verb.passive:
        return None
    if _in_a_part(scan, i, words):
        shot = scan.syntax.words.singular(scan.word(i - 3))
        return subject_groups(scan, clause) if shot in words["maiming.shots"] else None
    weapon = not scan.inside("people", *clause.subject) and bool(scan.inside("kind", *clause.subject))
    return _owner(scan, i, words) if weapon and clause.verb.end <= i else None  # "a mine took both legs of a sapper"


def _is_idle(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether a sense is nobody's: "lost sight of the car"."""
    return scan.word(i) in words["maiming.senses"] and scan.syntax.tags[i - 1] is not Tag.POSSESSIVE


def _whom_it_costs(scan: Scan, clause: Clause, i: int) -> GroupList | None:
    """Return who stands between the verb and his part: "cost | a sapper | his right hand"."""
    own = next((k for k in range(i - 1, clause.verb.end, -1) if scan.syntax.tags[k] is Tag.POSSESSIVE), i)
    groups = parse_list(scan, clause.verb.end, names=True, limit=own)
    return groups if groups is not None and groups.end == own < i else None


def _had_severed(scan: Scan, i: int, clause: Clause, words: CasualtyWords) -> bool:
    """Whether somebody had it done to him: "had his throat slit", "had a leg blown off"."""
    had = scan.word(clause.verb.head) in words["maiming.having"]
    done = scan.syntax.words.lemma(scan.word(i + 1)) if had else ""
    return done in words["maiming.breaking"] | words["maiming.severing"] | words["maiming.slitting"]


def _clause(scan: Scan, i: int) -> Clause | None:
    """Return the clause whose object or subject the part is."""
    before = [clause for clause in scan.syntax.clauses if clause.verb.end <= i < clause.end]
    return before[-1] if before else scan.syntax.clause_at(i)


def _severs(scan: Scan, clause: Clause, i: int, lemma: str, words: CasualtyWords) -> bool:
    """Whether the verb parts the body, by itself or with "off"."""
    told = clause.verb.passive and not clause.verb.reduced  # "with his throat slit" is told of the dead
    whose = told or (clause.link == "main" and scan.plays(i + 1, "genitive"))  # "slit the throats of two men"
    slit = whose and scan.word(i) in words["maiming.throats"] and lemma in words["maiming.slitting"]
    if slit or lemma in words["maiming.breaking"]:
        return True
    first, last = min(clause.verb.start, i), max(clause.verb.end, i) + 3
    return lemma in words["maiming.severing"] and not words["maiming.away"].isdisjoint(scan.lows[first:last])


def _owner(scan: Scan, i: int, words: CasualtyWords) -> GroupList | None:
    """Return whose part it is: "their legs", "a guard's ear", "the hands of two men", "the hands off two men"."""
    after = _past_links(scan, i + 1, words)
    if after > i + 1:
        return parse_list(scan, after, names=True, human=True)
    start = scan.syntax.phrase_start(i)
    if scan.syntax.tags[start] is Tag.POSSESSIVE:
        low, high = (2, None) if scan.word(start) in words["maiming.theirs"] else (1, 1)
        return GroupList((Group(start, start + 1, low, high, "unknown", "them", "pronoun", vague=high is None),))
    return _possessor(scan, start, i)


def _past_links(scan: Scan, i: int, words: CasualtyWords) -> int:
    """Step over what leads from a part to whose it is: "of", "off", "off of"."""
    while scan.plays(i, "genitive") or scan.word(i) in words["maiming.away"]:
        i += 1
    return i


def _possessor(scan: Scan, start: int, i: int) -> GroupList | None:
    """Return whose part it is by a genitive: "a guard's ear"."""
    end = next((k for k in range(start, i) if scan.syntax.tags[k] is Tag.GENITIVE), start)
    hit = people_ending_at(scan, end)
    if hit is None:
        return None
    low, high = (2, None) if hit.entry.form == "plural" else (1, 1)
    form: Form = "definite" if scan.plays(start, "definite") else "article"
    return GroupList((Group(start, end, low, high, hit.entry.value, scan.word(end - 1), form, vague=high is None),))


def _struck_dead(scan: Scan, clause: Clause, i: int, lemma: str, words: CasualtyWords) -> Mention | None:
    """Read "shot eight men in the head": a deadly part; "shot in the head" is a verb of its own."""
    if clause.verb.passive or lemma not in words["maiming.shooting"]:
        return None
    made = _struck(scan, clause, i, words)
    return replace(made, outcome="killed", rule="killed.struck/active", traits=frozenset()) if made else None


def _struck(scan: Scan, clause: Clause, i: int, words: CasualtyWords) -> Mention | None:
    """Read "was shot in the arm", "stabbed two men in the back"."""
    if not _in_a_part(scan, i, words):
        return None
    if clause.verb.passive:
        return _wound(subject_groups(scan, clause, human=True), clause, i, "passive")
    return _wound(parse_list(scan, clause.verb.end, names=True, limit=i - 2), clause, i, "active")


def _in_a_part(scan: Scan, i: int, words: CasualtyWords) -> bool:
    """Whether the part is where something hits: "in the thigh"."""
    owned = scan.syntax.tags[i - 1] in {Tag.DETERMINER, Tag.POSSESSIVE}
    return owned and scan.word(i - 2) in words["maiming.into"]


def _mention(
    scan: Scan, groups: GroupList | None, clause: Clause, i: int, construction: Construction
) -> Mention | None:
    """Make the wound, or the death, of those whose part is cut."""
    if groups is None or scan.word(i) not in casualty_words(scan.language)["maiming.fatal"]:
        return _wound(groups, clause, i, construction)
    if _are_dead_already(scan, groups, clause):
        return None
    return mention_by_clause("killed", "killed.maimed", groups, clause, i + 1, construction)


def _are_dead_already(scan: Scan, groups: GroupList, clause: Clause) -> bool:
    """Whether the dead are told by another word, or by who was found so: "with | their | throats cut"."""
    done = clause.verb.finite and not clause.verb.passive and clause.link != "relative"
    if groups.groups[0].form == "pronoun" and not done:
        return True
    return bool(scan.all("body")) or any(hit.entry.value == "killed" for hit in scan.all("outcome"))


def _wound(groups: GroupList | None, clause: Clause, i: int, construction: Construction) -> Mention | None:
    """Make the wound of those whose part it is."""
    if groups is None:
        return None
    made = mention_by_clause("wounded", "wounded.maimed", groups, clause, i + 1, construction)
    return replace(made, traits=frozenset({"may_live"}))
