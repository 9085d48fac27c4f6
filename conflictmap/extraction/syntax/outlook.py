"""What can be told of a word before it has its tag: its forms, the nouns of the lexicon, what stands ahead."""

from __future__ import annotations

from collections.abc import Sequence

from conflictmap.extraction.syntax.lookedup import LookedUp
from conflictmap.extraction.syntax.syntaxwords import SyntaxWords, WordClass
from conflictmap.extraction.syntax.wordtraits import AUXILIARIES, WordTraits, case_signs, word_traits
from conflictmap.language import Hit, VerbForm

__all__ = ["Outlook"]

_NOUN_CATEGORIES = ("people", "vehicle", "not_people", "body", "infrastructure", "place_kinds", "place_sites")
_PHRASAL = ("outcome", "kind", "body_verb")
_VERB_CATEGORIES = (*_PHRASAL, "weapon_verb")
_OPENS_CLAUSE: frozenset[WordClass | None] = frozenset({"subordinator", "relative"})
_OPENS_OBJECT: frozenset[WordClass | None] = frozenset(
    {"determiner", "possessive", "pronoun", "adjective", "preposition", "adverb", "time"}
)
_AFTER_BASE: frozenset[WordClass | None] = frozenset({"determiner", "possessive", "pronoun", "preposition"})
_LEADS_NOUN: frozenset[WordClass | None] = frozenset({"determiner", "possessive"})
_NEAR_NOUN: frozenset[WordClass | None] = frozenset({"determiner", "possessive", "adjective", "preposition"})
_FINITE: frozenset[VerbForm] = frozenset({"past", "third"})
_REACH = 12
"""Tokens of a place phrase up to the verb."""


class Outlook:
    """The words of a sentence as they stand, without tags.

    Parameters
    ----------
    scan : LookedUp
    words : SyntaxWords

    Attributes
    ----------
    nouns : list of bool
        Whether a noun of the lexicon covers each token.
    forms : list of frozenset of str
        Which forms of a verb each token may be.
    capitals : bool
        Whether capitals tell names.
    particles : frozenset of int
        Tokens that lie inside a verb of several words ("blew up", "shot dead").
    bounding : frozenset of int
        Tokens of what bounds a number ("as many as 30", "no fewer than six").
    """

    def __init__(self, scan: LookedUp, words: SyntaxWords) -> None:
        self.scan = scan
        self.words = words
        self.size = len(scan)
        self.traits = list(map(word_traits(scan.language).__getitem__, scan.lows))
        self.nouns = _covered(scan)
        self.forms = self._forms()
        self.capitals = _capitals_tell(scan, self.traits)
        self.particles = _particles(scan)
        self.bounding = _bounding(scan)

    def of_class(self, i: int) -> WordClass | None:
        """Return the closed class of the word at `i`."""
        return self.words.classes.get(self.scan.word(i))

    def capital(self, i: int) -> bool:
        """Whether the token has a capital that tells a name."""
        return self.capitals and self.scan.tokens[i].capital

    def _forms(self) -> list[frozenset[VerbForm]]:
        """Tell the forms of each token by the common verbs, by the lexicon, else by its ending."""
        found = [traits.as_noun if noun else traits.forms for traits, noun in zip(self.traits, self.nouns, strict=True)]
        for i, forms in _lexicon_forms(self.scan).items():
            if self.traits[i].verbal:
                found[i] = self.traits[i].as_noun | forms
        return found

    def number(self, i: int) -> bool:
        """Whether a figure or a plain number word stands here."""
        low = self.scan.word(i)
        return low.isdecimal() or low in self.scan.language.numbers

    def range_at(self, i: int) -> bool:
        """Whether a number stands on both sides of "and" or "to", as the two ends of a range ("between 12 and 15")."""
        if not (0 < i < self.size - 1 and self.number(i - 1) and self.number(i + 1)):
            return False
        near = range(max(0, i - 3), i)
        return self.scan.plays(i, "infinitive") or any(self.scan.plays(j, "between") for j in near)

    def widens_number(self, i: int) -> bool:
        """Whether the token only widens a number: "120-plus", "ten or so"."""
        if self.scan.plays(i, "widening"):
            return self.scan.word(i - 1) == "-" and i > 1 and self.number(i - 2)
        vague = self.scan.plays(i, "alternative") and self.scan.plays(i + 1, "roughly")
        return vague and i > 0 and self.number(i - 1)

    def sums_up(self, i: int) -> bool:
        """Whether the token belongs to "in all" before a number of people: "in all 112 were injured"."""
        sums = self.scan.language.lists("totals")["head"]["pairs"]
        start = next((k for k in (i, i - 1) if k >= 0 and f"{self.scan.word(k)} {self.scan.word(k + 1)}" in sums), None)
        if start is None or not self.number(start + 2):
            return False
        return self.auxiliary_at(start + 3) or self.scan.at("people", start + 3) is not None

    def auxiliary_at(self, i: int) -> bool:
        """Whether an auxiliary stands here."""
        return self.of_class(i) in AUXILIARIES

    def past_be(self, i: int) -> bool:
        """Whether a form of "be" stands here that no modal can precede ("May was the deadliest month")."""
        return self.of_class(i) == "be" and not self.scan.plays(i, "bare_auxiliaries")

    def verb_at(self, i: int) -> bool:
        """Whether a finite verb or a participle may stand here."""
        return i < self.size and bool(self.forms[i] & {"past", "third", "participle"}) and not self.nouns[i]

    def noun_at(self, i: int) -> bool:
        """Whether a noun of the lexicon stands here."""
        return i < self.size and self.nouns[i]

    def past_at(self, i: int) -> bool:
        """Whether a past form stands here that is no noun."""
        return i < self.size and "past" in self.forms[i] and not self.nouns[i]

    def third_at(self, i: int) -> bool:
        """Whether a third person stands here that is no noun."""
        return i < self.size and "third" in self.forms[i] and not self.nouns[i]

    def event_at(self, i: int) -> bool:
        """Whether a noun of an attack begins here."""
        return any(hit.entry.form == "event" for hit in self.scan.starting("kind", i))

    def noun_soon(self, i: int) -> bool:
        """Whether a noun begins within three tokens, adjectives and numbers between."""
        for j in range(i, min(i + 3, self.size)):
            if self.nouns[j]:
                return True
            name = self.of_class(j)
            if name not in {None, "adjective"} or not self.scan.word(j)[0].isalnum():
                return False
            if name is None and not self.forms[j] and j + 1 >= self.size:
                return True
        return i < self.size and self.of_class(i) is None and self.scan.word(i)[0].isalnum()

    def base_at(self, i: int) -> bool:
        """Whether a bare verb may stand here, an adverb before it, so that "to" begins an infinitive."""
        i += i < self.size and self.of_class(i) == "adverb"
        if i >= self.size:
            return False
        if self.scan.plays(i, "bare_auxiliaries") or "base" in self.forms[i]:
            return not self.capital(i)
        return self._looks_bare(i) and i + 1 < self.size and self.of_class(i + 1) in _AFTER_BASE

    def _looks_bare(self, i: int) -> bool:
        """Whether an unknown word looks like the base form of a verb."""
        low = self.scan.word(i)
        known = self.of_class(i) is not None or self.nouns[i] or low in self.words.not_verbs
        plain = low.isalpha() and not self.scan.tokens[i].capital
        return plain and not known and not low.endswith(self.words.endings["not_base"])

    def verb_ahead(self, i: int) -> bool:
        """Whether a verb stands ahead in the clause, so that "after" or "as" begins one."""
        for j in range(i, min(i + 22, self.size)):
            name = self.of_class(j)
            if name in _OPENS_CLAUSE or (j > i + 1 and self.scan.word(j) in {";", ".", ","}):
                return False
            if name in AUXILIARIES or self._verb_of_clause(i, j):
                return True
        return False

    def names_role(self, i: int) -> bool:
        """Whether a role follows its verb, whatever verb comes later: "the two who worked | as cleaners were found"."""
        served = self.scan.plays(i - 1, "serving") and self.scan.plays(i, "role")
        return i > 0 and served and self.noun_soon(i + 1)

    def is_month(self, i: int) -> bool:
        """Whether a modal with a capital is a month: inside the sentence, or before its verb."""
        opens = i == 0 and self.scan.word(1) not in self.words.verbs and not self.past_be(1)
        return self.scan.tokens[i].capital and not opens

    def time_up_to_verb(self, i: int) -> bool:
        """Whether nothing but a time stands between here and a verb: "since | last May killed", "before | dawn was"."""
        end = i
        while self.scan.plays(end, "time_openers"):
            end += 1
        first = end
        while end < self.size and (self.scan.plays(end, "idle_times") or self._is_year(end)):
            end += 1
        return end > first and (self.auxiliary_at(end) or self._verb_of_clause(i, end))

    def _is_year(self, i: int) -> bool:
        """Whether a number of four digits may be a year."""
        word = self.scan.word(i)
        return len(word) == 4 and word.isdecimal() and word[:2] in {"19", "20"}

    def only_subject(self, i: int) -> bool:
        """Whether a place phrase at `i` leads to a verb that has no other subject: "while fighting | in Kut left"."""
        for j in range(i + 1, min(i + _REACH, self.size)):
            if j > i + 1 and (self.auxiliary_at(j) or self._verb_of_clause(i, j)):
                return True
            closed = self.scan.word(j) in {",", ";", "."} or self.of_class(j) in _OPENS_CLAUSE | {"coordinator"}
            if closed or (j > i + 1 and self._opens_subject(j)):
                return False
        return False

    def _opens_subject(self, i: int) -> bool:
        """Whether people or things of their own begin here, led by no preposition: "in Kut | the soldiers left"."""
        led = self.of_class(i - 1) in {"preposition", "determiner"}
        return not led and (self.of_class(i) in _AFTER_BASE - {"preposition"} or self.scan.at("people", i) is not None)

    def _verb_of_clause(self, i: int, j: int) -> bool:
        """Whether the word at `j` is the verb of a clause that begins at `i`."""
        if j == i:
            return "ing" in self.forms[j] and not self.nouns[j]
        return bool(self.forms[j] & _FINITE) and not self._led_noun(j)

    def _led_noun(self, j: int) -> bool:
        before = self.of_class(j - 1)
        return before in _LEADS_NOUN or (self.nouns[j] and before in _NEAR_NOUN)

    def only_verb(self, i: int) -> bool:
        """Whether nothing else of the sentence can be its verb."""
        others = (j for j in range(self.size) if j not in {i, i + 1})
        return i + 1 < self.size and not any(self.auxiliary_at(j) or self._present_or_past(j) for j in others)

    def _present_or_past(self, j: int) -> bool:
        return bool(self.forms[j] & {"past", "third", "base"}) and not self.nouns[j]

    def no_past_after(self, i: int, end: int | None = None) -> bool:
        """Whether neither a past form nor an auxiliary follows, up to token `end`."""
        behind = range(i + 1, self.size if end is None else end)
        return not any("past" in self.forms[j] or self.auxiliary_at(j) for j in behind)

    def next_relative(self, i: int) -> int:
        """Return the next token that opens a relative clause; past the last one if none does."""
        opens = (
            j
            for j in range(i + 1, self.size)
            if self.of_class(j) == "relative" or self.scan.plays(j, "owning_relative")
        )
        return next(opens, self.size)

    def object_ahead(self, i: int) -> bool:
        """Whether what may be the object of a verb begins here."""
        if i >= self.size:
            return False
        return self.of_class(i) in _OPENS_OBJECT or self.counted(i) or self.nouns[i] or self.scan.tokens[i].capital

    def counted(self, i: int) -> bool:
        """Whether a number begins here, a vague one too."""
        low, language = self.scan.word(i), self.scan.language
        return low[0].isdecimal() or low in language.numbers or low in language.vague

    def opening_participle(self, i: int) -> bool:
        """Whether a participle at the head of a sentence describes the people after it: "masked gunmen killed"."""
        if i + 2 >= self.size or self.scan.at("people", i + 1) is None:
            return False
        return any("past" in self.forms[j] or self.auxiliary_at(j) for j in range(i + 2, min(i + 6, self.size)))

    def ends_compound(self, i: int) -> bool:
        """Whether the token ends a noun of several words ("a roadside bombing that wounded six")."""
        return any(
            hit.end == i + 1 and hit.entry.form != "verb"
            for j in range(max(0, i - 4), i)
            for hit in self.scan.starting("kind", j)
        )


_LONGEST = 6
"""Words of a verb, its first aside."""


def _particles(scan: LookedUp) -> frozenset[int]:
    """Return the tokens that lie inside a verb of several words, its first aside."""
    verbs = (hit for category in _PHRASAL for hit in scan.all(category) if hit.end - hit.start > 1)
    return frozenset(
        i
        for hit in verbs
        if scan.at(hit.entry.category, hit.start) is hit and _is_verb(hit)
        for i in range(hit.start + 1, min(hit.end, hit.start + _LONGEST + 1))
    )


def _bounding(scan: LookedUp) -> frozenset[int]:
    """Return the tokens of phrases that bound the number after them; where two overlap, the first says."""
    found: dict[int, bool] = {}
    for hit in scan.all("bound"):
        if hit.end - hit.start > 1 and hit.end < len(scan) and scan.at("bound", hit.start) is hit:
            counted = _number_word(scan, hit.end)
            for i in range(hit.start, min(hit.end, hit.start + 4)):
                found.setdefault(i, counted)
    return frozenset(i for i, counted in found.items() if counted)


def _number_word(scan: LookedUp, i: int) -> bool:
    low = scan.word(i)
    return low[0].isdecimal() or low in scan.language.numbers or scan.plays(i, "indefinite")


_HIT_FORMS: dict[str, frozenset[VerbForm]] = {
    "past_participle": frozenset({"past", "participle"}),
    "base": frozenset({"base"}),
    "third": frozenset({"third"}),
    "past": frozenset({"past"}),
    "participle": frozenset({"participle"}),
    "ing": frozenset({"ing"}),
}


_NO_FORMS: frozenset[VerbForm] = frozenset()


def _lexicon_forms(scan: LookedUp) -> dict[int, frozenset[VerbForm]]:
    """Return the forms of the verbs of violence by their first token, where there are any."""
    found: dict[int, frozenset[VerbForm]] = {}
    for category in _VERB_CATEGORIES:
        for hit in scan.all(category):
            if _is_verb(hit) and (forms := _hit_forms(hit)):
                found[hit.start] = found.get(hit.start, _NO_FORMS) | forms
    return found


def _hit_forms(hit: Hit) -> frozenset[VerbForm]:
    form = hit.entry.inflection if hit.entry.category == "kind" else hit.entry.form
    return _HIT_FORMS.get(form, frozenset())


def _is_verb(hit: Hit) -> bool:
    entry = hit.entry
    return entry.category != "kind" or (entry.form == "verb" and bool(entry.inflection))


def _covered(scan: LookedUp) -> list[bool]:
    """Tell for each token whether a noun of the lexicon covers it."""
    hits = [hit for category in _NOUN_CATEGORIES for hit in scan.all(category)]
    hits += [hit for hit in scan.all("kind") if hit.entry.form != "verb"]
    found = [False] * len(scan)
    for hit in hits:
        found[hit.start : hit.end] = [True] * (hit.end - hit.start)
    return found


def _capitals_tell(scan: LookedUp, traits: Sequence[WordTraits]) -> bool:
    """Whether capitals mark names: not in a line set in capitals or in title case, where open words have them too.

    A title that has a capital on every noun has one on its verbs: "Gunmen killed Salim Rauf in Kirkuk" is none.
    """
    signs = case_signs(scan.language)
    found = [signs[token.text] for token in scan.tokens]
    long = found.count("capital") + found.count("plain")
    if long < 3 or found.count("plain") + found.count("auxiliary") >= max(1, 0.22 * long):
        return True
    return any(sign == "plain" and "past" in word.forms for sign, word in zip(found, traits, strict=True))
