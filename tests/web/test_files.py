"""Files through the real API: taken as pictures of ours, refused with a sentence, shown to nobody without a link."""

import io
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image
from sqlalchemy import func, select

from amends.conversations import files
from amends.db.session import Database
from amends.db.tables import ConversationRow, EvidenceRow, JobRow
from amends.errors import DatabaseUnavailable, EvidenceUnavailable
from amends.evidence.fakes import MemoryStore, SignatureScanner
from amends.evidence.intake import Intake
from amends.evidence.sandbox.pool import Sandbox
from tests.evidence import pictures
from tests.web.server import Customer, Web, until
from tests.web.stand_in import StandInRasa
from web.deps import Files

VIRUS = b"a signature of the tests"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(size=1) as sandbox:
        yield sandbox


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def web(database: Database, rasa: StandInRasa, sandbox: Sandbox, store: MemoryStore) -> Iterator[Web]:
    taking = Files(Intake(sandbox, SignatureScanner(VIRUS), store), link_key=b"key", per_hour=5)
    web = Web(database, rasa, files=taking).start()
    yield web
    web.stop()


def send(
    customer: Customer, raw: bytes, name: str = "receipt.jpg", client_id: str = "f1", **extra: Any
) -> httpx.Response:
    return customer.http.post(
        f"{customer.path}/files", data={"client_id": client_id}, files={"file": (name, raw)}, **extra
    )


def body_of(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    return answer.json()["body"]


def test_a_file_is_an_event_and_the_bot_hears_of_it(customer, rasa, database):
    answer = send(customer, pictures.encoded("JPEG"))
    body = body_of(answer)
    assert answer.json()["kind"] == "file"
    assert {**body, "id": "", "thumb": ""} == {
        "id": "", "thumb": "", "name": "receipt.jpg", "kind": "picture", "width": 640, "height": 480, "pages": 1,
    }  # fmt: skip
    until(lambda: rasa.turns)
    assert rasa.turns[0]["payload"] == files.payload(body["id"])
    with database.read() as session:
        assert session.scalars(select(JobRow.body)).all() == [{"evidence_id": body["id"], "page": 1}]
    assert customer.events()[1]["body"]["id"] == body["id"]


def test_the_small_picture_is_shown_by_its_link_alone(customer, web):
    thumb = body_of(send(customer, pictures.encoded("PNG")))["thumb"]
    shown = httpx.get(web.url + thumb, timeout=60)
    assert shown.status_code == 200
    assert Image.open(io.BytesIO(shown.content)).format == "JPEG"
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-security-policy"].startswith("sandbox")
    assert shown.headers["content-disposition"].startswith("inline")
    assert re.fullmatch(r"private, max-age=(300|2\d\d), immutable", shown.headers["cache-control"])


def test_a_document_has_a_link_a_page(customer, web):
    body = body_of(send(customer, pictures.pdf(3), "bill.pdf"))
    assert (body["kind"], body["pages"]) == ("document", 3)
    links = customer.http.get(f"{customer.path}/files/{body['id']}").json()
    assert [httpx.get(web.url + page, timeout=60).status_code for page in links["pages"]] == [200, 200, 200]


def test_a_link_runs_out_and_a_new_one_is_made(customer, web):
    thumb = body_of(send(customer, pictures.encoded("JPEG")))["thumb"]
    web.watch.forward(minutes=6)
    assert httpx.get(web.url + thumb, timeout=60).status_code == 404
    assert httpx.get(web.url + customer.events()[1]["body"]["thumb"], timeout=60).status_code == 200


@pytest.mark.parametrize("change", [("signature=", "signature=0"), ("until=", "until=9"), ("/thumb", "/1")])
def test_a_link_holds_for_what_it_was_made_for_only(customer, web, change):
    thumb = body_of(send(customer, pictures.encoded("JPEG")))["thumb"]
    forged = thumb.replace(*change)
    forged = forged[: len(thumb)] if change[0] == "signature=" else forged
    assert httpx.get(web.url + forged, timeout=60).status_code == 404


def test_nobody_else_gets_a_link(customer, web):
    evidence = body_of(send(customer, pictures.encoded("JPEG")))["id"]
    other = Customer(web.url)
    assert other.http.get(f"{customer.path}/files/{evidence}").status_code == 401
    assert other.http.get(f"{other.path}/files/{evidence}").status_code == 404
    assert httpx.get(f"{web.url}{customer.path}/files/{evidence}", timeout=60).status_code == 401


def test_the_same_client_id_keeps_one_file(customer, store, database):
    first, second = (send(customer, pictures.encoded("JPEG")) for _ in range(2))
    assert first.json()["body"]["id"] == second.json()["body"]["id"]
    assert len(store.kept) == 2
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(EvidenceRow)) == 1


def test_a_person_gets_the_file_and_the_bot_does_not(customer, rasa, database):
    with database.begin() as session:
        session.scalars(select(ConversationRow)).one().owner = "person"
    body_of(send(customer, pictures.encoded("JPEG")))
    customer.http.get(f"{customer.path}/events", params={"after": 2, "wait": 1})
    assert not rasa.turns


@pytest.mark.parametrize(
    ("raw", "reason", "status"),
    [
        (b"", "empty", 422),
        (b"\xff\xd8\xff" + bytes(10 * 1024 * 1024), "too_large", 413),
        (b"\xff\xd8\xff" + bytes(12 * 1024 * 1024), "too_large", 413),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown_type", 415),
        (pictures.encoded("JPEG")[:900], "broken", 422),
        (pictures.pdf(6), "too_many_pages", 422),
        (pictures.encoded("JPEG") + VIRUS, "infected", 422),
        (pictures.encoded("PNG", pictures.image(8, 8)), "too_small", 422),
    ],
)
def test_a_refusal_has_a_sentence_in_the_customers_language_and_keeps_nothing(
    web, store, database, raw, reason, status
):
    customer = Customer(web.url, language="nb")
    answer = send(customer, raw)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["sentence"].startswith(f"utter_evidence_refused_{reason} [nb]")
    assert not store.kept
    assert len(customer.events()) == 1
    assert customer.send("hello").status_code == 202


def test_so_many_files_an_hour(customer, web):
    small = pictures.encoded("JPEG", pictures.image(32, 32))
    assert [send(customer, small, client_id=f"f{n}").status_code for n in range(6)] == [201] * 5 + [429]
    refused = send(customer, small, client_id="f6")
    assert refused.json()["type"].endswith("too-many-requests")
    assert "too_many" in refused.json()["sentence"]
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    web.watch.forward(hours=1, seconds=1)
    assert send(customer, small, client_id="f6").status_code == 201


def test_a_store_that_is_away_is_said_and_may_be_tried_again(database, rasa, sandbox):
    class Full(MemoryStore):
        def put(self, key: str, content: bytes) -> None:
            raise EvidenceUnavailable("full")

    taking = Files(Intake(sandbox, SignatureScanner(), Full()), link_key=b"key")
    web = Web(database, rasa, files=taking).start()
    try:
        answer = send(Customer(web.url), pictures.encoded("JPEG"))
    finally:
        web.stop()
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:amends:problem:unavailable")
    assert "unavailable" in answer.json()["sentence"]


def test_pictures_of_a_file_that_could_not_be_written_down_are_removed(customer, web, store, monkeypatch):
    def broken(*_arguments, **_options):
        raise DatabaseUnavailable("in the middle")

    monkeypatch.setattr("amends.conversations.files.outbox.enqueue", broken)
    assert send(customer, pictures.encoded("JPEG")).status_code == 503
    assert not store.kept
    assert len(customer.events()) == 1


def test_without_the_secret_not_a_byte_is_read(web, customer):
    stranger = httpx.post(
        f"{web.url}{customer.path}/files", data={"client_id": "f"}, files={"file": ("a", bytes(100))}, timeout=60
    )
    assert stranger.status_code == 401


@pytest.mark.parametrize(
    "form",
    [
        {"data": {"client_id": "f"}},
        {"files": {"file": ("a.jpg", b"x")}},
        {"data": {"client_id": "f", "more": "x"}, "files": {"file": ("a.jpg", b"x")}},
        {"data": {"client_id": "f"}, "files": [("file", ("a.jpg", b"x")), ("file", ("b.jpg", b"x"))]},
        {"json": {"client_id": "f"}},
        {"content": b"--x\r\nrubbish", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        {"content": b"", "headers": {"Content-Type": "multipart/form-data"}},
    ],
)
def test_a_form_that_is_none_is_refused(customer, form):
    answer = customer.http.post(f"{customer.path}/files", **form)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:amends:problem:unreadable-request")


@pytest.mark.parametrize("client_id", ["", "a b", "x" * 65, "../x"])
def test_a_client_id_that_is_none_is_refused(customer, client_id):
    assert send(customer, pictures.encoded("JPEG"), client_id=client_id).status_code == 422


def test_where_no_files_are_taken_it_says_so(database, rasa):
    without = Web(database, rasa, files=None).start()
    try:
        assert send(Customer(without.url), pictures.encoded("JPEG")).status_code == 404
    finally:
        without.stop()
