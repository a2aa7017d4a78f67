"""The page behind a letter's last line, for anybody with the link."""

import httpx

from callbridge.web.attempts import FREE_PER_ADDRESS
from tests.support.web_mailings import TOKEN
from tests.support.web_server import Site

ENGLISH = {"Accept-Language": "en-GB"}


async def test_opening_the_link_changes_nothing_and_the_button_does(site: Site) -> None:
    """R27; in the reader's language."""
    async with httpx.AsyncClient(base_url=site.listening.url, trust_env=False, timeout=30) as reader:
        asked = await reader.get(f"/unsubscribe/{TOKEN}")
        assert (asked.status_code, asked.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "<button>Отписаться</button>" in asked.text
        assert site.world.mailings.left == []
        left = await reader.post(f"/unsubscribe/{TOKEN}", headers=ENGLISH)
        assert "You are unsubscribed" in left.text
    assert site.world.mailings.left == [TOKEN]


async def test_mail_programs_leave_with_one_click(site: Site) -> None:
    """RFC 8058: a POST from anywhere, without cookies."""
    async with httpx.AsyncClient(base_url=site.listening.url, trust_env=False, timeout=30) as program:
        form = {"List-Unsubscribe": "One-Click"}
        answer = await program.post(f"/unsubscribe/{TOKEN}", data=form, headers={"Origin": "https://mail.example"})
        again = await program.post(f"/unsubscribe/{TOKEN}", data=form)
    assert (answer.status_code, again.status_code) == (200, 200)
    assert site.world.mailings.left == [TOKEN, TOKEN]


async def test_guesses_lead_nowhere_and_become_slow(site: Site) -> None:
    async with httpx.AsyncClient(base_url=site.listening.url, trust_env=False, timeout=30) as guesser:
        for guess in ("<script>alert(1)<%2fscript>", "%00", "x" * 30):
            for answer in (await guesser.get(f"/unsubscribe/{guess}"), await guesser.post(f"/unsubscribe/{guess}")):
                assert answer.status_code == 404
                assert "<script>" not in answer.text
        for number in range(FREE_PER_ADDRESS):
            answer = await guesser.get(f"/unsubscribe/guess-number-{number}")
        assert (answer.status_code, answer.headers["retry-after"].isdecimal()) == (429, True)
        assert (await guesser.post(f"/unsubscribe/{TOKEN}")).status_code == 429
        assert "Слишком много попыток" in answer.text
