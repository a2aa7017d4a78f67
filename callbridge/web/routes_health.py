"""For machines that watch: ``/health`` and ``/metrics``."""

import ipaddress

from fastapi import APIRouter, Request, Response

from callbridge.crm.operator import Role
from callbridge.web.context import Web
from callbridge.web.errors import json
from callbridge.web.guard import Guard, anybody
from callbridge.web.metrics import CONTENT_TYPE

_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")

router = APIRouter(dependencies=[anybody])


@router.get("/health")
async def health(web: Web) -> Response:
    """Tell whether every link and the store work: 200 or 503."""
    now = await web.services.health.health()
    return json(now, 200 if now.is_ok else 503)


@router.get("/metrics")
async def metrics(request: Request, web: Web) -> Response:
    """Return what Prometheus reads, to this machine or to an admin."""
    if not _is_from_this_machine(request):
        await Guard(Role.ADMIN)(request, web)
    return Response(web.metrics.render(), headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})


def _is_from_this_machine(request: Request) -> bool:
    """A proxy on this machine hands on requests from elsewhere, and says so."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
