from datetime import timedelta

import pytest

from callbridge.crm.webhook import LONGEST_WAIT, Topic, WebhookDraft, checked_webhook, is_spent, wait_after
from callbridge.kernel.errors import InvalidInput


def draft(url: str = "https://a.ru/hook", topics: tuple[Topic, ...] = (Topic.LEAD_CREATED,)) -> WebhookDraft:
    return WebhookDraft(name=" Склад ", url=url, topics=topics)


def test_a_webhook_is_kept_tidy() -> None:
    kept = checked_webhook(draft(" https://a.ru/hook ", (Topic.CALL_ENDED, Topic.CALL_ENDED)), allow_http=False)
    assert (kept.name, kept.url, kept.topics) == ("Склад", "https://a.ru/hook", (Topic.CALL_ENDED,))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://a.ru", "https_only"), ("ftp://a.ru", "wrong_type"), ("https://", "wrong_type"), ("", "wrong_type"),
        ("https://user@a.ru", "wrong_type"), ("https://a.ru:99999", "wrong_type"), ("https://a.ru/ x", "wrong_type"),
        ("https://a.ru/\r\nX: y", "wrong_type"), ("https://[", "wrong_type"), ("https://a.ru/" + "x" * 500, "too_long"),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(url: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_webhook(draft(url), allow_http=False)
    assert caught.value.fields == {"url": code}


def test_a_webhook_that_would_hear_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_webhook(draft("http://a.ru", ()), allow_http=True)
    assert caught.value.fields == {"topics": "required"}


def test_waits_double_up_to_an_hour() -> None:
    assert [wait_after(tries).total_seconds() for tries in (1, 2, 3)] == [5, 10, 20]
    assert wait_after(10_000) == LONGEST_WAIT


def test_tries_end_when_the_time_is_over() -> None:
    assert not is_spent(2, timedelta(seconds=16))
    assert is_spent(3, timedelta(seconds=16))
