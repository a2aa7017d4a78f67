"""The tests mirror the sources: one test module for each module, and none for a module that is not there."""

from pathlib import Path

from tests.architecture.tree import PACKAGE, ROOMS, TESTS, modules, modules_of_tests, shown

# Packages whose modules only declare; the package's one test module reads them all.
DECLARING = {
    "callbridge/store/tables": "tests/store/test_tables.py",
    "callbridge/crm/entities": "tests/crm/test_entities.py",
}
# Modules without a test module of their own, each with the reason.
NOT_TESTED_ALONE = {
    "callbridge/__main__.py": "two lines; the end-to-end tests start the daemon through it",
    "callbridge/wiring.py": "builds what tests/test_daemon.py and the stories run",
    "callbridge/pbx_side.py": "builds what tests/test_daemon.py and the stories run",
    "callbridge/kernel/clock.py": "a protocol: nothing to run",
    "callbridge/kernel/messages_config.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_audio.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/ami/headset_check.py": "tests/ami_live/test_headset_check.py asks a real Asterisk",
    "callbridge/ami/headsets.py": "tests/ami_live/test_headsets.py asks a real Asterisk",
    "callbridge/kernel/messages_phone.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_programs.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_desk.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_mail.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_recordings.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_records.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_rounds.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_scripts.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_trace_words.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/messages_trace.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/kernel/template.py": "values only; tests/kernel/test_text.py says them",
    "callbridge/app/health_port.py": "a protocol and values only",
    "callbridge/app/deal_port.py": "a protocol: nothing to run",
    "callbridge/kernel/messages_files.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/app/follow_up_port.py": "protocols and values only",
    "callbridge/app/reminder_letter_port.py": "protocols and values only",
    "callbridge/app/file_port.py": "protocols and values only",
    "callbridge/app/status_port.py": "a protocol: nothing to run",
    "callbridge/app/membership_port.py": "a protocol: nothing to run",
    "callbridge/kernel/messages_imports.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/app/not_caller_port.py": "a protocol: nothing to run",
    "callbridge/app/unwanted_card_port.py": "a protocol: nothing to run",
    "callbridge/app/duplicate_port.py": "a protocol: nothing to run",
    "callbridge/app/import_port.py": "a protocol: nothing to run",
    "callbridge/app/script_port.py": "a protocol: nothing to run",
    "callbridge/app/observer.py": "a protocol: nothing to run",
    "callbridge/app/audio_port.py": "protocols only",
    "callbridge/app/login_port.py": "a protocol: nothing to run",
    "callbridge/app/pbx_port.py": "protocols and values only",
    "callbridge/app/ports.py": "protocols and values only",
    "callbridge/app/program_port.py": "a protocol: nothing to run",
    "callbridge/app/mail_port.py": "protocols and values only",
    "callbridge/app/round_port.py": "protocols and values only",
    "callbridge/app/mailbox_port.py": "protocols and values only",
    "callbridge/app/control_port.py": "protocols and values only",
    "callbridge/crm/dial_wish.py": "values only",
    "callbridge/crm/call_board.py": "values only",
    "callbridge/kernel/messages_control.py": "texts only; tests/kernel/test_messages.py reads them with the others",
    "callbridge/app/record_port.py": "a protocol: nothing to run",
    "callbridge/app/interview_port.py": "a protocol: nothing to run",
    "callbridge/app/task_port.py": "a protocol: nothing to run",
    "callbridge/app/webhook_port.py": "protocols only",
    "callbridge/app/contact_commands.py": "protocols only",
    "callbridge/app/office_commands.py": "protocols only",
    "callbridge/app/services.py": "protocols and values only",
    "callbridge/crm/audit.py": "values only",
    "callbridge/crm/call_log.py": "values only",
    "callbridge/crm/call_trace.py": "values only",
    "callbridge/crm/dictionary.py": "values only",
    "callbridge/crm/directory.py": "values only",
    "callbridge/crm/dossier.py": "values only",
    "callbridge/crm/erasure.py": "values only",
    "callbridge/crm/incoming_letter.py": "values only; tests/crm/test_letter_reading.py makes them",
    "callbridge/crm/interest.py": "values only",
    "callbridge/crm/list_query.py": "values only",
    "callbridge/crm/not_caller.py": "values only; tests/matching/test_not_caller.py makes them",
    "callbridge/matching/match.py": "values only",
    "callbridge/store/audience.py": "the tests of mailings/audience.py and rounds/parties.py page through it",
    "callbridge/store/interview_responses.py": "tests/store/test_interviews.py fills the forms that it reads",
    "callbridge/store/records/statements.py": "tests/store/records/test_service.py runs them",
    "callbridge/store/worker.py": "protocols and values only",
    "callbridge/telephony/call_event.py": "values only",
    "callbridge/screenpop/card.py": "values only",
    "callbridge/screenpop/card_view.py": "values only",
    "callbridge/web/import_shapes.py": "values only; tests/web/test_routes_imports.py sends and reads them",
    "callbridge/web/openapi_office.py": "values only; tests/web/test_openapi_routes.py reads them with the others",
    "callbridge/web/openapi_operation.py": "values only",
    "callbridge/web/call_shapes.py": "values only; tests/web/test_routes_calls.py sends and reads them",
    "callbridge/web/deal_shapes.py": "values only; tests/web/test_routes_deals.py sends and reads them",
    "callbridge/web/follow_up_shapes.py": "values only; tests/web/test_routes_follow_ups.py sends and reads them",
    "callbridge/web/list_shapes.py": "values only; tests/web/test_routes_lists.py sends and reads them",
    "callbridge/web/wire_shapes.py": "a table; tests/web/test_typescript.py writes it",
    "callbridge/web/mailing_shapes.py": "values only; tests/web/test_routes_mailings.py sends and reads them",
    "callbridge/web/script_shapes.py": "values only; tests/web/test_routes_scripts.py sends and reads them",
    "callbridge/crm/script_views.py": "values only; tests/store/test_scripts.py reads them",
    "callbridge/web/round_shapes.py": "values only; tests/web/test_routes_rounds.py sends and reads them",
    "callbridge/screenpop/wire.py": "values only; tests/web/test_codec.py sends each of them over the wire",
}


def wanted_test(module: Path) -> Path:
    inside = module.relative_to(PACKAGE)
    return TESTS / inside.parent / f"test_{inside.name}"


def is_declaring(module: Path) -> bool:
    return module.parent.relative_to(PACKAGE.parent).as_posix() in DECLARING


def needs_test(module: Path) -> bool:
    inside = module.relative_to(PACKAGE)
    if is_declaring(module):
        return False
    return module.name != "__init__.py" and "migrations" not in inside.parts


def test_every_module_has_its_test_module() -> None:
    missing = {module for module in modules() if needs_test(module) and not wanted_test(module).is_file()}
    assert [name for name in shown(missing) if name not in NOT_TESTED_ALONE] == []


def test_every_test_module_has_its_module() -> None:
    """A large module may have more test modules: `test_<module>_<aspect>.py` beside `test_<module>.py`."""
    known = [wanted_test(module) for module in modules() if not is_declaring(module)]
    known += [TESTS.parent / name for name in DECLARING.values()]
    strays = {
        test
        for test in modules_of_tests()
        if test.relative_to(TESTS).parts[0] in ROOMS
        and not any(test == one or test.match(f"{one.parent}/{one.stem}_*.py") for one in known)
    }
    assert shown(strays) == []


def test_every_exemption_is_still_needed() -> None:
    excused = {module for module in modules() if not wanted_test(module).is_file()}
    assert [name for name in NOT_TESTED_ALONE if name not in shown(excused)] == []


def test_no_test_folder_is_a_package() -> None:
    assert shown(set(TESTS.rglob("__init__.py"))) == []
