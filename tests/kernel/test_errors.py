import pytest

from callbridge.kernel.errors import CallbridgeError, Conflict, InvalidInput, NotFound, SessionError


def test_an_error_has_the_code_of_its_class_unless_given_another() -> None:
    assert Conflict().code == "conflict"
    assert Conflict("draft.conflict").code == "draft.conflict"


def test_an_error_tells_its_code_and_params() -> None:
    assert str(NotFound()) == "not_found"
    assert str(NotFound("card.not_found", card="a:1")) == "card.not_found(card='a:1')"


def test_invalid_input_carries_a_code_for_each_field() -> None:
    error = InvalidInput({"phones": "too_many"})
    assert error.fields == {"phones": "too_many"}
    assert error.params == {"fields": {"phones": "too_many"}}
    assert (error.code, error.http_status) == ("input.invalid", 422)


def test_a_session_error_carries_the_close_code_of_its_socket() -> None:
    assert SessionError(4413, "session.too_slow").close_code == 4413


def test_every_error_is_caught_by_the_base_of_all() -> None:
    with pytest.raises(CallbridgeError):
        raise SessionError(4400)
