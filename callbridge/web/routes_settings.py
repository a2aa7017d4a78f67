"""The system's parameters: managers read them, and who may sets them (R145)."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from callbridge.crm.operator import Operator, Role
from callbridge.crm.setting import SETTINGS, KeptSetting
from callbridge.web.body import read_body
from callbridge.web.context import Web, Who
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.list_shapes import ChoiceMeta, Label
from callbridge.web.routes_records import edited_version
from callbridge.web.shapes import SettingView, SettingWrite

Key = Annotated[str, Path(min_length=1, max_length=80)]

router = APIRouter(dependencies=[needs(Role.MANAGER)])


@router.get("/api/settings")
async def settings(web: Web, who: Who) -> Response:
    """Return every parameter with its value and what it may be."""
    return json(_shown(await web.services.settings.all(who.operator), who.operator))


@router.put("/api/settings/{key}")
async def set_setting(request: Request, web: Web, who: Who, key: Key) -> Response:
    """Set a parameter that is at the version in ``If-Match``."""
    version = edited_version(request)
    wanted = await read_body(request, SettingWrite)
    changed = await web.services.settings.change(who.operator, key, version, wanted.value)
    return json(_shown([changed], who.operator)[0])


def _shown(kept: Sequence[KeptSetting], operator: Operator) -> list[SettingView]:
    return [_view(one, operator) for one in kept]


def _view(kept: KeptSetting, operator: Operator) -> SettingView:
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
        may_set=operator.role.covers(setting.may_set),
    )
