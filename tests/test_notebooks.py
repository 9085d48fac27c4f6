"""The notebooks run from end to end, and are kept with what they gave, so that a forge shows them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest

InteractiveShell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_gives_what_is_kept(path, monkeypatch):
    """The cells run as in a notebook but in this process, which has loaded its libraries; `make notebooks` starts kernels."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    monkeypatch.chdir(path.parent)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    shell = InteractiveShell()
    for cell in code(json.loads(path.read_text(encoding="utf-8"))):
        source = "".join(cell["source"])
        with pd.option_context("display.max_columns", 20):  # as in a notebook; a terminal is asked for its width
            done = shell.run_cell(source)
            done.raise_error()
            quiet = done.result is None or source.rstrip().endswith(";")
            shown = [] if quiet else [shell.display_formatter.format(done.result)[0]["text/plain"]]
        assert shown == tables(cell), "run: make notebooks"


def tables(cell):
    """Return what a cell printed, without pictures: a new version of the library that draws them changes their bytes."""
    shown = [out["data"]["text/plain"] for out in cell["outputs"] if out["output_type"] == "execute_result"]
    return ["".join(lines) for lines in shown]


def test_there_are_three_and_they_show_something():
    assert len(NOTEBOOKS) == 3
    for path in NOTEBOOKS:
        cells = code(json.loads(path.read_text(encoding="utf-8")))
        assert any(cell["outputs"] for cell in cells), path
        assert not [out for cell in cells for out in cell["outputs"] if out["output_type"] == "error"], path
