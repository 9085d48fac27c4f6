"""Reading the map: marks, sheets, list and keys, on screens of every kind, and frames of every kind."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from browser import opened
from driving import check, counted, download, marks_on_screen

import conflictmap as cm
from conflictmap.model import Report

pytestmark = pytest.mark.browser


def test_list_sorts_and_opens(visit, made_frame):
    rows = counted(made_frame)
    page = visit.page
    page.click("#cm-tab-incidents")
    page.select_option("#cm-order", "killed")
    top = rows.sort_values("killed", ascending=False).iloc[0]
    assert page.inner_text("[data-at='0'] strong").replace("At least ", "").startswith(str(top["killed"]))
    page.select_option("#cm-order", "oldest")
    assert str(rows["date_start"].min().year) in page.inner_text("[data-at='0'] .cm-item-when")
    page.click("[data-at='1']")
    visit.settle()
    assert page.is_visible("#cm-sheet")
    assert "i=" in visit.state()
    assert "map=" in visit.state()


def test_sheet_says_what_the_frame_says(chromium, made_page, made_frame):
    at = next(i for i, alternatives in enumerate(made_frame["alternatives"]) if alternatives)
    row = made_frame.iloc[at]
    with opened(chromium, made_page, f"#i={at}&all=1") as visit:
        page = visit.page
        assert page.inner_text("#cm-sentence") == row["sentence"]
        marks = page.eval_on_selector_all("#cm-sentence mark", "all => all.map(m => [m.dataset.role, m.textContent])")
        assert marks == [[rule["role"], row["sentence"][rule["start"] : rule["end"]]] for rule in row["rules"]]
        text = page.inner_text("#cm-sheet")
        assert row["place"] in text
        assert row["report_id"] in text
        assert row["alternatives"][0]["name"] in page.inner_text("#cm-others")
        link = page.locator("#cm-sheet a")
        assert link.get_attribute("href") == row["url"]
        assert link.get_attribute("rel") == "noopener noreferrer"
        page.click("#cm-why summary")
        assert all(rule["rule"] in page.inner_text("#cm-why") for rule in row["rules"])
        page.click("#cm-others button")
        page.click("[aria-label='Next incident']")
        assert page.inner_text("#cm-sheet") != text
        page.keyboard.press("Escape")
        assert not page.is_visible("#cm-sheet")
        assert visit.errors == []


def test_sheet_says_what_a_person_did(chromium, made_page, made_frame):
    at = list(made_frame["checked"]).index("changed")
    with opened(chromium, made_page, f"#i={at}&all=1") as visit:
        told = visit.page.inner_text(".cm-checked").split("\n")
        assert [line for line in told if line] == ["Changed by a person", "By", "Amal", "Set by hand", "killed low"]
    nobody = list(made_frame["checked"].isna()).index(True)
    with opened(chromium, made_page, f"#i={nobody}&all=1") as visit:
        assert visit.page.locator(".cm-checked").count() == 0


def test_hover_click_and_fan(chromium, made_page):
    with opened(chromium, made_page, "#map=13/33.34/44.40&p=Baghdad") as visit:
        page = visit.page
        mark = max(marks_on_screen(page), key=lambda one: one["incidents"])
        assert mark["incidents"] > 20
        page.mouse.move(mark["x"], mark["y"])
        visit.settle()
        assert "incidents" in page.inner_text(".cm-tip")
        page.mouse.click(mark["x"], mark["y"])
        visit.settle()
        fan = marks_on_screen(page)
        # As many as lie near the spot; the rest are told by their number, and none lies over another town.
        assert 10 < len(fan) <= 41
        middle = fan[-1]
        assert max(abs(one["x"] - middle["x"]) + one["radius"] for one in fan) <= 104
        single = next(one for one in fan if one["incidents"] == 1)
        page.mouse.click(single["x"], single["y"])
        visit.settle()
        assert page.is_visible("#cm-sheet")
        assert visit.errors == []


def test_a_sum_comes_closer(chromium, made_page):
    with opened(chromium, made_page) as visit:
        before = marks_on_screen(visit.page)
        mark = max(before, key=lambda one: one["places"])
        visit.page.mouse.click(mark["x"], mark["y"])
        visit.pass_time(900)
        assert float(visit.state().split("map=")[1].split("/")[0]) > 6


def test_marks_sum_to_the_totals(chromium, made_page, made_frame):
    rows = counted(made_frame)
    drawn = rows[rows.geometry.notna()]
    with opened(chromium, made_page) as visit:
        marks = marks_on_screen(visit.page)
        assert sum(one["incidents"] for one in marks) == len(drawn)
        assert sum(one["value"] or 0 for one in marks) == drawn["killed"].sum()


def test_keyboard_only(visit):
    page = visit.page
    page.focus(".cm-cursor")
    page.keyboard.press("ArrowRight")
    visit.settle()
    first = page.inner_text(".cm-tip")
    assert first
    page.keyboard.press("ArrowRight")
    visit.settle()
    assert page.inner_text(".cm-tip") != first
    assert page.text_content("#cm-stage [role='status']")
    page.focus("#cm-tab-provinces")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#cm-tab-incidents", "aria-selected") == "true"
    page.focus("[data-at='0']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    visit.settle()
    assert page.is_visible("#cm-sheet")
    page.keyboard.press("Escape")
    assert not page.is_visible("#cm-sheet")
    assert page.evaluate("document.activeElement.dataset.at") == "1"


def test_everything_that_can_be_used_has_a_name(visit):
    page = visit.page
    for tab in ("provinces", "filters", "incidents", "overtime"):
        page.click(f"#cm-tab-{tab}")
        nameless = page.evaluate(
            """() => [...document.querySelectorAll('button, input, select, a, [tabindex="0"], [role]')]
                .filter((node) => node.offsetParent && !['presentation', 'status', 'list', 'listitem', 'group', 'tabpanel'].includes(node.getAttribute('role')))
                .filter((node) => !(node.textContent.trim() || node.getAttribute('aria-label') || node.title
                    || node.closest('label')?.textContent.trim() || node.getAttribute('aria-labelledby')))
                .map((node) => node.outerHTML.slice(0, 120))"""
        )
        assert nameless == []


def test_right_to_left_names(visit):
    name = visit.page.locator("[data-province='Baghdad'] .cm-local")
    assert name.get_attribute("dir") == "auto"
    assert (
        visit.page.evaluate(
            "getComputedStyle(document.querySelector(\"[data-province='Baghdad'] .cm-local\")).direction"
        )
        == "rtl"
    )


def test_numbers_and_dates_in_the_readers_language(chromium, made_page, made_frame):
    killed = int(counted(made_frame)["killed"].sum())
    with opened(chromium, made_page, "#i=0", locale="de-DE") as visit:
        assert visit.page.inner_text("#cm-total-killed") == f"{killed:,}".replace(",", ".")
        assert "Januar 2004" in visit.page.inner_text("#cm-sheet")


def test_phone(chromium, made_page, made_frame):
    rows = counted(made_frame)
    with opened(chromium, made_page, viewport={"width": 390, "height": 844}, has_touch=True) as visit:
        page = visit.page
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.is_visible("#cm-total-killed")
        assert not page.is_visible("#cm-provinces")
        page.tap("#cm-grip")
        page.check("[data-province='Diyala'] input")
        check(visit, rows[rows["province"] == "Diyala"])
        page.tap("#cm-tab-incidents")
        page.tap("[data-at='0']")
        visit.settle()
        assert page.is_visible("#cm-sheet")
        box = page.locator("#cm-sheet").bounding_box()
        assert box["width"] <= 390
        page.tap("[aria-label='Close']")
        mark = max(marks_on_screen(page), key=lambda one: one["radius"])
        page.touchscreen.tap(mark["x"], mark["y"])
        visit.settle()
        assert visit.errors == []


def test_dark_follows_the_system_and_the_switch(chromium, made_page):
    with opened(chromium, made_page, color_scheme="dark") as visit:
        assert visit.page.get_attribute("html", "data-theme") == "dark"
        visit.page.click("#cm-theme")
        assert visit.page.get_attribute("html", "data-theme") == "light"
        assert visit.state() == "#theme=light"


def test_help_opens_and_closes(visit):
    visit.page.click("#cm-help")
    assert "fans them out" in visit.page.inner_text(".cm-help")
    visit.page.keyboard.press("Escape")
    assert not visit.page.is_visible(".cm-help")


def test_in_a_notebook(chromium, made_frame, tmp_path):
    from conflictmap.maps import webmap

    outer = tmp_path / "notebook.html"
    outer.write_text(f"<!doctype html><meta charset=utf-8><body>{webmap(made_frame)._repr_html_()}", encoding="utf-8")
    context = chromium.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(outer.as_uri())
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready]", state="attached")
    frame.check("[data-province='Diyala'] input")
    expected = str(len(counted(made_frame).query("province == 'Diyala'")))
    frame.wait_for_function("n => document.querySelector('#cm-total-incidents').innerText === n", arg=expected)
    assert errors == []
    context.close()


def test_an_empty_frame_is_a_page_too(chromium, made_frame, tmp_path):
    from conflictmap.maps import save, webmap

    path = save(webmap(made_frame.iloc[:0]), tmp_path / "empty.html")
    with opened(chromium, path) as visit:
        assert visit.number("#cm-total-incidents") == 0
        assert visit.page.inner_text("#cm-total-killed") == "–"
        assert visit.errors == []


@pytest.mark.parametrize("what", ["nowhere", "undated"])
def test_frames_without_points_or_days(chromium, made_frame, tmp_path, what):
    from conflictmap.maps import save, webmap

    some = made_frame[made_frame.geometry.isna()].copy() if what == "nowhere" else made_frame.head(5).copy()
    if what == "undated":
        some["date_start"] = some["date_end"] = pd.NaT
    path = save(webmap(some), tmp_path / "page.html")
    with opened(chromium, path, "#i=0") as visit:
        assert visit.number("#cm-total-incidents") == len(counted(some))
        assert ("Not on the map" if what == "nowhere" else "date not known") in visit.page.inner_text("#cm-sheet")
        assert visit.errors == []


def test_large_blocks_are_packed_and_read(chromium, made_frame, tmp_path, monkeypatch):
    from conflictmap.maps import dataelements, save, webmap

    monkeypatch.setattr(dataelements, "GZIP_FROM", 10_000)
    many = pd.concat([made_frame] * 2)
    path = save(webmap(many), tmp_path / "many.html")
    assert 'type="text/plain" id="cm-core">~' in path.read_text(encoding="utf-8")
    with opened(chromium, path) as visit:
        check(visit, counted(many))


def test_tiles_ask_their_host_and_no_other(chromium, made_frame, tmp_path):
    pytest.importorskip("xyzservices")
    from conflictmap.maps import save, webmap

    path = save(webmap(made_frame, tiles="OpenStreetMap.Mapnik"), tmp_path / "tiles.html")
    with opened(chromium, path) as visit:
        for _ in range(500):  # until the first is asked for
            if visit.requests:
                break
            visit.page.wait_for_timeout(20)
        assert visit.requests
        assert all(url.startswith("https://tile.openstreetmap.org/") for url in visit.requests)
        assert "OpenStreetMap" in visit.page.inner_text("#cm-sources")
        name, data = download(visit, "#cm-png")
        assert (name, data[:4]) == ("incidents-of-armed-violence.png", b"\x89PNG")


def test_shaded_provinces_tell_their_figures(chromium, made_page, made_frame):
    rows = counted(made_frame).query("province == 'Muthanna'")
    with opened(chromium, made_page, "#shade=1") as visit:
        box = visit.page.locator("#cm-stage").bounding_box()
        visit.page.mouse.move(box["x"] + box["width"] * 0.62, box["y"] + box["height"] * 0.82)
        visit.settle()
        tip = visit.page.inner_text(".cm-tip")
        assert tip.startswith("Muthanna")
        assert f"{len(rows)} incident" in tip
        assert marks_on_screen(visit.page) == []


def test_explore_of_plain_geopandas(made_frame):
    pytest.importorskip("mapclassify", reason="explore() needs mapclassify and matplotlib")
    pytest.importorskip("matplotlib")
    shown = made_frame.explore(tiles=None)
    assert "L.geoJson" in shown.get_root().render()


def test_a_total_of_the_whole_country_is_listed_and_counted_and_has_no_mark(chromium, tmp_path):
    from conflictmap.maps import save, webmap

    text = "Attacks across Iraq killed 52 people on Tuesday. In Kut a car bomb killed 20."
    report = cm.extract(Report("m1", text, published=date(2006, 9, 13)))
    page_file = save(webmap(cm.to_geodataframe(cm.geocode(report))), tmp_path / "map.html")
    with opened(chromium, page_file) as visit:
        page = visit.page
        assert (visit.number("#cm-total-killed"), visit.number("#cm-total-incidents")) == (52, 1)
        assert "32 killed told for several attacks together" in page.inner_text("#cm-notes")
        assert [mark["value"] for mark in marks_on_screen(page)] == [20]
        assert visit.number("[data-province='Wasit'] [data-of='killed']") == 20
        page.click("#cm-tab-incidents")
        page.select_option("#cm-order", "killed")
        assert page.inner_text("[data-at='0'] strong") == "52 killed"
        assert "total for the whole country, 32 killed beyond its parts" in page.inner_text("[data-at='0']")
        page.click("#cm-tab-provinces")
        page.check("[data-province='Wasit'] input")
        visit.settle()
        assert visit.number("#cm-total-killed") == 20
