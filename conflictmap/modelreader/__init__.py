"""Reports read by a language model behind an address that the user gives, and believed as far as a report bears it out.

Floor 3. The server gets fixed words, our JSON Schema, and the title and the text of a report behind a fence; nothing
else leaves. What it answers is checked against the schema; every quote is found again in the report, or what it was to
show is dropped; counts are compared with those of the rules. Answers are kept, so that a run can be repeated without a
network.
"""

from __future__ import annotations

from conflictmap.modelreader.endpoint import Endpoint
from conflictmap.modelreader.reading import ModelReader, model_reader

__all__ = ["Endpoint", "ModelReader", "model_reader"]
