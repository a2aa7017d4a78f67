"""Contracts (R20, R121)."""

from enum import StrEnum


class ContractState(StrEnum):
    """How a contract stands; only signed ones are counted."""

    DRAFT = "draft"
    SIGNED = "signed"
    TERMINATED = "terminated"
