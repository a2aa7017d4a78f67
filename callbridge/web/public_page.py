"""The shell of the pages that anybody may open without a login: no script, and no search engine keeps them."""

from html import escape

from callbridge.crm.operator import Language

STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.45 system-ui,sans-serif;max-width:680px;margin:0 auto;padding:20px 16px 60px}
h1{font-size:24px;margin:12px 0}
button{font:inherit;font-weight:600;padding:10px 26px;border:0;border-radius:8px;background:#15698c;color:#fff}
"""


def public_page(title: str, body: str, language: Language, *, style: str = "", before: str = "") -> str:
    """Return a page with `title` over `body`, both in `language`; `body` and `before` are HTML."""
    return (
        f'<!doctype html><html lang="{language.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        '<link rel="icon" href="/favicon.svg">'
        f"<title>{escape(title)}</title><style>{STYLE}{style}</style></head>"
        f"<body>{before}<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
