"""Running totals that replace earlier counts, and sources that differ."""

from __future__ import annotations

from conflictmap.extract.casualties.mention import Mention
from conflictmap.extract.casualties.words import PROVISIONAL
from conflictmap.extract.quantity import parse_quantity
from conflictmap.extract.scan import Scan

__all__ = ["read_tolls"]

_TOLL_WORDS = frozenset({"toll", "tally", "losses", "figure", "fatalities", "deaths"})


_TOLL_LINKS = frozenset({"to", "at", "of", "was", "is", "stood", "reached", "numbered", "climbed", "hit"})


_VARY = frozenset(
    {
        "accounts",
        "vary",
        "varied",
        "varies",
        "differ",
        "differed",
        "differing",
        "conflicting",
        "ranged",
        "ranging",
        "disagreed",
        "disputed",
        "unclear",
        "contradictory",
    }
)


_COUNTED = frozenset(
    {
        "fatalities",
        "dead",
        "killed",
        "toll",
        "casualties",
        "deaths",
        "wounded",
        "injured",
        "injuries",
        "died",
        "tolls",
        "figures",
    }
)


def read_tolls(scan: Scan) -> list[Mention]:
    """Read "raising the death toll to 31", "the dead numbered four", "the final figure was 64", and sources that differ."""
    if (rival := _rival_sources(scan)) is not None:
        return [rival]
    found = []
    for i in range(len(scan)):
        word = scan.word(i)
        dead = word == "dead" and scan.word(i - 1) in {"the", "of"}
        counted = (
            word == "number"
            and scan.word(i + 1) == "of"
            and bool({"killed", "dead", "deaths", "fatalities"} & set(scan.lows[i + 2 : i + 6]))
        )
        if not (
            word in {"toll", "tally"}
            or dead
            or counted
            or (
                word in _TOLL_WORDS
                and scan.word(i - 1) in {"final", "of", "latest", "official", "the", "rebel", "militant", "enemy"}
            )
        ):
            continue
        if PROVISIONAL & set(scan.lows[max(0, i - 6) : i]):
            continue
        for j in range(i + 1, min(i + (22 if word in {"toll", "number"} else 5), len(scan))):
            if scan.word(j) in _TOLL_LINKS and (q := parse_quantity(scan, j + (2 if scan.word(j + 1) == "at" else 1))):
                if (
                    q.article
                    or {"wounded", "injured"} & set(scan.lows[i:j])
                    or scan.at("not_people", q.end)
                    or (scan.word(j) == "of" and j > i + 1)
                ):
                    continue
                found.append(
                    Mention("killed", q.low, q.high, i, q.end, i, "killed.toll/nominal", toll=True, vague=q.vague)
                )
                break
    return found


def _rival_sources(scan: Scan) -> Mention | None:
    """Read a sentence that sets sources against each other as one range ("sources vary; police counted 9, a hospital 11")."""
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
