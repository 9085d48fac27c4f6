"""Sentences and what must be read of them: the notation of data/sentences.toml, written and compared."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conflictmap.defaults import extract, load_language
from conflictmap.extraction.sentence import Scan, scan
from conflictmap.model import Count, Incident, Report
from conflictmap.text import fold

DATA = Path(__file__).parent / "data" / "sentences.toml"
_COUNT = re.compile(r"(killed|wounded|abducted) (?:(\d+)(\+)?|(\d*)\.\.(\d+))")


def load() -> list[dict[str, Any]]:
    """Return the cases, each a dict with ``shows``, ``text``, ``read`` and perhaps ``title``."""
    return list(tomllib.loads(DATA.read_text(encoding="utf-8"))["case"])


def scanned(text: str) -> Scan:
    """Make one sentence ready for the grammar."""
    return scan(fold(text), 0, len(text), load_language())


def read(text: str, title: str = "") -> list[Incident]:
    """Return the incidents of a report of these words."""
    return extract(Report("r", text, title))


def unsound(incident: Incident) -> list[str]:
    """Return what must hold of every incident, whatever is told, and does not: evidence for facts, no share above its whole."""
    roles = {item.role for item in incident.evidence}
    shared = "count_shared" in incident.doubts or incident.sentence.field == "title"
    faults = [] if shared or "kind" in roles else ["no evidence of its kind"]
    for outcome in ("killed", "wounded", "abducted"):
        whole = getattr(incident, outcome)
        parts = [victims.count for victims in incident.victims if victims.outcome == outcome]
        if whole is None:
            faults += [f"victims {outcome}, and no number"] * bool(parts)
            continue
        if not shared and not roles & {outcome, "killed", "kind"}:
            faults.append(f"no evidence of {outcome}")
        if whole.high is not None and sum(part.low or 0 for part in parts) > whole.high:
            faults.append(f"more victims {outcome} than in all")
    return faults


@dataclass
class Expected:
    """What a line of ``read`` asks for."""

    kinds: list[str]
    counts: dict[str, str]
    place: str = ""
    attacks: int = 1
    flags: frozenset[str] = frozenset()


def parse(line: str) -> Expected:
    """Read one line of the notation; raise `ValueError` for a word that is none of it."""
    kinds, *parts = (part.strip() for part in line.split("|"))
    made = Expected(kinds.split("/"), {})
    flags = set()
    for part in parts:
        if _COUNT.fullmatch(part):
            outcome, _, ends = part.partition(" ")
            made.counts[outcome] = ends
        elif part.startswith("at "):
            made.place = part[3:]
        elif part.startswith("attacks "):
            made.attacks = int(part[8:])
        elif part in {"aggregate", "background"}:
            flags.add(part)
        else:
            raise ValueError(f"{part!r} in {line!r} is none of the notation")
    made.flags = frozenset(flags)
    return made


def span(low: int | None, high: int | None) -> str:
    """Write the two ends of a count as the notation does."""
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{'' if low is None else low}..{high}"


def ends(count: Count | None) -> str | None:
    """Write a count as the notation does."""
    return None if count is None else span(count.low, count.high)


def write(incident: Incident, expected: Expected | None = None) -> str:
    """Write an incident in the notation; with `expected` the kind and the place as asked for, where they fit."""
    kind, place = incident.kind, incident.places[0].text if incident.places else ""
    if expected is not None:
        kind = "/".join(expected.kinds) if kind in expected.kinds else kind
        place = expected.place if expected.place in place else place
    parts = [kind]
    parts += [f"{o} {ends(getattr(incident, o))}" for o in ("killed", "wounded", "abducted") if getattr(incident, o)]
    parts += [f"at {place}"] if place and (expected is None or expected.place) else []
    parts += [f"attacks {incident.attacks}"] if incident.attacks != 1 else []
    parts += [flag for flag in ("aggregate", "background") if getattr(incident, flag)]
    return " | ".join(parts)
