"""The document of the interface, for programs that write programs."""

from fastapi import APIRouter, Request, Response

from callbridge.web.codec import encode
from callbridge.web.guard import anybody
from callbridge.web.openapi import document

router = APIRouter()


@router.get("/api/openapi.json", dependencies=[anybody])
async def openapi(request: Request) -> Response:
    """Return the OpenAPI 3.1 document, made at the first request."""
    state = request.app.state
    if not hasattr(state, "openapi"):
        state.openapi = encode(document(request.app))
    return Response(state.openapi, 200, {"Cache-Control": "no-cache"}, media_type="application/json")
