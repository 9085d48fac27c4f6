"""Running totals that replace earlier counts, and sources that differ."""

from __future__ import annotations

from conflictmap.extraction.casualties.function_words import PROVISIONAL
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.casualties.words import load_casualty_words
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan

__all__ = ["read_tolls"]

_DEAD_NOUNS = load_casualty_words()["tolls.dead"]
_HURT_NOUNS = load_casualty_words()["tolls.hurt"]
_TOLL_LINKS = load_casualty_words()["tolls.links"]
_VARY = load_casualty_words()["tolls.vary"]
_COUNTED = load_casualty_words()["tolls.counted"]


def read_tolls(scan: Scan) -> list[Mention]:
    """Read "raising the toll to 31", "the dead numbered four", "Wounded: 51", and rival sources."""
    if (rival := _rival_sources(scan)) is not None:
        return [rival]
    found: list[Mention] = []
    for i in range(len(scan)):
        outcome = _counted_noun(scan, i)
        if outcome is None or PROVISIONAL & set(scan.lows[max(0, i - 6) : i]):
            continue
        mention = _figure_after(scan, i, outcome)
        if mention is not None:
            found.append(mention)
    return found


def _counted_noun(scan: Scan, i: int) -> str | None:
    """Return the outcome that a noun counts if it can carry a figure: "toll", "the dead", "the number of injured"."""
    word, before, after = scan.word(i), scan.word(i - 1), scan.word(i + 1)
    if word in {"toll", "tally"}:
        return "killed"
    if word == "number" and after == "of":
        counted = set(scan.lows[i + 2 : i + 6])
        if counted & _DEAD_NOUNS:
            return None if counted & _HURT_NOUNS else "killed"
        return "wounded" if counted & _HURT_NOUNS else None
    outcome = "killed" if word in _DEAD_NOUNS | {"losses", "figure"} else "wounded" if word in _HURT_NOUNS else None
    if outcome is None:
        return None
    led = before in {"the", "of", "final", "latest", "official", "rebel", "militant", "enemy", "and"} or i == 0
    labelled = after in {":", "=", "totaled", "totalled", "numbered"} or (after == "s" and scan.word(i + 2) == ":")
    return (
        outcome
        if labelled
        or (led and after in _TOLL_LINKS | {"came", "ran", "rose"})
        or (word == "injuries" and before == "and" and parse_quantity(scan, i + 1))
        else None
    )


def _figure_after(scan: Scan, i: int, outcome: str) -> Mention | None:
    reach = 22 if scan.word(i) in {"toll", "number"} else 6
    for j in range(i, min(i + reach, len(scan))):
        linked = scan.word(j) in _TOLL_LINKS and j > i
        if not linked and not (j == i and scan.word(i) == "injuries"):
            continue
        start = j + (2 if scan.word(j + 1) in {"at", "to", "close"} and linked else 1)
        quantity = parse_quantity(scan, start)
        if quantity is None or scan.at("not_people", quantity.end) or (scan.word(j) == "of" and j > i + 1):
            continue
        if quantity.article and not scan.word(start).isdigit() and scan.word(start) != "one":
            continue
        if outcome == "killed" and {"wounded", "injured"} & set(scan.lows[i:j]):
            return None
        rule = f"{outcome}.toll/nominal"
        return Mention(outcome, quantity.low, quantity.high, i, quantity.end, i, rule, toll=True, vague=quantity.vague)
    return None


def _rival_sources(scan: Scan) -> Mention | None:
    """Read a sentence that sets sources against each other as a range ("accounts vary; police say 9, others 11")."""
    words = set(scan.lows)
    if not (_VARY & words and _COUNTED & words):
        return None
    numbers: list[tuple[int, int]] = []
    wounded_asked = not {"killed", "dead", "died", "fatalities", "deaths", "toll"} & words
    i = next((k for k in range(len(scan)) if scan.word(k) in _VARY), 0)
    while i < len(scan):
        if scan.word(i) == ";" and len(numbers) > 1:
            break
        quantity = parse_quantity(scan, i)
        if (
            quantity is not None
            and not quantity.article
            and not quantity.vague
            and not scan.at("not_people", quantity.end)
        ):
            hurt = {"wounded", "injured", "hurt"} & set(scan.lows[quantity.end : quantity.end + 4])
            if wounded_asked or not hurt:
                numbers.extend((n, quantity.end) for n in (quantity.low, quantity.high) if n is not None and n < 3000)
            i = quantity.end
        else:
            i += 1
    if not numbers:
        return None
    low, high = min(n for n, _ in numbers), max(n for n, _ in numbers)
    outcome = "wounded" if wounded_asked and {"wounded", "injured", "injuries"} & words else "killed"
    return Mention(
        outcome,
        low,
        high,
        0,
        numbers[-1][1],
        next(k for k in range(len(scan)) if scan.word(k) in _VARY),
        f"{outcome}.sources/nominal",
        toll=True,
    )
