"""What the pages for anybody have in common."""

from callbridge.crm.operator import Language
from callbridge.web.public_page import public_page


def test_a_page_says_its_language_and_title_and_is_kept_by_no_search_engine() -> None:
    page = public_page("<Анкета>", "<p>a</p>", Language.RU, style="p{margin:0}", before="<nav></nav>")
    assert '<html lang="ru">' in page
    assert "<h1>&lt;Анкета&gt;</h1><p>a</p>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "p{margin:0}" in page
    assert "<script" not in page
