"""For machines that watch: ``/health`` and ``/metrics``."""

import ipaddress
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response

from callbridge.crm.operator import Role
from callbridge.web.context import Web
from callbridge.web.errors import json
from callbridge.web.guard import Guard, anybody
from callbridge.web.metrics import CONTENT_TYPE

_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip", "via")

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
    """A proxy on this machine hands on requests from elsewhere: it says so, or names the host that was asked for."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    return _is_loopback(request.client.host) and _is_loopback(_host_name(request.headers.get("host", "")))


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
