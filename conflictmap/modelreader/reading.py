"""The reader: asks, or takes the kept answer; checks it; makes incidents; keeps an account."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from conflictmap.codebook import doubt
from conflictmap.extraction import read_report
from conflictmap.gazetteer import cache_folder
from conflictmap.keptanswers import KeptAnswers
from conflictmap.model import BadInputError, ConflictmapError, Reading, Report
from conflictmap.modelreader.answerschema import checker
from conflictmap.modelreader.comparison import compared
from conflictmap.modelreader.conversation import Conversation, Said
from conflictmap.modelreader.endpoint import Endpoint
from conflictmap.modelreader.prompting import MOST_CHARS, Message, load_prompt
from conflictmap.modelreader.quotedfacts import facts_of
from conflictmap.plugins import Tools
from conflictmap.record import sound
from conflictmap.webclient import parsed

__all__ = ["ModelReader", "model_reader"]

_FILE = "llm-answers.sqlite"

_TRIES = 2
"""Answers of a model to one report, until one fits the schema."""


class _NoReadingError(ConflictmapError):
    """A report that the model did not read; what it cost all the same is in `counted`."""

    def __init__(self, message: str, counted: tuple[tuple[str, int], ...]) -> None:
        super().__init__(message)
        self.counted = counted


class ModelReader:
    """Reads reports by a language model.

    Parameters
    ----------
    tools : Tools
    endpoint : Endpoint

    Raises
    ------
    BadInputError
        If the key or the package jsonschema is missing, or answers cannot be kept.
    """

    def __init__(self, tools: Tools, endpoint: Endpoint) -> None:
        self._language = tools.language
        self._endpoint = endpoint
        self._prompt = load_prompt(tools.gazetteer.country.name)
        self._fits = checker()
        self._conversation = Conversation(endpoint)
        folder = endpoint.cache or cache_folder()
        self._cache = KeptAnswers(folder / _FILE) if folder is not None else None
        self._model = endpoint.model or endpoint.url  # a server without a name for its model has one only

    def __call__(self, report: Report) -> Reading:
        """Read a report.

        Parameters
        ----------
        report : Report

        Returns
        -------
        Reading

        Raises
        ------
        ConflictmapError
            If the model gives no answer that fits the schema.
        """
        counted: Counter[str] = Counter()
        try:
            answer = self._answer(report, counted)
        except ConflictmapError as error:
            raise _NoReadingError(f"llm: {error}", tuple(counted.items())) from error
        facts = facts_of(answer, report, self._language)
        ours = read_report(report, self._language).incidents
        incidents, missed = compared(ours, facts.incidents)
        counted["missed"] = missed
        counted["differing"] = sum(doubt("readers_differ") in incident.doubts for incident in incidents)
        counted.update({f"dropped_{what}": number for what, number in facts.dropped.items()})
        stopped_at = MOST_CHARS if len(report.text) > MOST_CHARS else None
        return Reading(incidents, stopped_at, tuple(counted.items()))

    def _answer(self, report: Report, counted: Counter[str]) -> Mapping[str, Any]:
        key = self._prompt.key(report, self._model)
        kept = self._cache.get(self._model, key) if self._cache is not None else None
        answer = self._usable(kept) if kept is not None else None
        if answer is not None:
            counted["kept"] += 1
            return answer
        counted["asked"] += 1
        content, answer = self._asked(report, counted)
        if self._cache is not None:
            self._cache.put(self._model, key, sound(content) or "")
        return answer

    def _asked(self, report: Report, counted: Counter[str]) -> tuple[str, Mapping[str, Any]]:
        until = time.monotonic() + self._endpoint.seconds
        more: list[Message] = []
        for _ in range(_TRIES):
            said = self._put(report, more, until)
            _charge(said, counted)
            answer = self._usable(said.content)
            if answer is not None:
                return said.content, answer
            more = [{"role": "user", "content": self._prompt.again}]
        raise ConflictmapError("the model's answer does not fit the schema")

    def _put(self, report: Report, more: list[Message], until: float) -> Said:
        while True:
            messages = self._prompt.messages(report, spell_out=self._conversation.spells_out)
            said = self._conversation.put([*messages, *more], until)
            if said is not None:
                return said

    def _usable(self, content: str) -> Mapping[str, Any] | None:
        """Return the object in what a model said, ``None`` if it is none or does not fit the schema."""
        try:
            answer = parsed(content[content.find("{") : content.rfind("}") + 1])
            return answer if self._fits(answer) else None
        except (ConflictmapError, RecursionError, ValueError):
            return None

    def account(self, counted: Mapping[str, int]) -> str:
        """Return one line on what a run asked for, what it cost and what was dropped.

        Parameters
        ----------
        counted : mapping of str to int

        Returns
        -------
        str
        """
        number = Counter(counted)
        parts = [
            f"{number['asked']:,} reports asked, {number['kept']:,} answers kept from before",
            self._spent(number),
            f"{number['dropped_incidents']:,} incidents and {number['dropped_facts']:,} facts dropped: not in the text",
            f"{number['differing']:,} incidents with other counts than the rules read",
            f"{number['missed']:,} that only the rules read",
        ]
        return f"llm: {'; '.join(parts)}"

    def _spent(self, number: Mapping[str, int]) -> str:
        tokens = f"{number['tokens_in']:,} tokens in, {number['tokens_out']:,} out"
        if number["untold"]:
            tokens += f" (not told for {number['untold']:,} answers)"
        prices = (self._endpoint.price_in, self._endpoint.price_out)
        if prices == (None, None):
            return tokens
        cost = number["tokens_in"] * (prices[0] or 0.0) + number["tokens_out"] * (prices[1] or 0.0)
        return f"{tokens}, cost {cost / 1_000_000:,.4f}"


def _charge(said: Said, counted: Counter[str]) -> None:
    counted["tokens_in"] += said.tokens_in or 0
    counted["tokens_out"] += said.tokens_out or 0
    counted["untold"] += said.tokens_in is None or said.tokens_out is None


def model_reader(tools: Tools, endpoint: Endpoint | None = None) -> ModelReader:
    """Make the reader that asks a language model.

    Parameters
    ----------
    tools : Tools
    endpoint : Endpoint, optional
        Which one: nobody is asked by default.

    Returns
    -------
    ModelReader

    Raises
    ------
    BadInputError
        If no endpoint is given, or what `ModelReader` raises.
    """
    if endpoint is None:
        raise BadInputError("--reader llm needs --endpoint URL: the address of the server that is to be asked")
    return ModelReader(tools, endpoint)
