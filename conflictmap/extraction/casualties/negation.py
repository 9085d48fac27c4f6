"""A count of nought: "No casualties", "nobody was hurt": a count of nought, not an unknown one."""

from __future__ import annotations

from conflictmap.extraction.casualties.function_words import left_of
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.sentence import Scan

__all__ = ["none_hurt"]


def none_hurt(scan: Scan) -> list[Mention]:
    """Read "no casualties", "no one was hurt", "caused no injuries": a count of nought, not an unknown one."""
    found = []
    for i in range(len(scan)):
        word, after = scan.word(i), scan.word(i + 1)
        j = i + 1
        if word == "without" and after in {"killing", "injuring", "hurting", "wounding"}:
            outcome = "killed" if after == "killing" else "wounded"
            found.append(Mention(outcome, 0, 0, i, i + 3, i + 1, "none/nominal"))
        if (word == "without" and after in {"casualties", "causing", "injuries", "loss"}) or word in {"no", "nor"}:
            while (
                j < len(scan)
                and scan.word(j)
                in {
                    "reported",
                    "reports",
                    "of",
                    "any",
                    "immediate",
                    "human",
                    "further",
                    "causing",
                    "major",
                    "deaths",
                    "or",
                    "fatalities",
                    "injuries",
                    "civilian",
                    "damage",
                    "dead",
                }
                and j < i + 6
            ):
                j += 1
            if scan.word(j) in {"casualties", "casualty", "losses"} or scan.word(j - 1) in {
                "deaths",
                "injuries",
                "fatalities",
            }:
                lost = set(scan.lows[i : j + 1])
                if "further" in lost:
                    continue
                outcomes = ["killed", "wounded"] if {"casualties", "casualty", "losses"} & lost else []
                outcomes = outcomes or [
                    o for o, names in (("killed", {"deaths", "fatalities"}), ("wounded", {"injuries"})) if names & lost
                ]
                found.extend(Mention(o, 0, 0, i, j + 1, j, "none/nominal") for o in outcomes)
        if word in {"hurting", "injuring", "harming", "killing", "wounding", "hurt", "injured", "killed"} and (
            after in {"nobody", "none"} or (after == "no" and scan.word(i + 2) == "one")
        ):
            outcomes = (
                ["killed"]
                if word.startswith("kill")
                else ["killed", "wounded"]
                if word[:3] in {"hur", "har"}
                else ["wounded"]
            )
            found.extend(Mention(o, 0, 0, i, i + 2, i, "none/active") for o in outcomes)
        if word in {"nobody", "no-one", "none"} or (
            word == "no" and (after == "one" or scan.at("people", i + 1) is not None)
        ):
            for k in range(i + 1, min(i + 7, len(scan))):
                hit = scan.at("outcome", k)
                if hit is not None and scan.word(left_of(scan, k)) in scan.grammar.be | {"or", "and"}:
                    outcomes = (
                        ["killed", "wounded"]
                        if scan.word(k) in {"hurt", "harmed"} or scan.word(k - 1) == "or" or scan.word(k + 1) == "or"
                        else [hit.entry.value]
                    )
                    found.extend(Mention(o, 0, 0, i, k + 1, k, "none/passive") for o in outcomes)
                    break
    return found
