"""What befell how many: the constructions in which English reports casualties.

===========  ==========================================================================
active       "a bomb killed six civilians and wounded 15", "killing nine", "claimed four lives"
passive      "six civilians were killed", "two bodies were found", "seven were left dead"
reduced      "six killed and 15 wounded", "two soldiers shot dead", "at least 20 dead"
intransitive "three people died", "eight of them perished", "two suffered burns"
nominal      "the killing of 12 workers", "raising the toll to 31", "12 deaths", "no casualties"
bodies       "police found 27 bodies", "the head of a man was found"
===========  ==========================================================================

A :class:`Mention` is one such reading. Joining mentions into incidents is done elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from conflictmap.extract.people import Group, GroupList, describes, parse_group, parse_list, total
from conflictmap.extract.quantity import parse_quantity
from conflictmap.extract.scan import BE, Scan
from conflictmap.lexicon import Hit

__all__ = ["Mention", "find_mentions"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One reading of a casualty phrase in a sentence.

    Attributes
    ----------
    outcome : str
        ``"killed"``, ``"wounded"``, ``"abducted"``.
    low, high : int or None
        Persons.
    start, end : int
        Tokens of the whole reading, verb and people.
    verb : int
        Token of the word that carries the outcome.
    rule : str
        Row and construction, such as ``"killed.kill/passive"``.
    groups, parts : tuple of Group
        Who; and which shares of them the text names.
    toll : bool
        A running total that replaces what was counted before ("raising the toll to 31").
    more : bool
        Counted besides those already told ("two more", "five others").
    bodies : bool
        The dead were found, not seen to die.
    vague : bool
        The number is a guess of the guide for a vague word.
    intended : bool
        The verb is an infinitive or follows a modal: nobody has been hurt yet.
    active : bool
        The people are the object of the verb.
    gapped : bool
        The verb was told once, for an earlier number ("24 were killed in Yarmouk and 17 in Baladiyat").
    """

    outcome: str
    low: int | None
    high: int | None
    start: int
    end: int
    verb: int
    rule: str
    groups: tuple[Group, ...] = ()
    parts: tuple[Group, ...] = ()
    toll: bool = False
    more: bool = False
    bodies: bool = False
    vague: bool = False
    intended: bool = False
    active: bool = False
    gapped: bool = False


_ADVERBS = frozenset(
    "also later reportedly seriously critically slightly badly severely lightly fatally instantly apparently then already immediately allegedly both all "
    "accidentally injured either mortally subsequently still each thereby".split()
)
_SKIP_LEFT = _ADVERBS - {"injured"}
_MODALS = frozenset(
    {"would", "could", "will", "may", "might", "can", "should", "to", "must", "not", "n't", "never", "cannot", "did"}
)
_OBJECT_PREPOSITIONS = frozenset(
    "in on at near from of by with for behind beside inside outside across around against into through between among including carrying targeting hitting "
    "towards toward over under about after like transporting involving guarding escorting protecting to".split()
)


def find_mentions(scan: Scan) -> list[Mention]:
    """Return the casualty mentions of a sentence in order of their verbs."""
    found: list[Mention] = []
    taken: set[int] = set()
    for hit in _verbs(scan):
        if hit.start in taken:
            continue
        mention = _read(scan, hit)
        if mention is not None:
            found.append(mention)
            taken.update(range(hit.start, hit.end))
    found = [part for mention in found for part in _fatally(scan, mention)]
    found.extend(_bodies(scan))
    found.extend(_found_dead(scan))
    tolls = _tolls(scan)
    if tolls and tolls[0].rule.endswith("sources/nominal"):
        found = [mention for mention in found if mention.outcome != tolls[0].outcome]
    found.extend(tolls)
    found.extend(_none_hurt(scan))
    found.extend(_gapped(scan, found))
    return _without_overlaps(sorted(found, key=lambda m: (m.verb, -(m.end - m.start))))


def _fatally(scan: Scan, mention: Mention) -> list[Mention]:
    """Read "three guards were hit, one fatally": one of the wounded died."""
    i = mention.end + 1 if scan.word(mention.end) == "," else mention.end
    quantity = parse_quantity(scan, i)
    if mention.outcome != "wounded" or quantity is None or mention.low is None or quantity.low is None:
        return [mention]
    j = quantity.end + 2 if scan.word(quantity.end) == "of" else quantity.end
    if scan.word(j) not in _FATAL or quantity.low > mention.low:
        return [mention]
    left = mention.low - quantity.low
    died = replace(mention, outcome="killed", low=quantity.low, high=quantity.high, start=i, end=j + 1, verb=j, groups=(), parts=())
    hurt = replace(mention, low=left, high=None if mention.high is None else mention.high - quantity.low)
    return [hurt, died] if left else [died]


# Where one spelling is several forms ("hurt", "cut"), the past is the likelier one in a report.
_FORM_ORDER = {"past_participle": 0, "past": 0, "participle": 0, "phrase": 1, "word": 9}


def _verbs(scan: Scan) -> list[Hit]:
    """Return outcome words, the longest first where several begin at one token ("shot dead" before "dead")."""
    hits = sorted(scan.all("outcome"), key=lambda h: (h.start, -(h.end - h.start), _FORM_ORDER.get(h.entry.form, 2)))
    kept: list[Hit] = []
    for hit in hits:
        if kept and hit.start < kept[-1].end and hit.end <= kept[-1].end:
            continue
        kept.append(hit)
    return kept


_FATAL = frozenset({"fatally", "mortally"})


def _read(scan: Scan, hit: Hit) -> Mention | None:
    made = _by_form(scan, hit)
    if made is not None and made.outcome == "wounded" and scan.word(hit.start - 1) in _FATAL:
        return replace(made, outcome="killed")
    return made


def _by_form(scan: Scan, hit: Hit) -> Mention | None:
    entry = hit.entry
    if entry.form == "word":
        return _adjective(scan, hit)
    if "passive_only" in entry.traits:
        left = _left_of(scan, hit.start)
        made = (
            _subject(scan, hit, left, "passive") if scan.word(left) in BE and entry.form == "past_participle" else None
        )
        return made if made is not None and made.groups[0].form != "number" else None
    if "active_only" in entry.traits:
        return _active(scan, hit, "active")
    if "intransitive" in entry.traits:
        return _intransitive(scan, hit)
    if entry.form == "ing":
        return _ing(scan, hit)
    if entry.form in {"base", "third"}:
        return _present(scan, hit)
    return _past(scan, hit)


def _past(scan: Scan, hit: Hit) -> Mention | None:
    """Read a past form: passive after an auxiliary, else active if people follow, else reduced if they stand before."""
    if scan.word(hit.start - 1) in _MODALS:
        return None
    left = _left_of(scan, hit.start)
    if scan.word(left) in BE and _be_here(scan, left, hit):
        return (
            None if scan.word(hit.start) in _TAKE and hit.end == hit.start + 1 else _subject(scan, hit, left, "passive")
        )
    before = scan.word(hit.start - 1)
    if before in {"and", "or", ","} and _coordinated_passive(scan, hit):
        active = _active(scan, hit, "active")
        return active or _subject_of_coordination(scan, hit)
    if scan.word(hit.start - 1) == "the" or (hit.end < len(scan) and _noun_use(scan, hit)):
        return None
    active = _active(scan, hit, "active")
    if active is not None and not (active.groups[0].form == "bare" and _adjacent(scan, hit) is not None):
        return active
    if entry_needs_people(hit) and (active is None and scan.word(hit.start) in _TAKE):
        return None
    adjacent = _adjacent(scan, hit)
    if adjacent is not None:
        return _mention(scan, hit, adjacent, "reduced", adjacent.start, hit.end)
    return None


def entry_needs_people(hit: Hit) -> bool:
    """Whether the verb is one that takes things as readily as people ("seize"), so that people must be named."""
    return "needs_people" in hit.entry.traits


def _be_here(scan: Scan, left: int, hit: Hit) -> bool:
    return scan.word(left) != "'s" or scan.word(hit.start - 1) == "been"


def _noun_use(scan: Scan, hit: Hit) -> bool:
    """Whether the participle is an adjective before its noun ("the injured men were taken")."""
    return scan.word(hit.start - 1) in {"the", "his", "their", "her", "its", "of"} and hit.end - hit.start == 1


def _left_of(scan: Scan, i: int) -> int:
    j = i - 1
    while j >= 0 and (scan.word(j) in _SKIP_LEFT or (scan.word(j).endswith("ly") and j > 0)):
        j -= 1
    return j


def _coordinated_passive(scan: Scan, hit: Hit) -> bool:
    """Whether an earlier verb of the sentence was passive and this one shares its auxiliary ("were kidnapped and killed")."""
    for other in scan.all("outcome"):
        if other.end <= hit.start - 1 and hit.start - other.end <= 3 and scan.word(_left_of(scan, other.start)) in BE:
            return True
    return False


def _subject_of_coordination(scan: Scan, hit: Hit) -> Mention | None:
    for other in reversed([h for h in scan.all("outcome") if h.end < hit.start]):
        left = _left_of(scan, other.start)
        if scan.word(left) in BE:
            return _subject(scan, hit, left, "passive")
    return None


def _active(scan: Scan, hit: Hit, construction: str, start: int | None = None) -> Mention | None:
    """Read people after the verb, past adverbs and "at once"."""
    i = hit.end
    while scan.word(i) in _ADVERBS and i < len(scan) and parse_quantity(scan, i) is None:
        i += 1
    if scan.word(i) == "or" and scan.at("outcome", i + 1) is not None:  # "killed or wounded 15"
        i = (scan.at("outcome", i + 1) or hit).end
    if scan.word(i) == "and" and (second := scan.at("outcome", i + 1)) is not None and second.entry.form != "word":
        i = second.end  # "killed and wounded 15": both verbs share the object
    groups = parse_list(scan, i, names=True)
    if scan.word(i) == "them":
        groups = _meant_by_them(scan, hit.start)
    if groups is None or (groups.groups[0].form == "pronoun" and groups.groups[0].head == "them"):
        return None
    first = groups.groups[0]
    if hit.entry.value == "abducted" and first.head in {"lives", "life"}:
        return replace(_mention(scan, hit, groups, construction, hit.start, groups.end), outcome="killed")
    if hit.entry.value == "abducted" and (entry_needs_people(hit) and not _kidnap_fits(scan, hit, first)):
        return None
    if scan.word(hit.start) in _TAKE and hit.end == hit.start + 1 and not _taken_away(scan, groups):
        return None
    if "killed.claim" in hit.entry.rule and hit.end - hit.start == 1:
        if "lives" not in first.head and "life" not in first.head:
            return None
    intended = hit.entry.form in {"base"} and _is_intended(scan, hit)
    made = _mention(scan, hit, groups, construction, hit.start if start is None else start, groups.end)
    return replace(made, intended=intended, active=True)


def _meant_by_them(scan: Scan, verb: int) -> GroupList | None:
    """Find whom "them" means: the nearest counted people before the verb in the sentence, attackers aside."""
    best: GroupList | None = None
    i = _clause_start(scan, verb)
    while i < verb:
        groups = parse_list(scan, i)
        if groups is None or groups.end > verb:
            i += 1
            continue
        low, _ = total(groups.groups)
        if (low or 0) > 1 and groups.groups[0].group != "militant" and groups.groups[0].form == "counted":
            best = groups
        i = max(groups.groups[-1].end, i + 1)
    return best


_TAKE = frozenset({"take", "takes", "took", "taken", "taking"})


def _taken_away(scan: Scan, groups: GroupList) -> bool:
    """Whether people who are taken are taken captive: "took 18 employees away", "took hostages"."""
    if groups.groups[0].head in {"hostage", "hostages", "captive", "captives", "prisoners"}:
        return True
    after = scan.lows[groups.end : groups.end + 9]
    return bool({"hostage", "away", "captive"} & set(after)) and not {".", ";"} & set(
        after[: after.index(next(w for w in after if w in {"hostage", "away", "captive"}))]
    )


def _kidnap_fits(scan: Scan, hit: Hit, group: Group) -> bool:
    """Whether seizing these people is an abduction: not by soldiers or police, and not of militants."""
    if group.group == "militant" or group.form in {"number", "name", "bare"} or not group.head:
        return False
    by_force = {"police", "iraqi_forces", "foreign_forces", "peshmerga"}
    for people in scan.inside("people", 0, hit.start):
        if people.entry.value in by_force:
            return False
    return not {
        "troops",
        "forces",
        "army",
        "raid",
        "operation",
        "authorities",
        "military",
        "planes",
        "soldiers",
        "marines",
    } & set(scan.lows[: hit.start])


def _intransitive(scan: Scan, hit: Hit) -> Mention | None:
    if hit.entry.form == "base" and _is_intended(scan, hit):
        return None
    if hit.entry.form == "ing":
        return None
    aux = hit.start
    if scan.word(hit.start) == "in":  # "his son is in hospital in a critical condition"
        aux = next((j for j in range(hit.start - 1, max(-1, hit.start - 6), -1) if scan.word(j) in BE), hit.start)
    return _subject(scan, hit, aux, "intransitive")


def _ing(scan: Scan, hit: Hit) -> Mention | None:
    """Read "killing six", and "the killing of six"."""
    if scan.word(hit.end) == "of":
        shifted = Hit(hit.start, hit.end + 1, hit.entry)
        return _active(scan, shifted, "nominal")
    if (
        scan.word(hit.start - 1) in {"for", "of", "about", "like", "from", "against"}
        and scan.word(hit.start - 1) != "after"
    ):
        return None
    left = _left_of(scan, hit.start)
    if scan.word(left) == "not":
        return None
    return _active(scan, hit, "active")


def _present(scan: Scan, hit: Hit) -> Mention | None:
    """Read the headline present: "Bomb kills six", "Airstrikes Said to Kill 44"."""
    if hit.entry.form == "base" and _is_intended(scan, hit):
        return None
    if scan.word(hit.start - 1) in _BEFORE_NOUNS or (hit.start == 0 and hit.entry.form == "base"):
        return None
    active = _active(scan, hit, "active")
    if active is not None and active.groups[0].form in {"bare", "name"} and hit.entry.form == "base":
        return None
    return active


_BEFORE_NOUNS = frozenset(
    "their his her its the a of from with minor serious gunshot bullet stab shrapnel several head severe light multiple no any other".split()
)


def _is_intended(scan: Scan, hit: Hit) -> bool:
    left = _left_of(scan, hit.start)
    if scan.word(left) != "to":
        return scan.word(left) in _MODALS
    return scan.word(left - 1) not in {"said", "reported", "believed", "thought", "known"}


def _subject(scan: Scan, hit: Hit, aux: int, construction: str) -> Mention | None:
    """Read the people before an auxiliary: the nearest group that is nobody's object and no mere part."""
    groups = _subject_groups(scan, aux)
    if groups is None:
        return None
    end = hit.end
    extra = _with_whom(scan, hit)
    if extra is not None:
        groups, end = GroupList((*groups.groups, *extra.groups), groups.parts), extra.end
    beside = _not_counting(scan, end)
    if beside is not None:
        groups, end = GroupList((*groups.groups, beside), groups.parts), beside.end
    made = _mention(scan, hit, groups, construction, min(groups.start, hit.start), end)
    if "also" in scan.lows[groups.groups[0].end : hit.end + 1]:
        made = replace(made, more=True)
    left = _left_of(scan, aux if scan.word(aux) in BE else hit.start)
    return replace(made, intended=scan.word(left) in _MODALS | {"be"} and scan.word(aux) in {"be", "die"})


def _not_counting(scan: Scan, i: int) -> Group | None:
    """Read "..., not counting the eight attackers": dead attackers beside a count belong to it."""
    j = i + 1 if scan.word(i) == "," else i
    for words in (("not", "counting"), ("not", "including"), ("excluding",), ("apart", "from"), ("besides",)):
        if tuple(scan.lows[j : j + len(words)]) == words:
            group = parse_group(scan, j + len(words))
            return group if group is not None and group.group == "militant" and group.low else None
    return None


def _with_whom(scan: Scan, hit: Hit) -> GroupList | None:
    """Read "was killed along with two bodyguards", "died with his son"."""
    j = hit.end + 1 if scan.word(hit.end) == "," else hit.end
    if scan.word(j) in {"along", "together"} and scan.word(j + 1) == "with":
        return parse_list(scan, j + 2, names=True)
    return None


def _subject_groups(scan: Scan, aux: int) -> GroupList | None:
    """Find the people that a verb is about: the last list before its auxiliary that can be a subject."""
    start = _clause_start(scan, aux)
    found: GroupList | None = None
    i = start
    while i < aux:
        groups = parse_list(scan, i, names=_name_may_start(scan, i), verb=aux)
        if groups is None or groups.groups[-1].end > aux:
            groups = _single(scan, i, aux)
        if groups is None:
            i += 1
            continue
        first = groups.groups[0]
        if not _may_be_subject(scan, groups, start, aux):
            i = max(first.end, i + 1)
            continue
        beside = scan.word(first.start - 1) == "," and found is not None
        if not beside or not (
            first.form == "bare" or (found.groups[0].form == "counted" and scan.word(found.groups[-1].end) == ",")
        ):  # type: ignore[union-attr]
            found = (
                groups  # a bare plural after a comma only says who: "seven villagers, members of three families, ..."
            )
        i = max(groups.groups[-1].end, i + 1)
    return found


def _name_may_start(scan: Scan, i: int) -> bool:
    before = scan.word(i - 1)
    return (
        before not in _OBJECT_PREPOSITIONS
        and (i == 0 or not scan.tokens[i - 1].capital)
        and scan.word(i) not in {"the", "a", "an"}
    )


def _single(scan: Scan, i: int, aux: int) -> GroupList | None:
    group = parse_group(scan, i)
    return GroupList((group,)) if group is not None and group.end <= aux else None


def _may_be_subject(scan: Scan, groups: GroupList, start: int, aux: int) -> bool:
    first = groups.groups[0]
    before = scan.word(first.start - 1) if first.start > start else ""
    if (
        first.part
        or describes(scan, first)
        or before in _OBJECT_PREPOSITIONS
        or before in {"including", "among", "who", "than"} | BE
    ):
        return False
    if before in {"of", "them"} and first.form != "counted":
        return False
    previous = scan.tokens[first.start - 1] if first.start > start else None
    if (
        previous is not None
        and previous.low.endswith("ing")
        and previous.low not in {"morning", "evening", "following"}
        and not previous.capital
    ):
        return False
    if first.form == "bare" and not first.head:
        return False
    between = range(groups.groups[-1].end, aux)
    if any(scan.word(j) in {"said", "told", "says", "reported", "added", ";"} for j in between):
        return False
    if first.form == "bare" and first.vague and any(scan.at("said", j) for j in between):
        return False
    if _verb_between(scan, groups.groups[-1].end, aux):
        return False
    return not (first.form in {"bare", "name"} and len(list(between)) > 6 and scan.word(groups.groups[-1].end) != ",")


def _verb_between(scan: Scan, start: int, aux: int) -> bool:
    """Whether a finite verb of its own stands between the people and the auxiliary, outside "who ..." and commas."""
    j = start
    while j < aux:
        word = scan.word(j)
        if word in {"who", "which", "that", "whose"}:
            return False
        if word in {",", "(", "-"}:
            closing = next((k for k in range(j + 1, aux + 1) if scan.word(k) in {",", ")", "-"}), None)
            if closing is not None:
                j = closing
        elif word in BE:
            return True
        elif _finite_here(scan, j, start):
            return True
        j += 1
    return False


def _finite_here(scan: Scan, j: int, start: int) -> bool:
    hit = scan.at("outcome", j)
    if hit is not None and hit.entry.form in {"past_participle", "past"} and parse_quantity(scan, hit.end):
        return True
    kind = scan.at("kind", j)
    if (
        kind is not None
        and kind.entry.form == "verb"
        and kind.entry.traits & {"past", "past_participle"}
        and j == start
    ):
        return scan.word(kind.end) not in {"by", "in"}
    return False


def _clause_start(scan: Scan, aux: int) -> int:
    """Find where the clause of a verb begins: after ";", ":" or a conjunction that starts a new clause."""
    floor = max(0, aux - 40)
    for j in range(aux - 1, floor - 1, -1):
        word = scan.word(j)
        if word in {";", ":"}:
            return j + 1
        if word in {"while", "when", "after", "because", "though", "although", "whereas"} and j < aux - 1:
            return j + 1
    return floor


def _adjacent(scan: Scan, hit: Hit) -> GroupList | None:
    """Read people who end right before the word: "six killed", "at least 20 dead", "two soldiers (were) wounded"."""
    end = hit.start
    while end > 0 and (scan.word(end - 1) in _SKIP_LEFT or scan.word(end - 1) in {"left", "found"}):
        end -= 1
    best: GroupList | None = None
    for i in range(end - 1, max(-1, end - 30), -1):
        if scan.word(i) in {";", "."}:
            break
        groups = parse_list(scan, i, verb=end)
        if groups is not None and groups.groups[-1].end == end:
            best = groups
        elif groups is not None and groups.groups[-1].end == end - 1 and scan.word(end - 1) == ",":
            best = best or groups
        elif best is not None and (
            scan.word(i) in {"of", "in", "at", "by"} or (scan.word(i) == "," and i < best.start - 1)
        ):
            break
    if best is None:
        best = _past_age(scan, end)
    if best is None or best.groups[0].part:
        return None
    before = scan.word(best.start - 1) if best.start else ""
    if before in {"of", "the", "aged"} and best.groups[0].form in {"bare", "number"}:
        return _past_age(scan, end)
    return best


def _past_age(scan: Scan, end: int) -> GroupList | None:
    """Read "a boy of 12 dead", "four people in a minibus dead"."""
    for i in range(end - 2, max(-1, end - 9), -1):
        if scan.word(i) in {",", ";", "and"}:
            break
        group = parse_group(scan, i)
        if (
            group is not None
            and group.head
            and group.end < end
            and scan.word(group.end) in {"of", "in", "from", "aged"}
            and group.form != "bare"
        ):
            return GroupList((group,))
    return None


def _adjective(scan: Scan, hit: Hit) -> Mention | None:
    """Read "20 dead", "left four people dead", "12 deaths", "treated a dozen wounded"."""
    word = scan.word(hit.start)
    left = _left_of(scan, hit.start)
    if word == "dead" and (shot := _shot_dead(scan, hit)) is not None:
        return shot
    if scan.word(left) in BE and word in {"dead", "injured", "wounded"}:
        return _subject(scan, hit, left, "passive")
    if word in {"injured", "wounded"} and scan.word(hit.start - 1) in {"the", "were", "was"}:
        return None
    if scan.word(hit.start - 1) == "the":
        return None
    if scan.word(hit.start - 2) == "shot" and word == "dead":
        return None
    adjacent = _adjacent(scan, hit)
    if adjacent is not None:
        if _PROVISIONAL & set(scan.lows[max(0, adjacent.start - 5) : adjacent.start]):
            return None
        return _mention(scan, hit, adjacent, "reduced", adjacent.start, hit.end)
    if word in {"dead", "injured", "wounded"} and scan.word(hit.start - 1) in {"left", "leaving", "leaves"}:
        groups = parse_list(scan, hit.end)
        if groups is not None:
            return _mention(scan, hit, groups, "active", hit.start, groups.end)
    return None


def _shot_dead(scan: Scan, hit: Hit) -> Mention | None:
    """Read "shot the man, his wife and their three sons dead", "left 46 people, six soldiers among them, dead"."""
    for i in range(hit.start - 2, max(-1, hit.start - 18), -1):
        if scan.word(i) in {"shot", "shooting", "shoots", "gunned", "beat", "stabbed", "left", "leaving", "leaves"}:
            groups = parse_list(scan, i + 1, names=True)
            if groups is not None and hit.start - groups.end <= (scan.word(groups.end) == ","):
                return _mention(scan, hit, groups, "active", i, hit.end)
    return None


def _mention(scan: Scan, hit: Hit, groups: GroupList, construction: str, start: int, end: int) -> Mention:
    low, high = total(groups.groups)
    if low is None and high is None:
        low, high = 1, None
    return Mention(
        hit.entry.value,
        low,
        high,
        start,
        end,
        hit.start,
        f"{hit.entry.rule}/{construction}",
        groups.groups,
        groups.parts,
        more=groups.groups[0].more,
        vague=any(group.vague for group in groups.groups),
    )


def _bodies(scan: Scan) -> list[Mention]:
    """Read found bodies, on either side of the verb: "27 bodies were found", "police found the bodies of four men"."""
    found: list[Mention] = []
    for body in scan.all("body"):
        verb = _body_verb(scan, body)
        if verb is None or (found and found[-1].verb == verb.start and found[-1].end >= body.end):
            continue
        low, high, start, end, vague = _count_bodies(scan, body)
        if low == 0:
            continue
        mention = Mention(
            "killed",
            low,
            high,
            min(start, verb.start),
            max(end, verb.end),
            verb.start,
            "bodies.verbs/bodies",
            _body_groups(scan, body),
            bodies=not (
                scan.word(verb.start) in _NOT_FOUND and any(hit.entry.form != "means" for hit in scan.all("kind"))
            ),
            vague=vague,
        )
        if found and found[-1].verb == verb.start:
            previous = found.pop()
            mention = replace(
                mention,
                low=(previous.low or 0) + (low or 0),
                high=None if None in {previous.high, high} else (previous.high or 0) + (high or 0),
                start=min(previous.start, mention.start),
                end=max(previous.end, mention.end),
            )
        found.append(mention)
    return found


# Bodies that are left, received or counted after an attack were not "found".
_NOT_FOUND = frozenset({"left", "leaving", "leaves", "received", "receiving", "brought", "counted", "collected"})


def _body_verb(scan: Scan, body: Hit) -> Hit | None:
    head_word = scan.word(body.start)
    best: Hit | None = None
    for hit in scan.all("body_verb"):
        if hit.entry.form in {"base", "third"} and _is_intended(scan, hit):
            continue
        after = hit.start >= body.end and hit.entry.form in {"past_participle", "participle", "past", "ing"}
        if (after and hit.start - body.end <= 14) or (hit.end <= body.start and body.start - hit.end <= 7):
            if any(scan.word(j) == ";" for j in range(min(hit.end, body.end), max(hit.start, body.start))):
                continue
            if best is None or abs(hit.start - body.start) < abs(best.start - body.start):
                best = hit
    if best is not None and head_word in {"head", "heads"} and best.entry.form != "past_participle":
        return None
    if (
        best is None
        and scan.word(body.end) in {"with", "bearing", "showing", "in", "bound"}
        and _counted(scan, body)
        and "head" not in head_word
    ):
        return body
    return best


def _counted(scan: Scan, body: Hit) -> bool:
    return any(
        (q := parse_quantity(scan, i)) is not None and not q.article and q.end <= body.start
        for i in range(max(0, body.start - 4), body.start)
    )


def _count_bodies(scan: Scan, body: Hit) -> tuple[int | None, int | None, int, int, bool]:
    if scan.word(body.end - 1) == "of":  # "the remains of about 100 people"
        groups = parse_list(scan, body.end)
        low, high = total(groups.groups) if groups is not None else (0, 0)
        return low, high, body.start, groups.end if groups is not None else body.end, False
    if scan.word(body.end) == "of":
        groups = parse_list(scan, body.end + 1, names=True)
        if groups is not None and groups.groups[0].low is not None:
            counted = _quantity_before(scan, body)
            if counted is not None:
                return (*counted, groups.end, False)
            low, high = total(groups.groups)
            return low, high, body.start, groups.end, any(group.vague for group in groups.groups)
    if scan.word(body.start) == "mass":
        return _grave(scan, body)
    counted = _quantity_before(scan, body)
    if counted is not None:
        return (*counted, body.end, False)
    if body.entry.form == "plural" and scan.word(body.start) != "remains":
        return 2, None, body.start, body.end, True
    return 1, 1, body.start, body.end, False


def _quantity_before(scan: Scan, body: Hit) -> tuple[int | None, int | None, int] | None:
    for i in range(max(0, body.start - 9), body.start):
        quantity = parse_quantity(scan, i)
        if (
            quantity is not None
            and not (quantity.article and body.start - quantity.end > 2)
            and quantity.end <= body.start
            and not _breaks(scan, quantity.end, body.start)
        ):
            return quantity.low, quantity.high, i
    return None


def _breaks(scan: Scan, start: int, end: int) -> bool:
    return (
        any(
            scan.word(j) in {",", ";", "and", "in", "at", "when", "of", "found", "the"} or scan.at("people", j)
            for j in range(start, end)
        )
        or end - start > 4
    )


def _grave(scan: Scan, body: Hit) -> tuple[int | None, int | None, int, int, bool]:
    for i in range(body.end, min(len(scan), body.end + 6)):
        if scan.word(i) in {"containing", "with", "holding", "of"}:
            groups = parse_list(scan, i + 1)
            quantity = parse_quantity(scan, i + 1) or (
                parse_quantity(scan, i + 3) if scan.word(i + 1) == "the" else None
            )
            if groups is not None:
                low, high = total(groups.groups)
                return low, high, body.start, groups.end, False
            if quantity is not None and not quantity.article:
                return quantity.low, quantity.high, body.start, quantity.end, quantity.vague
    return 2, None, body.start, body.end, True


def _body_groups(scan: Scan, body: Hit) -> tuple[Group, ...]:
    if scan.word(body.end) != "of":
        return ()
    groups = parse_list(scan, body.end + 1, names=True)
    return groups.groups if groups is not None else ()


_DEAD_SIGNS = frozenset(
    {
        "dead",
        "killed",
        "murdered",
        "beheaded",
        "executed",
        "shot",
        "hanged",
        "strangled",
        "slain",
        "decapitated",
        "throats",
        "throat",
        "lifeless",
    }
)


def _found_dead(scan: Scan) -> list[Mention]:
    """Read "four drivers were found dead", "found with their throats cut", "were found shot"."""
    found = []
    for hit in scan.all("body_verb"):
        left = _left_of(scan, hit.start)
        if hit.entry.value or hit.entry.form != "past_participle" or scan.word(left) not in BE:
            continue
        signs = set(scan.lows[hit.end : hit.end + (1 if scan.word(hit.end) != "with" else 5)])
        groups = _subject_groups(scan, left) if signs & _DEAD_SIGNS else None
        if groups is None:
            continue
        low, high = total(groups.groups)
        found.append(
            Mention(
                "killed",
                low,
                high,
                groups.start,
                hit.end + 1,
                hit.start,
                "bodies.verbs/found_dead",
                groups.groups,
                groups.parts,
                bodies=True,
            )
        )
    return found


_TOLL_WORDS = frozenset({"toll", "tally", "losses", "figure", "fatalities", "deaths"})
_TOLL_LINKS = frozenset({"to", "at", "of", "was", "is", "stood", "reached", "numbered", "climbed", "hit"})
_PROVISIONAL = frozenset({"earlier", "initial", "initially", "previous", "previously", "first", "preliminary"})
_VARY = frozenset(
    {
        "accounts",
        "vary",
        "varied",
        "varies",
        "differ",
        "differed",
        "differing",
        "conflicting",
        "ranged",
        "ranging",
        "disagreed",
        "disputed",
        "unclear",
        "contradictory",
    }
)
_COUNTED = frozenset(
    {
        "fatalities",
        "dead",
        "killed",
        "toll",
        "casualties",
        "deaths",
        "wounded",
        "injured",
        "injuries",
        "died",
        "tolls",
        "figures",
    }
)


def _tolls(scan: Scan) -> list[Mention]:
    """Read "raising the death toll to 31", "the dead numbered four", "the final figure was 64", and sources that differ."""
    if (rival := _rival_sources(scan)) is not None:
        return [rival]
    found = []
    for i in range(len(scan)):
        word = scan.word(i)
        dead = word == "dead" and scan.word(i - 1) in {"the", "of"}
        counted = (
            word == "number"
            and scan.word(i + 1) == "of"
            and bool({"killed", "dead", "deaths", "fatalities"} & set(scan.lows[i + 2 : i + 6]))
        )
        if not (
            word in {"toll", "tally"}
            or dead
            or counted
            or (
                word in _TOLL_WORDS
                and scan.word(i - 1) in {"final", "of", "latest", "official", "the", "rebel", "militant", "enemy"}
            )
        ):
            continue
        if _PROVISIONAL & set(scan.lows[max(0, i - 6) : i]):
            continue
        for j in range(i + 1, min(i + (22 if word in {"toll", "number"} else 5), len(scan))):
            if scan.word(j) in _TOLL_LINKS and (q := parse_quantity(scan, j + (2 if scan.word(j + 1) == "at" else 1))):
                if (
                    q.article
                    or {"wounded", "injured"} & set(scan.lows[i:j])
                    or scan.at("not_people", q.end)
                    or (scan.word(j) == "of" and j > i + 1)
                ):
                    continue
                found.append(
                    Mention("killed", q.low, q.high, i, q.end, i, "killed.toll/nominal", toll=True, vague=q.vague)
                )
                break
    return found


def _rival_sources(scan: Scan) -> Mention | None:
    """Read a sentence that sets sources against each other as one range ("sources vary; police counted 9, a hospital 11")."""
    words = set(scan.lows)
    if not (_VARY & words and _COUNTED & words):
        return None
    numbers: list[tuple[int, int]] = []
    wounded_asked = not {"killed", "dead", "died", "fatalities", "deaths", "toll"} & words
    i = next((k for k in range(len(scan)) if scan.word(k) in _VARY), 0)
    while i < len(scan):
        if scan.word(i) == ";" and len(numbers) > 1:
            break
        quantity = parse_quantity(scan, i)
        if (
            quantity is not None
            and not quantity.article
            and not quantity.vague
            and not scan.at("not_people", quantity.end)
        ):
            hurt = {"wounded", "injured", "hurt"} & set(scan.lows[quantity.end : quantity.end + 4])
            if wounded_asked or not hurt:
                numbers.extend((n, quantity.end) for n in (quantity.low, quantity.high) if n is not None and n < 3000)
            i = quantity.end
        else:
            i += 1
    if not numbers:
        return None
    low, high = min(n for n, _ in numbers), max(n for n, _ in numbers)
    outcome = "wounded" if wounded_asked and {"wounded", "injured", "injuries"} & words else "killed"
    return Mention(
        outcome,
        low,
        high,
        0,
        numbers[-1][1],
        next(k for k in range(len(scan)) if scan.word(k) in _VARY),
        f"{outcome}.sources/nominal",
        toll=True,
    )


def _none_hurt(scan: Scan) -> list[Mention]:
    """Read "no casualties", "no one was hurt", "caused no injuries": a count of nought, not an unknown one."""
    found = []
    for i in range(len(scan)):
        word, after = scan.word(i), scan.word(i + 1)
        j = i + 1
        if word == "without" and after in {"killing", "injuring", "hurting", "wounding"}:
            outcome = "killed" if after == "killing" else "wounded"
            found.append(Mention(outcome, 0, 0, i, i + 3, i + 1, "none/nominal"))
        if word == "without" and after in {"casualties", "causing", "injuries", "loss"} or word in {"no", "nor"}:
            while (
                j < len(scan)
                and scan.word(j)
                in {
                    "reported",
                    "reports",
                    "of",
                    "any",
                    "immediate",
                    "human",
                    "further",
                    "causing",
                    "major",
                    "deaths",
                    "or",
                    "fatalities",
                    "injuries",
                    "civilian",
                    "dead",
                }
                and j < i + 6
            ):
                j += 1
            if scan.word(j) in {"casualties", "casualty", "losses"} or scan.word(j - 1) in {
                "deaths",
                "injuries",
                "fatalities",
            }:
                lost = set(scan.lows[i : j + 1])
                if "further" in lost:
                    continue
                outcomes = ["killed", "wounded"] if {"casualties", "casualty", "losses"} & lost else []
                outcomes = outcomes or [
                    o for o, names in (("killed", {"deaths", "fatalities"}), ("wounded", {"injuries"})) if names & lost
                ]
                found.extend(Mention(o, 0, 0, i, j + 1, j, "none/nominal") for o in outcomes)
        if word in {"nobody", "no-one", "none"} or (
            word == "no" and after in {"one", "people", "civilians", "soldiers", "troops"}
        ):
            for k in range(i + 1, min(i + 7, len(scan))):
                hit = scan.at("outcome", k)
                if hit is not None and scan.word(_left_of(scan, k)) in BE | {"or", "and"}:
                    outcomes = (
                        ["killed", "wounded"]
                        if scan.word(k) in {"hurt", "harmed"} or scan.word(k - 1) == "or" or scan.word(k + 1) == "or"
                        else [hit.entry.value]
                    )
                    found.extend(Mention(o, 0, 0, i, k + 1, k, "none/passive") for o in outcomes)
                    break
    return found


def _gapped(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Read numbers whose verb is told only once: "24 were killed in Yarmouk and 17 in Baladiyat", "27 bodies: 18 in Karkh"."""
    told = [m for m in found if m.low and not m.toll]
    if not told:
        return []
    more: list[Mention] = []
    first = min(told, key=lambda m: m.verb)
    for i in range(max(first.end, first.verb + 1), len(scan) - 2):
        if scan.word(i - 1) not in {",", "and", ":", ";", "-"} or any(m.start <= i < m.end for m in found):
            continue
        group = parse_group(scan, i)
        if (
            group is None
            or group.form not in {"number", "counted"}
            or group.low is None
            or group.head in {"them", "whom"}
        ):
            continue
        at = group.end
        if scan.word(at) in {"in", "near", "at", "outside"} and _names_place(scan, at + 1):
            last = max((m for m in told if m.verb < i), key=lambda m: m.verb)
            more.append(
                replace(
                    last,
                    low=group.low,
                    high=group.high,
                    start=i,
                    end=group.end,
                    verb=i,
                    rule=f"{last.rule}/gapped",
                    groups=(group,),
                    parts=(),
                    gapped=True,
                )
            )
    return more


def _names_place(scan: Scan, i: int) -> bool:
    while i < len(scan) and (
        scan.word(i) in {"the", "a", "an"}
        or scan.at("place_directions", i)
        or scan.at("place_kinds", i)
        or scan.word(i) == "of"
    ):
        i += 1
    for j in range(i, min(i + 9, len(scan))):
        if scan.word(j) in {",", ";", "and", "."}:
            return False
        if scan.tokens[j].capital and scan.word(j) not in scan.lexicon.not_names:
            return True
    return False


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Drop a reading whose people another reading of the same outcome already counts."""
    kept: list[Mention] = []
    for mention in mentions:
        if _died_of_it(kept, mention):
            kept.pop()
        clash = next((k for k in kept if k.outcome == mention.outcome and _same_people(k, mention)), None)
        if clash is None:
            kept.append(mention)
        elif clash.bodies is False and mention.bodies:
            kept[kept.index(clash)] = mention
    return kept


def _died_of_it(kept: list[Mention], mention: Mention) -> bool:
    """Whether those just read as wounded are the same who then died ("a sailor wounded on Sunday has died")."""
    if bool(kept) and kept[-1].rule == "wounded.hit/passive" and mention.outcome == "killed" and _same_people(kept[-1], mention):
        return True
    return (
        bool(kept)
        and kept[-1].outcome == "wounded"
        and mention.outcome == "killed"
        and "reduced" in kept[-1].rule
        and _same_people(kept[-1], mention)
    )


def _same_people(a: Mention, b: Mention) -> bool:
    if a.low == 0 or b.low == 0:
        return a.low == b.low and a.verb == b.verb
    if a.groups and b.groups:
        return any(x.start < y.end and y.start < x.end for x in a.groups for y in b.groups)
    return a.start < b.end and b.start < a.end and (a.bodies or b.bodies) and abs(a.verb - b.verb) < 3
