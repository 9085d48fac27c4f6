"""One language: every word the readers know, read from ``rules/<code>/*.toml``, checked and compiled into one object.

A :class:`Language` holds it all: the words of violence (found by :meth:`Language.hits`), numbers, dates, places and the
small words of the grammar. It is passed everywhere; nothing below the public functions loads one by itself.
"""

from __future__ import annotations

from conflictmap.language.compilation import Language, compile_language
from conflictmap.language.datewords import DateWords, Unit
from conflictmap.language.grammar import Grammar
from conflictmap.language.inflection import Inflection, VerbForm
from conflictmap.language.placewords import KindWord, PlaceWords, Tag
from conflictmap.language.readingtables import WordLists, WordSets
from conflictmap.language.rulefolder import load_language, read_rules
from conflictmap.language.wordhits import Category, Entry, Form, Hit

__all__ = [
    "Category",
    "DateWords",
    "Entry",
    "Form",
    "Grammar",
    "Hit",
    "Inflection",
    "KindWord",
    "Language",
    "PlaceWords",
    "Tag",
    "Unit",
    "VerbForm",
    "WordLists",
    "WordSets",
    "compile_language",
    "load_language",
    "read_rules",
]
