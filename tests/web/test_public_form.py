"""The public page: whatever is in a form, it is text on the page; what was filled in stays."""

from html import escape

from callbridge.crm.interview_results import OpenForm
from callbridge.crm.operator import Language
from callbridge.web.public_form import CLOSED, answers_of, form_page, told_page
from tests.support.kept_interviews import QUESTIONS

FORM = OpenForm(id=1, name="<script>alert(1)</script>", introduction="a & b", questions=QUESTIONS)


def test_words_of_people_are_never_markup() -> None:
    page = form_page(FORM, 'k"><script>', Language.RU, given={"q2": ["</textarea><script>"], "q5": ['"><script>']})
    assert "<script>" not in page
    assert page.count(escape("<script>alert(1)</script>")) == 2
    assert "Вам &lt;b&gt;понравилось&lt;/b&gt;?" in page


def test_the_page_speaks_both_languages_and_leads_to_the_other() -> None:
    """R28."""
    russian, english = (form_page(FORM, "k", language) for language in Language)
    assert ('<html lang="ru">' in russian, "Отправить" in russian, 'href="?lang=en"' in russian) == (True, True, True)
    assert ('<html lang="en">' in english, "Send" in english, 'href="?lang=ru"' in english) == (True, True, True)
    assert "closed" in told_page(CLOSED, Language.EN)


def test_what_was_filled_in_stays_and_a_mistake_stands_at_its_question() -> None:
    given = {"q1": ["1"], "q3": ["0", "1"], "q5": ["много"]}
    page = form_page(FORM, "k", Language.RU, given=given, mistakes={"answers.5": "wrong_type"})
    assert page.count(" checked") == 3
    assert page.count("data-wrong>") == 1
    assert 'value="много"' in page


def test_the_fields_of_the_page_are_read_as_answers() -> None:
    given = {"q1": ["0"], "q2": [" да "], "q3": ["1", "x"], "q4": [""], "q5": ["1,5"], "q9": ["0"], "key": ["k"]}
    assert answers_of(FORM, given) == {"1": 0, "2": " да ", "3": [1, "x"], "5": "1,5"}
