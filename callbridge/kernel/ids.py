"""Identifiers, each a type of its own so that one cannot be passed for another."""

from typing import NewType

PbxName = NewType("PbxName", str)
"""A PBX's name in the configuration, unique among PBXs; never contains ``:``."""

CallId = NewType("CallId", str)
"""``<pbx>:<Linkedid>`` of the channel that began the call; stays the same when Asterisk changes the Linkedid."""

LegId = NewType("LegId", str)
"""``<pbx>:<Uniqueid>`` of one channel."""

OperatorId = NewType("OperatorId", int)
PersonId = NewType("PersonId", int)
OrganizationId = NewType("OrganizationId", int)
CampaignId = NewType("CampaignId", int)
LeadId = NewType("LeadId", int)
ActivityId = NewType("ActivityId", int)


def call_id(pbx: PbxName, linked_id: str) -> CallId:
    """Return the identity of the call that `linked_id` began on `pbx`."""
    return CallId(f"{pbx}:{linked_id}")


def leg_id(pbx: PbxName, unique_id: str) -> LegId:
    """Return the identity of the channel `unique_id` on `pbx`."""
    return LegId(f"{pbx}:{unique_id}")
