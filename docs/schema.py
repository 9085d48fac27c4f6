"""Write the JSON Schema of an incident anew from columns and codebook: ``python docs/schema.py``. A test compares."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from conflictmap.tables import incident_schema

PATH = Path(__file__).parent / "schema" / "incident.schema.json"


def text() -> str:
    """Return what the file holds."""
    return json.dumps(incident_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the file; return the exit code."""
    PATH.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
