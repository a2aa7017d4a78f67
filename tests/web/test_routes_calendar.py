"""One's calendar by its secret address: without a login, until it is taken away (R98, R117)."""

from tests.support.web_server import Browser, Site


async def test_a_calendar_is_read_by_its_address_alone_until_it_is_made_anew_or_taken_away(
    site: Site, anna: Browser
) -> None:
    """R98."""
    assert (await anna.get("/api/me/calendar")).json() == {"since": None}
    made = await anna.send("POST", "/api/me/calendar")
    path = made.json()["path"]
    assert (made.status_code, path.startswith("/calendar/"), path.endswith(".ics")) == (201, True, True)
    assert (await anna.get("/api/me/calendar")).json()["since"] is not None
    stranger = site.browser()
    read = await stranger.get(path)
    assert (read.status_code, read.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "SUMMARY:Телефонный звонок: Пётр Сидоров" in read.text
    again = (await anna.send("POST", "/api/me/calendar")).json()["path"]
    assert (await stranger.get(path)).status_code == 404
    assert (await stranger.get(again)).status_code == 200
    assert (await anna.send("DELETE", "/api/me/calendar")).status_code == 204
    assert (await stranger.get(again)).status_code == 404


async def test_who_guesses_addresses_is_slowed_down(site: Site) -> None:
    """Hostile: like wrong passwords."""
    stranger = site.browser()
    answers = [(await stranger.get(f"/calendar/{'a' * 42}{number % 10}.ics")).status_code for number in range(40)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert (await site.browser().get("/calendar/short.ics")).status_code == 429
