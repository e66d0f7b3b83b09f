"""The page that says what the HTTP API takes and gives, from the API's own description."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a route takes."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One route as the page shows it."""

    method: str
    path: str
    says: str
    fields: tuple[Field, ...]


def create_docs_router(app: FastAPI) -> APIRouter:
    """The route to the page; it loads nothing, from here or elsewhere."""
    router = APIRouter(include_in_schema=False)

    @router.get("/api/docs")
    def docs() -> HTMLResponse:
        template = _TEMPLATES.get_template("api_docs.html")
        return HTMLResponse(template.render(routes=routes(app.openapi())))

    return router


def routes(description: Schema) -> list[Route]:
    """The routes of an OpenAPI description."""
    schemas = description.get("components", {}).get("schemas", {})
    return [
        Route(
            method=method.upper(),
            path=path,
            says=operation.get("description") or operation.get("summary", ""),
            fields=(*_parameters(operation), *_body(operation, schemas)),
        )
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]


def _parameters(operation: Schema) -> list[Field]:
    return [
        Field(
            name=parameter["name"],
            kind=_kind(parameter["schema"]),
            required=parameter.get("required", False),
        )
        for parameter in operation.get("parameters", [])
    ]


def _body(operation: Schema, schemas: Schema) -> list[Field]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = schemas.get(_name(content.get("schema", {})), {})
    required = schema.get("required", [])
    return [
        Field(name=name, kind=_kind(field), required=name in required)
        for name, field in schema.get("properties", {}).items()
    ]


def _kind(schema: Schema) -> str:
    """A schema in a few words: "string", "list of string", "string or null"."""
    if "anyOf" in schema:
        return " or ".join(_kind(option) for option in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or _name(schema))


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
