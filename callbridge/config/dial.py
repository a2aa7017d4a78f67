"""The configuration of dialling for operators: what may be dialled, and how often."""

import re

from pydantic import Field

from callbridge.config.section import RegularExpression, Section
from callbridge.crm.dialling import DialRules


class DialConfig(Section):
    """What a click may dial, on every PBX that has a dial_context."""

    allowed: RegularExpression = r"^\+?\d{7,15}$"
    forbidden: RegularExpression = r"^\+?(7809|979|88[123]|1900)"
    per_minute: int = Field(default=10, ge=1, le=600)
    """Of one operator."""

    def rules(self) -> DialRules:
        """Return what the use case goes by; an empty `forbidden` forbids nothing."""
        return DialRules(allowed=re.compile(self.allowed), forbidden=re.compile(self.forbidden or r"(?!)"))
