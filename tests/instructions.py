"""How much work a call is, counted and not timed: the same on every machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def instructions(call: Callable[..., Any], *arguments: Any) -> int:
    """Return how many instructions of Python a call runs; what a library does in C counts as one.

    Parameters
    ----------
    call : callable
        Called once before it is counted, so that what it keeps in memory is there.
    *arguments
        What it is called with.
    """
    call(*arguments)
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        elif event == "opcode":
            count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call(*arguments)
    finally:
        sys.settrace(before)
    return count
