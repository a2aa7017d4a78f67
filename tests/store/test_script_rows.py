"""Steps and answers as rows (R102)."""

from callbridge.crm.call_script import AskKind, FillField, ScriptAnswer, ScriptFill, ScriptStep
from callbridge.store.script_rows import read_steps, write_steps


def test_steps_come_back_as_they_were_written() -> None:
    steps = (
        ScriptStep(key="a", title="Что", words="«Чем» помочь?\n", ask=AskKind.CHOICE, answers=(
            ScriptAnswer(text="Дом", next="b", fills=(ScriptFill(field=FillField.TOPIC, value=7),)),
            ScriptAnswer(text="Иное", fills=(ScriptFill(field=FillField.CONTENT, text="Иное"),)),
        )),
        ScriptStep(key="b", title="Когда", ask=AskKind.TEXT, fill=FillField.CONTENT, next="a"),
    )  # fmt: skip
    assert read_steps(write_steps(steps)) == steps
    assert read_steps("[]") == ()
