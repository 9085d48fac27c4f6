"""What stands around the map: the card at the beginning, the code to embed it, a layer of the reader's own."""

from __future__ import annotations

import json

import pytest
from browser import opened
from driving import counted, marks_on_screen

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def layer(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


SQUARE = feature(
    "Polygon", [[[40.2, 32.2], [41.6, 32.2], [41.6, 33.0], [40.2, 33.0], [40.2, 32.2]]], name="<b>Zone</b>"
)


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_the_card_greets_once_and_closes_for_good(chromium, made_page, made_frame, options):
    rows = counted(made_frame)
    with opened(chromium, made_page, greeted=False, **options) as visit:
        page = visit.page
        words = page.inner_text("#cm-about")
        assert "Made-up incidents" in words
        assert "2004" in words
        assert f"{int(rows['killed'].sum()):,} killed" in words
        assert f"as told by {made_frame['report_id'].nunique()} reports of 3 sources" in words
        assert f"{round(100 * (rows['where_prec'] == 1).mean())} % stand at a known place" in words
        assert f"{round(100 * (rows['doubts'].map(len) > 0).mean())} % carry a doubt" in words
        # It hides no mark that matters, and takes no focus.
        largest = max(marks_on_screen(page), key=lambda one: one["incidents"])
        card = page.locator("#cm-about").bounding_box()
        assert not (
            card["x"] < largest["x"] < card["x"] + card["width"]
            and card["y"] < largest["y"] < card["y"] + card["height"]
        )
        assert page.evaluate("document.activeElement === document.body")
        page.click("[aria-label='Close this card']")
        assert not page.is_visible("#cm-about")
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        assert not page.is_visible("#cm-about")
        page.click("#cm-more")
        page.click("#cm-open-about")
        assert page.is_visible("#cm-about")
        assert page.evaluate("document.activeElement.id") == "cm-about-title"
        page.keyboard.press("Escape")
        assert not page.is_visible("#cm-about")
        assert (visit.requests, visit.errors) == ([], [])


def test_no_card_over_an_incident_that_was_sent(chromium, made_page):
    with opened(chromium, made_page, "#i=3", greeted=False) as visit:
        assert visit.page.is_visible("#cm-sheet")
        assert not visit.page.is_visible("#cm-about")


def test_the_code_to_embed_holds_the_filters(visit):
    page = visit.page
    page.check("[data-province='Diyala'] input")
    visit.state()
    page.click("#cm-more")
    page.click("#cm-open-embed")
    code = page.input_value("#cm-embed-code")
    assert code.startswith('<iframe src="map.html#p=Diyala" title="Made-up incidents" width="100%" height="640"')
    page.select_option("#cm-embed-size", "2")
    assert 'width="360" height="640"' in page.input_value("#cm-embed-code")
    page.click("#cm-embed-copy")
    page.wait_for_function("() => document.querySelector('#cm-embed [role=status]').textContent")
    page.keyboard.press("Escape")
    assert not page.is_visible("#cm-embed")


def test_the_menu_opens_and_closes_by_keyboard(visit):
    page = visit.page
    page.focus("#cm-more")
    page.keyboard.press("Enter")
    assert page.is_visible("#cm-open-own")
    page.keyboard.press("Escape")
    assert not page.is_visible("#cm-open-own")
    assert page.evaluate("document.activeElement.id") == "cm-more"


def choose(visit, tmp_path, text, name="mine.geojson"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    visit.page.set_input_files("#cm-own-file", path)


def ground(page):
    return page.locator(".cm-canvases canvas").nth(0).evaluate("node => node.toDataURL()")


def test_a_layer_of_ones_own_is_drawn_named_and_removed(visit, tmp_path):
    page = visit.page
    bare = ground(page)
    choose(visit, tmp_path, layer(SQUARE, feature("Point", [999, 0])), "my <i>zones.geojson")
    page.wait_for_selector("#cm-own:not([hidden])")
    assert page.inner_text("#cm-own").startswith("my <i>zones.geojson: 1 feature, 1 could not be drawn.")
    assert ground(page) != bare
    spot = page.evaluate("conflictmap.pointOnScreen(40.9, 32.6)")
    page.mouse.move(spot["x"], spot["y"])
    visit.settle()
    assert page.inner_text(".cm-tip") == "<b>Zone</b>"
    page.click("#cm-own button")
    assert not page.is_visible("#cm-own")
    assert ground(page) == bare


def test_a_file_may_be_dropped_onto_the_page(visit):
    page = visit.page
    page.evaluate(
        """text => {
            const files = new DataTransfer();
            files.items.add(new File([text], 'dropped.geojson'));
            const tell = (name) => window.dispatchEvent(new DragEvent(name, { dataTransfer: files, cancelable: true }));
            window.stopped = [tell('dragover'), document.querySelector('.cm-dropping') !== null, tell('drop')];
        }""",
        layer(SQUARE),
    )
    page.wait_for_selector("#cm-own:not([hidden])")
    assert page.evaluate("window.stopped") == [False, True, False], "the browser would have opened the file"
    assert page.locator(".cm-dropping").count() == 0
    assert "dropped.geojson: 1 feature" in page.inner_text("#cm-own")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "no JSON"),
        ('{"type": "Topology"}', "no GeoJSON"),
        (layer(feature("Point", [500000, 3700000])), "degrees"),
        (b" " * 10_000_001, "larger than 10 MB"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_what_is_no_layer_is_told_and_changes_nothing(visit, tmp_path, text, words):
    bare = ground(visit.page)
    choose(visit, tmp_path, text, "<img src=x onerror=ran=1>.json")
    visit.page.wait_for_selector(".cm-note:not([hidden])")
    note = visit.page.inner_text(".cm-note")
    assert note.startswith("<img src=x onerror=ran=1>.json: ")
    assert words in note
    assert ground(visit.page) == bare
    assert visit.page.evaluate("window.ran") is None
