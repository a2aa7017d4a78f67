"""Every country that phonenumbers knows, by its own example numbers, under a plan made from its own prefixes."""

import phonenumbers
import pytest
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from callbridge.kernel.numbers import NumberPlan, display, read_number

TYPES = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE)


def plan_of(region: str) -> NumberPlan:
    metadata = PhoneMetadata.metadata_for_region(region)
    assert metadata is not None
    prefixes = (metadata.preferred_international_prefix, metadata.international_prefix, "00")
    national = metadata.national_prefix or ""
    return NumberPlan(
        region=region,
        international_prefixes=tuple(prefix for prefix in prefixes if prefix and prefix.isdecimal()),
        national_prefix=national if national.isdecimal() else "",
        internal=r"\d{2,3}",
    )


def examples(region: str) -> list[phonenumbers.PhoneNumber]:
    found = (phonenumbers.example_number_for_type(region, kind) for kind in TYPES)
    return [example for example in found if example is not None]


def written(example: phonenumbers.PhoneNumber, plan: NumberPlan) -> list[str]:
    e164 = phonenumbers.format_number(example, PhoneNumberFormat.E164)
    return [
        e164,
        phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL),
        phonenumbers.format_number(example, PhoneNumberFormat.RFC3966),
        phonenumbers.national_significant_number(example),
        plan.international_prefixes[0] + e164[1:],
    ]


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_way_to_write_a_number_at_home_gives_the_same(region: str) -> None:
    plan = plan_of(region)
    for example in examples(region):
        e164 = phonenumbers.format_number(example, PhoneNumberFormat.E164)
        for text in written(example, plan):
            assert read_number(text, plan).e164 == e164, text


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_foreign_number_is_read_in_moscow_and_shown_readably(region: str) -> None:
    plan = NumberPlan(area_code="495")
    for example in examples(region):
        e164 = phonenumbers.format_number(example, PhoneNumberFormat.E164)
        for text in (e164, f"00{e164[1:]}", f"810{e164[1:]}", f"8~10{e164}"):
            number = read_number(text, plan)
            assert number.e164 == e164, text
            assert read_number(display(number), plan).e164 == e164
