"""Run the notebooks and keep what they give: ``python notebooks/run.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import nbclient
import nbformat

HERE = Path(__file__).parent


def main() -> int:
    """Run each in its folder and write it back; return the exit code."""
    for path in sorted(HERE.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(HERE)}}).execute()
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)  # times of this run
        nbformat.write(notebook, path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
