"""Where one clause ends and the next begins, and the word that joins them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from conflictmap.extraction.syntax.syntaxwords import SyntaxWords
from conflictmap.extraction.syntax.tags import NOUNS, VERBS, Tag
from conflictmap.extraction.syntax.verbgroups import VerbGroup

__all__ = ["Joiner", "Joint", "Link"]

Link = Literal[
    "main",
    "coordinate",
    "shared",
    "relative",
    "adverbial",
    "complement",
    "participial",
    "reduced",
    "infinitive",
    "resumed",
    "reporting",
]

_NOMINAL = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.PRONOUN, Tag.ADJECTIVE, *NOUNS})
_SUBJECT = _NOMINAL | {Tag.PREPOSITION, Tag.ADVERB, Tag.GENITIVE}
_LIGHT = frozenset({Tag.ADVERB, Tag.TIME, Tag.NEGATION})
_JOINING = frozenset({Tag.COORDINATOR, Tag.PREPOSITION, Tag.SUBORDINATOR})
_MARKS = frozenset({";", ":", '"', "(", ")"})


_TAIL = 6
"""Tokens behind a verb of saying within which a sentence ends that only tells how it was said."""


class Joint(NamedTuple):
    """What joins a clause to the one before.

    Attributes
    ----------
    at : int
        Token after the last one that belongs to the left side.
    start : int
        First token of the clause.
    link : str
        See `Clause`.
    marker : str
        The word that links it, empty if none does.
    comma : bool
        Whether a comma sets a participle, or a further verb, apart.
    """

    at: int
    start: int
    link: Link
    marker: str
    comma: bool = False


@dataclass(slots=True)
class Joiner:
    """The words and tags of a sentence, where its joints are looked for."""

    lows: Sequence[str]
    tags: Sequence[Tag]
    words: SyntaxWords

    def says(self, group: VerbGroup) -> bool:
        """Whether a verb reports what somebody says or thinks: not what only describes, "the blasts heard in Kut"."""
        return not group.reduced and self.words.lemma(self.lows[group.head]) in self.words.saying

    def bare(self, start: int, end: int) -> bool:
        """Whether nothing but adverbs stands before a verb: "who | later died"."""
        return all(self.tags[i] is Tag.ADVERB for i in range(start, end))

    def says_nothing_more(self, group: VerbGroup, end: int) -> bool:
        """Whether a verb of saying has no content after it: it reports what stands before."""
        return not any(self.tags[i] in NOUNS | {Tag.NUMBER} for i in range(group.end, min(end, group.end + 3)))

    def _set_in(self, a: int, group: VerbGroup) -> tuple[int, int] | None:
        """Return the commas that set who says it into a list: "himself and | , a doctor said, | three soldiers"."""
        opening = self._last_comma(max(a, 1), group.start) if self.says(group) else None
        if opening is None or self.tags[opening - 1] not in _JOINING:
            return None
        closing = next((i for i in range(group.end, min(group.end + 3, len(self.lows))) if self.lows[i] == ","), None)
        return None if closing is None else (opening, closing)

    # --- the first clause

    def first(self, group: VerbGroup) -> Joint:
        """Find where the first clause begins."""
        aside = self._reporting_aside(group)
        if aside is not None:
            return aside
        if group.reduced:
            return Joint(group.start, group.start, "reduced", "")
        return self._opening(group) or self._nearest(group) or Joint(0, 0, "main", "")

    def _reporting_aside(self, group: VerbGroup) -> Joint | None:
        """Read "Six people, police said, were killed", "six men and, police said, two boys were killed"."""
        commas = self._set_in(1, group)
        if commas is not None:
            return Joint(commas[0], commas[0] + 1, "reporting", ",")
        if not self.says(group) or self.lows[group.end : group.end + 1] != [","]:
            return None
        comma = self._last_comma(1, group.start)
        set_off = comma is not None and self.tags[comma - 1] in _NOMINAL
        return Joint(comma, comma + 1, "reporting", ",") if comma is not None and set_off else None

    def _opening(self, group: VerbGroup) -> Joint | None:
        """Read a subordinator that opens the sentence."""
        i = next((i for i in range(group.start) if self.tags[i] is Tag.SUBORDINATOR), None)
        if i is None:
            return None
        fresh = self._second_phrase(i + 1, group.start)
        return Joint(fresh, fresh, "main", "") if fresh is not None else Joint(i, i + 1, "adverbial", self.lows[i])

    def _nearest(self, group: VerbGroup) -> Joint | None:
        """Read the relative word or semicolon that stands last before the verb."""
        for i in range(group.start - 1, -1, -1):
            start = self._behind_relative(i)
            if start is not None and (start > i or self._sets_off(i)):
                return Joint(self._before_comma(i, 0), start, "relative", self.lows[i])
            if self.lows[i] == ";":
                return Joint(i, i + 1, "main", "")
        return None

    def _second_phrase(self, start: int, end: int) -> int | None:
        """Find where a second noun phrase follows the first at once: "after the verdict | a mortar bomb fell"."""
        for i in range(start + 1, end):
            if self.lows[i] == ",":
                return i + 1
            if self.tags[i] is Tag.DETERMINER and self.tags[i - 1] in NOUNS:
                return i
        return None

    # --- the others

    def between(self, left: VerbGroup, right: VerbGroup) -> Joint:
        """Find where the clause of `right` begins, and what links it to the one before."""
        around = self._around_aside(left, right)
        if around is not None:
            return around
        marked = self._marked(left.end, right.start)
        if marked is not None:
            return marked
        if right.infinitive:
            return Joint(right.start, right.start, "infinitive", self.lows[right.start])
        return self._finite(left, right) if right.finite else self._nonfinite(left.end, right)

    def _around_aside(self, left: VerbGroup, right: VerbGroup) -> Joint | None:
        """Read who says it in the midst of a list, and the list that goes on behind it."""
        commas = self._set_in(left.end, right)
        if commas is not None:
            return Joint(commas[0], commas[0] + 1, "reporting", ",")
        commas = self._set_in(1, left)
        if commas is None or commas[1] >= right.start or VERBS & set(self.tags[: commas[0]]):
            return None
        return Joint(commas[1], 0, "resumed", ",")  # "six men and, police said, two boys | were killed"

    def _marked(self, a: int, b: int) -> Joint | None:
        """Read the last word or mark that begins a clause by itself."""
        for i in self._outside_brackets(a, b):
            start = self._behind_relative(i)
            if start is not None:
                return Joint(self._before_comma(i, a), start, "relative", self.lows[i])
            if self.tags[i] is Tag.SUBORDINATOR:
                content = self.lows[i] in self.words.function["content_markers"]
                link: Link = "complement" if content else "adverbial"
                return Joint(self._before_comma(i, a), i + 1, link, self.lows[i])
            if self.lows[i] in _MARKS:
                return Joint(i, i + 1, "coordinate", self.lows[i])
        return None

    def _outside_brackets(self, a: int, b: int) -> Iterator[int]:
        """Yield the tokens from `b` back to `a` but a short name in brackets: "a Protection Service | (FPS) | post"."""
        i = b - 1
        while i >= a:
            if self.lows[i] == ")" and self.lows[i - 2] == "(" and i - 2 >= a:
                i -= 3
                continue
            yield i
            i -= 1

    def _behind_relative(self, i: int) -> int | None:
        """Return where the clause begins that a relative word opens: behind it, or with it: "| whose brother died"."""
        if self.tags[i] is Tag.RELATIVE:
            return i + 1
        return i if self.lows[i] in self.words.function["owning_relative"] else None

    def _sets_off(self, i: int) -> bool:
        """Whether people or a thing stand before "whose": it is no question."""
        return any(self.tags[k] in NOUNS for k in range(i))

    def _before_comma(self, i: int, a: int) -> int:
        return i - 1 if i - 1 >= a and self.lows[i - 1] == "," else i

    def _past_light(self, a: int, b: int) -> int:
        """Return the last token before `b` that is no adverb, `a` - 1 if there is none."""
        left = b - 1
        while left >= a and self.tags[left] in _LIGHT:
            left -= 1
        return left

    def _commas(self, a: int, b: int) -> Iterator[int]:
        """Yield the commas among tokens `a` to `b`, the last first."""
        return (i for i in range(b - 1, a - 1, -1) if self.lows[i] == ",")

    def _last_comma(self, a: int, b: int) -> int | None:
        return next(self._commas(a, b), None)

    def _holds_phrase(self, a: int, b: int) -> bool:
        """Whether a noun phrase stands among tokens `a` to `b`."""
        return any(self.tags[i] in _NOMINAL for i in range(a, b))

    def _nonfinite(self, a: int, right: VerbGroup) -> Joint:
        b = right.start
        left = self._past_light(a, b)
        if left >= a and self.tags[left] is Tag.COORDINATOR:
            return Joint(left, left + 1, "shared", self.lows[left])
        if right.reduced:
            return self._reduced(a, b)
        marker = self.lows[left] if left >= a and self.tags[left] in {Tag.PREPOSITION, Tag.SUBORDINATOR} else ""
        return Joint(left if marker else b, b, "participial", marker, comma=b > a and self.lows[b - 1] == ",")

    def _reduced(self, a: int, b: int) -> Joint:
        if a == b:
            return Joint(b, b, "shared", "")
        clause = next((i for i in range(b - 1, a - 1, -1) if self._may_join(i)), None)
        if clause is None:
            return Joint(b, b, "reduced", "")
        if self.lows[clause + 1] in self.words.function["comitative"]:  # ", with 47 wounded"
            return Joint(clause, clause + 1, "participial", self.lows[clause + 1], comma=True)
        if self._holds_phrase(clause + 1, b):
            return Joint(clause, clause + 1, "coordinate", self.lows[clause])
        return Joint(b, b, "reduced", "")

    def _may_join(self, i: int) -> bool:
        return self.tags[i] is Tag.COORDINATOR or self.lows[i] == ","

    def _finite(self, left: VerbGroup, right: VerbGroup) -> Joint:
        a, b = left.end, right.start
        near = self._past_light(a, b)
        if near >= a and self.tags[near] is Tag.COORDINATOR:
            return Joint(near, near + 1, "shared", self.lows[near], comma=self.lows[near - 1] == ",")
        if near > a and self.lows[near] == ",":
            if self._is_identified(right):
                return Joint(b, b, "reduced", "")
            if self._comes_next(near + 1, right):
                return Joint(near, near + 1, "shared", ",", comma=True)
            return self._after_aside(a, near, says=self.says(left))
        return (
            self._reporting(a, right)
            or self._coordinate(a, b, says=self.says(left))
            or self._unmarked(a, b, near, says=self.says(left))
            or self._behind_adverbial(left, b)
            or Joint(b, b, "resumed", "")
        )

    def _is_identified(self, right: VerbGroup) -> bool:
        """Whether a participle only says who people may be: "the remains of 60 people, | believed to be soldiers,"."""
        led = right.start == right.head and right.end < len(self.tags) and self.tags[right.end] is Tag.TO
        return led and self.says(right)

    def _comes_next(self, i: int, right: VerbGroup) -> bool:
        """Whether a bare past form is what was done next: "were told to kneel, | then shot dead"."""
        sequence = self.words.function["sequence"]
        return right.start == right.head and any(self.lows[k] in sequence for k in range(i, right.start))

    def _reporting(self, a: int, right: VerbGroup) -> Joint | None:
        """Read "..., a local police source said"."""
        if not self.says(right) or not (self.says_nothing_more(right, len(self.lows)) or self._says_how(right)):
            return None
        last = self._last_comma(a, right.start)
        return Joint(last, last + 1, "coordinate", ",") if last is not None else self._reporting_bare(a, right.start)

    def _reporting_bare(self, a: int, b: int) -> Joint | None:
        """Read who says it where the comma was lost: "killed two clerks | a medic said"."""
        at = next((i for i in range(b - 1, a, -1) if self._opens_phrase(i, a)), None)
        return Joint(at, at, "coordinate", ",") if at is not None else None

    def _opens_phrase(self, i: int, a: int) -> bool:
        """Whether a noun phrase begins at token `i` right behind another: "two clerks | a medic", "in Kut | police"."""
        before = self.tags[i - 1]
        if self.tags[i] is Tag.DETERMINER:
            return before in NOUNS | {Tag.TIME, Tag.NUMBER, Tag.PRONOUN}
        governed = before in {Tag.NAME, Tag.TIME} and Tag.PREPOSITION in self.tags[max(a, i - 4) : i - 1]
        return governed and self.tags[i] in {Tag.NOUN, Tag.ADJECTIVE}

    def _says_how(self, group: VerbGroup) -> bool:
        """Whether only to whom, and how, it is said follows, to the end: "a doctor told an agency by telephone"."""
        tail = self.tags[group.end :]
        return len(tail) <= _TAIL and not {Tag.NUMBER, Tag.SUBORDINATOR} & set(tail)

    def _coordinate(self, a: int, b: int, *, says: bool) -> Joint | None:
        """Read "and" before a clause with a subject of its own; what is said goes on past it."""
        if says and self.lows[a - 1] != "," and "," not in self.lows[a:b]:
            return None
        joint = self._coordinator(a, b)
        return Joint(joint, joint + 1, "coordinate", self.lows[joint]) if joint is not None else None

    def _unmarked(self, a: int, b: int, near: int, *, says: bool) -> Joint | None:
        """Read a clause that only a comma sets off, or that is said without "that"."""
        if near < a:
            return None
        comma = next((i for i in self._commas(a, b) if self._holds_phrase(i + 1, b)), None)
        if comma is not None:
            return Joint(comma, comma + 1, "coordinate", ",")
        return Joint(a, a, "complement", "") if says and self._holds_phrase(a, b) else None

    def _behind_adverbial(self, left: VerbGroup, b: int) -> Joint | None:
        """Read a clause behind an adverbial one that no comma ends: "as men ran to the scene | a bomber blew up"."""
        opening = next((i for i in range(left.start - 1, -1, -1) if self.tags[i] not in _SUBJECT), 0)
        if self.tags[opening] is not Tag.SUBORDINATOR:
            return None
        at = next((i for i in range(b - 1, left.end, -1) if self._opens_behind_noun(i)), None)
        return Joint(at, at, "coordinate", ",") if at is not None else None

    def _opens_behind_noun(self, i: int) -> bool:
        return self.tags[i] is Tag.DETERMINER and self.tags[i - 1] in NOUNS

    def _after_aside(self, a: int, near: int, *, says: bool) -> Joint:
        """Read past what stands between two commas: "and two policemen, one of them an officer, were wounded"."""
        opening = self._last_comma(a, near)
        if opening is not None:
            joint = self._coordinator(a, opening)
            if joint is not None:
                return Joint(joint, joint + 1, "coordinate", self.lows[joint])
            if says and self.tags[a] in _NOMINAL:
                return Joint(a, a, "complement", "")
        return Joint(near, near + 1, "resumed", ",")

    def _coordinator(self, a: int, b: int) -> int | None:
        """Find the "and" that begins a clause with a subject of its own: the first after a comma, else the last.

        Of several, the first after the object of the verb before, so that a list of subjects stays whole.
        """
        found = [i for i in range(a, b) if self.tags[i] is Tag.COORDINATOR and self._holds_phrase(i + 1, b)]
        if not found:
            return None
        strong = next((i for i in found if i > a and self.lows[i - 1] == ","), None)
        return strong if strong is not None else self._weak_coordinator(a, found)

    def _weak_coordinator(self, a: int, found: list[int]) -> int:
        """Choose among several "and" without a comma."""
        if not self._holds_phrase(a, found[0]):
            return found[0]  # "were killed | and nine soldiers and three guards were hurt"
        return next((i for i in found[1:] if self._places(found[0], i)), found[0])

    def _places(self, a: int, b: int) -> bool:
        """Whether a place ends what stands between: "seized a baker | and his son in Kut | and their bodies were"."""
        pairs = ((self.tags[i], self.tags[i + 1]) for i in range(a, b - 1))
        return (Tag.PREPOSITION, Tag.NAME) in pairs
