"""Files with an answer, in a real browser: chosen, left out, sent; what is refused costs nothing that was written."""

from dataclasses import replace

import httpx
import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from amends.conversations import log
from amends.evidence.fakes import MemoryStore, SignatureScanner
from amends.evidence.intake import Intake
from amends.evidence.sandbox.pool import Sandbox
from tests.evidence import pictures
from tests.web.stand_in import running
from tests.web_desk.house import House
from web.deps import Files


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(size=1) as sandbox:
        yield sandbox


@pytest.fixture
def house(database, sandbox):
    """The same with the way in of files."""
    with running() as rasa:
        intake = Intake(sandbox, SignatureScanner(b"VIRUS"), MemoryStore())
        house = House(database, rasa, picture=intake.picture, intake=intake)
        house.people()
        house.web.deps = replace(house.web.deps, files=Files(intake, link_key=b"key"))
        house.web.start()
        house.url = house.web.url
        yield house
        house.web.stop()


def file(name, raw):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": raw}


def chips(page):
    return page.get_by_role("list", name="Files of this answer").get_by_role("listitem")


def last_event(house, chat):
    with house.database.read() as session:
        return log.since(session, chat, 0, 1000)[-1]


def test_files_are_put_to_an_answer_and_go_with_it(house, window):
    number, chat = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.fill("#answer", "Here is your invoice, and what the screen should show.")
    page.set_input_files("#file", file("Invoice 1001.pdf", pictures.pdf(pages=2)))
    expect(chips(page)).to_have_count(1)
    expect(chips(page).first).to_contain_text("2 pages")
    page.set_input_files("#file", file("screen.png", pictures.encoded("PNG")))
    expect(chips(page)).to_have_count(2)
    page.reload()
    expect(chips(page)).to_have_count(2)
    expect(page.locator("#answer")).to_have_value("Here is your invoice, and what the screen should show.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(chips(page)).to_have_count(0)
    expect(page.locator("#answer")).to_have_value("")
    sent = page.get_by_role("list", name="Files sent with it")
    expect(sent.get_by_role("link")).to_have_count(2)
    body = last_event(house, chat).body
    assert [each["name"] for each in body["files"]] == ["Invoice 1001.pdf", "screen.png"]
    opened = [httpx.get(house.url + each["url"], trust_env=False) for each in body["files"]]
    assert [each.headers["content-type"] for each in opened] == ["application/pdf", "image/jpeg"]
    assert "attachment; filename*=UTF-8''Invoice%201001.pdf" in opened[0].headers["content-disposition"]
    assert all("sandbox" in each.headers["content-security-policy"] for each in opened)
    assert len(pdfium.PdfDocument(opened[0].content)) == 2


def test_what_is_refused_says_why_and_the_draft_stays(house, window):
    number, chat = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.fill("#answer", "Have a look at this")
    page.set_input_files("#file", file("setup.exe", b"MZ\x00\x01\x02"))
    fault = page.get_by_role("alert")
    expect(fault).to_contain_text("setup.exe was not attached: it is neither a picture")
    page.set_input_files("#file", file("huge.txt", b"a" * (10 * 1024 * 1024 + 1)))
    expect(fault).to_contain_text("it is larger than 10 MB")
    expect(page.locator("#answer")).to_have_value("Have a look at this")
    expect(chips(page)).to_have_count(0)
    page.set_input_files("#file", file("steps.txt", "Slå av og på.\n".encode()))
    expect(chips(page)).to_have_count(1)
    expect(page.locator("#fault")).to_be_empty()
    page.get_by_role("button", name="Leave steps.txt out").click()
    expect(chips(page)).to_have_count(0)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#answer")).to_have_value("")
    assert "files" not in last_event(house, chat).body


def test_a_pasted_picture_and_several_dropped_files_are_taken_one_after_the_other(house, window):
    number, _ = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    made = """(event, names) => {
      const files = new DataTransfer();
      for (const name of names) files.items.add(new File(["words of " + name], name, { type: "text/plain" }));
      return event === "paste" ? new ClipboardEvent("paste", { clipboardData: files, bubbles: true })
        : new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
    }"""
    page.evaluate(f"""() => document.getElementById("answer").dispatchEvent(({made})("paste", ["pasted.txt"]))""")
    expect(chips(page)).to_have_count(1)
    page.evaluate(f"""() => document.querySelector(".answer").dispatchEvent(({made})("drop", ["a.txt", "b.txt"]))""")
    expect(chips(page)).to_have_count(3)
    expect(page.get_by_role("list", name="Files of this answer").get_by_role("link")).to_have_text(
        ["pasted.txt", "a.txt", "b.txt"]
    )


def test_a_link_that_opens_nothing_says_so_in_the_customers_language(house):
    answer = httpx.get(f"{house.url}/files/{'a' * 26}", headers={"Accept-Language": "nl"}, trust_env=False)
    assert answer.status_code == 410
    assert "utter_file_link_over [nl]" in answer.text, "the house says the names of its sentences"
    thumb = httpx.get(f"{house.url}/files/{'a' * 26}/thumb", trust_env=False)
    assert (thumb.status_code, thumb.json()["type"].rpartition(":")[2]) == (404, "no-such-file")


def test_a_colleague_sees_what_went_and_not_what_is_being_written(house, window):
    number, _ = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.set_input_files("#file", file("steps.txt", b"one"))
    expect(chips(page)).to_have_count(1)
    href = chips(page).get_by_role("link").get_attribute("href")
    other = window("siri").page
    other.goto(f"/desk/cases/{number}")
    expect(other.locator("#attached li")).to_have_count(0)
    assert other.request.get(href).status == 404
    page.fill("#answer", "Like this.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(other.get_by_role("list", name="Files sent with it").get_by_role("link")).to_have_text("steps.txt")
    assert other.request.get(href).text() == "one\n"
