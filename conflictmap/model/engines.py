"""What may do the work of reading reports."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["ENGINES", "Engine"]

Engine = Literal["processes", "dask"]
"""Where reports are read: in processes of this machine, this one among them, or on a cluster of Dask."""

ENGINES: tuple[Engine, ...] = get_args(Engine)
