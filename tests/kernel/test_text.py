from hypothesis import given
from hypothesis import strategies as st

from callbridge.kernel.messages import MESSAGES
from callbridge.kernel.text import Phrase, say


def test_a_code_is_said_in_the_readers_language() -> None:
    assert say("auth.bad_credentials", "ru") == "Неверный логин или пароль."
    assert say("auth.bad_credentials", "en") == "Wrong login or password."


def test_a_language_we_do_not_speak_is_answered_in_english() -> None:
    assert say("auth.bad_credentials", "de") == say("auth.bad_credentials", "en")


def test_params_fill_the_text_and_others_are_left_out() -> None:
    assert say("auth.too_many_attempts", "en", retry_after_s=3, spare=1) == "Too many attempts. Try again in 3 s."


def test_a_list_is_said_line_by_line() -> None:
    assert say("config.invalid", "en", mistakes=["one", "two"]) == "The configuration has mistakes:\n- one\n- two"


def test_a_phrase_waits_for_its_reader_and_may_fill_another_one() -> None:
    taken = Phrase("system.address_taken")
    listen = Phrase("config.listen", {"address": "127.0.0.1:80", "reason": taken}, "server.port")
    assert say("config.invalid", "ru", mistakes=[listen]).endswith(
        "\n- server.port: нельзя слушать 127.0.0.1:80: порт занят другой программой (какой: ss -ltnp)"
    )
    assert str(listen) == "server.port: cannot listen on 127.0.0.1:80: another program has the port (which: ss -ltnp)"
    assert repr(listen) == repr(str(listen))


def test_an_unknown_code_is_named() -> None:
    assert say("no.such", "ru") == "Ошибка: no.such"
    assert say("no.such", "en") == "Error: no.such"


def test_text_from_outside_is_never_taken_for_a_template() -> None:
    assert say("ami.refused", "en", message="{0.__class__} {code}") == "The PBX refused: {0.__class__} {code}"


@given(
    st.sampled_from([*MESSAGES, "no.such"]) | st.text(), st.text(), st.dictionaries(st.text(), st.none() | st.text())
)
def test_saying_never_raises_and_is_never_empty(code: str, language: str, params: dict[str, object]) -> None:
    for name in ("code", "language"):
        params.pop(name, None)
    assert say(code, language, **params)
