"""A sandbox that is away, as a customer meets it: told that it is us, nothing lost, and the same again is taken."""

import httpx
import pytest

from amends.db.session import Database
from amends.evidence.fakes import MemoryStore
from amends.evidence.intake import Intake
from amends.evidence.sandbox.pool import Sandbox
from amends.evidence.scanner import NoScanner
from amends.messages.say import Say
from tests.domain.reading import LANGUAGES
from tests.evidence import pictures
from tests.postgres import sqlite_url
from tests.shipped import sentences
from tests.web.server import Customer, Web
from tests.web.stand_in import running
from web.deps import Files


def send(customer: Customer) -> httpx.Response:
    file = {"file": ("receipt.jpg", pictures.encoded("JPEG"))}
    return customer.http.post(f"{customer.path}/files", data={"client_id": "f1"}, files=file)


def test_an_outage_is_told_as_ours_and_the_same_upload_is_taken_once_it_is_over(interpreter, tmp_path):
    url = sqlite_url(tmp_path)
    store = MemoryStore()
    interpreter.always("import no_such_library")
    with running() as rasa, Sandbox(size=1) as sandbox:
        web = Web(Database(url), rasa, files=Files(Intake(sandbox, NoScanner(), store), link_key=b"key")).start()
        try:
            customer = Customer(web.url)
            away = send(customer)
            assert customer.send("it was charged twice").status_code == 202
            assert not store.kept
            interpreter.mended()
            taken = [send(customer).json()["body"]["id"] for _ in range(2)]
            kinds = [event["kind"] for event in customer.events()]
        finally:
            web.stop()
    assert (away.status_code, away.json()["type"]) == (503, "urn:amends:problem:unavailable")
    assert away.json()["sentence"].startswith("utter_evidence_refused_unavailable")
    assert "client_id" in away.json()["detail"]
    assert int(away.headers["Retry-After"]) > 0
    assert taken[0] == taken[1]
    assert (kinds.count("message"), kinds.count("file")) == (1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_says_whose_fault_it_is_what_is_kept_and_what_to_do(language):
    said = sentences().text(Say("utter_evidence_refused_unavailable"), language)
    words = {
        "en": ("on our side", "not your file", "is kept", "again"),
        "nl": ("bij ons", "niet aan uw bestand", "bewaard", "nog eens"),
        "nb": ("hos oss", "ikke noe i veien med filen din", "lagret", "på nytt"),
        "sv": ("hos oss", "inte på din fil", "sparat", "igen"),
        "de": ("Bei uns", "an Ihrer Datei liegt es nicht", "gespeichert", "noch einmal"),
    }
    assert [word for word in words[language] if word not in said] == []
