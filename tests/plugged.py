"""Packages that offer readers and geocoders, laid where Python finds them, as an installer would."""

from __future__ import annotations


def lay(folder, name, text, readers=(), geocoders=()):
    """Put a module of a name, and entry points into it, into a folder of `sys.path`."""
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    groups = {"conflictmap.readers": readers, "conflictmap.geocoders": geocoders}
    lines = [line for group, points in groups.items() for line in (f"[{group}]", *points)]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
