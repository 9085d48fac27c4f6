"""The desk: a page on this machine where people check, correct and sign what was read.

Floor 6. Nothing is kept here: what people do goes into the archive as corrections, each in a transaction of its own.
Starlette and uvicorn are an extra, imported when the desk is opened.
"""

from __future__ import annotations

from conflictmap.desk.agreement import Agreement, agreements, kappa
from conflictmap.desk.serving import serve
from conflictmap.desk.urgency import urgency

__all__ = ["Agreement", "agreements", "kappa", "serve", "urgency"]
