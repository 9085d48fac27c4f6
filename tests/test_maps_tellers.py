"""An event on the map that several reports tell: once in the sums, each of its reports in its sheet."""

from __future__ import annotations

from datetime import date

import pytest
from browser import opened

import conflictmap as cm
from conflictmap.frame import from_rows
from conflictmap.linking import link
from conflictmap.maps import save, webmap
from conflictmap.model import Report
from conflictmap.record import record

pytestmark = pytest.mark.browser

TOLD = (
    ("Two Rivers Wire", 9, "A car bomb blew up near the market in Kut on Monday, killing at least seven people, police said."),
    ("<b>Post</b>", 9, "At least nine people were killed when a parked car exploded beside a market in Kut on Monday."),
    ("South Gazette", 10, "The death toll of Monday's car bomb in Kut has risen to 11, the health directorate said."),
    ("Two Rivers Wire", 10, "A car bomb killed five people in Kirkuk and gunmen shot dead two policemen in Hilla on Tuesday."),
)  # fmt: skip


@pytest.fixture(scope="module")
def linked():
    reports = [
        Report(f"r{i}", text, "", date(2014, 6, day), source, f"https://example.org/{i}")
        for i, (source, day, text) in enumerate(TOLD)
    ]
    rows = [record(item) for report in reports for item in cm.geocode(cm.extract(report))]
    return from_rows(link(rows).rows)


@pytest.fixture(scope="module")
def page(linked, tmp_path_factory):
    return save(webmap(linked, title="Three days"), tmp_path_factory.mktemp("tellers") / "map.html")


@pytest.fixture(scope="module")
def at(linked):
    (row,) = [i for i, members in enumerate(linked["members"]) if len(members) == 3]
    return row


def test_the_sheet_names_each_report_with_its_figure_and_why_it_is_one_with_another(chromium, page, at):
    with opened(chromium, page, f"#i={at}") as visit:
        tellers = visit.page.locator(".cm-tellers")
        assert tellers.locator("h3").inner_text() == "Told by 3 reports"
        assert "sums hold 11 killed" in tellers.inner_text()
        lines = tellers.locator("summary").all_inner_texts()
        assert [line.split("\n") for line in lines] == [
            ["Two Rivers Wire, 9 Jun 2014", "at least 7 killed"],
            ["<b>Post</b>, 9 Jun 2014", "at least 9 killed"],
            ["South Gazette, 10 Jun 2014", "11 killed"],
        ]
        for i, (_, _, text) in enumerate(TOLD[:3]):
            item = tellers.locator("li").nth(i)
            assert not item.locator("blockquote").is_visible()
            item.locator("summary").click()
            assert item.locator("blockquote").inner_text() == text
            assert item.locator("a").get_attribute("href") == f"https://example.org/{i}"
            why = item.locator("p").last.inner_text()
            assert why.startswith("One with ")
            assert any(source in why for source, *_ in TOLD[:3])
            assert "Probability" in why
        assert (visit.errors, visit.requests) == ([], [])


def test_figures_and_list_count_the_event_once(chromium, page, linked):
    with opened(chromium, page) as visit:
        assert len(linked) == 3
        assert "18\nkilled" in visit.page.inner_text(".cm-totals")
        visit.page.click("#cm-tab-incidents")
        visit.settle()
        items = visit.page.locator(".cm-item")
        assert items.count() == 3
        places = visit.page.locator(".cm-item-place").all_inner_texts()
        assert [place for place in places if "reports" in place] == ["Kut, Wasit · Car bomb · 3 reports"]


def test_two_incidents_of_one_sentence_show_their_own_words(chromium, page):
    with opened(chromium, page) as visit:
        visit.page.click("#cm-tab-incidents")
        visit.settle()
        shown = visit.page.locator(".cm-item-sentence").all_inner_texts()
        assert TOLD[3][2] in shown
        assert "… gunmen shot dead two policemen in Hilla on Tuesday." in shown


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1440, 900, "light"), (1280, 800, "dark"), (390, 844, "light")]
)
def test_reports_fit_into_the_sheet_on_every_screen(chromium, page, at, width, height, scheme):
    with opened(chromium, page, f"#i={at}", viewport={"width": width, "height": height}, color_scheme=scheme) as visit:
        body = visit.page.locator(".cm-sheet-body")
        for summary in visit.page.locator(".cm-tellers summary").all():
            summary.click()
        assert body.evaluate("node => node.scrollWidth <= node.clientWidth")
        box = visit.page.locator(".cm-tellers").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_an_event_of_one_report_has_no_such_section(chromium, page, linked, at):
    other = next(i for i in range(len(linked)) if i != at)
    with opened(chromium, page, f"#i={other}") as visit:
        assert visit.page.is_visible("#cm-sheet")
        assert visit.page.locator(".cm-tellers").count() == 0
