"""The configuration of dialling for operators: what may be dialled, and how often."""

import re

from pydantic import Field, field_validator

from callbridge.config.section import Section
from callbridge.crm.dialling import DialRules


class DialConfig(Section):
    """What a click may dial, on every PBX that has a dial_context."""

    allowed: str = r"^\+?\d{7,15}$"
    forbidden: str = r"^\+?(7809|979|88[123]|1900)"
    per_minute: int = Field(default=10, ge=1, le=600)
    """Of one operator."""

    @field_validator("allowed", "forbidden")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return value

    def rules(self) -> DialRules:
        """Return what the use case goes by; an empty `forbidden` forbids nothing."""
        return DialRules(allowed=re.compile(self.allowed), forbidden=re.compile(self.forbidden or r"(?!)"))
