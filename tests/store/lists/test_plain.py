"""What a kind of record and its table say by themselves."""

from callbridge.crm.entities import ENTITIES
from callbridge.crm.operator import Language
from callbridge.store import tables as t
from callbridge.store.lists.binding import Bound
from callbridge.store.lists.plain import Plain


def _deals() -> Plain:
    derived = Bound(value=t.deal.c.id)
    return Plain(ENTITIES["deal"], t.deal, own={"forecast": derived, "next_at": derived})


def test_a_field_is_the_column_of_its_name_and_a_record_its_id() -> None:
    plain = _deals()
    assert plain.fields["amount_base"].value is t.deal.c.amount_base
    assert plain.fields["stage"].value is t.deal.c.stage_id
    assert (plain.fields["name"].is_nullable, plain.fields["campaign"].is_nullable) == (False, True)


def test_two_fields_of_one_kind_of_record_are_joined_apart() -> None:
    plain = _deals()
    assert plain.joins["stage"].target is not plain.joins["lost_stage"].target


def test_records_are_called_by_what_people_call_them() -> None:
    cost, deal = Plain(ENTITIES["cost"], t.cost), _deals()
    names = {
        "supplier": cost.fields["supplier"],
        "owner": deal.fields["owner"],
        "origin_lead": deal.fields["origin_lead"],
    }
    assert {name: str(bound.name(Language.RU)) for name, bound in names.items() if bound.name} == {
        "supplier": "supplier_company.name",
        "owner": "owner_of.full_name",
        "origin_lead": "CASE WHEN (origin_lead_of.deleted_at IS NULL) THEN "
        ":param_1 || CAST(origin_lead_of.id AS TEXT) ELSE :param_2 END",
    }
    assert cost.joins["supplier_company"].needs == ("supplier",)
