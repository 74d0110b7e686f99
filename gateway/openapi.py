"""The host's addresses in OpenAPI, made from the commands and queries themselves."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import metadata
from typing import Any

from gateway.exchange import encoded
from gateway.schema import Schema, Schemas
from lobby import wire
from lobby.errors import REASONS
from lobby.model import Event, StationRole

KEY = {
    "name": "key",
    "in": "query",
    "description": "Of your own making, one per command: a retry under the same key gets the first answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[ -~]+$"},
}
AFTER = {
    "name": "after",
    "in": "query",
    "description": "Only what came after this event.",
    "schema": {"type": "integer", "minimum": 0, "maximum": 2**63 - 1, "default": 0},
}
TIMEOUT = {
    "name": "timeout",
    "in": "query",
    "description": "Seconds to wait for something to happen; an answer comes after 25 at the latest.",
    "schema": {"type": "number", "minimum": 0, "maximum": 3600, "default": 0},
}
TROUBLE = {
    "type": "object",
    "properties": {"trouble": {"type": "string"}, "message": {"type": "string"}},
    "required": ["trouble", "message"],
}
REFUSED = {
    "type": "object",
    "properties": {
        "refused": {"type": "string", "enum": sorted(REASONS)},
        "message": {"type": "string"},
        "facts": {"type": "object"},
    },
    "required": ["refused", "message", "facts"],
}
SAID: Mapping[str, tuple[str, str]] = {
    "401": ("Refused", "No station's token, nobody signed in, or the session has ended."),
    "403": ("Refused", "Not for this station, or not for whoever is signed in there."),
    "409": ("Refused", "A rule says no. Nothing was changed."),
    "413": ("Trouble", "Larger than anything that the lobby needs."),
    "422": ("Trouble", "Malformed. Nothing was changed."),
    "429": ("Trouble", "Too often; the header Retry-After says when to come again."),
    "503": ("Trouble", "The record is in trouble. Try again under the same key."),
}
STATION: list[Schema] = [{"station": []}, {"station": [], "session": []}]


@functools.cache
def document() -> bytes:
    schemas = Schemas()
    paths = {f"/v1/do/{name}": _wish(schemas, kind, (KEY,)) for name, kind in sorted(wire.COMMANDS.items())}
    paths |= {f"/v1/ask/{name}": _wish(schemas, kind, ()) for name, kind in sorted(wire.QUERIES.items())}
    paths["/v1/events"] = {"get": _events(schemas)}
    paths["/v1/health"] = {"get": _health()}
    return encoded(
        {
            "openapi": "3.1.0",
            "info": {"title": "Lobby host", "version": metadata.version("lobby-branch"), "summary": __doc__},
            "paths": paths,
            "components": {
                "schemas": {**schemas.components, "Refused": REFUSED, "Trouble": TROUBLE},
                "securitySchemes": {
                    "station": {"type": "http", "scheme": "bearer", "description": "The token of a paired station."},
                    "session": {"type": "apiKey", "in": "header", "name": "Lobby-Session"},
                },
            },
        }
    )


def _wish(schemas: Schemas, kind: type[Any], parameters: tuple[Schema, ...]) -> Schema:
    fields = schemas.fields(kind)
    operation: Schema = {
        "operationId": kind.__name__,
        "summary": (kind.__doc__ or "").strip().partition("\n")[0],
        "security": [] if StationRole.STRANGER in kind.may else STATION,
        "requestBody": {"required": "required" in fields, "content": _json(fields)},
        "responses": _answers(schemas.of(wire.answer_type(kind)), "401", "403", "409", "413", "422", "429", "503"),
    }
    return {"post": {**operation, "parameters": list(parameters)} if parameters else operation}


def _events(schemas: Schemas) -> Schema:
    return {
        "operationId": "events",
        "summary": "What happened since, waiting for something to happen.",
        "security": STATION,
        "parameters": [AFTER, TIMEOUT],
        "responses": _answers({"type": "array", "items": schemas.of(Event)}, "401", "422", "503"),
    }


def _health() -> Schema:
    healthy = {
        "type": "object",
        "properties": {"status": {"const": "ok"}, "event": {"type": "integer"}},
        "required": ["status", "event"],
    }
    return {"operationId": "health", "summary": "Whether the record works.", "responses": _answers(healthy, "503")}


def _answers(good: Schema, *others: str) -> Schema:
    answers = {"200": {"description": "Done.", "content": _json(good)}}
    for status in others:
        name, words = SAID[status]
        answers[status] = {"description": words, "content": _json({"$ref": f"#/components/schemas/{name}"})}
    return answers


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}
