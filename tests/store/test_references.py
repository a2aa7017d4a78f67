"""Which tables name whom."""

from callbridge.store.references import references_to


def test_everything_that_names_a_person_or_an_organization_is_known() -> None:
    """A table that comes later is found by its foreign key; the names are here so that somebody looks at it."""
    assert {f"{table.name}.{column.name}" for table, column in references_to("person")} == {
        "activity.person_id", "call.person_id", "call_round_entry.person_id",
        "contract.person_id", "deal.person_id", "interview_response.person_id",
        "lead.person_id", "mailing_recipient.person_id", "not_caller.person_id", "participant.person_id",
        "task.person_id", "touch.person_id",
    }  # fmt: skip
    assert {f"{table.name}.{column.name}" for table, column in references_to("organization")} == {
        "activity.organization_id", "call.organization_id", "call_round_entry.organization_id",
        "campaign.organizer_id", "contract.organization_id",
        "deal.organization_id", "lead.organization_id", "not_caller.organization_id", "person.organization_id",
        "supplier.organization_id",
        "task.organization_id",
    }  # fmt: skip
