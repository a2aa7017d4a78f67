"""The page that a visitor of somebody's web site sees when its form has no page of its own: plain, no scripts."""

from collections.abc import Sequence
from html import escape

from fastapi import Response

from callbridge.crm.operator import Language
from callbridge.kernel.text import say

_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><main>{lines}</main></body>
</html>
"""


def form_page(lines: Sequence[str], language: Language, status: int) -> Response:
    """Return a page of these lines."""
    text = _PAGE.format(
        language=language.value,
        title=escape(say("form.title", language)),
        lines="".join(f"<p>{escape(line)}</p>" for line in lines),
    )
    return Response(text, status, {"Cache-Control": "no-store"}, media_type="text/html")
