"""Every kind of record that has a list."""

from collections.abc import Mapping

from callbridge.store.lists.binding import Binding
from callbridge.store.lists.campaign import CAMPAIGNS
from callbridge.store.lists.directory import ORGANIZATIONS, PERSONS
from callbridge.store.lists.kinds import KINDS
from callbridge.store.lists.lead import LEADS

BINDINGS: Mapping[str, Binding] = {
    binding.entity.id: binding for binding in (CAMPAIGNS, LEADS, PERSONS, ORGANIZATIONS, *KINDS)
}
"""By `Entity.id`."""
