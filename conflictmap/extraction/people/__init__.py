"""Who, and how many of them: the grammar of a noun phrase that counts people.

::

    list   := group (("," | "and" | ", and" | "as well as" | "along with") group)*
    group  := quantity modifier* head postmodifier*     "six off-duty Iraqi policemen from Mosul"
            | quantity                                  "(wounded) 15", "(killing) at least nine"
            | "his" | "the" ... modifier* head          "his wife", "their four children"
            | bare plural                               "policemen"
            | "himself" | "him" | Name

Parts named after "including" or "among them" describe a list and add nothing to it; an apposition ("his target, a
council member, and five mourners") describes the group before it.
"""

from __future__ import annotations

from conflictmap.extraction.people.allegiance import allegiance
from conflictmap.extraction.people.apposition import describes
from conflictmap.extraction.people.coordination import parse_list
from conflictmap.extraction.people.extent import people_ending_at
from conflictmap.extraction.people.groups import ARMED, FORCES, Group, GroupList, total
from conflictmap.extraction.people.heads import looks_human
from conflictmap.extraction.people.nounphrases import parse_group

__all__ = [
    "ARMED",
    "FORCES",
    "Group",
    "GroupList",
    "allegiance",
    "describes",
    "looks_human",
    "parse_group",
    "parse_list",
    "people_ending_at",
    "total",
]
