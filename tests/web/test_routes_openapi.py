from tests.support.web_server import Site


async def test_the_document_is_there_for_anybody_and_made_once(site: Site) -> None:
    first, second = [await site.browser().get("/api/openapi.json") for _ in range(2)]
    assert (first.status_code, first.json()["openapi"]) == (200, "3.1.0")
    assert first.content == second.content
