"""What the card says in each of its three states (A9)."""

from callbridge.crm.directory import CampaignRef, ContactKind, PriorContact
from callbridge.kernel.ids import CampaignId, OrganizationId, PersonId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.matching.match import Candidate, Match, MatchKind, MatchReason, RankedCandidate
from callbridge.screenpop.card import Card, NumberKind
from callbridge.screenpop.card_builder import NAME_LIMIT, History, build_card, card_number
from tests.support.calls import ANNA, CUSTOMER, NINE, answered, live_call, rang


def popped(match: Match, history: History | None = None, *, is_link_up: bool = True) -> Card:
    call = live_call()
    call.apply(rang("101"), (ANNA,))
    return build_card(call, ANNA, match, history or History(), is_link_up=is_link_up)


def test_a_known_caller_shows_number_name_organization_and_contacts() -> None:
    """R76: number, full name, organisation and the previous contacts are on the card."""
    petrova = Candidate(
        is_exact=True,
        person_id=PersonId(7),
        person_name="Петрова Анна",
        organization_id=OrganizationId(3),
        organization_name="ООО «Ромашка»",
    )
    ranked = RankedCandidate(candidate=petrova, reason=MatchReason.RECENT_CONTACT)
    before = PriorContact(kind=ContactKind.CALL, at=NINE)
    history = History(contacts=(before,), total=4, campaign=CampaignRef(id=CampaignId(2), name="Выставка"))
    card = popped(Match(kind=MatchKind.KNOWN, candidates=(ranked,)), history)
    assert card.number.display == "+7 916 123-45-67"
    assert [(who.person, who.organization, who.reason) for who in card.candidates] == [
        ("Петрова Анна", "ООО «Ромашка»", "recent_contact")
    ]
    assert (card.contacts, card.contacts_total, card.line.campaign) == ((before,), 4, history.campaign)


def test_an_unknown_number_is_shown_without_a_name() -> None:
    """R75, A9: the number is known, nobody matched."""
    card = popped(Match(kind=MatchKind.UNKNOWN))
    assert (card.match, card.candidates, card.number.e164) == ("unknown", (), "+79161234567")


def test_a_withheld_number_shows_no_digits_at_all() -> None:
    hidden = card_number(PhoneNumber(form=NumberForm.WITHHELD, raw="anonymous"), "Anonymous")
    assert (hidden.kind, hidden.raw, hidden.display) == (NumberKind.WITHHELD, "", "")
    assert hidden.caller_name == "", "the network's word for nobody is no name"


def test_the_answer_button_needs_a_ringing_phone_and_a_link() -> None:
    """R73: the tick can be pressed while the phone rings."""
    nobody = Match(kind=MatchKind.UNKNOWN)
    assert popped(nobody).can_answer
    assert not popped(nobody, is_link_up=False).can_answer
    call = live_call()
    call.apply(rang("101"), (ANNA,))
    call.apply(answered("101"), (ANNA,))
    assert not build_card(call, ANNA, nobody, History(), is_link_up=True).can_answer


def test_a_hostile_name_is_cut_and_loses_its_control_characters() -> None:
    name = card_number(CUSTOMER, "\x1b[31m<script>\r\n" + "я" * 5000).caller_name
    assert name.startswith("[31m<script>я")
    assert len(name) == NAME_LIMIT


def test_a_quoted_name_loses_the_backslashes_that_asterisk_leaves_in() -> None:
    assert card_number(CUSTOMER, r"O\'Neil \"Bob\" \\").caller_name == 'O\'Neil "Bob" \\'
