"""From the characters of a location string to its items: names found in the gazetteer, words with a part to play.

Nothing is decided here about what the string means; that is the grammar's task.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from conflictmap.geocoding.names.folding import plain
from conflictmap.geocoding.names.nameindex import Match, NameIndex
from conflictmap.geocoding.parsing.itemchain import Item
from conflictmap.geocoding.parsing.locationwords import Line, Splitter
from conflictmap.language import PlaceWords, Tag
from conflictmap.memo import Memo

__all__ = ["Scanner"]

_CACHE_LIMIT = 100_000
_MOST_PARTS = 5_000
"""Parts of strings; those that come again and again are what others lie in, and of them there are few."""
_LETTER = re.compile(r"[^\W_]")


_Found = tuple[int, tuple[Match, ...]]
"""Where a name ends, and the rows that bear it."""


class Scanner:
    """Finds names and words of location strings.

    Parameters
    ----------
    index : NameIndex
    words : PlaceWords
    demonyms : frozenset of str
        Exact keys of the words for the country's people.
    is_foreign : callable
        Whether an exact key is the name of a place abroad: such a name is not compared by likeness.
    strong : callable
        Whether a match is a city, town or province, which a person's name in front does not make a person.
    """

    def __init__(
        self,
        index: NameIndex,
        words: PlaceWords,
        demonyms: frozenset[str],
        is_foreign: Callable[[str], bool],
        strong: Callable[[Match], bool],
    ) -> None:
        self.index = index
        self.words = words
        self.demonyms = demonyms
        self.is_foreign = is_foreign
        self.strong = strong
        self.splitter = Splitter(words, index.folder)
        self._parts: Memo[tuple[str, str, bool, bool], tuple[Item, ...]] = Memo(self._scan_part, _MOST_PARTS)
        self._likes: dict[tuple[str, ...], tuple[Match, ...]] = {}

    def scan(self, text: str) -> list[Item]:
        """Return the items of a location string in order."""
        text = plain(text)
        lower = text.islower()
        parts = self.splitter.parts(text)
        if len(parts) > 1:
            parts = [part for part in parts if _LETTER.search(part[1])]
        if len(parts) == 1:
            return list(self._parts[(*parts[0], lower, True)])
        return [item for part in parts for item in self._parts[(*part, lower, False)]]

    def _scan_part(self, key: tuple[str, str, bool, bool]) -> tuple[Item, ...]:
        """Return the items of a part of a string, whose words bear on no other part."""
        gap, text, lower, only = key
        line = self.splitter.part(text, gap, lower=lower)
        line.alone = only and len(line.words) == 1
        items: list[Item] = []
        at, count = 0, len(line.words)
        while at < count:
            end = self._name(line, at, items) if self._may_begin(line, at) else None
            at = end or self._phrase(line, at, items) or self._other(line, at, items)
        return tuple(items)

    def known_names(self, text: str) -> Iterator[Item]:
        """Yield the names of a longer text that stand in the gazetteer just so; quicker than a scan."""
        line = self.splitter.split(text)
        items: list[Item] = []
        at = 0
        while at < len(line.words):
            end, matches = self._exact(line, at) if line.words[at].capital else (at, ())
            if matches and not (end == at + 1 and line.words[at].given):
                self._put(line, at, end, matches, items)
            at = max(end, at + 1)
        yield from items

    # names

    def _name(self, line: Line, at: int, items: list[Item]) -> int | None:
        first = line.words[at]
        end, matches = self._exact(line, at)
        if not matches or self._means_own(line, at, end) is False:
            return self._loosely(line, at, items) if first.nameable and first.key not in self.demonyms else None
        if self._goes_on(line, end):
            longer, better = self._folded(line, at, end)
            if better:
                end, matches = longer, better
            elif away := self._abroad_end(line, at, end):
                return self._put(line, at, away, (), items)
        if end == at + 1 and self._is_first_of_many(line, at, matches):
            return self._person(line, at, items) if first.given else self._unknown(line, at, items)
        return self._put(line, at, end, matches, items)

    def _may_begin(self, line: Line, at: int) -> bool:
        """Whether a name may begin here: the article of the next word is left to `_other`."""
        first = line.words[at]
        if first.article and line.leads(at):
            return False
        if first.capital or line.lower or first.number is not None:
            return True
        if first.key not in self.index.by_names:
            return first.role == "direction" and self._is_direction(line, at)
        return bool(self._means_own(line, at, self._exact(line, at)[0])) or self._is_direction(line, at)

    def _means_own(self, line: Line, at: int, end: int) -> bool | None:
        """Whether a by-name ("the northern oil city") means the place that has it; ``None`` for words that are none.

        It is said of others with an indefinite article, or where a name follows.
        """
        keys = self.index.by_names.get(line.words[at].key)
        if keys is None or "".join(self._pieces(line, at, end)) not in keys:
            return None
        begin = at
        while begin and line.joins(begin) and not (line.words[begin - 1].role or line.words[begin - 1].possessive):
            begin -= 1
        before = line.words[begin - 1] if begin and line.joins(begin) else None
        vague = before is not None and before.role == "the" and not (before.tag and before.tag.text)
        named = line.joins(end) and (line.words[end].role == "of" or line.words[end].nameable)
        return not (vague or named)

    @staticmethod
    def _is_direction(line: Line, at: int) -> bool:
        """Whether a compass word may begin a name of its own, as in "eastern Xland", although it is not capitalised."""
        return line.words[at].role == "direction" and line.joins(at + 1) and line.words[at + 1].capital

    def _is_first_of_many(self, line: Line, at: int, matches: Sequence[Match]) -> bool:
        """Whether a word that is a name is only the first of more: a given name ("Ali"), or a mere element ("Tall")."""
        word = line.words[at]
        return (word.given or word.key in self.words.elements) and self._is_person(line, at, matches)

    def _unknown(self, line: Line, at: int, items: list[Item]) -> int:
        return self._put(line, at, self._block(line, at), (), items)

    def _exact(self, line: Line, at: int) -> _Found:
        """Return the end and the rows of the longest name that begins here."""
        limit = line.run_end(at, self.index.longest + 2)
        if line.words[limit - 1].possessive and (owned := self._owned(line, at, limit)):
            return owned
        found, shorter = self._longest(line, at, limit)
        if not shorter[1] or found[0] != shorter[0] + 1:
            return found
        if line.gaps[at] in ("-", "/", " - ") and self._is_road(line, shorter[0]) and any(map(self.strong, shorter[1])):
            return shorter  # "Xtown - Ytown road" has two ends, whatever "Ytown road" is called after
        if self._kind_at(line, found[0]):
            known = {m.number for m in found[1]}
            return found[0], (*found[1], *(m for m in shorter[1] if m.number not in known))
        return found

    def _longest(self, line: Line, at: int, limit: int) -> tuple[_Found, _Found]:
        """Return the longest name that begins here and ends by `limit`, and the next shorter one."""
        found: _Found = (at, ())
        shorter = found
        key, pieces, dated = "", 0, False
        exact, months = self.index.exact, self.index.folder.months
        for i in range(at, limit):
            word = line.words[i]
            if word.article and line.is_article(i, limit):
                continue
            key += word.key
            pieces += 1
            dated = dated or word.key in months
            matches = exact(key) or (self._dated(line, at, i + 1) if dated and pieces > 1 else None)
            if matches and (key not in self.words.stop if pieces > 1 else self._may_stand_alone(line, i, matches)):
                shorter, found = found, (i + 1, matches)
        return found, shorter

    def _dated(self, line: Line, at: int, end: int) -> tuple[Match, ...] | None:
        """Return the rows called after a day, in whatever order the words give it ("July 17th")."""
        return self.index.exact("".join(self.index.folder.join_words([w.key for w in line.words[at:end]])))

    @staticmethod
    def _is_road(line: Line, at: int) -> bool:
        """Whether the word at `at` is one for roads."""
        tag = line.words[at].tag
        return tag is not None and tag.kind is not None and tag.kind.road

    def _owned(self, line: Line, at: int, owner: int) -> _Found | None:
        """Return the longest name with a possessive in it ("People's Stadium"), which ends before `owner`."""
        if not line.joins(owner):
            return None
        limit = line.run_end(owner, self.index.longest)
        pieces = [*self._pieces(line, at, owner - 1), line.words[owner - 1].owner]
        for end in range(limit, owner, -1):
            if matches := self.index.exact("".join([*pieces, *self._pieces(line, owner, end)])):
                return end, matches
        return None

    def _kind_at(self, line: Line, end: int) -> Tag | None:
        """Return the word for a size or part of a town that ends a name ("Rashad area"), if one does.

        Then places called just Rashad may be meant as well as one with that whole name.
        """
        tag = line.words[end - 1].tag
        return tag if tag is not None and tag.kind is not None and tag.kind.anaphor else None

    def _may_stand_alone(self, line: Line, at: int, matches: Sequence[Match]) -> bool:
        """Whether one word is enough of a name.

        A common word ("Hit") or one with a part to play ("Husseiniya", "al-Hay") is so only with a capital, as the
        first name of a place or after the article, the latter also only where no name follows.
        """
        word = line.words[at]
        if word.number is not None:
            return False
        if word.tag is None and (not word.stop or line.alone):
            return True
        led = at > 0 and line.leads(at - 1)
        known = led or self._is_whole(line, at) or any(m.score == 1.0 for m in matches)
        if not word.capital or line.lower or not known:
            return False
        return word.tag is None or (word.tag.role == "kind" and self._ends(line, at + 1, led=led))

    @staticmethod
    def _is_whole(line: Line, at: int) -> bool:
        """Whether a word is all there is between what leads to a place and the end of its part ("in Hit, ...")."""
        if line.alone or line.joins(at + 1):
            return False
        return at > 0 and line.joins(at) and line.words[at - 1].role == "inside"

    def _ends(self, line: Line, at: int, *, led: bool) -> bool:
        """Whether no word of a name stands at `at`, as far as the article before the name (`led`) or a size tells."""
        return not line.joins(at) or (led and not self._goes_on(line, at)) or self._size_follows(line, at)

    @staticmethod
    def _size_follows(line: Line, at: int) -> bool:
        """Whether the word at `at` is one for a size or part of a town ("Husseiniya area")."""
        tag = line.words[at].tag if line.joins(at) else None
        return tag is not None and tag.kind is not None and tag.kind.anaphor and not tag.kind.hard

    def _goes_on(self, line: Line, at: int) -> bool:
        """Whether the word at `at` may continue the name before it."""
        if not line.joins(at) or line.words[at - 1].possessive:
            return False
        return line.words[at].nameable or (line.leads(at) and line.words[at + 1].nameable)

    def _block(self, line: Line, at: int) -> int:
        """Return the end of the capitalised words that begin here."""
        end = at + 1
        while end - at < 6 and self._goes_on(line, end):
            end += 1
            if not line.words[end - 1].nameable:
                end += 1
        return end

    def _pieces(self, line: Line, at: int, end: int) -> list[str]:
        return [line.words[i].key for i in range(at, end) if not (line.words[i].article and line.is_article(i, end))]

    def _folded(self, line: Line, at: int, shortest: int) -> _Found:
        """Return the longest name from here, longer than `shortest`, that folding finds."""
        for end in range(self._block(line, at), shortest, -1):
            if self._ends_on_article(line, end):
                continue
            if matches := self.index.folded(self._pieces(line, at, end)):
                return end, matches
        return at, ()

    def _loosely(self, line: Line, at: int, items: list[Item]) -> int | None:
        """Read capitalised words that are no exact name: another spelling, a place abroad, a person, a likeness."""
        end, matches = self._folded(line, at, at)
        if matches and not self._is_abroad(line, at, end):
            return self._put(line, at, end, matches, items)
        block = self._block(line, at)
        if away := self._abroad_end(line, at, at if block == at + 1 else at + 1):
            return self._put(line, at, away, (), items)
        if line.words[at].given:
            return self._person(line, at, items)
        end = self._until_known(line, at, block)
        pieces = tuple(self._pieces(line, at, end))
        return self._put(line, at, end, self._like(pieces), items)

    def _ends_on_article(self, line: Line, end: int) -> bool:
        """Whether the last word before `end` is the article of the one after it."""
        return line.words[end - 1].article and line.is_article(end - 1, len(line.words))

    def _until_known(self, line: Line, at: int, block: int) -> int:
        """Return where the unknown words from here end: at a name that is known, or with the block."""
        for i in range(at + 1, block):
            matches = self._exact(line, i)[1]
            led = i == at + 1 and line.words[at].key in self.words.elements  # "Albu Kanaan" is called after no Kanaan
            if matches and (not led or any(map(self.strong, matches))):
                return i
        return block

    def _abroad_end(self, line: Line, at: int, shortest: int) -> int | None:
        """Return the end of the longest name of a place abroad from here, longer than `shortest`."""
        for end in range(self._block(line, at), shortest, -1):
            if not self._ends_on_article(line, end) and self._is_abroad(line, at, end):
                return end
        return None

    def _is_abroad(self, line: Line, at: int, end: int) -> bool:
        return self.is_foreign("".join(self._pieces(line, at, end)))

    def _like(self, pieces: tuple[str, ...]) -> tuple[Match, ...]:
        found = self._likes.get(pieces)
        if found is None:
            if len(self._likes) > _CACHE_LIMIT:
                self._likes.clear()
            found = self._likes[pieces] = self.index.like(pieces)
        return found

    def _put(self, line: Line, at: int, end: int, matches: tuple[Match, ...], items: list[Item]) -> int:
        """Add a name, known if it has `matches`; return its end."""
        single = end == at + 1
        first, last = line.words[at], line.words[end - 1]
        text = first.text if single else " ".join([word.text for word in line.words[at:end]])
        if end < len(line.words) and line.gaps[end] == "-" and line.words[end].low in self.words.describing:
            items.append(Item("word", text, line.gaps[at]))
            return end
        item = Item(
            "name" if matches else "unknown",
            text,
            line.gaps[at],
            matches,
            possessive=last.possessive,
            key=first.key if single else "".join(self._pieces(line, at, end)),
        )
        if not single and (tag := self._kind_at(line, end)):
            item.tag, item.part, item.sense = tag, tag.role, tag.text
        if items and item.gap == "" and not items[-1].possessive:
            _mark_pieces(items[-1], item)
        items.append(item)
        return end

    # persons

    def _is_person(self, line: Line, at: int, matches: Sequence[Match]) -> bool:
        """Whether a given name is followed by a surname and not by a place that contains it."""
        if any(map(self.strong, matches)) or not self._goes_on(line, at + 1):
            return False
        following = at + 1 if line.words[at + 1].nameable else at + 2
        return following > at + 1 or not any(map(self.strong, self._exact(line, following)[1]))

    def _person(self, line: Line, at: int, items: list[Item]) -> int:
        """Add a person, or a place called after one ("Hamid Shaban village")."""
        end = self._block(line, at)
        if self._size_follows(line, end):
            return self._unknown(line, at, items)
        items.append(Item("person", " ".join(w.text for w in line.words[at:end]), line.gaps[at]))
        return end

    # other words

    def _phrase(self, line: Line, at: int, items: list[Item]) -> int | None:
        for parts, tag in self.words.phrases.get(line.words[at].low, ()):
            end = at + len(parts)
            words = tuple(word.low for word in line.words[at:end])
            if words == tuple(parts) and all(map(line.joins, range(at + 1, end))):
                items.append(Item.tagged(tag, " ".join(parts), line.gaps[at], parts[-1]))
                return end
        return None

    def _other(self, line: Line, at: int, items: list[Item]) -> int:
        word, gap = line.words[at], line.gaps[at]
        if self._leads_name(line, at):
            line.gaps[at + 1] = gap
            return at + 1
        if word.key in self.demonyms:
            items.append(Item("demonym", word.text, gap))
        elif word.tag is not None:
            titled = word.tag.role == "title" and self._titled(line, at)
            if titled and word.capital and self._size_follows(line, self._block(line, at + 1)):
                return self._unknown(line, at, items)
            items.append(Item.tagged(word.tag, word.text, gap, word.low, possessive=word.possessive))
            if titled:
                return self._person(line, at + 1, items)
        elif word.number is not None:
            items.append(Item("number", word.text, gap, number=word.number))
        elif word.given and word.capital and self._goes_on(line, at + 1):
            return self._person(line, at, items)
        else:
            items.append(Item("word", word.text, gap, low=word.low, possessive=word.possessive))
        return at + 1

    def _leads_name(self, line: Line, at: int) -> bool:
        """Whether a word is the article of the capitalised word after it, and so says nothing of its own."""
        return line.leads(at) and (line.words[at + 1].capital or (line.gaps[at + 1] == "-" and line.lower))

    def _titled(self, line: Line, at: int) -> bool:
        """Whether a title is followed by a person's name and not by the place of an office ("police chief Mosul")."""
        return self._goes_on(line, at + 1) and not any(map(self.strong, self._exact(line, at + 1)[1]))


def _mark_pieces(before: Item, item: Item) -> None:
    """Mark two names side by side, one of them unknown: perhaps they are pieces of one longer name."""
    roles = (before.role, item.role)
    if roles in {("unknown", "unknown"), ("unknown", "name"), ("name", "unknown")}:
        item.partial = "tail"
    if roles == ("name", "unknown"):
        before.partial = before.partial or "head"
