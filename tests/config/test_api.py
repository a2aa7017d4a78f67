import pytest

from callbridge.config import parse
from callbridge.crm.incoming_lead import LeadRules
from callbridge.kernel.errors import ConfigError


def test_leads_of_programs_go_where_the_file_says() -> None:
    assert parse({}).leads.rules() == LeadRules(by_campaign=True, login="")
    assert parse({"leads": {"to_login": "anna", "to_campaign_owner": False}}).leads.rules() == LeadRules(
        by_campaign=False, login="anna"
    )


def test_a_network_that_is_none_is_a_mistake() -> None:
    assert parse({"webhooks": {"allowed_networks": ["10.0.0.0/8", "::1"]}}).webhooks.allowed_networks == (
        "10.0.0.0/8",
        "::1",
    )
    with pytest.raises(ConfigError) as caught:
        parse({"webhooks": {"allowed_networks": ["intranet"]}})
    assert "intranet" in str(caught.value)
