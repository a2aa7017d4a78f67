from callbridge.crm.operator import Language
from callbridge.web.form_page import form_page


def test_what_is_shown_is_text_and_never_markup() -> None:
    page = form_page(["<script>alert(1)</script>"], Language.RU, 422)
    assert page.status_code == 422
    assert b"&lt;script&gt;" in page.body
    assert b"<script" not in bytes(page.body)
    assert b'lang="ru"' in bytes(page.body)
