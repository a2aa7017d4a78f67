"""The interface as an OpenAPI 3.1 document: its routes as they are declared, its shapes as the dataclasses are."""

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from callbridge import __version__
from callbridge.kernel.messages import MESSAGES
from callbridge.web.guard import CSRF_HEADER, Guard, guards
from callbridge.web.logins import COOKIE
from callbridge.web.openapi_operation import FORM, Operation
from callbridge.web.openapi_routes import OPERATIONS
from callbridge.web.shapes import ErrorBody

_SCHEMAS = "#/components/schemas/{model}"
_CODE = {"$ref": "#/components/schemas/ErrorCode"}
_REFUSED = {"$ref": "#/components/responses/Refused"}
_JSON = "application/json"
Json = dict[str, Any]


def document(app: FastAPI) -> Json:
    """Return the document of the application's routes; raises KeyError that names a route without its shapes."""
    with warnings.catch_warnings():  # of routes with two methods: the ids are given below
        warnings.simplefilter("ignore", UserWarning)
        made = get_openapi(
            title="callbridge",
            version=__version__,
            openapi_version="3.1.0",
            description="Guide: docs/api.md. Codes of errors: the schema ErrorCode.",
            routes=app.routes,
        )
    schemas, of_shape = _shapes()
    for method, route, guard in _operations(app):
        told = made["paths"][route.path][method.lower()]
        told["operationId"] = f"{route.name}_{method.lower()}"
        _describe(told, method, guard, OPERATIONS[method, route.path], of_shape)
    of_parameters = made["components"]["schemas"]
    made["components"] = {
        "schemas": {**of_parameters, **schemas, "ErrorCode": {"type": "string", "enum": sorted(MESSAGES)}},
        "responses": {"Refused": {"description": "A coded refusal", "content": _content(of_shape[_key(ErrorBody)])}},
        "securitySchemes": {
            "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
            "csrf": {"type": "apiKey", "in": "header", "name": CSRF_HEADER},
            "token": {"type": "http", "scheme": "bearer"},
        },
    }
    for name in ("ErrorInfo", "FieldError"):
        made["components"]["schemas"][name]["properties"]["code"] = _CODE
    return made


def _operations(app: FastAPI) -> Iterator[tuple[str, APIRoute, Guard]]:
    for route, guard in guards(app):
        for method in sorted(route.methods or ()):
            yield method, route, guard


def _describe(told: Json, method: str, guard: Guard, shapes: Operation, of_shape: Mapping[str, Json]) -> None:
    for name in shapes.headers:
        header = {"name": name, "in": "header", "required": True, "schema": {"type": "string", "maxLength": 200}}
        told.setdefault("parameters", []).append(header)
    if shapes.body is not None:
        told["requestBody"] = {"required": True, "content": _content(of_shape[_key(shapes.body, is_body=True)])}
    elif shapes.is_object:
        told["requestBody"] = {"required": True, "content": _content({"type": "object"})}
    elif shapes.is_file:
        file = {"schema": {"type": "string", "format": "binary"}}
        told["requestBody"] = {"required": True, "content": {"application/octet-stream": file}}
    elif shapes.is_form:
        told["requestBody"] = {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": FORM}}}
    told["responses"] = _responses(shapes, of_shape, method)
    told["security"] = _security(method, guard)
    if guard.role is not None:
        told["x-role"] = guard.role.value


def _responses(shapes: Operation, of_shape: Mapping[str, Json], method: str) -> Json:
    answer: Json = {"description": "Done"}
    if shapes.answer is not None and method != "HEAD":
        answer["content"] = _content(of_shape[_key(shapes.answer)])
    elif shapes.kinds:
        answer["content"] = {kind: {} for kind in shapes.kinds}
    refused: Json = _REFUSED
    if shapes.is_page:
        told = {"text/html": {}, **_content(of_shape[_key(ErrorBody)])}
        refused = {"description": "A page that says why, or a coded refusal", "content": told}
    return {**{str(status): answer for status in shapes.statuses}, "4XX": refused, "503": shapes.unwell or refused}


def _security(method: str, guard: Guard) -> list[Json]:
    if guard.role is None:
        return []
    is_reading = method in ("GET", "HEAD")
    scope = guard.reading if is_reading else guard.writing
    session: Json = {"session": []} if is_reading else {"session": [], "csrf": []}
    ways = [] if guard.is_for_programs else [session]
    return [*ways, *([{"token": [scope.value]}] if scope else [])]


def _content(schema: Json) -> Json:
    return {_JSON: {"schema": schema}}


def _key(shape: Any, *, is_body: bool = False) -> str:
    return f"{'body' if is_body else 'answer'} {shape}"


def _shapes() -> tuple[Json, dict[str, Json]]:
    """Return the schemas of all dataclasses by name, and where each shape of the routes is among them."""
    wanted: dict[str, tuple[JsonSchemaMode, TypeAdapter[Any]]] = {
        _key(ErrorBody): ("serialization", TypeAdapter(ErrorBody))
    }
    for shapes in OPERATIONS.values():
        if shapes.answer is not None:
            wanted[_key(shapes.answer)] = ("serialization", TypeAdapter(shapes.answer))
        if shapes.body is not None:
            wanted[_key(shapes.body, is_body=True)] = ("validation", TypeAdapter(shapes.body))
    inputs = [(key, mode, adapter) for key, (mode, adapter) in wanted.items()]
    places, found = TypeAdapter.json_schemas(inputs, ref_template=_SCHEMAS)
    return found.get("$defs", {}), {key: schema for (key, _), schema in places.items()}
