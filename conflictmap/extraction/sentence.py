"""A sentence made ready for the grammar: its tokens, what the language says of each, and its clauses."""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.extraction.syntax import LookedUp, Syntax, analyse
from conflictmap.language import Hit, Language
from conflictmap.text import tokenize

__all__ = ["Scan", "scan"]


@dataclass(slots=True)
class Scan(LookedUp):
    """Tokens `start` to `end` of one sentence, looked up, with the syntax at hand."""

    _syntax: Syntax | None = None

    @property
    def syntax(self) -> Syntax:
        """The clauses of the sentence; analysed when first asked for, since most sentences tell no violence."""
        if self._syntax is None:
            self._syntax = analyse(self)
        return self._syntax


def scan(text: str, start: int, end: int, language: Language) -> Scan:
    """Tokenise characters `start` to `end` of folded `text` and look the tokens up."""
    tokens = tokenize(text[start:end], language.orthography, start)
    lows, typos = [token.low for token in tokens], language.typos
    if not typos.keys().isdisjoint(lows):
        lows = [typos.get(low, low) for low in lows]
    made = Scan(tokens, lows, language, language.grammar, language.lists("syntax")["function"])
    hits = language.hits(lows)
    parted = _parted_verbs(made)
    made.file(sorted([*hits, *parted], key=lambda hit: hit.start) if parted else hits)
    return made


def _parted_verbs(made: Scan) -> list[Hit]:
    """Return the verbs between whose words their object stands, as if it stood behind them: "gunned | them | down"."""
    parting = made.language.lists("syntax")["verbs"]["parting"]
    if parting.isdisjoint(made.lows):
        return []
    objects, found = made.function["object_pronouns"], []
    for i in range(2, len(made)):
        if made.lows[i] in parting and made.lows[i - 1] in objects:
            whole = made.language.hits([made.lows[i - 2], made.lows[i]])
            found += [Hit(i - 2, i - 1, hit.entry) for hit in whole if hit.end - hit.start > 1]
    return found
