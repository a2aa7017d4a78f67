from callbridge.web.openapi_routes import OPERATIONS


def test_what_is_written_names_what_it_takes() -> None:
    silent = {
        "logout",
        "answer",
        "dismiss",
        "call-back",
        "ping",
        "replay",
        "seen",
        "restore",
        "cancel",
        "undo",
        "erasure",
        "again",
        "next",
        "keep",
        "leave",
    }
    silent |= {"park", "fetch", "acknowledge", "reopen", "calendar", "credentials"}
    for (method, path), shapes in OPERATIONS.items():
        if method in ("POST", "PUT", "PATCH") and path.rpartition("/")[2] not in silent:
            assert shapes.body is not None or shapes.is_object or shapes.is_form or shapes.is_file, path


def test_what_answers_nothing_says_so() -> None:
    for place, shapes in OPERATIONS.items():
        assert shapes.answer is not None or shapes.kinds or shapes.statuses == (204,), place
