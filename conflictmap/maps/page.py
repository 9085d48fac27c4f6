"""The folium map that carries our layer, and the page around it.

folium turns text into Jinja templates and runs them, so no text of a report comes near one: it travels in elements
whose ``render`` returns their text as it is, inside script elements of JSON or plain text, which no browser runs.
"""

from __future__ import annotations

import base64
import hashlib
import html
import os
from typing import Any, BinaryIO

import folium
from branca.element import Element, Figure
from jinja2 import Template

from conflictmap.files import staged
from conflictmap.maps import assets, bundle
from conflictmap.maps.dataelements import PageTexts
from conflictmap.maps.tiles import Tiles

__all__ = ["ConflictMap", "PageFigure", "RawText"]


class RawText(Element):
    """Text that goes into the page as it is, never through a template.

    Parameters
    ----------
    text : str
        HTML that is already safe.
    name : str
        Of the element, unique in its parent; a fixed name keeps two builds of one map alike.
    """

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self._name = name
        self._id = ""
        self.text = text

    def render(self, **_: Any) -> str:
        """Return the text itself."""
        return self.text


class DataElement(RawText):
    """A data element of the page, whose text may lie on disk.

    Parameters
    ----------
    name : str
        Its id.
    texts : PageTexts
        Where its text is found.
    """

    def __init__(self, name: str, texts: PageTexts) -> None:
        super().__init__("", name)
        self.id = name
        self.texts = texts
        self.stand_in: str | None = None
        """What is rendered instead of the text while the page is written piece by piece."""

    def render(self, **_: Any) -> str:
        """Return the element."""
        text = self.texts[self.id] if self.stand_in is None else self.stand_in
        return f'<script type="{self.texts.kind(self.id)}" id="{self.id}">{text}</script>'


class PageFigure(Figure):
    """A folium figure whose page allows no script but ours and no request at all.

    Parameters
    ----------
    title : str
        Of the page; any text.
    nonce : str
        Marks the scripts the policy lets run.
    tiles : Tiles or None
        The only hosts pictures may come from.
    """

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="en" dir="ltr">\n'
        "<head>\n"
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n"
        '<body class="cm">\n'
        "{{ this.html.render(**kwargs) }}\n"
        '<script nonce="{{ this.nonce }}">\n'
        "{{ this.script.render(**kwargs) }}\n"
        "conflictmap.start();\n"
        "</script>\n"
        "</body>\n"
        "</html>\n"
    )

    def __init__(self, title: str, nonce: str, tiles: Tiles | None) -> None:
        super().__init__(height="680px")
        self._id = "page"
        self.nonce = nonce
        pictures = " ".join(("data:", "blob:", *(tiles.hosts if tiles else ())))
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; "
            f"img-src {pictures}; base-uri 'none'; form-action 'none'"
        )
        head = (
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="strict-origin-when-cross-origin">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{html.escape(title)}</title>\n"
            f"<style>\n{assets.leaflet_style()}\n{bundle.style()}\n</style>\n"
            f'<script nonce="{nonce}">\n{assets.leaflet_script()}\n</script>\n'
            f'<script nonce="{nonce}">\n{bundle.script()}\n</script>'
        )
        self.header._children.clear()
        self.header.add_child(RawText(head, "head"), name="head")


class ConflictMap(folium.Map):
    """A `folium.Map` with our layer on it; folium's own layers can be added, and run under the page's policy.

    Parameters
    ----------
    texts : PageTexts
        The texts of its data elements by id (see `dataelements.as_json_block`).
    title : str
        Of the page.
    centre : tuple of float
        Latitude and longitude the map opens on, in degrees.
    tiles : Tiles or None
        Online tiles.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (folium's own shape; nothing is loaded from elsewhere)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div id="cm-root"><main id="cm-stage"><div class="folium-map" id="{{ this.get_name() }}"></div></main></div>
            <noscript><p>This map needs JavaScript; nothing is loaded from the network.</p></noscript>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = conflictmap.hostMap("{{ this.get_name() }}", {{ this.location|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, texts: PageTexts, title: str, centre: tuple[float, float], tiles: Tiles | None) -> None:
        super().__init__(location=centre, tiles=None)
        title = " ".join(title.encode("utf-8", "replace").decode("utf-8").split())
        digest = hashlib.sha256("\0".join((title, bundle.script())).encode("utf-8") + texts.digest)
        self._id = digest.hexdigest()[:16]
        # A text would have to contain the hash of itself to know the nonce; and the same frame gives the same page.
        nonce = base64.b64encode(digest.digest()[8:26]).decode("ascii")
        page = PageFigure(title, nonce, tiles)
        page.add_child(self, name="map")
        self._data = [DataElement(name, texts) for name in texts.names()]
        for element in self._data:
            page.html.add_child(element, name=element.id)

    def save(self, outfile: Any, close_file: bool = True, **kwargs: Any) -> None:
        """Save the page; a path is written whole or not at all.

        Parameters
        ----------
        outfile : str, os.PathLike or binary file
            Where to.
        close_file : bool
            Whether an open file is closed afterwards.
        **kwargs : dict
            Passed on to folium.

        Raises
        ------
        BadInputError
            If the file cannot be written.
        """
        if isinstance(outfile, (str, os.PathLike)):
            with staged(outfile) as (temporary,), temporary.open("wb") as out:
                self._write(out, **kwargs)
        else:
            super().save(outfile, close_file, **kwargs)

    def _write(self, out: BinaryIO, **kwargs: Any) -> None:
        """Write the page without its whole text ever being in memory."""
        try:
            for element in self._data:
                element.stand_in = f"{self._id}:{element.id}"
            left = self.get_root().render(**kwargs)
            for element in self._data:
                before, _, left = left.partition(str(element.stand_in))
                out.write(before.encode("utf-8"))
                element.texts.copy(element.id, out)
            out.write(left.encode("utf-8"))
        finally:
            for element in self._data:
                element.stand_in = None
