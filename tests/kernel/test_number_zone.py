import pytest

from callbridge.kernel.number_zone import zone_of


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+74951234567", "Europe/Moscow"),
        ("+73432123456", "Asia/Yekaterinburg"),
        ("+442071234567", "Europe/London"),
        ("+79161234567", ""),
        ("+78005550001", ""),
        ("+12", ""),
        ("not a number", ""),
        ("", ""),
    ],
)
def test_a_number_tells_its_zone_where_it_has_one_only(number: str, zone: str) -> None:
    """R98: nothing is guessed of mobile numbers, which have many."""
    assert zone_of(number) == zone
