"""What a person does with the map, and what pandas says should come of it."""

from __future__ import annotations

from pathlib import Path


def counted(frame):
    return frame[~(frame["aggregate"] | frame["background"])]


def check(visit, rows, listed=None):
    """Totals, ranges and list agree with the rows that should be shown."""
    assert visit.number("#cm-total-incidents") == len(rows)
    for what in ("killed", "wounded"):
        known = rows[what].dropna()
        assert visit.number(f"#cm-total-{what}") == (int(known.sum()) if len(known) else None), what
    low = int(rows["killed_low"].fillna(0).sum())
    high = int(rows["killed_high"].fillna(rows["killed"]).fillna(0).sum())
    shown = visit.page.inner_text("#cm-range-killed").replace(",", "")
    assert shown.startswith(f"{low}–{high}" if low != high else str(low) if shown else "")
    if listed is not None:
        visit.page.click("#cm-tab-incidents")
        assert visit.number("#cm-list-count") == len(listed)


def download(visit, selector) -> tuple[str, bytes]:
    with visit.page.expect_download() as info:
        visit.page.click(selector)
    return info.value.suggested_filename, Path(info.value.path()).read_bytes()


def marks_on_screen(page):
    return page.evaluate("conflictmap.marksOnScreen()")
