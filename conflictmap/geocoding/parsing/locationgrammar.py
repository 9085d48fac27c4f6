"""The grammar of a location string: from items to mentions.

A location string is a chain of mentions of places, each with the way in which it is meant::

    string   = mention { break mention }
    mention  = [ relation ] { kind | "of" | article } NAME [ kind ]
    relation = "in"                               the place itself
             | direction                          a part of it: "western Baghdad", "the north of the city"
             | [ number unit ] direction "of"     outside of it: "20 km south of Kirkuk"
             | number unit "from"                 so far from it
             | "near" | "outskirts of" ...        around it
             | "between" NAME "and"               between two: also "from A to B", "A-B highway"
             | road "to"                          somewhere on the way there

Which mention is the answer and which are its containers is not decided by their order but by what the gazetteer says
of them, in :mod:`conflictmap.geocoding.resolver`: "Karrada, Baghdad", "Baghdad's Karrada" and "a Baghdad quarter of
Karrada" all come to the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from conflictmap.geocoding.parsing.itemchain import BREAKS, INNER, Item, ItemChain
from conflictmap.geocoding.parsing.toponyms import Mention
from conflictmap.language import KindWord

__all__ = ["parse"]

_POINTS = {(a, b): a + b for a in "NS" for b in "EW"} | {
    (pair[0], pair[1:]): pair for pair in ("NNE", "NNW", "SSE", "SSW", "ENE", "ESE", "WNW", "WSW")
}
_TRAIL_KM = 50.0
"""A longer way behind a name is the way to it from the capital."""

_LEADING_ON = frozenset({"of", "the", "people", "kind"})
"""Words that may stand between "capital" and the name of what is ruled from there."""

_BESIDE = frozenset({"kind", "and", "border", "linking", "to"})
"""Words that say something of the name right before them."""


def parse(items: Sequence[Item], adjectives: frozenset[str]) -> list[Mention]:
    """Return the mentions of a scanned location string, in its order.

    Parameters
    ----------
    items : sequence of Item
    adjectives : frozenset of str
        Direction words in -ern.
    """
    reader = _Reader(items, adjectives)
    for at, item in enumerate(items):
        reader.read(at, item)
    reader.finish()
    return reader.mentions


class _Reader:
    """Walks the items once, from left to right, holding what has been read for the name to come."""

    def __init__(self, items: Sequence[Item], adjectives: frozenset[str]) -> None:
        self.items = items
        self.chain = ItemChain(items)
        self.adjectives = adjectives
        self.mentions: list[Mention] = []
        self.after: Mention | None = None  # the mention that the item just before belongs to
        self.road = False
        self.reset()

    def reset(self) -> None:
        """Forget what was read for the next name."""
        self.point = ""
        self.described = False
        self.within = False
        self.of = False
        self.km: float | None = None
        self.number: float | None = None
        self.near = False
        self.kind: KindWord | None = None
        self.kind_at = -2
        self.first: Mention | None = None
        self.pair = False
        self.toward = False
        self.joined = False
        self.border = False
        self.seat = False
        self.people = ""

    def read(self, at: int, item: Item) -> None:
        """Take one item."""
        if item.gap in BREAKS and not (item.gap in "()" and self.measures):
            self.break_off(at)
        elif item.gap == "/" and self.after:
            self.joined = True
        if item.role in ("name", "unknown"):
            self.name(at, item)
        else:
            self.word(at, item)

    @property
    def measures(self) -> bool:
        """Whether a distance has been read that no name has yet."""
        return self.km is not None or self.number is not None

    def word(self, at: int, item: Item) -> None:
        """Take an item that is no name."""
        if item.role == "tag":
            self.tag(at, item)
        elif item.role == "number":
            self.number = item.number
            self.near = self.near and not self.chain.follows(at, "near")
        elif item.role == "person":
            self.kind = None
        elif item.role == "word":
            self.people = ""
        if item.role != "tag" or item.part not in _BESIDE:
            self.after = None

    def break_off(self, at: int) -> None:
        """End a part of the string: what was read holds for no later name, unless it is still open ("5 km south")."""
        self.trail(at)
        if self.point and not self.of and self.km is None:
            _make_sector(self.after, self.point)
        keep_pair, first = self.pair, self.first
        self.reset()
        if keep_pair and first is not None:
            self.pair, self.first = True, first
        self.after = None
        self.road = False

    def trail(self, end: int) -> None:
        """Give a distance that stands right behind a name, before `end`, to that name ("Xtown, 10 km north")."""
        if self.km is None or self.km > _TRAIL_KM or self.of or self.point in ("", "C") or not self.mentions:
            return
        before = self.items[self.chain.measure_start(end)]
        target = self.mentions[-1]
        if before.role == "name" and target.relation == "at" and target.matches == before.matches:
            target.relation, target.point, target.km = "outside", self.point, self.km
            self.point, self.km = "", None

    def finish(self) -> None:
        """Take what the end of the string leaves open."""
        self.trail(len(self.items))
        if self.items and self.items[-1].role == "tag" and not self.of:
            self.close(self.items[-1])
        if self.first is not None and self.first not in self.mentions:
            self.first.relation = "near"
            self.mentions.append(self.first)

    def close(self, last: Item) -> None:
        """Take a compass word or "near" that ends the string."""
        if last.part == "direction" and self.point and self.km is None and not self.near:
            before = self.items[-2] if len(self.items) > 1 else None
            named = before is not None and (before.role == "name" or before.possessive)
            if named and last.gap in ("", "-", "(") and self.mentions:
                _make_sector(self.mentions[-1], self.point)
        elif last.part == "near" and self.near and not self.mentions:
            self.mentions.append(Mention(last.text, relation="near", anaphor="any"))

    # tags

    def tag(self, at: int, item: Item) -> None:
        """Take a word with a part to play."""
        if self.seat and item.part == "direction" and item.low in self.adjectives:
            return  # "the capital of southern Xprovince" is the capital all the same
        self.seat = self.seat and item.part in _LEADING_ON
        take = _TAKERS.get(item.tag.role) if item.tag is not None else None
        if take is not None:
            take(self, at, item)

    def unit(self, _at: int, item: Item) -> None:
        """Make a distance of the number before; a second one in brackets is the same in other units."""
        if self.number is not None and self.km is None and item.tag is not None:
            self.km = self.number * item.tag.value
        self.number = None

    def count(self, _at: int, item: Item) -> None:
        """Take a number word."""
        self.number = item.tag.value if item.tag is not None else None

    def of_word(self, at: int, _item: Item) -> None:
        """Take "of" or "from", which after a direction or a distance lead outside."""
        self.of = self.of or self.chain.follows(at, "direction") or self.chain.follows(at, "unit")

    def near_word(self, _at: int, item: Item) -> None:
        """Take "near" and its like; "the Xtown suburb of Ytown" is Ytown itself."""
        if item.sense == "part" and self.after is not None and item.gap == "":
            self.point, self.kind = "", None
            return
        self.near, self.kind, self.people = True, None, ""

    def nationality(self, _at: int, item: Item) -> None:
        """Take an adjective of nationality, which counts only right before "city", "province" and their like."""
        self.people = item.tag.text if item.tag is not None else ""

    def between(self, _at: int, _item: Item) -> None:
        """Take "between": two names follow."""
        self.pair, self.near = True, False

    def linking(self, at: int, item: Item) -> None:
        """Take "linking": the name before it, or the next two, are the ends of a road."""
        self.between(at, item)
        self.take_first()

    def to_word(self, at: int, _item: Item) -> None:
        """Take "to", which leads somewhere after a road, and from one name to the next: "cities from X to Y"."""
        self.toward = self.road
        if self.road or self.chain.leads_to_name(at):
            self.pair = self.take_first() or self.pair

    def take_first(self) -> bool:
        """Make the mention just read the first of two; say whether there was one."""
        if self.after is None or not self.mentions or self.mentions[-1] is not self.after:
            return False
        self.first = self.mentions.pop()
        return True

    def and_word(self, _at: int, item: Item) -> None:
        """Take "and", which joins the next name to the one before."""
        self.joined = self.after is not None and item.sense != "with"

    def border_word(self, _at: int, _item: Item) -> None:
        """Take "border": the name before or after it is only the border's."""
        self.border, self.people = True, ""
        if self.after is not None:
            self.after.border = True

    def anaphor(self, at: int, item: Item) -> None:
        """Take words that point back."""
        wanted = item.tag.text if item.tag is not None else "any"
        if wanted == "seat" and self.rules_area(at):
            return
        self.points_back(at, item, wanted)
        self.seat = wanted == "seat"

    def organisation(self, _at: int, _item: Item) -> None:
        """Take a word that makes an organisation of the name before it."""
        if self.after is not None:
            self.after.organised = True

    def direction(self, at: int, item: Item) -> None:
        """Take a compass word: a part of what follows, or outside of it, or a part of what was just named."""
        point = item.tag.text if item.tag else ""
        if self.point and self.chain.follows(at, "direction"):
            self.point = self.joint_point(at, point)
            return
        if self.point and (self.of or self.chain.follows(at, "and")):
            return
        owned = at > 0 and self.items[at - 1].possessive and item.low in self.adjectives and bool(self.mentions)
        if owned and _make_sector(self.mentions[-1], point):
            return
        self.point = point
        self.described = item.low in self.adjectives
        self.within = self.chain.leads_inside(at)

    def joint_point(self, at: int, point: str) -> str:
        """Return the compass point that a compass word makes with the one right before it ("south", "eastern")."""
        before = self.items[at - 1].tag
        if before is not None and before.text == "C":
            return point
        return _POINTS.get((self.point, point)) or (self.point if point == "C" else point)

    def inside(self, at: int, _item: Item) -> None:
        """Begin a container: what was near or beside lies in it ("a bridge north of the river in Mosul")."""
        if not self.chain.follows(at, "near"):
            self.near = False
        if self.of or self.km is not None:
            self.point, self.km, self.of = "", None, False
        self.kind, self.number, self.toward, self.people = None, None, False, ""

    def kind_word(self, at: int, item: Item) -> None:
        """Take a word such as "village": of the name before it, of the one after, or pointing back."""
        kind = item.tag.kind if item.tag else None
        if kind is None:
            return
        capital = item.sense == "capital"
        if capital and self.rules_area(at):
            return
        if self.after is not None and item.gap in ("", "-"):
            self.trailing_kind(kind, item)
            return
        self.kind, self.kind_at, self.seat = kind, at, self.leads_on(kind, capital=capital)
        self.road = self.road or kind.road
        if self.people and kind.anaphor and not self.chain.leads_to_name(at):
            self.add(Mention(item.text, abroad=self.people))
            return
        if kind.anaphor and not self.chain.leads_to_name(at) and self.chain.is_definite(at):
            wanted = "capital" if capital else kind.best
            self.points_back(at, item, wanted)

    def leads_on(self, kind: KindWord, *, capital: bool) -> bool:
        """Whether a capital is meant of the name to come, behind a kind word too ("capital of the province of X")."""
        return capital or (self.seat and kind.best == "province")

    def rules_area(self, at: int) -> bool:
        """Mean the seat of the name right before a word for capitals ("Xland's capital"); say whether one is there."""
        if at == 0 or self.items[at].gap not in ("", "-") or not self.mentions:
            return False
        before, area = self.items[at - 1], self.mentions[-1]
        area.seat = area.seat or (before.role == "name" and area.matches == before.matches)
        return area.seat

    def trailing_kind(self, kind: KindWord, item: Item) -> None:
        """Give a kind word to the name right before it."""
        target = self.after
        if target is None:
            return
        if kind.road:
            self.trailing_road(target)
        elif kind.hard and kind.best != "province":
            target.titled = True
            target.kind = target.kind or kind
        elif target.kind is None or not target.kind.hard:
            target.kind = kind
            if item.tag is not None and item.tag.many and target.listed and len(self.mentions) > 1:
                self.mentions[-2].kind = kind
        self.after = None

    def trailing_road(self, target: Mention) -> None:
        """Read a road named after its ends ("the Baghdad-Kirkuk highway") or after one place ("Kirkuk road")."""
        self.road = True
        if target.relation == "between" or target not in self.mentions:
            return
        at = self.mentions.index(target)
        if (target.listed or target.dashed) and at > 0:
            first = self.mentions[at - 1]
            first.relation, first.other, target.listed = "between", target, False
            self.mentions.pop(at)
        else:
            target.relation = "toward" if target.relation == "at" else target.relation
            target.titled = True

    def points_back(self, at: int, item: Item, wanted: str) -> None:
        """Take words that point to a place named before, unless the name itself follows."""
        if self.chain.leads_to_name(at):
            return
        mention = Mention(item.text, anaphor=wanted)
        self.add(mention)

    # names

    def name(self, at: int, item: Item) -> None:
        """Take a name with all that was read for it."""
        mention = Mention(item.text, item.matches, partial=item.partial, key=item.key, led=self.chain.is_led(at))
        mention.border, mention.gap = self.border, item.gap
        mention.kind = item.tag.kind if item.tag is not None else None
        if self.kind is not None and self.kind_stands_before(at):
            mention.kind, mention.of_kind = self.kind, True
            mention.titled = self.is_titled(at, self.kind)
        seat = self.seat and item.possessive  # "the capital of Xland's Yregion"
        mention.seat = self.seat and not item.possessive
        if item.gap == "-" and self.after is not None:
            self.joined = True
        mention.owner = item.possessive
        mention.abroad = self.people if self.kind is not None and self.kind.anaphor else ""
        mention.dashed = item.gap == " - " and at > 0 and self.items[at - 1].role == "name"
        self.add(mention)
        self.after = mention if mention in self.mentions else self.after
        if item.possessive:
            self.after, self.seat = None, seat

    def kind_stands_before(self, at: int) -> bool:
        """Whether only "of", articles and plain words stand between the kind word and the name."""
        between = self.items[self.kind_at + 1 : at]
        return all(i.role in ("word", "demonym") or i.part in INNER for i in between)

    def is_titled(self, at: int, kind: KindWord) -> bool:
        """Whether the kind word before a name makes a thing of its own of it ("the bridge of X"), no end of a road."""
        if not kind.hard or kind.best == "province" or self.toward:
            return False
        return all(i.part in ("of", "the") for i in self.items[self.kind_at + 1 : at])

    def add(self, mention: Mention) -> None:
        """Give a mention its relation and put it among the others."""
        if self.pair and self.first is None:
            self.first = mention
            return
        if self.pair and self.first is not None:
            mention, mention.other = self.first, mention
            mention.relation = "between"
        else:
            self.relate(mention)
        if self.joined and self.mentions and mention.relation != "between":
            before = self.mentions[-1]
            mention.listed = True
            if mention.relation == "at" and before.relation in ("near", "outside"):
                mention.relation, mention.point, mention.km = before.relation, before.point, before.km
        self.mentions.append(mention)
        road, self.after = self.road, mention
        self.reset()
        self.road = road

    def relate(self, mention: Mention) -> None:
        """Set how a mention is meant, by what was read before it."""
        if self.toward:
            mention.relation = "toward"
        elif self.point == "C" and self.km is not None:
            mention.relation, mention.km = "near", self.km
        elif self.leads_outside():
            mention.relation, mention.point, mention.km = "outside", self.point, self.km
        elif self.point and not self.near and not self.describes_kind(mention):
            mention.relation, mention.point = "sector", self.point
        elif self.km is not None:
            mention.relation, mention.km = "near", self.km
        elif self.near:
            mention.relation = "near"

    def leads_outside(self) -> bool:
        """Whether a compass word leads outside of the name to come: by a distance or by "of"."""
        return self.point != "" and (self.km is not None or (self.of and not self.within and self.point != "C"))

    def describes_kind(self, mention: Mention) -> bool:
        """Whether the compass word is an adjective of the name's kind word ("the northern town of X")."""
        return self.described and mention.kind is not None and not self.of


def _make_sector(target: Mention | None, point: str) -> bool:
    """Mean a part of a place that was meant as a whole so far; say whether it was."""
    if target is None or target.relation != "at":
        return False
    target.relation, target.point = "sector", point
    return True


_TAKERS = {
    "direction": _Reader.direction,
    "unit": _Reader.unit,
    "number": _Reader.count,
    "of": _Reader.of_word,
    "inside": _Reader.inside,
    "near": _Reader.near_word,
    "between": _Reader.between,
    "linking": _Reader.linking,
    "to": _Reader.to_word,
    "and": _Reader.and_word,
    "border": _Reader.border_word,
    "kind": _Reader.kind_word,
    "anaphor": _Reader.anaphor,
    "organisation": _Reader.organisation,
    "people": _Reader.nationality,
}
"""What each kind of word does."""
