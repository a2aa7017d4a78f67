"""Call scripts written and chosen (R102)."""

from callbridge.app.scripts import ScriptDesk
from callbridge.crm.script_choice import TalkFacts
from callbridge.kernel.ids import LeadId
from tests.support.clock import FakeClock
from tests.support.kept_scripts import HELLO, KeptScripts
from tests.support.web_people import VERA


async def test_who_writes_a_script_lets_every_browser_know(clock: FakeClock) -> None:
    told: list[str] = []
    desk = ScriptDesk(scripts=KeptScripts(), clock=clock, on_change=lambda: told.append("changed"))
    edit = await desk.view(1)
    written = await desk.write(VERA, 1, edit.version, [HELLO], publish=True)
    assert (written.version, written.is_published, told) == (2, True, ["changed"])
    assert (await desk.revision(2)).steps == (HELLO,)


async def test_a_talk_has_the_script_for_it_or_none(clock: FakeClock) -> None:
    desk = ScriptDesk(scripts=KeptScripts(), clock=clock, on_change=lambda: None)
    assert (await desk.chosen(TalkFacts())).script is None
    found = (await desk.chosen(TalkFacts(topic_id=7))).script
    assert found is not None
    assert found.revision == 1
    assert [one.answer for one in (await desk.of_lead(VERA, LeadId(1))).answers] == ["Дом"]
