"""The configuration of programs: whose the leads are that they bring, and where webhooks go."""

from datetime import timedelta

from pydantic import Field

from callbridge.app.webhooks import Patience
from callbridge.config.mailbox import LeadsMailboxConfig
from callbridge.config.section import Networks, Section
from callbridge.crm.incoming_lead import LeadRules


class LeadsConfig(Section):
    """Whose the leads are that programs bring."""

    to_campaign_owner: bool = True
    """A lead of an event is its owner's, when they have a login."""
    to_login: str = ""
    """Whose the others are; ``""``: nobody's until somebody takes them."""
    mailbox: LeadsMailboxConfig = LeadsMailboxConfig()

    def rules(self) -> LeadRules:
        """Return what the use case goes by."""
        return LeadRules(by_campaign=self.to_campaign_owner, login=self.to_login)


class WebhooksConfig(Section):
    """Where webhooks may go, and for how long they try."""

    allow_http: bool = False
    """Also to addresses without TLS."""
    allowed_networks: Networks = ()
    """Private addresses or networks that they may reach, such as ``10.1.2.0/24``; public ones they always may."""
    timeout_s: float = Field(default=10.0, ge=0.05, le=60)
    give_up_after_hours: float = Field(default=24.0, gt=0, le=24 * 30)
    keep_days: int = Field(default=30, ge=1, le=365)
    """How long what was told can be told again."""

    def patience(self) -> Patience:
        """Return what the courier goes by."""
        return Patience(give_up_after=timedelta(hours=self.give_up_after_hours), keep=timedelta(days=self.keep_days))
