"""The notebooks run from end to end, and are kept with what they gave, so that a forge shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_gives_what_is_kept(path):
    kept = nbformat.read(path, as_version=4)
    fresh = nbformat.from_dict(json.loads(json.dumps(kept)))
    nbclient.NotebookClient(fresh, timeout=120, resources={"metadata": {"path": str(ROOT / "notebooks")}}).execute()
    assert [tables(cell) for cell in code(fresh)] == [tables(cell) for cell in code(kept)], "run: make notebooks"


def tables(cell):
    """Return what a cell printed, without pictures: a new version of the library that draws them changes their bytes."""
    return [out["data"]["text/plain"] for out in cell["outputs"] if out["output_type"] == "execute_result"]


def test_there_are_three_and_they_show_something():
    assert len(NOTEBOOKS) == 3
    for path in NOTEBOOKS:
        cells = code(json.loads(path.read_text(encoding="utf-8")))
        assert any(cell["outputs"] for cell in cells), path
        assert not [out for cell in cells for out in cell["outputs"] if out["output_type"] == "error"], path
