"""The API does what its own description says: requests are generated from it, good ones and bad ones."""

import os
import re

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from amends.db.session import Database
from tests.web.server import Customer, Web
from tests.web.stand_in import StandInRasa
from web.app import create_app


def test_generated_requests_get_described_answers(database: Database, rasa: StandInRasa) -> None:
    web = Web(database, rasa).start()
    customer = Customer(web.url)
    description = create_app(web.deps).openapi()
    del description["paths"]["/v1/conversations/{conversation_id}/stream"]  # never ends
    api = schemathesis.openapi.from_dict(description)
    statuses = set()

    def answered(case):  # type: ignore[no-untyped-def]
        headers = {"Authorization": f"Bearer {customer.opened['secret']}"}
        answer = case.call(base_url=web.url, headers=headers, timeout=60)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    try:
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
                if "conversation_id" in (case.path_parameters or {}):
                    case.path_parameters["conversation_id"] = customer.opened["id"]
                if isinstance(case.body, dict) and re.fullmatch("[a-z]+", str(case.body.get("merchant"))):
                    case.body["merchant"] = "norrnet"
                if "wait" in (case.query or {}):
                    case.query["wait"] = 0
                answered(case)

            run()
            if good := GOOD.get(operation.label):
                conversation = {"conversation_id": customer.opened["id"]} if "{" in operation.path else {}
                answered(operation.Case(path_parameters=conversation, body=good, media_type="application/json"))
    finally:
        web.stop()
    assert {200, 201, 202, 404, 422} <= statuses


USUAL = 25
REQUESTS = int(os.environ.get("GENERATED_REQUESTS", USUAL))
"""So many for each operation, the same at each run; a night's run takes some thousand, and other ones each time."""
GOOD = {
    "POST /v1/conversations": {"merchant": "norrnet"},
    "POST /v1/conversations/{conversation_id}/messages": {"text": "hello", "client_id": "of-this-test"},
}
"""Which of all merchants' names are drawn, and so whether one is ours, depends on every word of the source code."""

checks.load_all_checks()
CHECKS = [
    checks.CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "positive_data_acceptance",
    )
]


def operation_cases(operation):  # type: ignore[no-untyped-def]
    both = operation.as_strategy(schemathesis.GenerationMode.POSITIVE) | operation.as_strategy(
        schemathesis.GenerationMode.NEGATIVE
    )
    return given(case=both)
