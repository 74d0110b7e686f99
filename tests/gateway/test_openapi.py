"""The host's own description is valid, whole and true: what it promises is what happens, whatever is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from schemathesis import Case

from gateway import doorman, openapi, routes
from lobby import wire
from lobby.clock import SimulatedClock
from tests.gateway.conftest import copy_of
from tests.gateway.served import Served, TrustingLobby, served
from tests.lobby.shift import MONDAY

DOCUMENT = json.loads(openapi.document())
TRUSTED = {"Authorization": f"Bearer {TrustingLobby.TOKEN}"}
schema = schemathesis.openapi.from_dict(DOCUMENT)


@pytest.fixture(scope="module")
def host(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    lobby = TrustingLobby(copy_of(founded, tmp_path_factory.mktemp("described")), SimulatedClock(MONDAY))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doorman, "SIGN_INS", (10**6, 0.001))
        patch.setattr(doorman, "ASKINGS", (10**6, 0.001))
        patch.setattr(routes, "LONGEST_WAIT", 0.02)
        with served(lobby, None) as here:
            yield here
    lobby.close()


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@schema.parametrize()
@hypothesis.settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    derandomize=True,
    database=None,
)
def test_what_the_description_promises_is_what_happens(
    case: Case[Any], host: Served, session: requests.Session
) -> None:
    hypothesis.assume(not _written_as_fraction(case.body))
    token = TRUSTED if "Authorization" in (case.headers or {}) else None  # one left out is to stay left out
    case.call_and_validate(base_url=host.url, headers=token, session=session)


def _written_as_fraction(body: Any) -> bool:
    """JSON Schema takes 5.0 for a whole number; the lobby does not, and no schema can say so."""
    if isinstance(body, dict | list):
        return any(_written_as_fraction(part) for part in (body.values() if isinstance(body, dict) else body))
    return isinstance(body, float)


def test_every_command_and_query_is_described() -> None:
    described = {path.rsplit("/", 1)[1] for path in DOCUMENT["paths"] if path.startswith(("/v1/do/", "/v1/ask/"))}
    assert described == {*wire.COMMANDS, *wire.QUERIES}


def test_the_host_hands_out_its_description(host: Served) -> None:
    assert host.say("GET", "/v1/openapi.json").body == DOCUMENT
