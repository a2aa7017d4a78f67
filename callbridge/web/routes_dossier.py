"""The dossier of an event as one PDF (R9, R51)."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from fastapi import APIRouter, Response

from callbridge.crm.attachment import clean_name
from callbridge.crm.dossier import Dossier
from callbridge.crm.operator import Role
from callbridge.kernel.errors import OutsideUnavailable
from callbridge.web.context import Web, Who
from callbridge.web.cursors import Id
from callbridge.web.file_headers import disposition
from callbridge.web.guard import needs
from callbridge.web.number_hiding import hidden_dossier

WAIT_S = 60.0
"""How long one waits for another's dossier to be drawn, and for its own."""
MAX_WAITING = 8
MAX_NAME = 80
"""Characters of the event's name that the file is called by."""

router = APIRouter(dependencies=[needs(Role.SUPERVISOR)])
_thread = ThreadPoolExecutor(1, thread_name_prefix="dossier")
"""Drawing is work for the processor, which calls need too: one at a time."""
_places = threading.BoundedSemaphore(MAX_WAITING)


@router.get("/api/campaigns/{record_id}/dossier.pdf")
async def dossier(web: Web, who: Who, record_id: Id) -> Response:
    """Gather and draw the dossier of an event; who took it is in the audit trail."""
    gathered = await web.services.dossiers.gather(who.operator, record_id)
    if web.services.masks.hides(who.operator.role):
        gathered = hidden_dossier(gathered)
    body = await _drawn(gathered)
    name = clean_name(f"{str(gathered.campaign['name'])[:MAX_NAME]} {web.clock.now():%Y-%m-%d}.pdf")
    headers = {"Content-Disposition": disposition(name, is_taken=True), "Cache-Control": "private, no-store"}
    return Response(body, headers=headers, media_type="application/pdf")


async def _drawn(gathered: Dossier) -> bytes:
    if not _places.acquire(blocking=False):
        raise OutsideUnavailable("dossier.busy")
    drawing = _thread.submit(_pdf, gathered)
    drawing.add_done_callback(lambda _: _places.release())
    try:
        async with asyncio.timeout(WAIT_S):
            return await asyncio.wrap_future(drawing)
    except TimeoutError:
        raise OutsideUnavailable("dossier.busy") from None


def _pdf(gathered: Dossier) -> bytes:
    from callbridge.web.dossier_pdf import dossier_pdf  # noqa: PLC0415 - reportlab would delay every start by 0.2 s

    return dossier_pdf(gathered)
