"""What a program may say of a lead, and the interest card that it comes to."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from callbridge.crm.dictionary import Campaign, CampaignState, Dictionaries, Entry, Source, SourceKind
from callbridge.crm.incoming_lead import IncomingLead, by_programs_names, interest_of
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CampaignId

NOW = datetime(2026, 11, 26, tzinfo=UTC)
HAS = Dictionaries(
    methods=(Entry(id=1, name="Звонок", code="call"), Entry(id=3, name="Заявка с сайта", code="site")),
    topics=(Entry(id=1, name="Дома", name_en="Houses"), Entry(id=2, name="Бани"), Entry(id=3, name="бани")),
    sources=(
        Source(id=1, name="Мероприятие", kind=SourceKind.CAMPAIGN),
        Source(id=2, name="Сайт", kind=SourceKind.OTHER),
    ),
    campaigns=(Campaign(id=CampaignId(7), name="Выставка", state=CampaignState.RUNNING),),
    products=(Entry(id=4, name="Дом 6×6", code="D66"),),
    projects=(),
    outcomes=(),
    refusal_reasons=(),
)
LEAD = IncomingLead(name="Пётр", phones=("8 916 123-45-67", " "), email=" a@b.ru ", content="Хочу дом")


def test_a_request_of_a_site_is_a_card_without_a_result() -> None:
    """R52, R71: entered by nobody's hand, it says what the site was told."""
    card = interest_of(LEAD, HAS, NOW)
    assert (card.at, card.method_id, card.phones) == (NOW, 3, ("8 916 123-45-67",))
    assert (card.person_text, card.extra, card.content, card.outcome_id) == ("Пётр", "a@b.ru", "Хочу дом", None)


def test_rows_are_named_by_id_code_or_name_in_either_language() -> None:
    named = replace(LEAD, topic="houses", source=2, campaign=None, product="d66")
    card = interest_of(named, HAS, NOW)
    assert (card.topic_id, card.source_id, card.product_id) == (1, 2, 4)


def test_a_lead_of_an_event_came_from_an_event() -> None:
    """R89, R108."""
    card = interest_of(replace(LEAD, campaign=" ВЫСТАВКА "), HAS, NOW)
    assert (card.campaign_id, card.source_id) == (7, 1)


@pytest.mark.parametrize(
    ("wrong", "mistakes"),
    [
        ({"phones": (), "email": ""}, {"phones": "phone_or_email"}),
        ({"email": "a b@c"}, {"email": "wrong_type"}),
        ({"email": "@"}, {"email": "wrong_type"}),
        ({"topic": "Бани"}, {"topic": "ambiguous"}),
        ({"topic": "Самолёты", "product": "?"}, {"topic": "not_found", "product": "not_found"}),
        ({"page_url": "javascript:alert(1)"}, {"page_url": "wrong_type"}),
        ({"page_url": "https://" + "x" * 2000}, {"page_url": "too_long"}),
        ({"consent": "x" * 4001}, {"consent": "too_long"}),
    ],
)
def test_every_wrong_field_is_named(wrong: dict[str, object], mistakes: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        interest_of(replace(LEAD, **wrong), HAS, NOW)  # type: ignore[arg-type]
    assert caught.value.fields == mistakes


def test_mistakes_of_the_card_are_told_by_the_names_that_programs_know() -> None:
    told = by_programs_names({"person_text": "too_long", "campaign_id": "inactive", "phones": "too_many"})
    assert told == {"name": "too_long", "campaign": "inactive", "phones": "too_many"}
