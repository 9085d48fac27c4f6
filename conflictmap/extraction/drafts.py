"""An incident in the making: what one stretch of text tells, before neighbouring stretches are joined to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.people import FORCES, Group
from conflictmap.language import WordLists
from conflictmap.model import Actor, Count, Evidence, Field, PlacePhrase, Span

__all__ = [
    "BORROWED",
    "GUESSED",
    "Draft",
    "Tally",
    "add_mention",
    "counted_as",
    "names_something",
    "tally_of",
    "told_last",
]

GUESSED, BORROWED = 0, 1
"""Ranks of kinds that no word gives."""


@dataclass(slots=True)
class Tally:
    """One outcome being counted: the ends, and who.

    `presumed` where no word says that they died; `among` where they are only some of those whom a count may tell; `own`
    where a word tells them that is said of one's own dead only ("martyrs").
    """

    low: int | None
    high: int | None
    groups: tuple[Group, ...] = ()
    parts: tuple[Group, ...] = ()
    vague: bool = False
    conflicting: bool = False
    rival: bool = False
    unsaid: bool = False
    presumed: bool = False
    among: bool = False
    own: bool = False

    @property
    def number(self) -> int:
        """The figure itself, however it was put."""
        return self.low or self.high or 0

    def holds(self, other: Tally | Mention) -> bool:
        """Whether people named by their fate are of those counted here: "nine died; a judge was among the dead"."""
        return other.among and not self.among and self.low != 0

    def count(self) -> Count:
        """Return the count as it stands in the record."""
        if self.low is None and self.high is None:
            return Count(1, None)
        if self.low is not None and self.high is not None and self.low > self.high:
            return Count(self.low, None)
        return Count(self.low, self.high)

    def times(self, number: int) -> Tally:
        """Return the count of so many attacks that each have it."""
        low, high = (None if end is None else end * number for end in (self.low, self.high))
        return replace(self, low=low, high=high)

    def or_else(self, other: Tally) -> Tally:
        """Return the range of what two sources say; "at least" closes where they differ, "dozens" never does."""
        ends = [end for tally in (self, other) for end in (tally.low, tally.high) if end is not None]
        if self.low is None and other.low is None:
            return replace(self, high=max(ends))
        low, top = min(ends), max(ends)
        dozens = any(one.vague and one.high is None for one in (self, other))
        high = None if dozens or (low == top and None in {self.high, other.high}) else top
        return replace(self, low=low, high=high, conflicting=True, parts=self.parts + other.groups)

    def plus(self, mention: Mention) -> Tally:
        """Return the sum with people counted besides."""
        low = None if self.low is None and mention.low is None else (self.low or 0) + (mention.low or 0)
        high = None if self.high is None or mention.high is None else self.high + mention.high
        return replace(
            self,
            low=low,
            high=high,
            groups=self.groups + mention.groups,
            parts=self.parts + mention.parts,
            vague=self.vague or mention.vague,
        )


@dataclass(slots=True)
class Draft:
    """What one stretch of text tells of one incident.

    Attributes
    ----------
    where : Field
        ``"title"`` or ``"text"``.
    index, paragraph, item : int
        Position of the sentence, of its paragraph, and of the round-up item it stands in (-1 outside of any).
    kind : str
    rank : int
        Which kind wins where drafts are joined: that of the word that gave it, `GUESSED` for a kind guessed from the
        outcome, `BORROWED` for that of the draft before.
    traits : frozenset of str
        Of the row that gave the kind.
    families : set of str
        The means named.
    known, pronoun : bool
        Whether its people were told before, whether its subject is a pronoun.
    dies : Tally or None
        Those who die now of what was told before, whatever toll is told beside them.
    definite : bool
        Whether a word of violence stands behind "the", be it an attack, a weapon or who used it.
    sums, worst, some, own : bool
        Whether its count is told of several attacks at once, whether it is the worst of those just told, or some of
        them, whether it asserts an attack of its own.
    one_of : tuple of int
        Of how many attacks it is said to be one, for each time; 0 where they are told as many.
    over : tuple or None
        Over how many attacks its count is told, 0 where no number says so, and whether surely over more than its own;
        None where over its own only.
    newer : bool
        Whether its count is told as that of the hour: "now nine dead".
    likewise : bool
        Whether it was done as the one before: "in a similar attack".
    placed : bool
        Of one that is told beside others: whether it has a place of its own.
    witnessed : bool
        Whether it is in the words of somebody who was there: "I saw bodies in the street".
    heading, another : bool
        Whether its sentence has no verb, as a heading inside an article; whether it is told as one more ("another").
    included : bool
        Whether "including" makes it a part of the count before.
    listed, shares : bool
        Whether it is one of several attacks told side by side; whether it is the count that they share.
    of_land : bool
        Whether it is a total over the whole country, so that no place told elsewhere is its own.
    diffuse, elliptic : bool
        Whether it tells violence as a mass ("Attacks went on"), whether its subject is a bare "another".
    later : bool
        Whether it opens with a word for what came next ("Later jets bombed ...") and tells an attack of its own.
    adds : bool
        Whether it opens with a word for "besides" and only tells what else befell people ("In addition, two died").
    ascribed, then : bool
        Whether who says so stands before its count ("A doctor said nine people died"), or a hospital has them; whether
        it tells what was done next ("The gunmen then stormed the building").
    old : str
        How old its dates are, see `conflictmap.extraction.history.anchoring.old_date`.
    denied : int
        Where its sentence denies what was told: "the command in Kut | denied | this and said that militants did it".
    rescued : bool
        Whether those speak or dig who come after an attack: "Rescue workers pulled 61 bodies from one house".
    twice : bool
        Whether it is told of two days.
    singled : int
        Which of two attacks is spoken of: 2 in "in the second raid"; 0 if neither.
    alongside, owned : bool
        Whether it counts those who came to harm beside somebody told before ("died with him"); whether it opens with
        what is theirs ("His patrol was in Kut when ...").
    retold : bool
        Whether a relative clause tells it, dated within the week: news unless the report tells other.
    first : bool
        Whether it stands in the headline or the first sentence.
    whole, host : Draft or None
        The total it is a part of; the draft it was joined to.
    tallies : dict
        Outcome -> :class:`Tally`.
    vacant : frozenset of str
        Words of place phrases, in lower case, that tell no place from another: names of the whole country, "city".
    lists : WordLists
        Tables of words by which drafts are held to tell one attack (``reading/coreference.toml``).
    aside : bool
        Whether it is only told to date another: "a day after a bomb had struck the market".
    points : bool
        Whether its place is one told before ("there", "the city").
    entry : int
        Number of the entry of a log that it stands in, -1 outside of one.
    answers : Draft or None
        The attack, told in an earlier entry of the log, that it gives the figures of.
    seat : str
        The town of the dateline, in lower case.
    """

    where: Field
    index: int
    paragraph: int
    item: int
    start: int
    end: int
    kind: str
    rank: int
    families: set[str]
    tallies: dict[str, Tally] = field(default_factory=dict)
    attacks: int = 1
    places: list[PlacePhrase] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    aggregate: bool = False
    background: bool = False
    known: bool = False
    dies: Tally | None = None
    pronoun: bool = False
    twice: bool = False
    singled: int = 0
    alongside: bool = False
    owned: bool = False
    definite: bool = False
    sums: bool = False
    worst: bool = False
    some: bool = False
    own: bool = False
    one_of: tuple[int, ...] = ()
    over: tuple[int, bool] | None = None
    likewise: bool = False
    listed: bool = False
    of_land: bool = False
    placed: bool = False
    shares: bool = False
    old: str = ""
    retold: bool = False
    first: bool = False
    refers: bool = False
    new: bool = False
    more: bool = False
    adds: bool = False
    toll: bool = False
    newer: bool = False
    raises: bool = False
    sourced: bool = False
    ascribed: bool = False
    then: bool = False
    carried: list[PlacePhrase] = field(default_factory=list)
    leads: bool = False
    gapped: bool = False
    included: bool = False
    heading: bool = False
    witnessed: bool = False
    another: bool = False
    several: bool = False
    diffuse: bool = False
    elliptic: bool = False
    later: bool = False
    suicide: bool = False
    similar: bool = False
    unnamed: bool = False
    received: bool = False
    rescued: bool = False
    claim: bool = False
    denied: int = -1
    definite_body: bool = False
    with_attacker: int = 0
    whole: Draft | None = None
    host: Draft | None = None
    traits: frozenset[str] = frozenset()
    vacant: frozenset[str] = frozenset()
    lists: WordLists = field(default_factory=lambda: WordLists({}, ""))
    aside: bool = False
    points: bool = False
    seat: str = ""
    perpetrator: Actor | None = None
    target: Actor | None = None
    ordinal: int = 0
    entry: int = -1
    answers: Draft | None = None
    sentence: Span = field(default_factory=lambda: Span(0, 0))
    upto: int = -1

    @property
    def last(self) -> int:
        """The number of the last sentence that tells of it."""
        return max(self.index, self.upto)

    @property
    def past(self) -> bool:
        """Whether it is history beside what opens the report."""
        return self.background or self.old == "long" or (bool(self.old) and not self.first)

    @property
    def wordless(self) -> bool:
        """Whether no word gave the kind."""
        return self.rank <= BORROWED

    @property
    def general(self) -> bool:
        """Whether nothing says by what means."""
        return self.wordless or "general" in self.traits

    @property
    def faint(self) -> bool:
        """Whether the words alone hardly say that anything happened."""
        return self.general or "faint" in self.traits

    def take_kind(self, other: Draft) -> None:
        """Take the kind of another draft, with what it rests on."""
        self.kind, self.rank, self.traits = other.kind, other.rank, other.traits

    @property
    def two_sided(self) -> bool:
        """Whether fighters attacked forces: "members of Daesh attacked a point of the 28th Regiment"."""
        doer, met = self.perpetrator, self.target
        return doer is not None and met is not None and doer.group == "militant" and met.group in FORCES

    @property
    def counted(self) -> bool:
        """Whether any casualties are told."""
        return bool(self.tallies)

    @property
    def over_days(self) -> bool:
        """Whether the count is told as a total over several days: "put the dead at 60 since Tuesday"."""
        return self.aggregate and any(item.rule == "aggregate.days" for item in self.evidence)

    def mark(self, role: str, rule: str, span: Span | None = None) -> None:
        """Note which rule set a flag, and the words that say so; the whole sentence where no word of it does."""
        self.evidence.append(Evidence(role, rule, span or self.sentence))

    def named_places(self) -> list[PlacePhrase]:
        """Return the places told in the stretch itself."""
        return [place for place in self.places if place.origin in {"clause", "subject", "sentence"}]


def names_something(text: str) -> bool:
    """Whether a phrase holds a proper name.

    Parameters
    ----------
    text : str
    """
    return any(word[:1].isupper() or word.lower().startswith(("al-", "el-")) for word in text.split())


def counted_as(tallies: dict[str, Tally], outcome: str, *, unsaid: bool) -> str:
    """Return the outcome a figure is of: where it is not said, the one that alone was counted before.

    Parameters
    ----------
    tallies : dict[str, Tally]
        What was counted before.
    outcome : str
    unsaid : bool
    """
    return "wounded" if unsaid and "wounded" in tallies and "killed" not in tallies else outcome


def add_mention(tallies: dict[str, Tally], mention: Mention) -> None:
    """Count a mention of the same stretch: tolls replace, others add, nought never lowers a count.

    Parameters
    ----------
    tallies : dict[str, Tally]
    mention : Mention
    """
    outcome = counted_as(tallies, mention.outcome, unsaid=mention.unsaid)
    if outcome != mention.outcome:
        mention = replace(mention, outcome=outcome)
    known, fresh = tallies.get(outcome), tally_of(mention)
    tallies[outcome] = fresh if known is None else _added(known, fresh, mention)


def tally_of(mention: Mention) -> Tally:
    """Return what one mention counts.

    Parameters
    ----------
    mention : Mention

    Returns
    -------
    Tally
    """
    return Tally(
        mention.low,
        mention.high,
        mention.groups,
        mention.parts,
        mention.vague,
        rival=mention.rival,
        unsaid=mention.unsaid,
        presumed="captive" in mention.traits,
        among=mention.among,
        own="own_side" in mention.traits,
    )


def _added(known: Tally, fresh: Tally, mention: Mention) -> Tally:
    """Return what a further mention of the same stretch makes of a count."""
    if known.holds(mention):
        return known
    if mention.rival and known.low != 0:
        return known.or_else(fresh)
    if mention.toll or fresh.holds(known):
        return replace(fresh, groups=known.groups, parts=known.parts)
    if mention.low == 0:
        return known
    return fresh if known.low == 0 else known.plus(mention)


def told_last(drafts: list[Draft], index: int, within: int) -> list[Draft]:
    """Return the attacks of the sentence that told one last, if it stands near enough.

    Parameters
    ----------
    drafts : list of Draft
        Those told before, in the order of the text.
    index : int
        Number of the sentence that speaks of them.
    within : int
        Sentences back.

    Returns
    -------
    list of Draft
    """
    near = bool(drafts) and index - drafts[-1].last <= within
    return [draft for draft in drafts if draft.index == drafts[-1].index] if near else []
