from dataclasses import replace
from datetime import UTC, datetime

import pytest

from callbridge.crm.web_form import WebForm, WebFormDraft, checked_form, lead_of_form
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import OperatorId

DRAFT = WebFormDraft(name="Сайт", origins=("https://Example.ru/",), redirect_url="https://example.ru/thanks")
FORM = WebForm(
    id=1, key="k", name="Сайт", origins=("https://example.ru",), topic_id=2, source_id=3, campaign_id=None,
    product_id=None, redirect_url="", consent_text="Согласен на обработку данных", is_active=True,
    operator_id=OperatorId(1), created_at=datetime(2026, 11, 26, tzinfo=UTC),
)  # fmt: skip


def test_sites_are_kept_as_browsers_tell_them() -> None:
    assert checked_form(DRAFT).origins == ("https://example.ru",)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"origins": (), "redirect_url": ""}, "origins", "required"),
        ({"origins": ("example.ru",), "redirect_url": ""}, "origins", "wrong_type"),
        ({"origins": ("https://a.ru/path",), "redirect_url": ""}, "origins", "wrong_type"),
        ({"origins": tuple(f"https://a{n}.ru" for n in range(21)), "redirect_url": ""}, "origins", "too_many"),
        ({"redirect_url": "https://evil.ru/"}, "redirect_url", "other_site"),
        ({"redirect_url": "https://example.ru.evil.ru/"}, "redirect_url", "other_site"),
        ({"redirect_url": "https://example.ru/\r\nX: y"}, "redirect_url", "other_site"),
        ({"redirect_url": "https://example.ru/" + "x" * 500}, "redirect_url", "too_long"),
        ({"consent_text": "x" * 4001}, "consent_text", "too_long"),
        ({"name": " "}, "name", "required"),
    ],
)
def test_a_wrong_form_is_refused_by_field(wrong: dict[str, object], field: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_form(replace(DRAFT, **wrong))  # type: ignore[arg-type]
    assert caught.value.fields == {field: code}


def test_a_visitors_request_is_a_lead_of_the_forms_topic_with_what_they_agreed_to() -> None:
    lead = lead_of_form(
        FORM, {"name": "Анна", "phone": "89161234567", "message": "Привет", "consent": "on", "topic": "9"}
    )
    assert (lead.name, lead.phones, lead.topic, lead.source) == ("Анна", ("89161234567",), 2, 3)
    assert lead.consent == "Согласен на обработку данных"


def test_without_the_tick_nothing_is_taken() -> None:
    with pytest.raises(InvalidInput) as caught:
        lead_of_form(FORM, {"phone": "1"})
    assert caught.value.fields == {"consent": "required"}
