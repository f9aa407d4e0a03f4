"""The desk's API does what its own description says: calls are generated from it, good ones and bad ones."""

import json

import schemathesis
from hypothesis import HealthCheck, settings

from amends.desk.api.scopes import Scope
from tests.web.test_openapi import CHECKS, REQUESTS, USUAL, operation_cases
from web.desk_api.description import document


def test_generated_calls_get_described_answers(house, program):
    object.__setattr__(house.desk, "api_calls_per_minute", 100_000)
    number, _ = house.review()
    books = program(name="Generated")
    api = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))
    statuses = set()
    for result in api.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=REQUESTS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=REQUESTS == USUAL,
        )
        @operation_cases(operation)
        def run(case):  # type: ignore[no-untyped-def]
            if "number" in (case.path_parameters or {}):
                case.path_parameters["number"] = number
            headers = {"Authorization": f"Bearer {books.secret}"}
            answer = case.call(base_url=house.url, headers=headers, timeout=60)
            statuses.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

        run()
    assert {200, 204, 409, 422} <= statuses


def test_every_operation_names_its_scope_and_every_scope_has_one():
    named = set()
    for path in document()["paths"].values():
        for operation in path.values():
            [scheme] = operation["security"]
            assert scheme["token"], operation["operationId"]
            named |= set(scheme["token"])
    assert named == {each.value for each in Scope}
