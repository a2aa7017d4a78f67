import pytest

from callbridge.crm.call_audio import AudioRules, Hearing
from callbridge.crm.operator import Role


@pytest.mark.parametrize(
    ("role", "hearing"), [(Role.OPERATOR, Hearing.OWN), (Role.SUPERVISOR, Hearing.ALL), (Role.ADMIN, Hearing.ALL)]
)
def test_each_role_hears_what_it_should_by_default(role: Role, hearing: Hearing) -> None:
    assert AudioRules().hearing_of(role) is hearing


def test_an_admin_hears_all_whatever_is_set() -> None:
    strict = AudioRules(operators_hear=Hearing.NONE, supervisors_hear=Hearing.NONE)
    assert [strict.hearing_of(role) for role in Role] == [Hearing.NONE, Hearing.NONE, Hearing.NONE, Hearing.ALL]
