"""What stands in a sentence and how it hangs together: tags, noun phrases, verb groups, clauses.

A light analysis without a model: closed classes, the lexicon's words, the shape of words, and what stands beside them.
Each sentence is analysed once; everything after reads the result.
"""

from __future__ import annotations

from conflictmap.extraction.syntax.analysis import Context, Role, Syntax, analyse
from conflictmap.extraction.syntax.clauses import Clause, Link, is_apposed
from conflictmap.extraction.syntax.lookedup import LookedUp
from conflictmap.extraction.syntax.tags import NOUNS, VERBS, Tag
from conflictmap.extraction.syntax.verbgroups import VerbGroup

__all__ = [
    "NOUNS",
    "VERBS",
    "Clause",
    "Context",
    "Link",
    "LookedUp",
    "Role",
    "Syntax",
    "Tag",
    "VerbGroup",
    "analyse",
    "is_apposed",
]
