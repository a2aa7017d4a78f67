"""Parameters of the system, a branch and a user: read, set and reset by those who may (R145)."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from callbridge.crm.operator import Operator, Role
from callbridge.crm.setting import SETTINGS, Level, ResolvedSetting
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.cursors import OptionalId
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.list_shapes import ChoiceMeta, Label
from callbridge.web.shapes import SettingView, SettingWrite
from callbridge.web.write_headers import edited_version

Key = Annotated[str, Path(min_length=1, max_length=80)]

router = APIRouter(dependencies=[needs(Role.OPERATOR)])
"""The level says which role reads and sets: managers the system's, supervisors a branch's, everybody their own."""


@router.get("/api/settings")
async def settings(web: Web, who: Who, *, level: Level = Level.SYSTEM, branch: OptionalId = None) -> Response:
    """Return every parameter of a level as it holds there, and where its value comes from."""
    found = await web.services.settings.all(who.operator, level, branch)
    return json([_view(one, who.operator, level) for one in found])


@router.put("/api/settings/{key}")
async def set_setting(
    request: Request, web: Web, who: Who, key: Key, *, level: Level = Level.SYSTEM, branch: OptionalId = None
) -> Response:
    """Set a parameter that is at the version in ``If-Match``, 0 when nothing is set at the level."""
    version = edited_version(request)
    wanted = await read_body(request, SettingWrite)
    changed = await web.services.settings.change(who.operator, key, version, wanted.value, level, branch)
    return json(_view(changed, who.operator, level))


@router.delete("/api/settings/{key}")
async def reset_setting(
    request: Request, web: Web, who: Who, key: Key, *, level: Level = Level.SYSTEM, branch: OptionalId = None
) -> Response:
    """Let what is inherited hold again."""
    changed = await web.services.settings.change(who.operator, key, edited_version(request), None, level, branch)
    return json(_view(changed, who.operator, level))


def _view(kept: ResolvedSetting, operator: Operator, level: Level) -> SettingView:
    setting = SETTINGS[kept.key]
    return SettingView(
        key=kept.key,
        label=Label(ru=setting.label.ru, en=setting.label.en),
        hint=Label(ru=setting.hint.ru, en=setting.hint.en),
        choices=tuple(
            ChoiceMeta(value=choice.value, label=Label(ru=choice.label.ru, en=choice.label.en))
            for choice in setting.choices
        ),
        value=kept.value,
        version=kept.version,
        may_set=level is not Level.SYSTEM or operator.role.covers(setting.may_set),
        source=kept.place.level,
        is_default=kept.is_default,
        inherited=kept.inherited,
    )
