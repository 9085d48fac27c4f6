"""Parts of speech: what each token is, told by closed classes, the lexicon, its shape and its neighbours."""

from __future__ import annotations

from conflictmap.extraction.syntax.lookedup import LookedUp
from conflictmap.extraction.syntax.outlook import Outlook
from conflictmap.extraction.syntax.syntaxwords import SyntaxWords, WordClass
from conflictmap.extraction.syntax.tags import NOUNS, Tag
from conflictmap.extraction.syntax.wordtraits import WordTraits
from conflictmap.language import VerbForm

__all__ = ["tag"]

_LED = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE})
_BEFORE_NOUN = _LED | {Tag.ADJECTIVE, Tag.NUMBER}
_BEFORE_BASE = frozenset({Tag.TO, Tag.MODAL, Tag.DO})
_BEFORE_PARTICIPLE = frozenset({Tag.NUMBER, Tag.PREPOSITION, Tag.PARTICLE, Tag.ADJECTIVE})
_BEFORE_THIRD = NOUNS | {Tag.PRONOUN, Tag.RELATIVE, Tag.MARK, Tag.PARTICLE, Tag.TIME}
_ASIDE = frozenset({Tag.ADVERB, Tag.NEGATION})
_FINITE = frozenset({Tag.THIRD, Tag.MODAL, Tag.BE, Tag.HAVE, Tag.DO})
_FULL_VERBS = frozenset({Tag.PAST, Tag.ING, Tag.THIRD})
_MAY_BE_FINITE = frozenset({Tag.BASE, Tag.PAST})
_PRESENT = frozenset({Tag.THIRD, Tag.BE})
_MODIFIERS = frozenset({Tag.NOUN, Tag.ADJECTIVE, Tag.PLURAL})
_ENDS = frozenset({"", ".", ",", ";"})
_OPENS_CLAUSE = frozenset({Tag.SUBORDINATOR, Tag.RELATIVE, Tag.COORDINATOR})
_CLOSES = frozenset({";", ".", ":", '"'})
_NOTED = _OPENS_CLAUSE | _FINITE | _MAY_BE_FINITE | {Tag.MARK}
_CLASSES: dict[WordClass, Tag] = {
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


def tag(scan: LookedUp, words: SyntaxWords) -> list[Tag]:
    """Return the part of speech of every token of a sentence.

    Parameters
    ----------
    scan : LookedUp
    words : SyntaxWords
    """
    return _Tagger(scan, words).run()


class _Tagger(Outlook):
    """Tags the tokens from left to right, so that each knows the tags before it."""

    def __init__(self, scan: LookedUp, words: SyntaxWords) -> None:
        super().__init__(scan, words)
        self.tags: list[Tag] = []
        self.inside = self.particles | self.bounding
        self.finite = False  # whether the clause being read has its verb

    def run(self) -> list[Tag]:
        tags, lows = self.tags, self.scan.lows
        for i, traits in enumerate(self.traits):
            found = traits.mark or self._word(i, lows[i], traits)
            if found in _NOTED:
                self._note(i, found)
            tags.append(found)
        return tags

    def _note(self, i: int, found: Tag) -> None:
        """Note whether the clause has its verb now, or a new one begins."""
        if found in _OPENS_CLAUSE or self.scan.lows[i] in _CLOSES:
            self.finite = False
        elif found in _FINITE or (found in _MAY_BE_FINITE and self._before(i) is not Tag.TO):
            self.finite = True

    def _before(self, i: int) -> Tag | None:
        """Return the tag before `i`, adverbs and negation aside."""
        for j in range(i - 1, -1, -1):
            if self.tags[j] not in _ASIDE:
                return self.tags[j]
        return None

    def _word(self, i: int, low: str, traits: WordTraits) -> Tag:
        found = self._fixed(i, low, traits) if traits.fixed or i in self.inside else None
        if found is None and traits.name is not None:
            found = self._closed(i, low)
        if found is None and (traits.number or (traits.scale and not self.nouns[i])):
            return Tag.NUMBER
        return found or self._open(i)

    def _fixed(self, i: int, low: str, traits: WordTraits) -> Tag | None:
        """Tag what belongs to a phrase before it, the apostrophe, and figures."""
        if i in self.particles:
            return Tag.PARTICLE
        if i in self.bounding:
            return Tag.ADVERB
        if low == "'s":
            return self._apostrophe(i)
        return Tag.NUMBER if traits.figure else None

    def _apostrophe(self, i: int) -> Tag:
        following = self.scan.word(i + 1)
        participle = "participle" in self.words.verbs.get(following, frozenset())
        return Tag.BE if participle and not any(self.nouns[i + 1 : i + 3]) else Tag.GENITIVE

    # --- closed classes

    def _closed(self, i: int, low: str) -> Tag | None:
        _, name, ruled, *_ = self.traits[i]
        if name is None or self._shouted(i, name):
            return None
        return (self._by_word(i) if ruled else None) or self._by_class(i, low, name)

    def _shouted(self, i: int, name: WordClass) -> bool:
        """Whether capitals tell an abbreviation: "US" is no pronoun, "IS" no verb."""
        text = self.scan.tokens[i].text
        return name in {"pronoun", "be"} and self.capitals and len(text) > 1 and text.isupper()

    def _by_word(self, i: int) -> Tag | None:
        """Tag the words that have a rule of their own."""
        if (self.scan.plays(i, "range_joins") and self.range_at(i)) or self.widens_number(i) or self.sums_up(i):
            return Tag.ADVERB
        if self._floats(i):
            return Tag.ADVERB
        if self.scan.plays(i, "deceased"):
            return Tag.PLURAL if self._before(i) is Tag.DETERMINER else Tag.ADVERB
        if self.scan.plays(i, "infinitive"):
            return Tag.TO if self.base_at(i + 1) else Tag.PREPOSITION
        if self.scan.plays(i, "complementizer"):
            return self._complementizer(i)
        if self.scan.plays(i, "object_possessives"):
            return Tag.POSSESSIVE if self.noun_soon(i + 1) else Tag.PRONOUN
        return Tag.TIME if self.scan.plays(i, "modal_months") and self.is_month(i) else None

    def _floats(self, i: int) -> bool:
        """Whether a quantifier of the subject stands within its verb: "they were | both killed", "had | all been"."""
        if not self.scan.plays(i, "floating_quantifiers") or self._before(i) not in {Tag.BE, Tag.HAVE}:
            return False
        return self.auxiliary_at(i + 1) or (i + 1 < self.size and "participle" in self.forms[i + 1])

    def _complementizer(self, i: int) -> Tag:
        before = self._before(i)
        if before in NOUNS and (self.verb_at(i + 1) or self.auxiliary_at(i + 1)):
            return Tag.RELATIVE
        determines = before is Tag.PREPOSITION and self.noun_soon(i + 1)
        return Tag.DETERMINER if determines else Tag.SUBORDINATOR

    def _by_class(self, i: int, low: str, name: WordClass) -> Tag | None:
        if name == "postposed":
            return Tag.ADVERB if self.scan.word(i + 1) in {",", ")", ".", ""} else None
        if name == "subordinator":
            return self._subordinator(i, low)
        if name == "adjective" and self.forms[i]:
            return None
        if name == "adverb" and self._led_to_noun(i):
            return Tag.ADJECTIVE  # "a | later | blast"
        if name == "time" and len(low) <= 3 and (not self.scan.tokens[i].capital or self._named_so(i)):
            return None
        return _CLASSES[name]

    def _named_so(self, i: int) -> bool:
        """Whether a short month is a name behind another, with no day beside it: "Rostam Jan and two men"."""
        return i > 0 and self.tags[i - 1] is Tag.NAME and not self.scan.word(i + 1)[:1].isdecimal()

    def _subordinator(self, i: int, low: str) -> Tag:
        if self._before(i) is Tag.HAVE or self._repeats(i, low):
            return Tag.ADVERB  # "has since died"
        if self._ends_joint(i):
            return Tag.COORDINATOR
        if self.scan.plays(i + 1, "genitive") or self._governs_time(i):
            return Tag.PREPOSITION  # "because | of a fault", "held by gunmen | since January, killed 11"
        both = "preposition" in self.words.also[low] or self.scan.plays(i, "prepositional_subordinators")
        if both and (self.names_role(i) or self.time_up_to_verb(i + 1)):
            return Tag.PREPOSITION
        return Tag.PREPOSITION if both and not self.verb_ahead(i + 1) else Tag.SUBORDINATOR

    def _governs_time(self, i: int) -> bool:
        """Whether only a time stands between here and the next comma: "since late January,"."""
        end = i + 1
        while self.of_class(end) == "time" or self.number(end) or self.scan.plays(end, "modal_months"):
            end += 1
        return end > i + 1 and self.scan.word(end) in _ENDS

    def _ends_joint(self, i: int) -> bool:
        """Whether a phrase that adds people up ends here: "soldiers as well | as | civilians were killed"."""
        joints = self.scan.language.lists("persons")["joins"]["words"]
        return i > 1 and " ".join(self.scan.lows[i - 2 : i + 1]) in joints and self.noun_soon(i + 1)

    def _repeats(self, i: int, low: str) -> bool:
        """Whether a number that repeats the one before begins here: "four guards and | as many attackers died"."""
        same = self.scan.language.lists("quantities")["words"]["same"]
        told = f"{low} {self.scan.word(i + 1)}" in same and self.scan.word(i + 2) != low
        return told and self._before(i) is Tag.COORDINATOR and self.noun_soon(i + 1)

    # --- open classes

    def _open(self, i: int) -> Tag:
        if self._before(i) is Tag.TO:
            return Tag.BASE
        if i > 0 and self.capital(i) and self.scan.word(i - 1) not in {'"', ":", "."}:
            name = not self.nouns[i] or self._before(i) is Tag.NAME
            return Tag.NAME if name else self._noun(i)
        if self.forms[i]:
            return self._verb_or_noun(i, self.forms[i])
        return self._noun(i) if self.nouns[i] else self._by_ending(i)

    def _by_ending(self, i: int) -> Tag:
        if self.words.bare and not self.capital(i):
            return Tag.ADVERB  # nobody knows what it is: it begins and joins nothing
        traits = self.traits[i]
        if traits.looks is Tag.ADVERB:
            return Tag.ADJECTIVE if self._led_to_noun(i) else Tag.ADVERB
        if traits.looks is Tag.ADJECTIVE and self.noun_soon(i + 1):
            return Tag.ADJECTIVE
        if i == 0 and self.size > 1 and self.capital(0) and self.scan.tokens[1].capital:
            return Tag.NAME
        return traits.unknown

    def _led_to_noun(self, i: int) -> bool:
        """Whether an adverb, or what looks like one, stands between an article and its noun: "a cowardly attack"."""
        led = i > 0 and self.tags[i - 1] in {Tag.DETERMINER, Tag.POSSESSIVE}
        return led and i + 1 < self.size and self.nouns[i + 1] and not self.forms[i + 1] & {"participle", "past"}

    def _noun(self, i: int) -> Tag:
        if self.words.bare:
            people = self.scan.at("people", i)
            return Tag.PLURAL if people is not None and people.entry.form == "plural" else Tag.NOUN
        return self.traits[i].noun

    def _verb_or_noun(self, i: int, forms: frozenset[VerbForm]) -> Tag:
        before = self._before(i)
        if i == 0 and self.capital(0) and self.past_be(1):
            return Tag.NOUN  # a verb's form that is a name: "Hit was shelled"
        if forms & {"past", "participle"}:
            return self._past(i, before)
        if "ing" in forms:
            return self._ing(i, before)
        if before in _BEFORE_BASE:
            return Tag.BASE
        return self._present(i, before)

    def _present(self, i: int, before: Tag | None) -> Tag:
        """Tell a present form from the noun that looks like it."""
        forms = self.forms[i]
        if before in _BEFORE_NOUN - {Tag.NUMBER} or before is Tag.PREPOSITION:
            return self._noun(i)
        if before is Tag.NUMBER and not ("base" in forms and self._is_base(i, before)):
            return self._noun(i)
        if "third" in forms and (self.ends_compound(i) or self._modifies_people(i)):  # "three car bombs blasts"
            return self._noun(i)
        if "third" in forms and self._is_third(i, before):
            return Tag.THIRD
        if "base" in forms and self._is_base(i, before):
            return Tag.BASE
        if self.nouns[i]:
            return self._noun(i)
        return Tag.PLURAL if "third" in forms else Tag.NOUN

    def _modifies_people(self, i: int) -> bool:
        """Whether a word belongs to the noun for people behind it: "25 security | forces | members"."""
        return any(hit.start <= i < hit.end - 1 for hit in self.scan.all("people"))

    def _past(self, i: int, before: Tag | None) -> Tag:
        if self.scan.plays(i - 1, "another") and self._counted_next(i + 1):
            return Tag.PAST  # "Another killed seven"
        if self._stands_alone(i) and not self.noun_soon(i + 1):
            return Tag.PAST  # "a guard was shot and another beaten in Amara", "both died"
        if before in _LED or (before is Tag.ADJECTIVE and self.nouns[i]):
            return Tag.ADJECTIVE if self.noun_soon(i + 1) and not self.auxiliary_at(i + 1) else Tag.PLURAL
        if self._describes(i, before):
            return Tag.ADJECTIVE
        if before in _BEFORE_BASE and "base" in self.forms[i]:
            return Tag.BASE
        return Tag.PAST if "past" in self.forms[i] else Tag.PARTICIPLE

    def _counted_next(self, i: int) -> bool:
        """Whether a number or an article begins here, before which no participle describes anything."""
        return i < self.size and (self.number(i) or self.of_class(i) == "determiner")

    def _stands_alone(self, i: int) -> bool:
        """Whether the determiner before a verb may stand for its noun: "another", "both"."""
        if self.scan.plays(i - 1, "pronominal"):
            return self.words.lemma(self.scan.word(i)) in self.words.intransitive
        return i > 1 and self.scan.plays(i - 1, "another")

    def _describes(self, i: int, before: Tag | None) -> bool:
        """Whether a participle only describes the noun after it."""
        if before is None:
            return self.opening_participle(i)
        if self.tags[i - 1] is Tag.PREPOSITION and i + 1 < self.size and self.capital(i + 1):
            return True  # "in besieged Fallujah"
        if before is Tag.BE and self.tags[i - 1] is Tag.BE:
            return self._says_what(i)
        return self.noun_at(i + 1) and (before in _BEFORE_PARTICIPLE or self._of_object(i))

    def _says_what(self, i: int) -> bool:
        """Whether a participle describes the noun that says what something was: "were | controlled | detonations"."""
        if self.scan.at("outcome", i) is not None or self.scan.at("kind", i + 1) is None:
            return False
        return self.noun_at(i + 1) and self.scan.word(i + 2) in _ENDS

    def _of_object(self, i: int) -> bool:
        """Whether a participle stands right behind a verb whose object it describes: "killed | wanted men"."""
        return self.tags[i - 1] in _FULL_VERBS and self.scan.at("outcome", i) is None

    def _ing(self, i: int, before: Tag | None) -> Tag:
        if before is Tag.NUMBER and not self.nouns[i] and not self.noun_soon(i + 1):
            return Tag.ING  # "left one dead and three bleeding"
        if before is Tag.PREPOSITION and self._of_row(i):
            return Tag.NOUN
        field = self.scan.word(i - 1) == ":" and self.scan.word(i + 1) in _ENDS
        if before in _BEFORE_NOUN or self.scan.plays(i + 1, "genitive") or field:  # "Means: shooting."
            return Tag.NOUN
        return Tag.NOUN if self.nouns[i] and self._is_deed(i, before) else Tag.ING

    def _of_row(self, i: int) -> bool:
        """Whether a noun for many governs an -ing form that has no object: "a wave of | shelling | around Kut"."""
        row = self.scan.plays(i - 1, "genitive") and not self.object_ahead(i + 1)
        return row and self.scan.word(i - 2) in self.scan.language.lists("events")["told"]["series"]

    def _is_deed(self, i: int, before: Tag | None) -> bool:
        """Whether an -ing form that is a noun too is one here: it ends a compound, or has no object."""
        if self.ends_compound(i) or (before is Tag.NOUN and self._befell(i)) or self._opens_as_noun(i, before):
            return True
        if before in {Tag.BE, Tag.MARK, Tag.PREPOSITION} or self._shares_object(i):
            return False
        return not self.object_ahead(i + 1)

    def _shares_object(self, i: int) -> bool:
        """Whether a further -ing form with an object follows "and": "in Hit | killing | and injuring several"."""
        joined = self.of_class(i + 1) == "coordinator" and "ing" in self.forms[min(i + 2, len(self.forms) - 1)]
        return joined and i > 0 and self.tags[i - 1] is Tag.NAME and self.object_ahead(i + 3)

    def _befell(self, i: int) -> bool:
        """Whether an event stands behind what it befell: "a market bombing in Hilla", not "a sniper shooting at"."""
        doer = self.scan.at("people", i - 1) is not None or self.scan.at("kind", i - 1) is not None
        return self.event_at(i) and not doer and self.of_class(i + 1) == "preposition"

    def _opens_as_noun(self, i: int, before: Tag | None) -> bool:
        """Whether an event opens a clause as its subject: "Shelling by the army killed nine", "while | fighting in"."""
        led = self.of_class(i + 1) == "preposition" and self.event_at(i)
        timed = before is Tag.SUBORDINATOR and not self.scan.plays(i - 1, "complementizer")
        opens = self.verb_ahead(i + 1) if before is None else timed and self.only_subject(i + 1)
        return led and (self._joins_events(i) or opens)

    def _joins_events(self, i: int) -> bool:
        """Whether "and" joins an event to one before it, and no verb came yet: "air strikes and | shelling in Hit"."""
        joined = i > 1 and self.tags[i - 1] is Tag.COORDINATOR and self.tags[i - 2] in NOUNS
        return joined and not self.finite and self.event_at(i - 2)

    def _is_third(self, i: int, before: Tag | None) -> bool:
        if before is Tag.COORDINATOR:
            return not self.nouns[i] and not _PRESENT.isdisjoint(self.tags) and self.object_ahead(i + 1)
        if self.finite or before not in _BEFORE_THIRD or self._ends_joined(i):
            return False
        if before is Tag.PRONOUN:
            return not self.scan.plays(i - 1, "object_pronouns")  # "all of them guards"
        if self.of_class(i + 1) == "coordinator" and not self.nouns[i]:
            return self.third_at(i + 2)
        return not self._is_subject(i, before) and self._governs(i)

    def _ends_joined(self, i: int) -> bool:
        """Whether bare words joined by "and" lead up to a noun: "against Afghan and coalition forces in"."""
        at = i - 1
        while at > 0 and self.tags[at] in _MODIFIERS:
            at -= 1
        joined = 0 < at < i - 1 and self.tags[at] is Tag.COORDINATOR
        return joined and self.tags[at - 1] in _MODIFIERS | {Tag.NAME} and self.of_class(i + 1) == "preposition"

    def _is_subject(self, i: int, before: Tag | None) -> bool:
        """Whether the word is a plural noun by what stands beside it: "attacks on", "attacks killed"."""
        if self.scan.word(i + 1) in self.words.after_nouns and (self.nouns[i] or self.event_at(i)):
            return True
        return i == 0 or before is Tag.PLURAL or self.past_at(i + 1) or self._verb_next(i + 1)

    def _governs(self, i: int) -> bool:
        """Whether what follows can belong to a verb."""
        if self.scan.plays(i + 1, "infinitive") and not self.nouns[i]:  # "the group claims to have taken a hostage"
            return self.of_class(i + 2) == "have" or self.no_past_after(i)
        if self.of_class(i + 1) in {"preposition", "adverb", "time"}:
            verb_only = not (
                self.nouns[i] or self.event_at(i)
            )  # "tells of a man | who was shot", not "bombs in Kut which"
            return self.no_past_after(i, self.next_relative(i) if verb_only else None)
        return self.object_ahead(i + 1) or self.only_verb(i)

    def _verb_next(self, i: int) -> bool:
        """Whether the word at `i` is a verb with an object, so that a plural before it is its subject."""
        bare = i < self.size and "base" in self.forms[i] and self.object_ahead(i + 1)
        return bare and not self._closed(i, self.scan.word(i))

    def _is_base(self, i: int, before: Tag | None) -> bool:
        if i and self._in_brief(i, before):
            return True
        if self.finite or i == 0:
            return False
        counted = before is Tag.NUMBER and i == 1 and not self.nouns[i]  # "Twelve die in a night of attacks"
        pronoun = before is Tag.PRONOUN and self.scan.plays(i - 1, "plural_subjects")
        led = before is Tag.PLURAL or counted or pronoun
        if before is Tag.PLURAL and (self._heads_subject(i) or self._ends_event(i)):
            return False
        return led and (self.object_ahead(i + 1) or self._harms(i))

    def _in_brief(self, i: int, before: Tag | None) -> bool:
        """Whether a verb of harm is told in the present of headlines: "bombs by a post | kill 9, | wound 40"."""
        if self.scan.at("outcome", i) is None and self.scan.at("kind", i) is None:
            return False
        if before is Tag.PLURAL:
            return self._ends_brief(i)
        counts = i + 1 < self.size and self.traits[i + 1].figure
        if before is Tag.MARK:
            return Tag.BASE in self.tags and (counts or self.scan.plays(i + 1, "object_pronouns"))
        return counts and before is Tag.NOUN and not self.finite

    def _ends_brief(self, i: int) -> bool:
        """Whether people counted behind a comma come to harm at the end: "escapes bomb, 2 guards | die"."""
        counted = i > 2 and self.tags[i - 2] is Tag.NUMBER and self.tags[i - 3] is Tag.MARK
        return counted and self.scan.word(i + 1) in _ENDS and not self.event_at(i)

    def _harms(self, i: int) -> bool:
        """Whether a verb of harm has a bare noun of people as its object: "gunmen | wound customs police captain"."""
        near = range(i + 1, min(i + 6, self.size))
        people = next((j for j in near if self.scan.at("people", j) is not None), self.size)
        bare = people < self.size and all(self.of_class(j) is None for j in range(i + 1, people))
        by = self.scan.at("people", i - 1) or self.scan.at("kind", i - 1)  # not "sanctions wound business leaders"
        return bare and by is not None and self.scan.at("outcome", i) is not None and self.only_verb(i)

    def _ends_event(self, i: int) -> bool:
        """Whether the word is the last of a noun of attack: "small-arms | fire"."""
        longer = self.scan.inside("kind", max(0, i - 2), i + 1)
        return any(hit.start < i < hit.end and hit.entry.form == "event" for hit in longer)

    def _heads_subject(self, i: int) -> bool:
        """Whether a noun behind a plural is the subject of a verb to come: "the nerve agents attack in Kut killed"."""
        return self.nouns[i] and self.of_class(i + 1) == "preposition" and not self.no_past_after(i)
