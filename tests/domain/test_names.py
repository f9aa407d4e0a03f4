"""What the code says, the domain has; and there is a word for each thing that can come to be said."""

import json
import re

from amends.assistant.next_question import ANSWERABLE, IDENTITY
from amends.cases.status import CaseStatus
from amends.claims.claim import ISSUES
from amends.orders.backend import RemedyKind
from amends.policy.decision import Remedy
from tests.domain.reading import ROOT, SHARED, buttons, domain_of, responses

_SAID = re.compile(r"""["'](utter_\w*)(\{)?""")
_PAYLOAD = re.compile(r"/([a-z_]+)(\{\{.*\}\})?")
_LEFT = {CaseStatus.MERGED, CaseStatus.ABANDONED}
_REFUNDS = ("full_refund", "partial_refund")


def said():
    """The names in the code, up to the first brace, and whether there was one."""
    files = [file for folder in ("amends", "actions", "worker", "web") for file in (ROOT / folder).rglob("*.py")]
    found = {match.groups() for file in files for match in _SAID.finditer(file.read_text("utf-8"))}
    return sorted((name, brace is not None) for name, brace in found)


def activation_states():
    shape = json.loads((ROOT / "amends/contracts/order.schema.json").read_text("utf-8"))
    return [state or "not_told" for state in shape["properties"]["activation"]["properties"]["status"]["enum"]]


def possible():
    """Every name that the code puts together from a closed list."""
    yield from (f"utter_issue_{issue}" for issue in ISSUES)
    yield from (f"utter_status_{state}" for state in CaseStatus)
    yield from (f"utter_card_state_{state}" for state in CaseStatus if state not in _LEFT)
    yield from (f"utter_card_next_{state}" for state in CaseStatus if state not in {*_LEFT, CaseStatus.RESOLVED})
    yield from (f"utter_answer_order_{state}" for state in (*activation_states(), "cancelled"))
    yield from (f"utter_{way}_{asked}" for asked in (*IDENTITY, *ANSWERABLE) for way in ("ask", "explain"))
    yield from ("utter_approved_refund", "utter_approved_refund_and_cancel", "utter_act_refund")
    for remedy in Remedy:
        if remedy not in _REFUNDS:
            yield from (f"utter_approved_{remedy}", f"utter_act_{remedy}")
    yield from (f"utter_remedy_{kind}_confirmed" for kind in RemedyKind)


def test_the_code_says_something():
    assert len(said()) > 50


def test_what_the_code_says_stands_in_the_domain():
    known = responses()
    unknown = [
        name
        for name, goes_on in said()
        if not (any(each.startswith(name) for each in known) if goes_on else name in known)
    ]
    assert unknown == []


def test_there_is_a_response_for_everything_that_can_come_up():
    assert set(possible()) - set(responses()) == set()


def test_a_button_is_an_intent_of_the_domain_with_its_entities():
    behind = [
        (name, button["payload"])
        for name, variations in responses().items()
        for variation in variations
        for button in buttons(variation)
    ]
    assert [item for item in behind if not leads_somewhere(item[1])] == []


def leads_somewhere(payload):
    shared, found = domain_of(SHARED), _PAYLOAD.fullmatch(payload)
    choice = json.loads(found[2][1:-1]) if found and found[2] else {}
    return found is not None and found[1] in shared["intents"] and set(choice) <= set(shared["entities"])
