"""Parts of speech."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["NOUNS", "VERBS", "Tag"]


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
