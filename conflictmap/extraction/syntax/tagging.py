"""Parts of speech: what each token is, told by closed classes, the lexicon, its shape and its neighbours."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from conflictmap.extraction.syntax.words import SyntaxWords

if TYPE_CHECKING:
    from conflictmap.extraction.sentence import Scan
    from conflictmap.language import Hit

__all__ = ["NOUNS", "VERBS", "Tag", "tag"]


class Tag(StrEnum):
    """Parts of speech, about those of the Penn treebank, with the verbs told apart by form."""

    DETERMINER = "DT"
    POSSESSIVE = "PP$"
    GENITIVE = "POS"
    NUMBER = "CD"
    PRONOUN = "PR"
    ADJECTIVE = "JJ"
    NOUN = "NN"
    PLURAL = "NNS"
    NAME = "NP"
    TIME = "TM"
    BE = "BE"
    HAVE = "HV"
    DO = "DO"
    GET = "GT"
    MODAL = "MD"
    TO = "TO"
    BASE = "VB"
    THIRD = "VZ"
    PAST = "VD"  # past or participle, which the verb group decides
    PARTICIPLE = "VN"
    ING = "VG"
    PARTICLE = "RP"
    NEGATION = "NOT"
    ADVERB = "RB"
    PREPOSITION = "IN"
    SUBORDINATOR = "SC"
    RELATIVE = "WH"
    COORDINATOR = "CC"
    MARK = "."


NOUNS = frozenset({Tag.NOUN, Tag.PLURAL, Tag.NAME})
VERBS = frozenset({Tag.BASE, Tag.THIRD, Tag.PAST, Tag.PARTICIPLE, Tag.ING})
_BEFORE_NOUN = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.ADJECTIVE, Tag.NUMBER})
_NOUN_CATEGORIES = (
    "people", "vehicle", "not_people", "body", "infrastructure", "place_kinds", "place_sites",
)  # fmt: skip
_VERB_CATEGORIES = ("outcome", "kind", "body_verb", "weapon_verb")
_CLASSES = {
    "determiner": Tag.DETERMINER,
    "possessive": Tag.POSSESSIVE,
    "pronoun": Tag.PRONOUN,
    "be": Tag.BE,
    "have": Tag.HAVE,
    "do": Tag.DO,
    "get": Tag.GET,
    "modal": Tag.MODAL,
    "negation": Tag.NEGATION,
    "coordinator": Tag.COORDINATOR,
    "subordinator": Tag.SUBORDINATOR,
    "relative": Tag.RELATIVE,
    "preposition": Tag.PREPOSITION,
    "adverb": Tag.ADVERB,
    "time": Tag.TIME,
    "adjective": Tag.ADJECTIVE,
}
_FORMS = {"base", "third", "past", "participle", "ing"}


def tag(scan: Scan, words: SyntaxWords) -> list[Tag]:
    """Return the part of speech of every token of a sentence."""
    return _Tagger(scan, words).run()


class _Tagger:
    def __init__(self, scan: Scan, words: SyntaxWords) -> None:
        self.scan = scan
        self.words = words
        self.size = len(scan)
        self.nouns = _covered(scan)
        self.forms = [self._forms(i) for i in range(self.size)]
        self.capitals = _capitals_tell(scan, words)
        self.tags: list[Tag] = []
        self.finite = False  # whether the clause being read has its verb

    def run(self) -> list[Tag]:
        for i in range(self.size):
            found = self._one(i)
            self._note(i, found)
            self.tags.append(found)
        return self.tags

    def _note(self, i: int, found: Tag) -> None:
        if found in {Tag.SUBORDINATOR, Tag.RELATIVE} or self.scan.word(i) in {";", ".", ":", '"'}:
            self.finite = False
        elif found in {Tag.THIRD, Tag.MODAL, Tag.BE, Tag.HAVE, Tag.DO} or (
            found in {Tag.BASE, Tag.PAST} and self._before(i) is not Tag.TO
        ):
            self.finite = True
        elif found is Tag.COORDINATOR:
            self.finite = False

    def _before(self, i: int) -> Tag | None:
        """Return the tag before `i`, adverbs and negation aside."""
        j = i - 1
        while j >= 0 and self.tags[j] in {Tag.ADVERB, Tag.NEGATION}:
            j -= 1
        return self.tags[j] if j >= 0 else None

    def _one(self, i: int) -> Tag:
        low = self.scan.word(i)
        if not (low[0].isalnum() or low[0] in "'&" and len(low) > 1):
            return Tag.COORDINATOR if low == "&" else Tag.MARK
        if self._particle_of(i):
            return Tag.PARTICLE
        if self._bound_of(i):
            return Tag.ADVERB
        if low == "'s":
            return self._apostrophe(i)
        if low[0].isdigit():
            return Tag.NUMBER
        closed = self._closed(i, low)
        if closed is not None:
            return closed
        language = self.scan.language
        if low in language.numbers or low in language.vague or (low in language.multipliers and not self.nouns[i]):
            return Tag.NUMBER
        return self._open(i, low)

    def _apostrophe(self, i: int) -> Tag:
        following = self.scan.word(i + 1)
        participle = "participle" in self.words.verbs.get(following, frozenset())
        noun = self.nouns[i + 1 : i + 3]
        return Tag.BE if participle and not any(noun) else Tag.GENITIVE

    def _closed(self, i: int, low: str) -> Tag | None:
        name = self.words.classes.get(low)
        if name is None or (
            name in {"pronoun", "be"} and self.capitals and len(low) > 1 and self.scan.tokens[i].text.isupper()
        ):
            return None  # "US" is no pronoun, "IS" no verb
        if low in {"and", "to"} and self._range_at(i) or self._widens_number(i, low) or self._sums_up(i):
            return Tag.ADVERB
        if low == "dead":
            return Tag.PLURAL if self._before(i) is Tag.DETERMINER else Tag.ADVERB
        if low == "to":
            return Tag.TO if self._may_be_base(i + 1) else Tag.PREPOSITION
        if low == "that":
            return self._that(i)
        if name == "postposed":
            return Tag.ADVERB if self.scan.word(i + 1) in {",", ")", ".", ""} else None
        if low == "her":
            return Tag.POSSESSIVE if self._noun_soon(i + 1) else Tag.PRONOUN
        if (
            low == "may"
            and self.scan.tokens[i].capital
            and (i > 0 or self.scan.word(1) in self.words.verbs or self._past_be(1))
        ):
            return Tag.TIME
        if name == "subordinator" and self._before(i) is Tag.HAVE:
            return Tag.ADVERB  # "has since died"
        if name == "subordinator" and "preposition" in self.words.also[low] | (
            {"preposition"} if low in _BOTH else set()
        ):
            return Tag.SUBORDINATOR if self._verb_ahead(i + 1) else Tag.PREPOSITION
        if name == "adjective" and self.forms[i]:
            return None
        if name == "time" and not self.scan.tokens[i].capital and len(low) <= 3:
            return None
        return _CLASSES[name]

    def _past_be(self, i: int) -> bool:
        """Whether a form of "be" stands here that no modal can precede ("May was the deadliest month")."""
        return self.words.classes.get(self.scan.word(i)) == "be" and self.scan.word(i) != "be"

    def _particle_of(self, i: int) -> bool:
        """Whether the token lies inside a verb of several words ("blew up", "shot dead")."""
        return any(
            hit.start < i < hit.end
            for j in range(max(0, i - 6), i)
            for category in ("outcome", "kind", "body_verb")
            if (hit := self.scan.at(category, j)) is not None and _is_verb(hit)
        )

    def _bound_of(self, i: int) -> bool:
        """Whether the token belongs to what bounds a number ("as many as 30", "at least six")."""
        for j in range(max(0, i - 3), i + 1):
            hit = self.scan.at("bound", j)
            if hit is not None and hit.end > i and hit.end - hit.start > 1 and hit.end < self.size:
                following = self.scan.word(hit.end)
                language = self.scan.language
                return following[0].isdigit() or following in language.numbers or following in {"a", "an"}
        return False

    def _range_at(self, i: int) -> bool:
        """Whether a number stands on both sides of "and" or "to", as the two ends of a range ("between 12 and 15")."""
        if not (0 < i < self.size - 1 and self._number(i - 1) and self._number(i + 1)):
            return False
        return self.scan.word(i) == "to" or "between" in self.scan.lows[max(0, i - 3) : i]

    def _widens_number(self, i: int, low: str) -> bool:
        """Whether the token only widens a number: "120-plus", "ten or so"."""
        if low == "plus":
            return self.scan.word(i - 1) == "-" and i > 1 and self._number(i - 2)
        return low == "or" and self.scan.word(i + 1) == "so" and i > 0 and self._number(i - 1)

    def _sums_up(self, i: int) -> bool:
        """Whether the token belongs to "in all" before a number of people: "in all 112 were injured"."""
        start = i if self.scan.word(i) == "in" else i - 1
        if start < 0 or self.scan.word(start) != "in" or self.scan.word(start + 1) not in {"all", "total"}:
            return False
        at = start + 3
        return self._number(start + 2) and (self._aux_at(at) or self.scan.at("people", at) is not None)

    def _number(self, i: int) -> bool:
        low = self.scan.word(i)
        return low.isdigit() or low in self.scan.language.numbers

    def _that(self, i: int) -> Tag:
        before = self._before(i)
        if before in NOUNS and (self._verb_at(i + 1) or self._aux_at(i + 1)):
            return Tag.RELATIVE
        if before in VERBS or before is Tag.MARK:
            return Tag.SUBORDINATOR
        return Tag.DETERMINER if self._noun_soon(i + 1) and before is Tag.PREPOSITION else Tag.SUBORDINATOR

    def _aux_at(self, i: int) -> bool:
        return self.words.classes.get(self.scan.word(i)) in {"be", "have", "do", "modal"}

    def _verb_at(self, i: int) -> bool:
        return i < self.size and bool(self.forms[i] & {"past", "third", "participle"}) and not self.nouns[i]

    def _noun_soon(self, i: int) -> bool:
        """Whether a noun begins within three tokens, adjectives and numbers between."""
        for j in range(i, min(i + 3, self.size)):
            low = self.scan.word(j)
            if self.nouns[j]:
                return True
            name = self.words.classes.get(low)
            if name not in {None, "adjective"} or not low[0].isalnum():
                return False
            if name is None and not self.forms[j] and j + 1 >= self.size:
                return True
        return i < self.size and self.words.classes.get(self.scan.word(i)) is None and self.scan.word(i)[0].isalnum()

    def _may_be_base(self, i: int) -> bool:
        if i >= self.size:
            return False
        if self.words.classes.get(self.scan.word(i)) == "adverb":
            i += 1
        if i >= self.size:
            return False
        low = self.scan.word(i)
        if low in {"be", "have", "do", "get"} or "base" in self.forms[i]:
            return not (self.scan.tokens[i].capital and self.capitals)
        return (
            self.words.classes.get(low) is None
            and not self.nouns[i]
            and not self.scan.tokens[i].capital
            and not low.endswith(("s", "ed", "ing", "ion"))
            and low.isalpha()
            and low not in self.words.not_verbs
            and i + 1 < self.size
            and self.words.classes.get(self.scan.word(i + 1)) in {"determiner", "possessive", "pronoun", "preposition"}
        )

    def _verb_ahead(self, i: int) -> bool:
        """Whether a verb stands ahead in the clause, so that "after" or "as" begins one."""
        for j in range(i, min(i + 22, self.size)):
            low = self.scan.word(j)
            if low in {";", ".", ","} and j > i + 1:
                return False
            name = self.words.classes.get(low)
            if name in {"subordinator", "relative"}:
                return False
            if name in {"be", "have", "modal", "do"}:
                return True
            if j == i and "ing" in self.forms[j] and not self.nouns[j]:
                return True
            if j > i and self.forms[j] & {"past", "third"} and not self._noun_here(j):
                return True
        return False

    def _noun_here(self, j: int) -> bool:
        before = self.words.classes.get(self.scan.word(j - 1))
        return (
            self.nouns[j]
            and before in {"determiner", "possessive", "adjective", "preposition"}
            or (before in {"determiner", "possessive"})
        )

    def _forms(self, i: int) -> frozenset[str]:
        low = self.scan.word(i)
        if low in self.words.not_verbs:
            return frozenset()
        found = set(self.words.verbs.get(low, ()))
        for category in _VERB_CATEGORIES:
            for hit in self.scan.starting(category, i):
                if _is_verb(hit):
                    found |= _hit_forms(hit.entry.form if category != "kind" else hit.entry.inflection)
        if not found and not self.nouns[i] and low.isalpha() and len(low) > 4:
            if low.endswith("ed"):
                found = {"past", "participle"}
            elif low.endswith("ing"):
                found = {"ing"}
        return frozenset(found)

    def _open(self, i: int, low: str) -> Tag:
        if self._before(i) is Tag.TO:
            return Tag.BASE
        capital = self.capitals and self.scan.tokens[i].capital
        forms = self.forms[i]
        if capital and i > 0 and not self._opens(i):
            return Tag.NAME if not self.nouns[i] or self._before(i) is Tag.NAME else self._noun(i, low)
        if forms:
            return self._verb_or_noun(i, low, forms)
        if self.nouns[i]:
            return self._noun(i, low)
        if low.endswith("ly") and len(low) > 4:
            return Tag.ADVERB
        if low.endswith(("ous", "ful", "ive", "ical", "able", "ible", "ish", "less")) and self._noun_soon(i + 1):
            return Tag.ADJECTIVE
        if capital and i == 0 and self.size > 1 and self.scan.tokens[1].capital:
            return Tag.NAME
        return Tag.PLURAL if low.endswith("s") and not low.endswith(("ss", "us", "is")) else Tag.NOUN

    def _opens(self, i: int) -> bool:
        return self.scan.word(i - 1) in {'"', ":", "."}

    def _noun(self, i: int, low: str) -> Tag:
        return Tag.PLURAL if low.endswith(("s", "men", "people", "children")) and not low.endswith("ss") else Tag.NOUN

    def _verb_or_noun(self, i: int, low: str, forms: frozenset[str]) -> Tag:
        before = self._before(i)
        if forms & {"past", "participle"}:
            return self._past(i, low, before)
        if "ing" in forms:
            return self._ing(i, before)
        if before in {Tag.TO, Tag.MODAL, Tag.DO}:
            return Tag.BASE
        if before in _BEFORE_NOUN - {Tag.NUMBER} or before is Tag.PREPOSITION:
            return self._noun(i, low)
        if before is Tag.NUMBER and not ("base" in forms and self._is_base(i, before)):
            return self._noun(i, low)
        if "third" in forms and self._is_third(i, before):
            return Tag.THIRD
        if "base" in forms and self._is_base(i, before):
            return Tag.BASE
        if self.nouns[i]:
            return self._noun(i, low)
        return Tag.PLURAL if "third" in forms else Tag.NOUN

    def _past(self, i: int, low: str, before: Tag | None) -> Tag:
        if self.scan.word(i - 1) == "another" and i > 1 and not self._noun_soon(i + 1):
            return Tag.PAST  # "one was killed and another wounded in Kut"
        if before in {Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE} or (before is Tag.ADJECTIVE and self.nouns[i]):
            return Tag.ADJECTIVE if self._noun_soon(i + 1) and not self._aux_at(i + 1) else Tag.PLURAL
        if before is None and self._opening_participle(i):
            return Tag.ADJECTIVE
        if (
            before is Tag.NUMBER
            and i + 1 < self.size
            and self.nouns[i + 1]
            and self.words.classes.get(low) == "adjective"
        ):
            return Tag.ADJECTIVE
        if (
            before in {Tag.NUMBER, Tag.PREPOSITION, Tag.PARTICLE, Tag.ADJECTIVE}
            and i + 1 < self.size
            and self.nouns[i + 1]
        ):
            return Tag.ADJECTIVE
        if before in {Tag.TO, Tag.MODAL, Tag.DO} and "base" in self.forms[i]:
            return Tag.BASE
        if "past" in self.forms[i]:
            return Tag.PAST
        return Tag.PARTICIPLE

    def _opening_participle(self, i: int) -> bool:
        """Whether a participle at the head of a sentence describes the people after it: "masked gunmen killed"."""
        if i + 2 >= self.size or self.scan.at("people", i + 1) is None:
            return False
        return any("past" in self.forms[j] or self._aux_at(j) for j in range(i + 2, min(i + 6, self.size)))

    def _ing(self, i: int, before: Tag | None) -> Tag:
        if before is Tag.NUMBER and not self.nouns[i] and not self._noun_soon(i + 1):
            return Tag.ING  # "left one dead and three bleeding"
        if (
            before in {Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.ADJECTIVE, Tag.NUMBER}
            or self.scan.word(i + 1) == "of"
        ):
            return Tag.NOUN
        if self.nouns[i] and self._ends_compound(i):
            return Tag.NOUN
        if self.nouns[i] and before not in {Tag.BE, Tag.MARK, Tag.PREPOSITION} and not self._object_ahead(i + 1):
            return Tag.NOUN
        return Tag.ING

    def _ends_compound(self, i: int) -> bool:
        """Whether the token ends a noun of several words ("a suicide car bombing that killed ten")."""
        return any(
            hit.end == i + 1 and hit.entry.form != "verb"
            for j in range(max(0, i - 4), i)
            for hit in self.scan.starting("kind", j)
        )

    def _is_third(self, i: int, before: Tag | None) -> bool:
        if before is Tag.COORDINATOR:
            return not self.nouns[i] and Tag.THIRD in self.tags and self._object_ahead(i + 1)
        if before is Tag.PRONOUN and not self.finite:
            return True
        if self.finite or before not in NOUNS | {Tag.PRONOUN, Tag.RELATIVE, Tag.MARK, Tag.PARTICLE, Tag.TIME}:
            return False
        if self.words.classes.get(self.scan.word(i + 1)) == "coordinator" and not self.nouns[i]:
            return i + 2 < self.size and "third" in self.forms[i + 2] and not self.nouns[i + 2]
        if self.scan.word(i + 1) in self.words.after_nouns and (self.nouns[i] or self._event(i)):
            return False
        if i == 0 or (i + 1 < self.size and "past" in self.forms[i + 1] and not self.nouns[i + 1]):
            return False
        if before is Tag.PLURAL or self._verb_next(i + 1):
            return False
        if self.words.classes.get(self.scan.word(i + 1)) in {"preposition", "adverb", "time"}:
            return not any(self.forms[j] & {"past"} or self._aux_at(j) for j in range(i + 1, self.size))
        return self._object_ahead(i + 1) or self._only_verb(i)

    def _event(self, i: int) -> bool:
        return any(hit.entry.form == "event" for hit in self.scan.starting("kind", i))

    def _verb_next(self, i: int) -> bool:
        """Whether the word at `i` is a verb with an object, so that a plural before it is its subject."""
        return (
            i < self.size
            and "base" in self.forms[i]
            and self._object_ahead(i + 1)
            and not self._closed(i, self.scan.word(i))
        )

    def _only_verb(self, i: int) -> bool:
        return i + 1 < self.size and not any(
            self._aux_at(j) or (self.forms[j] & {"past", "third", "base"} and not self.nouns[j])
            for j in range(self.size)
            if j not in {i, i + 1}
        )

    def _is_base(self, i: int, before: Tag | None) -> bool:
        if self.finite or i == 0:
            return False
        counted = before is Tag.NUMBER and i == 1 and not self.nouns[i]  # "Seventeen die in a day of violence"
        plural = before is Tag.PLURAL or counted or (before is Tag.PRONOUN and self.scan.word(i - 1) in {"they", "we", "i", "you"})
        return plural and self._object_ahead(i + 1)

    def _object_ahead(self, i: int) -> bool:
        if i >= self.size:
            return False
        low = self.scan.word(i)
        name = self.words.classes.get(low)
        if name in {"determiner", "possessive", "pronoun", "adjective", "preposition", "adverb", "time"}:
            return True
        language = self.scan.language
        return (
            low[0].isdigit()
            or low in language.numbers
            or low in language.vague
            or self.nouns[i]
            or self.scan.tokens[i].capital
        )


_BOTH = frozenset({"after", "before", "since", "until", "as"})


def _hit_forms(form: str) -> set[str]:
    if form == "past_participle":
        return {"past", "participle"}
    if form in {"word", "phrase", ""}:
        return set()
    return {form} if form in _FORMS else set()


def _is_verb(hit: Hit) -> bool:
    entry = hit.entry
    return entry.category != "kind" or (entry.form == "verb" and bool(entry.inflection))


def _covered(scan: Scan) -> list[bool]:
    """Tell for each token whether a noun of the lexicon covers it."""
    found = [False] * len(scan)
    for category in _NOUN_CATEGORIES:
        for hit in scan.all(category):
            found[hit.start : hit.end] = [True] * (hit.end - hit.start)
    for hit in scan.all("kind"):
        if hit.entry.form != "verb":
            found[hit.start : hit.end] = [True] * (hit.end - hit.start)
    return found


_AUXILIARY_CLASSES = frozenset({"be", "have", "do", "modal"})


def _capitals_tell(scan: Scan, words: SyntaxWords) -> bool:
    """Whether capitals mark names: not in a line set in capitals or in title case, where open words have them too."""
    long = [token for token in scan.tokens if len(token.text) > 3 and token.text[0].isalpha()]
    long = [token for token in long if words.classes.get(token.low) != "time"]
    plain = [token for token in long if not token.capital and token.low not in words.classes]
    plain += [
        token for token in scan.tokens if not token.capital and words.classes.get(token.low) in _AUXILIARY_CLASSES
    ]
    return len(long) < 3 or len(plain) >= max(1, 0.22 * len(long))
