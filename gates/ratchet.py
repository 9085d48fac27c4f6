"""What stands above a gate since before it stood: the figures of `ratchet.toml`, which may only fall."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Figures", "Verdict", "compare", "lowered", "read", "write"]

Figures = Mapping[str, Mapping[str, float]]
"""Package to the name of a figure to the figure."""

_HEAD = """\
# Figures that stand above a gate since before there was one. They may only fall: `make lint` fails where one rises, and
# says so where the code has become better than its line; then run `make ratchet`, which writes the lower figures.
# mean, worst, over: of cyclomatic complexity, with the count of blocks above the gate. words: of a language, in Python.
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison says.

    Attributes
    ----------
    worse, better : list of str
        A line for each figure that has risen, or fallen.
    """

    worse: list[str]
    better: list[str]


def read(path: Path) -> Figures:
    """Return the figures of a ratchet file; none if there is no file.

    Parameters
    ----------
    path : pathlib.Path
    """
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def compare(measured: Figures, held: Figures, gates: Mapping[str, float]) -> Verdict:
    """Compare what is measured with the ratchet, and where that has no line with the gate.

    Parameters
    ----------
    measured, held : Figures
        Today's, and those of the ratchet file.
    gates : mapping of str to float
        Name of a figure to what it may be anywhere.
    """
    verdict = Verdict([], [])
    for package, figures in measured.items():
        for name, figure in figures.items():
            most = held.get(package, {}).get(name, gates[name])
            if figure > most:
                verdict.worse.append(f"{package}: {name} is {figure}, at most {most} may be")
            elif most > gates[name] and figure < most:
                verdict.better.append(f"{package}: {name} is {figure}, the ratchet still allows {most}")
    gone = [f"{package}: is no more, the ratchet still has it" for package in held if package not in measured]
    verdict.better.extend(gone)
    return verdict


def lowered(measured: Figures, held: Figures, gates: Mapping[str, float]) -> Figures:
    """Return the figures that the ratchet should hold: the lower of both, and none that is within its gate.

    Parameters
    ----------
    measured, held : Figures
        Today's, and those of the ratchet file.
    gates : mapping of str to float
        Name of a figure to what it may be anywhere.
    """
    kept = {
        package: {
            name: min(figures[name], measured[package][name])
            for name in figures
            if measured[package][name] > gates[name]
        }
        for package, figures in held.items()
        if package in measured
    }
    return {package: figures for package, figures in kept.items() if figures}


def write(path: Path, figures: Figures) -> None:
    """Write a ratchet file.

    Parameters
    ----------
    path : pathlib.Path
    figures : Figures
    """
    tables = [
        "\n".join([f'["{package}"]', *(f"{name} = {figure}" for name, figure in values.items())])
        for package, values in figures.items()
    ]
    path.write_text("\n\n".join([_HEAD.rstrip("\n"), *tables]) + "\n", encoding="utf-8")
