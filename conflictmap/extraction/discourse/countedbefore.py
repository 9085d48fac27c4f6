"""Casualties that were counted before: shares of them, and those told one by one."""

from __future__ import annotations

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.discourse.context import Read, Stretch
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag

__all__ = ["is_counted_before"]


def is_counted_before(read: Read, stretch: Stretch, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether people were counted before, and are only told one by one or by shares now.

    Parameters
    ----------
    read : Read
    stretch : Stretch
    mention : Mention
    mentions : list of Mention
        Those of the same telling.
    """
    if _tells_each(read, stretch.scan, mention) or _names_them(read, stretch, mention):
        return True
    apart = mention.of_wounded or _of_seized(mention, mentions)
    return not apart and _is_share(read, stretch, mention, mentions)


def _names_them(read: Read, stretch: Stretch, mention: Mention) -> bool:
    """Whether only those are spoken of who were counted before: "The guards killed on Sunday were buried"."""
    told = mention.outcome in read.people.outcomes and read.told[1] == stretch.item
    definite = bool(mention.groups) and all(group.form == "definite" for group in mention.groups)
    return told and definite and mention.construction == "reduced" and not mention.more


def _is_share(read: Read, stretch: Stretch, mention: Mention, told: list[Mention]) -> bool:
    """Whether a mention only breaks down a count told before: "three of the dead", not "three of the captives"."""
    if not _only_shares(mention):
        return False
    before = {other.outcome for other in told if other.verb < mention.verb and other.low}
    if stretch.scan.syntax.tags[mention.groups[-1].end - 1] is Tag.RELATIVE:
        return mention.outcome in before  # "a post held by guards, six of whom died": the sentence itself tells of whom
    return mention.outcome in before or not (before or read.people.of_others(mention, stretch.index))


def _only_shares(mention: Mention) -> bool:
    return bool(mention.groups) and all(group.part for group in mention.groups)


def _tells_each(read: Read, scan: Scan, mention: Mention) -> bool:
    """Whether a sentence tells those counted before one by one: "One died at the scene and the other in hospital"."""
    if set(read.people.outcomes) != {mention.outcome}:
        return False
    bare = mention.groups and mention.groups[0].form == "number" and mention.groups[0].start == 0
    others = scan.language.lists("drafting")["each"]["others"]
    return bool(bare) and any(scan.plays(i - 1, "definite") for i in scan.found(others))


def _of_seized(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether those who died are of the people carried off before: "two were kidnapped, one of whom was found dead"."""
    seized = (m for m in mentions if m.outcome == "abducted" and m.low)
    return mention.outcome == "killed" and any(m.verb < mention.verb for m in seized)
