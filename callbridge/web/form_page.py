"""The page that a visitor of somebody's web site sees when its form has no page of its own."""

from collections.abc import Sequence
from html import escape

from fastapi import Response

from callbridge.crm.operator import Language
from callbridge.kernel.text import say
from callbridge.web.public_page import public_page


def form_page(lines: Sequence[str], language: Language, status: int) -> Response:
    """Return a page of these lines."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    page = public_page(say("form.title", language), body, language)
    return Response(page, status, {"Cache-Control": "no-store"}, media_type="text/html")
