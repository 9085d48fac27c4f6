"""The page of the desk: one document, one script, one sheet, all of them ours; nothing comes from elsewhere."""

from __future__ import annotations

import html
import secrets
from functools import cache

from conflictmap.desk.guard import Pass
from conflictmap.maps import assets, bundle
from conflictmap.maps.dataelements import as_json_block

__all__ = ["deskpage", "policy", "script", "style"]

_ENTRY = "desk/main"


@cache
def script() -> str:
    """Return the script of the page: Leaflet and our modules."""
    return f"{assets.leaflet_script()}\n{bundle.script(_ENTRY)}\nconflictmap.start();\n"


@cache
def style() -> str:
    """Return the sheet of the page: Leaflet's and ours."""
    return f"{assets.leaflet_style()}\n{bundle.style(_ENTRY)}"


def policy(nonce: str) -> str:
    """Return what the page may do: run and wear what it came with, ask the desk, and nothing else.

    Parameters
    ----------
    nonce : str
        Of this one answer.

    Returns
    -------
    str
        Value of the header Content-Security-Policy.
    """
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data: blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def deskpage(ticket: Pass, name: str) -> tuple[str, str]:
    """Return the document and its policy.

    Parameters
    ----------
    ticket : Pass
        Its key travels in the page.
    name : str
        Of the archive; any text.

    Returns
    -------
    tuple of (str, str)
    """
    nonce = secrets.token_urlsafe(18)
    block = as_json_block({"key": ticket.key})
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en" dir="ltr">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>Desk: {html.escape(name)}</title>\n"
        f'<link rel="stylesheet" nonce="{nonce}" href="/desk.css">\n'
        f'<script nonce="{nonce}" src="/desk.js" defer></script>\n'
        "</head>\n"
        '<body class="cm cmd">\n'
        f'<script type="application/json" id="cmd-config">{block}</script>\n'
        "<noscript><p>The desk needs JavaScript; nothing is loaded from the network.</p></noscript>\n"
        "</body>\n"
        "</html>\n"
    ), policy(nonce)
