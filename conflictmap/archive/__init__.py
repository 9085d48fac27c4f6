"""An archive: a GeoPackage that grows, of reports seen, incidents read, links between them and what people decided.

Floor 5. Standard library and the rooms below; QGIS opens the file as it is. Everything is written in transactions, so
that a run that is killed at any moment has lost nothing but the reports it had not finished.
"""

from __future__ import annotations

from conflictmap.archive.archivetables import is_archive
from conflictmap.archive.store import Archive, Reading, digest_of
from conflictmap.archive.watched import OvertakenError, WatchedArchive

__all__ = ["Archive", "OvertakenError", "Reading", "WatchedArchive", "digest_of", "is_archive"]
