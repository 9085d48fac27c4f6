"""What is no attack, by the clause: an accident, a trial, an exercise, a match, a statistic, a bomb made safe.

A cue takes back what its own clause tells, what hangs on that clause, and nothing else: it must be the head of its
phrase ("an accident investigator was shot" is no accident) and must not only date the deed ("hours after the verdict").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Literal

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.casualties.raisedtolls import raises_toll
from conflictmap.extraction.nonevents.mishaps import burns, dies_of, is_figure, is_toll, judges, says_which, unmeant
from conflictmap.extraction.nonevents.scopewords import ScopeWords, scope_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Clause, Tag
from conflictmap.extraction.violence.deeds import SUBJECTLESS, headed_by
from conflictmap.extraction.violence.means import is_gun, is_means, is_strong, is_verb
from conflictmap.language import Hit

__all__ = ["Cue", "is_head", "silenced", "sounding"]


def silenced(scan: Scan, mention: Mention, terms: Iterable[Term]) -> Hit | Clause | None:
    """Return what makes the casualties of a mention no deed of violence: a cue or an accident told by a verb.

    Parameters
    ----------
    scan : Scan
    mention : Mention
    terms : iterable of Term
        The words of violence of the sentence.
    """
    clause = _clause(scan, mention.verb)
    reach = list(_causes(scan, clause))
    if mention.bodies and clause is not None:  # "the body of a man who died in a car crash"
        reach += [c for c in scan.syntax.clauses if c.link == "relative" and c.start >= mention.start]
    for cue in _cues(scan, mention.verb):
        told = (reaching for name, reaching in _REACH.items() if name in cue.entry.traits)
        if any(reaching(scan, cue, mention, reach, terms) for reaching in told):
            return cue
    return _judged(scan, clause, mention.verb) or _accident_verb(scan, mention, reach, terms)


def _cues(scan: Scan, at: int) -> list[Hit]:
    """Return the cues that may take back what token `at` tells, not those of a toll that it only raises.

    "A guard was shot, bringing to 200 the number killed since the invasion" counts one guard.
    """
    return [cue for cue in scan.all("cancel") if not _of_toll(scan, cue, at)]


def _of_toll(scan: Scan, cue: Hit, at: int) -> bool:
    chain = _ancestors(scan, _clause(scan, cue.start))
    return any(clause.start > at and raises_toll(scan, clause) for clause in chain)


def _judged(scan: Scan, clause: Clause | None, at: int) -> Clause | None:
    """Return the clause in which a court tells why it punishes or clears somebody; what a comma sets off is news."""
    tags, chain = scan.syntax.tags, list(_ancestors(scan, clause))
    apart = next((n for n, c in enumerate(chain) if c.start and tags[c.start - 1] is Tag.MARK), len(chain))
    return next((c for c in chain[: apart + 1] if at >= c.verb.end and judges(scan, c)), None)


def sounding(scan: Scan, term: Term, mentions: Sequence[Mention] = ()) -> bool:
    """Whether a word of violence sounds as such: no cue of its clause takes it back.

    Parameters
    ----------
    scan : Scan
    term : Term
    mentions : sequence of Mention
    """
    if _by_nature(scan, term):
        return False
    reach = list(_ancestors(scan, term.clause))
    reach += [c for c in scan.syntax.clauses if c not in reach and _subject_holds(c, term)]
    cues = [cue for cue in _cues(scan, term.hit.start) if cue.entry.value == "sentence"]
    cues = [cue for cue in cues if not _ranked(scan, cue) and all(is_head(scan, cue, m) for m in mentions)]
    return not any(_owns(scan, cue, term) or _takes_back(scan, cue, term, reach, mentions) for cue in cues)


def _by_nature(scan: Scan, term: Term) -> bool:
    """Whether the word is none by who does it: "locusts invaded", "prices shot up", "a judge jailed two for murder"."""
    if _judged(scan, term.clause, term.hit.start) or says_which(scan, term.clause, term.hit):
        return True
    if not is_verb(term.hit.entry):
        return False
    if is_figure(scan, term.clause, term.hit.start):
        return True
    told = next((c for c in _ancestors(scan, term.clause) if c.link not in SUBJECTLESS), None)
    natural = scope_words(scan.language).natural
    return told is not None and headed_by(scan, told, natural) and not _armed_subject(scan, told)


def _ranked(scan: Scan, cue: Hit) -> bool:
    """Whether a span of years only ranks an attack: "the first attack there since 2005"."""
    ranks = scan.language.lists("history")["dates"]["ranks"]
    return "statistics" in cue.entry.traits and not ranks.isdisjoint(scan.lows[max(0, cue.start - 6) : cue.start])


def _takes_back(scan: Scan, cue: Hit, term: Term, reach: list[Clause], mentions: Sequence[Mention]) -> bool:
    """Whether a cue for words of violence holds the word, or is what the clauses and all casualties are about."""
    if not cue.entry.traits & _OF_TERMS:
        return False
    if cue.start <= term.hit.start < cue.end:
        return True
    return all(_about(scan, cue, reach, mention) for mention in mentions or (None,))


def _subject_holds(clause: Clause, term: Term) -> bool:
    """Whether the word stands in the subject of a clause, or describes it ("a rocket fired at Kut failed ...")."""
    at = term.hit.start
    if term.clause is not None and term.clause.link in {"reduced", "relative"}:
        at = max(term.clause.subject[1] - 1, 0)
    return clause.subject[0] <= at < clause.subject[1]


Cue = Literal["accident", "court", "defused", "exercise", "false", "fiction", "figure", "statistics"]
"""What a row of ``factuality.toml`` may say of its words."""

_OF_TERMS: frozenset[Cue] = frozenset({"defused", "false", "court", "exercise", "statistics"})


def _clause(scan: Scan, i: int) -> Clause | None:
    return scan.syntax.clause_over(i) or scan.syntax.clause_at(i)


def _ancestors(scan: Scan, clause: Clause | None) -> Iterator[Clause]:
    while clause is not None:
        yield clause
        above = scan.syntax.parent(clause)
        if clause.link in _ON_ITS_OWN and not is_toll(scan, clause, above):
            return
        clause = above


_ON_ITS_OWN = frozenset({"main", "coordinate", "adverbial", "reporting"})


def _causes(scan: Scan, clause: Clause | None) -> Iterator[Clause]:
    """Yield the clauses that can tell what the deed of a clause came from."""
    if clause is None:
        return
    words, syntax = scope_words(scan.language), scan.syntax
    chain = list(_ancestors(scan, clause))
    doers = list(_of_doers(scan, chain))
    yield from (*chain, *doers)
    top = chain[-1]
    parent = syntax.parent(top)
    if parent is not None and _tells_cause(top, parent, words):
        yield parent
    known = {c.number for c in (*chain, *doers)}
    for other in syntax.clauses:
        causal = other.link == "adverbial" and other.marker in words.markers
        if other.parent in known and (causal or other.link in _BESIDE or _goes_on_past(scan, other)):
            known.add(other.number)
            yield other


def _of_doers(scan: Scan, chain: list[Clause]) -> Iterator[Clause]:
    """Yield the clauses that say what whatever did it had done before, and their further verbs."""
    described = [clause for clause in scan.syntax.clauses if _describes(scan, clause, chain)]
    yield from described
    yield from (c for c in scan.syntax.clauses if c.link == "shared" and scan.syntax.parent(c) in described)


def _describes(scan: Scan, clause: Clause, chain: list[Clause]) -> bool:
    """Whether a clause says what the doer had done: "the lorry | that overturned | killed", "killed by one that"."""
    if clause.link not in _DESCRIBING or clause in chain:
        return False
    if any(_resumes(c, clause) for c in chain):
        return True
    before = clause.start - 1 - (clause.link == "relative")
    led = before > 0 and scan.syntax.context(before).preposition in scope_words(scan.language).agents
    return led and scan.syntax.parent(clause) in chain


def _resumes(later: Clause, clause: Clause) -> bool:
    """Whether a clause goes on with the subject that another described."""
    return later.link == "resumed" and later.subject[0] == clause.subject[0] and clause.start < later.start


_DESCRIBING = frozenset({"relative", "reduced"})


def _tells_cause(clause: Clause, parent: Clause, words: ScopeWords) -> bool:
    """Whether the clause above tells what came before: "a wall fell, so that two died", "as the roof gave way"."""
    if clause.link == "coordinate":
        return clause.marker in words.markers and not _subordinate(parent)
    return clause.link == "adverbial" and clause.marker in words.meanwhile


_BESIDE = frozenset({"reduced", "participial"})


def _goes_on_past(scan: Scan, clause: Clause) -> bool:
    """Whether a clause goes on past a relative clause: "the blaze, in which nine died, | was caused by a fault"."""
    parent = scan.syntax.parent(clause)
    return clause.link == "resumed" and parent is not None and parent.link == "relative"


def _subordinate(clause: Clause) -> bool:
    return clause.link == "reporting"


def is_head(scan: Scan, cue: Hit, mention: Mention | None = None) -> bool:
    """Whether the cue says what the matter is, not who somebody is: not "an accident investigator".

    Parameters
    ----------
    scan : Scan
    cue : Hit
    mention : Mention or None
        Whose people the cue must not be part of.
    """
    if mention is not None and _in_groups(mention, cue.start):
        return False
    tags, i = scan.syntax.tags, cue.end
    opens = bool(scan.syntax.context(cue.start).preposition)  # "In an exercise | soldiers attacked"
    while i < len(scan) and tags[i] in NOUNS:
        if scan.at("people", i) is not None:
            return opens and tags[i] is Tag.PLURAL and i + 1 < len(scan) and tags[i + 1] in VERBS
        i += 1
    return True


def _about(scan: Scan, cue: Hit, reach: list[Clause], mention: Mention | None = None) -> bool:
    """Whether a cue stands in one of the clauses as what they are about, not as the time of something else."""
    words, syntax = scope_words(scan.language), scan.syntax
    if not is_head(scan, cue, mention):
        return False
    if any(limited in reach for limited in _limited(scan, cue)):
        return True
    clause = _governing(scan, cue, reach)
    if clause is None or clause not in reach:
        return clause is None and not reach
    if syntax.tags[cue.start] in VERBS:
        return True
    context = syntax.context(cue.start)
    if context.role == "noun" and mention is not None and _in_groups(mention, context.noun):
        return False  # "an attorney in the trial"
    return context.preposition not in words.dating


def _limited(scan: Scan, cue: Hit) -> Iterator[Clause]:
    """Yield the clauses that a cue which is a clause itself takes back: "soldiers shot at it | before it exploded"."""
    clause = _clause(scan, cue.end - 1)
    if clause is None or clause.link != "adverbial" or not cue.start <= clause.verb.head < cue.end:
        return
    above = scan.syntax.parent(clause)
    while above is not None:
        yield above
        above = scan.syntax.parent(above) if above.link == "shared" else None


def _governing(scan: Scan, cue: Hit, reach: list[Clause]) -> Clause | None:
    """Return the clause of a cue; of an infinitive that reaches no deed, the one it hangs on."""
    clause = _clause(scan, cue.start)
    if clause is not None and clause.link == "infinitive" and clause not in reach:
        return scan.syntax.parent(clause) or clause
    return clause


def _in_groups(mention: Mention, i: int) -> bool:
    """Whether a token is part of the people of a mention."""
    return any(group.start <= i < group.end for group in mention.groups)


def _accident(scan: Scan, cue: Hit, mention: Mention, reach: list[Clause], terms: Iterable[Term]) -> bool:
    if mention.start <= cue.start < mention.end and scan.syntax.tags[cue.start] in VERBS:
        return True
    if not is_head(scan, cue, mention):
        return False
    clause = _clause(scan, cue.start)
    if clause is not None and clause not in reach:
        return False
    context = scan.syntax.context(cue.start)
    if context.preposition and context.preposition not in scope_words(scan.language).causes and clause is not None:
        return False
    return not _attacked(scan, cue, reach, terms) and not _by_armed(scan, mention)


def _by_armed(scan: Scan, mention: Mention) -> bool:
    """Whether somebody armed did it: "Gunmen killed two men after a car accident"."""
    clause = _clause(scan, mention.verb)
    return (
        clause is not None
        and mention.active
        and scan.has("people", *clause.subject)
        and any(hit.entry.value == "militant" for hit in scan.inside("people", *clause.subject))
    )


def _attacked(scan: Scan, cue: Hit | None, reach: list[Clause], terms: Iterable[Term]) -> bool:
    """Whether an attack is told among the causes too, and is not itself the accident."""
    return any(
        _is_attack(term)
        and (term.clause is None or term.clause in reach)
        and not (cue is not None and _owns(scan, cue, term))
        for term in terms
    )


def _is_attack(term: Term) -> bool:
    """Whether a word tells an attack: a weapon must be used, and a gun says nothing by itself."""
    entry = term.hit.entry
    if not term.real or not is_strong(entry):
        return False
    return term.asserts or not (is_gun(entry) or is_means(entry))


def _owns(scan: Scan, cue: Hit, term: Term) -> bool:
    """Whether an accident word makes the word of violence harmless: "an accidental explosion", "a boiler exploded"."""
    if "accident" not in cue.entry.traits:
        return False
    if cue.start <= term.hit.start < cue.end:
        return True
    return _owns_verb(scan, cue, term) if is_verb(term.hit.entry) else _owns_noun(scan, cue, term)


def _owns_verb(scan: Scan, cue: Hit, term: Term) -> bool:
    """Whether a harmless thing does it: "a boiler exploded"."""
    context = scan.syntax.context(cue.start)
    told = term.clause is not None and term.clause.link == "relative" and term.clause.start - 1 == cue.end
    beside = context.clause is term.clause and context.role in {"subject", "patient", "object"}
    return (told or beside) and is_head(scan, cue) and not _other_weapon(scan, cue, term)


def _owns_noun(scan: Scan, cue: Hit, term: Term) -> bool:
    """Whether a noun is harmless by its company: "an accidental explosion", "an explosion of a boiler"."""
    syntax = scan.syntax
    if syntax.phrase_start(term.hit.start) <= cue.start < term.hit.start:
        return True
    context = syntax.context(cue.start)
    if context.preposition in scope_words(scan.language).links and 0 < context.start - term.hit.end <= 3:
        return True
    if context.clause is None or context.role not in {"predicate", "agent", "subject", "adjunct"}:
        return False
    if context.role == "adjunct" and not _comes_from(scan, context.clause, context.preposition):
        return False
    described = context.clause.link == "reduced" and context.clause.subject[1] == term.hit.end
    return context.clause is term.clause or described  # "an explosion set off by a fault"


def _comes_from(scan: Scan, clause: Clause, preposition: str) -> bool:
    """Whether a verb says what the subject came from: "the explosion | came from | a generator"."""
    causing = scan.language.lists("scopes")["retraction"]["causing"]
    return scan.syntax.lemma(clause) in causing and preposition in scope_words(scan.language).links


def _other_weapon(scan: Scan, cue: Hit, term: Term) -> bool:
    """Whether a weapon stands beside the thing ("a bomb in a gas cylinder exploded")."""
    clause = term.clause
    if clause is None:
        return False
    end = clause.verb.start if cue.end <= clause.verb.start else clause.end  # what a fault sets off is its own
    near = scan.inside("kind", min(clause.start, clause.subject[0]), end)
    weapons = (hit for hit in near if not is_verb(hit.entry) and "blast" not in hit.entry.traits)
    return any(is_strong(hit.entry) and not cue.start <= hit.start < cue.end for hit in weapons)


def _accident_verb(scan: Scan, mention: Mention, reach: list[Clause], terms: Iterable[Term]) -> Clause | None:
    """Find a clause among the causes that says nobody did it: "a wall gave way", "lightning struck"."""
    natural = scope_words(scan.language).natural
    for clause in reach:
        own = clause.verb.start <= mention.verb < clause.verb.end
        told = _by_itself(scan, clause, natural) or (not own and unmeant(scan, clause, mention.verb))
        told = told or (own and dies_of(scan, clause, natural))
        others = [term for term in terms if not _is_wreck(term, clause)] if told else []
        if told and not _attacked(scan, None, reach, others) and not _armed_subject(scan, clause):
            return clause
    return None


def _by_itself(scan: Scan, clause: Clause, natural: Set[str]) -> bool:
    """Whether what nobody does is the subject, or what a relative clause describes: "the blaze | that swept a mill"."""
    if headed_by(scan, clause, natural) or burns(scan, clause):
        return True
    marker = clause.start - 1
    return clause.link == "relative" and scan.syntax.tags[marker] is Tag.RELATIVE and scan.word(marker - 1) in natural


def _is_wreck(term: Term, clause: Clause) -> bool:
    """Whether a word only names the aircraft that a clause says came down."""
    return term.hit.entry.value == "air_strike" and clause.subject[0] <= term.hit.start < clause.verb.start


def _armed_subject(scan: Scan, clause: Clause) -> bool:
    return any(
        not is_verb(hit.entry) and is_strong(hit.entry) and hit.entry.value != "air_strike"
        for hit in scan.inside("kind", clause.subject[0], clause.verb.start)
    )


def _tried(scan: Scan, cue: Hit, mention: Mention, reach: list[Clause], terms: Iterable[Term]) -> bool:
    """Whether a court stands above the deed, or beside it in the same clause."""
    del terms, reach
    if mention.low == 0:
        return False
    chain = list(_ancestors(scan, _clause(scan, mention.verb)))
    return _about(scan, cue, [*chain, *_relatives(scan, mention)], mention)


def _relatives(scan: Scan, mention: Mention) -> list[Clause]:
    clause = _clause(scan, mention.verb)
    found: list[Clause] = []
    while clause is not None and clause.link in {
        "relative",
        "complement",
        "participial",
        "infinitive",
        "reduced",
        "shared",
    }:
        clause = scan.syntax.parent(clause)
        if clause is not None:
            found.append(clause)
    return found


def _exercised(scan: Scan, cue: Hit, mention: Mention, reach: list[Clause], terms: Iterable[Term]) -> bool:
    del terms, reach
    if scan.word(cue.end) in scope_words(scan.language).tools:
        return False  # "with drill holes"
    return _about(scan, cue, list(_ancestors(scan, _clause(scan, mention.verb))), mention)


def _counted(scan: Scan, cue: Hit, mention: Mention, reach: list[Clause], terms: Iterable[Term]) -> bool:
    """Whether a span of years stands in the clause of the count, or in one that hangs on it."""
    del terms
    clause = _clause(scan, cue.start)
    if _ranked(scan, cue):
        return False
    if clause is None or clause in reach or _clause(scan, mention.verb) is None:
        return True
    return any(above in reach for above in _ancestors(scan, clause)) or any(
        c is clause for c in _relatives(scan, mention)
    )


_REACH = {
    "accident": _accident,
    "court": _tried,
    "exercise": _exercised,
    "statistics": _counted,
    "false": _tried,
}
