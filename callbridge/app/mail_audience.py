"""Whom a mailing goes to: the people of its audience, each address once, and why somebody is left out."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callbridge.app.mail_port import MailingFacts, Mailings, Recipient
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.mail_address import address_key, read_address
from callbridge.crm.mailing import Addressee, Audience, AudiencePerson, AudienceView, RecipientState
from callbridge.crm.operator import Language, Role
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.text import say

PAGE = 500
MOST_COUNTED = 50_000
"""More people than that are sent to, but not counted beforehand."""
MOST_SHOWN = 50


async def people_of(
    mailings: Mailings, facts: MailingFacts, role: Role, at: datetime
) -> AsyncIterator[Sequence[Addressee]]:
    """Yield the people of a mailing's audience, some at a time; InvalidInput when nobody was chosen."""
    if facts.audience is None:
        raise InvalidInput({"audience": "required"})
    if facts.audience.entity is None and facts.campaign_id is None:
        raise InvalidInput({"campaign": "required"})
    query, after = query_of(facts.audience, role, at), 0
    while True:
        page = await mailings.audience_page(facts, query, after, PAGE)
        yield page.people
        if page.next is None:
            return
        after = page.next


def query_of(audience: Audience, role: Role, at: datetime, reader_id: OperatorId | None = None) -> ListQuery | None:
    """Return the list whose people an audience is, None of an event's participants; InvalidInput of no zone.

    `reader_id`: whose reach it keeps to; a mailing's is its owner's, which the store knows.
    """
    if audience.entity is None:
        return None
    return ListQuery(
        entity=audience.entity,
        order=Order(field="id"),
        reader=Reader(role=role, language=Language.RU, zone=_zone(audience), now=at, operator_id=reader_id),
        filter=audience.filter,
        search=audience.search,
    )


def _zone(audience: Audience) -> ZoneInfo:
    try:
        return ZoneInfo(audience.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput({"audience": "unknown_value"}) from None


def recipients(people: Sequence[Addressee], new_token: Callable[[], str]) -> Iterator[Recipient]:
    """Yield what is written for these people: a letter that waits, or why there is none."""
    for person in people:
        address = read_address(person.address)
        if address is not None:
            key, state, problem = address_key(address), RecipientState.WAITING, ""
        else:
            key = f"person {person.person_id}" if person.person_id is not None else f"name {person.full_name}"
            code = "mailing.wrong_address" if person.address else "mailing.no_address"
            state, problem = RecipientState.SKIPPED, say(code, "ru")
        yield Recipient(
            person_id=person.person_id,
            address=address or person.address,
            key=key,
            state=state,
            problem=problem,
            token=new_token(),
        )


@dataclass(slots=True)
class _Count:
    keys: set[str] = field(default_factory=set)
    unreachable: set[str] = field(default_factory=set)
    unsubscribed: int = 0
    undeliverable: int = 0
    repeated: int = 0
    shown: dict[int, AudiencePerson] = field(default_factory=dict)


async def count_audience(mailings: Mailings, facts: MailingFacts, role: Role, at: datetime) -> AudienceView:
    """Return how many letters a mailing would make if it began now, and its first people."""
    count = _Count()
    is_whole = True
    async for people in people_of(mailings, facts, role, at):
        await _add(mailings, count, people)
        if len(count.keys) + len(count.unreachable) >= MOST_COUNTED:
            is_whole = False
            break
    return AudienceView(
        addresses=len(count.keys) - count.unsubscribed - count.undeliverable,
        without_address=len(count.unreachable),
        unsubscribed=count.unsubscribed,
        undeliverable=count.undeliverable,
        repeated=count.repeated,
        is_whole=is_whole,
        people=tuple(count.shown.values()),
    )


async def _add(mailings: Mailings, count: _Count, people: Sequence[Addressee]) -> None:
    new: list[str] = []
    for person, one in zip(people, recipients(people, str), strict=True):
        if one.state is RecipientState.SKIPPED:
            count.unreachable.add(one.key)
            continue
        if one.key in count.keys:
            count.repeated += 1
            continue
        count.keys.add(one.key)
        new.append(one.key)
        if person.person_id is not None and len(count.shown) < MOST_SHOWN:
            shown = AudiencePerson(person_id=person.person_id, full_name=person.full_name, address=one.address)
            count.shown.setdefault(person.person_id, shown)
    if new:
        refusing = await mailings.unsubscribed(new)
        count.unsubscribed += len(refusing)
        count.undeliverable += len(await mailings.undeliverable(new) - refusing)
