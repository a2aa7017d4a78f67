"""The whole program on each engine, and what an operator sees of a database that dies and comes back."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from callbridge.ami.simulator_calls import SimulatedCall
from tests.support.program import Operator, Program, running
from tests.support.stores import PostgresCluster

CALL = SimulatedCall(targets=("101",), ring_s=1e6, talk_s=0.1)


async def rung(program: Program, anna: Operator, match: str) -> dict[str, object]:
    """Let a call ring until anna has its card with this match, answer it, and return the card."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(program.simulator.place_call(CALL))
        card = await anna.hear_card("ringing", match)
        assert program.simulator.pbx.answer("101")
    return card


async def interest(anna: Operator, key: str, **fields: object) -> httpx.Response:
    """Save an interest card."""
    form = {
        "at": datetime.now(UTC).isoformat(),
        "method_id": 1,
        "outcome_id": 1,
        "phones": ["+79161234567"],
        "person_text": "Ольга Белова",
        "content": "Ждёт цену",
        **fields,
    }
    return await anna.http.post("/api/leads", json=form, headers={"Idempotency-Key": key})


async def test_a_saved_caller_is_known_at_the_next_call(tmp_path: Path, store_url: str) -> None:
    """R116, R147: ring, card, save, and the second call shows the person with what was said before."""
    async with running(tmp_path, store_url=store_url) as program, program.operator("anna") as anna:
        await rung(program, anna, "unknown")
        wrap_up = await anna.hear_card("wrap_up")
        saved = await interest(anna, str(wrap_up["id"]), call_id=wrap_up["id"])
        assert (saved.status_code, saved.json()["is_repeat"]) == (201, False)
        assert (await anna.hear("withdrawn"))["reason"] == "saved"
        second = await rung(program, anna, "known")
        assert second["candidates"][0]["person"] == "Ольга Белова"  # type: ignore[index]
        assert [each["content"] for each in second["contacts"]] == ["Ждёт цену"]  # type: ignore[attr-defined]
        assert (await interest(anna, str(wrap_up["id"]), call_id=wrap_up["id"])).json()["is_repeat"]


@pytest.mark.postgres
async def test_cards_come_without_history_while_the_database_is_away_and_nothing_is_lost(
    tmp_path: Path, postgres: PostgresCluster, postgres_url: str
) -> None:
    """R147: a card without history beats no card; a refused save is told in words and succeeds once it is back."""
    async with running(tmp_path, store_url=postgres_url) as program, program.operator("anna") as anna:
        assert (await interest(anna, "before")).status_code == 201
        postgres.stop()
        try:
            card = await rung(program, anna, "unchecked")
            await anna.hear_card("wrap_up")
            refused = await interest(anna, "during")
            assert refused.status_code == 503
            assert refused.json()["error"]["code"].startswith("store.")
            assert "не потеряно" in refused.json()["error"]["message"]
            assert (await anna.http.get("/health")).status_code == 503
        finally:
            await asyncio.to_thread(postgres.start)
        await program.until_green()
        assert (await interest(anna, "during")).json()["is_repeat"] is False
        async with asyncio.timeout(60):
            while not (rows := (await anna.http.get("/api/calls")).json()["rows"]):
                await asyncio.sleep(0.05)
        assert (rows[0]["call_id"], rows[0]["outcome"]) == (card["id"], "answered")
        await rung(program, anna, "known")


@pytest.mark.postgres
async def test_a_frozen_database_holds_no_card_back(
    tmp_path: Path, postgres: PostgresCluster, postgres_url: str
) -> None:
    async with (
        running(tmp_path, store_url=postgres_url, lookup_timeout_ms=50) as program,
        program.operator("anna") as anna,
    ):
        with postgres.frozen():
            await rung(program, anna, "unchecked")
            await anna.hear_card("wrap_up")
        await program.until_green()
