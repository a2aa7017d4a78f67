from callbridge.web.shapes import LoginForm, NewOperator, OperatorPatch


def test_no_password_shows_when_a_body_is_printed() -> None:
    """A log line or a traceback may print a body."""
    bodies = (
        LoginForm(login="anna", password="hunter2hunter2"),
        NewOperator(login="anna", password="hunter2hunter2", full_name="Анна"),
        OperatorPatch(password="hunter2hunter2"),
    )
    assert "hunter2" not in repr(bodies)
