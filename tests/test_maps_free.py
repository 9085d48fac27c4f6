"""The map's subject stays in sight: on a phone and on a desk, under the sheet, above the panel, beside the legend."""

from __future__ import annotations

import itertools

import pytest
from browser import opened
from driving import marks_on_screen

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
BOX = """selector => {
    const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
    return [left, top, right, bottom];
}"""


def box(page, selector):
    return page.evaluate(BOX, selector)


def overlap(a, b):
    return a[0] < b[2] - 0.5 and a[2] > b[0] + 0.5 and a[1] < b[3] - 0.5 and a[3] > b[1] + 0.5


def inside(mark, frame):
    return frame[0] <= mark["x"] <= frame[2] and frame[1] <= mark["y"] <= frame[3]


def reachable(page, mark):
    """Is it one incident, and does nothing lie over it?"""
    on_map = "([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('.leaflet-container'))"
    return mark["incidents"] == 1 and not mark["area"] and page.evaluate(on_map, [mark["x"], mark["y"]])


def turn_panel(visit):
    """Raise or lower the panel, and wait until the map has taken in its new size."""
    visit.page.tap("#cm-grip")
    visit.page.wait_for_function("() => conflictmap.settled()")
    visit.settle()


def largest(page):
    return max(marks_on_screen(page), key=lambda one: one["incidents"])


def test_the_strip_above_the_open_panel_shows_the_country(chromium, made_page):
    with opened(chromium, made_page, **PHONE) as visit:
        page = visit.page
        before = {(round(one["x"]), round(one["y"])) for one in marks_on_screen(page)}
        turn_panel(visit)
        strip = box(page, "#cm-stage")
        assert strip[3] < 220
        assert sum(one["incidents"] for one in marks_on_screen(page) if inside(one, strip)) > 500
        assert not page.is_visible(".cm-tools")
        assert page.is_visible("#cm-sources")
        turn_panel(visit)
        assert {(round(one["x"]), round(one["y"])) for one in marks_on_screen(page)} == before
        assert visit.state() == ""


def test_the_strip_shows_what_was_looked_at(chromium, made_page):
    with opened(chromium, made_page, "#map=9/36.33/43.12", **PHONE) as visit:
        page = visit.page
        assert visit.state() == "#map=9/36.3300/43.1200"
        for _ in range(3):
            turn_panel(visit)
        strip = box(page, "#cm-stage")
        mosul = largest(page)
        assert inside(mosul, strip)
        turn_panel(visit)
        assert visit.state() == "#map=9/36.3300/43.1200"


@pytest.mark.parametrize(
    "options", [PHONE, {"viewport": {"width": 1280, "height": 800}}, {"viewport": {"width": 1000, "height": 620}}]
)
def test_an_opened_mark_lies_beside_its_sheet(chromium, made_page, options):
    with opened(chromium, made_page, "#map=8/33.6/44.4&killed=9&exact=1", **options) as visit:
        page = visit.page
        stage = box(page, "#cm-stage")
        for pick in (lambda one: one["y"], lambda one: one["x"], lambda one: -one["x"]):
            mark = max((one for one in marks_on_screen(page) if reachable(page, one)), key=pick)
            page.mouse.click(mark["x"], mark["y"])
            visit.pass_time(900)
            sheet = box(page, "#cm-sheet")
            ring = page.evaluate("conflictmap.chosenOnScreen()")
            assert inside(ring, stage)
            assert not inside(ring, sheet)
            for other in (".cm-tools", ".leaflet-control-zoom"):
                assert not overlap(sheet, box(page, other)), other
            page.click("[aria-label='Close']")
            visit.pass_time(300)
        assert visit.errors == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 800), (820, 1000), (390, 844), (320, 568)])
def test_the_legend_hides_neither_sources_nor_most_of_the_map(chromium, made_page, width, height):
    with opened(chromium, made_page, viewport={"width": width, "height": height}) as visit:
        page = visit.page
        for wanted in (False, True):
            page.evaluate("open => { document.getElementById('cm-legend').open = open }", wanted)
            visit.pass_time(300)
            legend, stage = box(page, "#cm-legend"), box(page, "#cm-stage")
            assert not overlap(legend, box(page, "#cm-sources"))
            assert not overlap(legend, box(page, ".leaflet-control-scale"))
            assert not overlap(legend, box(page, ".cm-tools"))
            area = (legend[2] - legend[0]) * (legend[3] - legend[1])
            assert area < 0.5 * (stage[2] - stage[0]) * (stage[3] - stage[1])
            if wanted and width < 700:
                # The country is shown in what is left above it.
                assert largest(page)["y"] < legend[1]
        texts = page.locator(".cm-size-text").all()
        boxes = [text.bounding_box() for text in texts]
        for one, two in itertools.pairwise(boxes):
            assert one["y"] + 9 < two["y"]


def test_names_in_two_scripts_are_whole(chromium, made_page):
    for options in (PHONE, {}):
        with opened(chromium, made_page, **options) as visit:
            if options:
                visit.page.tap("#cm-grip")
            cut = visit.page.evaluate(
                """() => [...document.querySelectorAll('#cm-provinces tbody th bdi')].filter((name) => {
                    const own = name.getBoundingClientRect();
                    const cell = name.closest('th').getBoundingClientRect();
                    return name.scrollWidth > name.clientWidth + 1 && getComputedStyle(name).overflow !== 'visible'
                        || own.right > cell.right + 0.5 || own.left < cell.left;
                }).map((name) => name.textContent)"""
            )
            assert cut == []
            assert visit.page.get_attribute("[data-province='Salah al-Din'] .cm-local", "dir") == "auto"


def test_runners_up_are_told_apart_without_ids(chromium, made_page, made_frame):
    row = next(i for i, other in enumerate(made_frame["alternatives"]) if other and made_frame.geometry.iloc[i])
    with opened(chromium, made_page, f"#i={row}") as visit:
        words = visit.page.inner_text("#cm-others")
        assert "iq-other" not in words
        assert "km away" in words


def test_an_address_with_an_incident_shows_it_beside_the_sheet(chromium, made_page):
    for options in (PHONE, {}):
        with opened(chromium, made_page, "#i=10", **options) as visit:
            visit.pass_time(900)
            page = visit.page
            ring = page.evaluate("conflictmap.chosenOnScreen()")
            assert inside(ring, box(page, "#cm-stage"))
            assert not inside(ring, box(page, "#cm-sheet"))
            assert not inside(ring, box(page, "#cm-legend"))
