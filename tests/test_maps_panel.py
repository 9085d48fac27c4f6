"""The panel in a real browser: the axis of time, the list, the table of all columns, what is printed."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from browser import opened
from driving import counted
from factory import make_frame

import conflictmap as cm
from conflictmap.maps import save, webmap
from conflictmap.model import Report

pytestmark = pytest.mark.browser


def test_years_stand_where_they_begin(chromium, tmp_path):
    with opened(chromium, save(webmap(make_frame(300, days=3650)), tmp_path / "years.html")) as visit:
        ticks = visit.page.eval_on_selector_all(
            "#cm-axis span",
            "all => all.filter(one => one.textContent).map(one => [one.textContent, one.getBoundingClientRect().left])",
        )
        assert [int(year) for year, _ in ticks] == list(range(2004, 2014))
        steps = [after - before for (_, before), (_, after) in pairwise(ticks)]
        assert max(steps) - min(steps) < 1
        assert visit.page.inner_text("#cm-when-title") == "Killed by month"
        assert visit.page.inner_text("#cm-scale").split()


def test_drawing_over_the_bars_selects_no_words(visit):
    page = visit.page
    box = page.locator("#cm-bins").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 120, steps=5)
    page.mouse.up()
    assert page.evaluate("String(getSelection())") == ""
    page.mouse.move(box["x"] + 100, box["y"] + 20)
    assert ":" in page.inner_text("#cm-bar-said")


def test_one_day_of_reports_is_a_line_and_no_block(chromium, tmp_path):
    frame = make_frame(30, days=1)
    frame["date_end"] = frame["date_start"]
    rows = counted(frame)
    with opened(chromium, save(webmap(frame), tmp_path / "day.html")) as visit:
        said = visit.page.inner_text("#cm-day")
        assert "Thursday, 1 January 2004" in said
        assert f"{len(rows)} incidents, {rows['killed'].sum()} killed" in said
        assert visit.page.locator("#cm-bins, #cm-from, #cm-play").count() == 0
        assert ":" not in said
        assert visit.errors == []


def test_two_incidents_of_one_sentence_begin_with_their_own_words(chromium, tmp_path):
    text = "A car bomb killed two people in Kut and three in Amara."
    report = cm.extract(Report("m1", text, published=date(2006, 9, 13)))
    page_file = save(webmap(cm.to_geodataframe(cm.geocode(report))), tmp_path / "map.html")
    with opened(chromium, page_file) as visit:
        visit.page.click("#cm-tab-incidents")
        shown = visit.page.eval_on_selector_all(".cm-item-sentence", "all => all.map(one => one.textContent)")
        assert sorted(shown) == ["A car bomb killed two people in Kut and three in Amara.", "… three in Amara."]
        assert "1 reports" not in visit.page.inner_text("#cm-list")


def printed(page):
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    rows = page.eval_on_selector_all(
        "#cm-paper tbody tr", "rows => rows.map(r => [...r.children].map(cell => cell.textContent))"
    )
    return page.text_content("#cm-paper caption"), rows


def test_paper_lists_the_provinces_concerned_and_says_what_was_asked(chromium, made_page, made_frame):
    rows = counted(made_frame)
    with opened(chromium, made_page, "#p=Diyala&from=2004-03-01") as visit:
        inside = rows[(rows["date_end"] >= "2004-03-01") & (rows["province"] == "Diyala")]
        caption, table = printed(visit.page)
        assert "1 Mar 2004 – " in caption
        assert "Filter: Diyala" in caption
        assert f"{inside['killed'].sum()} killed" in caption
        assert [(row[0][:5], row[1], row[3]) for row in table] == [
            ("Diyal", str(inside["killed"].sum()), str(len(inside))),
        ]


def test_what_is_not_known_is_no_nought_on_paper(chromium, made_page, made_frame):
    rows = counted(made_frame)
    with opened(chromium, made_page, "#k=other") as visit:
        other = rows[(rows["kind"] == "other") & rows["province"].notna()].groupby("province")
        _, table = printed(visit.page)
        assert len(table) == other.ngroups
        for name, killed, wounded, _ in table:
            province = next(known for known in other.groups if name.startswith(known))
            for shown, what in ((killed, "killed"), (wounded, "wounded")):
                known = other.get_group(province)[what].dropna()
                assert shown == (f"{known.sum():,}" if len(known) else "–")


def test_the_table_of_all_columns_sorts_and_opens(visit, made_frame):
    rows = counted(made_frame)
    rows = rows[rows["province"] == "Diyala"]
    page = visit.page
    page.check("[data-province='Diyala'] input")
    page.click("#cm-tab-incidents")
    page.click("#cm-table-open")
    assert f"{len(rows)} rows" in page.inner_text("#cm-table-count")
    heads = page.eval_on_selector_all("#cm-grid [role='columnheader']", "all => all.map(one => one.dataset.column)")
    assert set(heads) == {*made_frame.columns.drop("geometry"), "lat", "lon"}
    at = heads.index("killed")
    for down in (False, True):
        page.click("#cm-grid [data-column='killed'] button")
        shown = page.inner_text(f"[data-cell='0/{at}']")
        assert shown == str(rows["killed"].max() if down else rows["killed"].min())
    assert page.get_attribute("#cm-grid [data-column='killed']", "aria-sort") == "descending"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+End")
    last = page.evaluate("document.activeElement.dataset.cell")
    assert last == f"{len(rows) - 1}/{len(heads) - 1}"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.cell") == f"{len(rows) - 2}/0"
    page.keyboard.press("Enter")
    visit.settle()
    assert not page.is_visible("#cm-table")
    assert page.is_visible("#cm-sheet")
    assert "i=" in visit.state()


def test_words_of_reports_in_the_table_are_words(chromium, made_frame, tmp_path):
    frame = made_frame.head(3).copy()
    frame["sentence"] = "<img src=x onerror=alert(1)>"
    with opened(chromium, save(webmap(frame), tmp_path / "hostile.html"), "#all=1") as visit:
        visit.page.click("#cm-tab-incidents")
        visit.page.click("#cm-table-open")
        assert visit.page.locator("#cm-grid img").count() == 0
        assert "<img src=x" in visit.page.inner_text("#cm-grid")
        assert (visit.errors, visit.dialogs, visit.requests) == ([], [], [])


def test_provinces_over_time(visit, made_frame):
    rows = counted(made_frame)
    page = visit.page
    page.click("#cm-tab-overtime")
    sums = rows[rows["date_start"].notna()].groupby("province")["killed"].sum().sort_values(ascending=False)
    shown = page.eval_on_selector_all(
        "#cm-overtime li", "all => all.map(one => one.querySelector('.cm-overtime-name').innerText.split('\\n'))"
    )
    assert sorted((name, int(total.replace(",", ""))) for name, total in shown) == sorted(sums.items())
    page.check("#cm-overtime [data-province='Basra'] input")
    visit.settle()
    assert visit.state() == "#p=Basra"
    assert visit.number("#cm-total-incidents") == len(rows[rows["province"] == "Basra"])


def test_names_in_the_readers_script(chromium, made_page):
    with opened(chromium, made_page) as visit:
        page = visit.page
        page.select_option("#cm-names", "ar")
        visit.settle()
        assert page.inner_text("[data-province='Basra'] label").startswith("البصرة")
        page.check("[data-province='Basra'] input")
        visit.settle()
        assert visit.state() == "#p=Basra&names=ar"
        assert "البصرة" in page.inner_text("#cm-chips")
        page.click("#cm-tab-incidents")
        assert "البصرة" in page.inner_text("[data-at='0'] .cm-item-place")
        assert visit.errors == []
    with opened(chromium, made_page, locale="ar-IQ") as visit:
        assert visit.page.input_value("#cm-names") == "ar"
        assert visit.page.inner_text("[data-province='Diyala'] label").startswith("ديالى")
