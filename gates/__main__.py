"""The command: measures, says what stands above a gate, ends with 1 if anything does.

`--lower` writes the figures that have fallen into the ratchet file; it never raises one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from gates import ratchet
from gates.complexity import MOST, MOST_ON_AVERAGE, Block, Complexity, measure
from gates.source import Source, packages, sources
from gates.structure import cycles, twins
from gates.words import codes, words

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]
_GATES = {"mean": MOST_ON_AVERAGE, "worst": MOST, "over": 0, "words": 0}


def figures(root: Path, house: Sequence[Source]) -> tuple[dict[str, dict[str, float]], dict[str, Complexity]]:
    """Return the figures of each package, and with the complexity the blocks above its gate.

    Parameters
    ----------
    root : pathlib.Path
        Of the project. Words are counted in the rooms of conflictmap/ and in the scripts that build the gazetteer.
    house : sequence of Source
        All files of conflictmap/.
    """
    declared = codes(root, house)
    complexities, found = {}, {}
    for package, files in packages(root, house).items():
        complexities[package] = complexity = measure(files)
        found[package] = {"mean": complexity.mean, "worst": complexity.worst, "over": len(complexity.over)}
        if package.startswith("conflictmap/") or package == "gazetteer":
            found[package]["words"] = len(words(files, declared))
    return found, complexities


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the gates.

    Parameters
    ----------
    arguments : sequence of str, optional
        Of the command line.
    root : pathlib.Path
        Of the project that is measured; its ratchet is `gates/ratchet.toml`.

    Returns
    -------
    int
        0 if all gates hold, else 1.
    """
    parser = argparse.ArgumentParser(prog="python -m gates", description=__doc__)
    parser.add_argument("--lower", action="store_true", help="write fallen figures into the ratchet file")
    parser.add_argument("--words", metavar="PACKAGE", help="list the words that count in a package, and end")
    options = parser.parse_args(arguments)
    house = sources(root, "conflictmap")
    if options.words:
        _say(sorted(words(packages(root, house)[options.words], codes(root, house))))
        return 0
    file = root / "gates" / "ratchet.toml"
    held = ratchet.read(file)
    measured, complexities = figures(root, house)
    if options.lower:
        ratchet.write(file, ratchet.lowered(measured, held, _GATES))
        held = ratchet.read(file)
    verdict = ratchet.compare(measured, held, _GATES)
    _table(measured)
    _say(f"  above {MOST}: {block.complexity} {block.name} ({block.where})" for block in _loud(complexities, held))
    worse = [*verdict.worse, *(f"circle: {line}" for line in cycles(house)), *twins(house)]
    _say(f"WORSE {line}" for line in worse)
    _say(f"better {line}: run `make ratchet`" for line in verdict.better)
    return 1 if worse else 0


def _loud(complexities: dict[str, Complexity], held: ratchet.Figures) -> list[Block]:
    """Return the blocks above the gate of packages that have more of them, or worse ones, than the ratchet allows."""
    found: list[Block] = []
    for package, complexity in complexities.items():
        allowed = held.get(package, {})
        if len(complexity.over) > allowed.get("over", 0) or complexity.worst > allowed.get("worst", MOST):
            found.extend(complexity.over)
    return found


def _table(measured: ratchet.Figures) -> None:
    print(f"{'package':<26}{'mean':>6}{'worst':>7}{'over':>6}{'words':>7}")
    for package, row in measured.items():
        print(f"{package:<26}{row['mean']:>6.2f}{row['worst']:>7}{row['over']:>6}{row.get('words', '-'):>7}")


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


if __name__ == "__main__":
    sys.exit(main())
