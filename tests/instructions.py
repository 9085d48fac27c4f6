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
    counted = _monitored if sys.version_info >= (3, 12) else _traced
    return counted(lambda: call(*arguments))


def _monitored(call: Callable[[], Any]) -> int:
    """Count by monitoring: from Python 3.13 on a trace is not told of the instructions of a frame that it has begun with."""
    count, watch = 0, sys.monitoring

    def step(*_: Any) -> None:
        nonlocal count
        count += 1

    watch.use_tool_id(watch.PROFILER_ID, "instructions")
    try:
        watch.register_callback(watch.PROFILER_ID, watch.events.INSTRUCTION, step)
        watch.set_events(watch.PROFILER_ID, watch.events.INSTRUCTION)
        call()
    finally:
        watch.set_events(watch.PROFILER_ID, 0)
        watch.register_callback(watch.PROFILER_ID, watch.events.INSTRUCTION, None)
        watch.free_tool_id(watch.PROFILER_ID)
    return count


def _traced(call: Callable[[], Any]) -> int:
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
        call()
    finally:
        sys.settrace(before)
    return count
