"""Screenshots and PDFs in the window: chosen, pasted, dropped; on their way, shown, and refused."""

import base64
import io
import time

from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.widget.browser import ANSWER_MS, Visitor
from tests.widget.conftest import Arrives

HAND_OVER = """([data, name, type, how]) => {
  const transfer = new DataTransfer();
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  transfer.items.add(new File([bytes], name, { type }));
  const panel = document.querySelector("amends-chat").shadowRoot.querySelector("amends-panel");
  const target = panel.shadowRoot.querySelector(how === "paste" ? "textarea" : ".log");
  const details = { bubbles: true, composed: true, cancelable: true };
  target.dispatchEvent(how === "paste"
    ? new ClipboardEvent("paste", { ...details, clipboardData: transfer })
    : new DragEvent(how, { ...details, dataTransfer: transfer }));
}"""


def receipt(kind: str = "PNG") -> bytes:
    picture = Image.new("RGB", (700, 580), "white")
    draw = ImageDraw.Draw(picture)
    lines = ("Payment receipt", "Order NN-10004", "Amount NOK 590.00", "Visa **** 4242", "Paid 2026-11-20 10:14")
    for at, line in enumerate(lines):
        draw.text((60, 70 + 90 * at), line, fill="black", font_size=44)
    written = io.BytesIO()
    picture.save(written, kind)
    return written.getvalue()


def choose(visitor: Visitor, name: str, kind: str, content: bytes) -> None:
    visitor.dialog.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def hand_over(visitor: Visitor, how: str, name: str = "screenshot.png") -> None:
    visitor.page.evaluate(HAND_OVER, [base64.b64encode(receipt()).decode(), name, "image/png", how])


def loaded(visitor: Visitor) -> None:
    """The last picture of the log is there, and not its alternative text."""
    picture = visitor.log.locator(".own img").last
    expect(picture).to_be_visible(timeout=ANSWER_MS)
    expect(picture).to_have_js_property("complete", True)
    expect(picture).not_to_have_js_property("naturalWidth", 0)


def test_a_receipt_that_was_asked_for_is_sent_and_shown(visitor: Visitor) -> None:
    visitor.open()
    visitor.talk(("I paid but I have no access", "order number"), ("NN-10004", "Which e-mail"))
    visitor.say("sofie.lund@example.com")
    visitor.reads("I cannot see this in our payment records")
    before = visitor.log.locator(".message:not(.own)").count()
    choose(visitor, "receipt.png", "image/png", receipt())
    loaded(visitor)
    expect(visitor.log.locator(".own img").last).to_have_attribute("alt", "Picture: receipt.png")
    expect(visitor.log.locator(".message:not(.own)").nth(before)).to_be_visible(timeout=ANSWER_MS)
    visitor.at_rest()
    expect(visitor.log.locator(".message:not(.own)").last).to_be_in_viewport()
    visitor.log.locator(".own img").last.scroll_into_view_if_needed()
    visitor.shot("13-receipt")
    assert visitor.violations() == []
    visitor.page.reload()
    visitor.open()
    loaded(visitor)


def test_a_screenshot_is_pasted(visitor: Visitor) -> None:
    visitor.open()
    hand_over(visitor, "paste")
    loaded(visitor)


def test_a_screenshot_is_dropped_where_the_window_says(visitor: Visitor) -> None:
    visitor.open()
    hand_over(visitor, "dragover")
    expect(visitor.dialog.get_by_text("Drop the picture or PDF here")).to_be_visible()
    visitor.shot("14-drop")
    assert visitor.violations() == []
    hand_over(visitor, "drop")
    loaded(visitor)
    expect(visitor.dialog.get_by_text("Drop the picture or PDF here")).to_have_count(0)


def test_a_pdf_shows_its_name_and_pages(visitor: Visitor) -> None:
    visitor.open()
    choose(visitor, "invoice 11.pdf", "application/pdf", receipt("PDF"))
    loaded(visitor)
    expect(visitor.log.locator(".own").last).to_contain_text("invoice 11.pdf")
    expect(visitor.log.locator(".own").last).to_contain_text("1 page")
    visitor.shot("15-pdf")


def test_a_refused_file_says_why_in_one_sentence_and_the_conversation_goes_on(visitor: Visitor) -> None:
    visitor.open()
    choose(visitor, "notes.png", "image/png", b"only words, whatever the name says")
    refusal = visitor.log.locator(".own.failed .trouble")
    expect(refusal).to_contain_text("JPEG", timeout=ANSWER_MS)
    visitor.shot("16-refused-file")
    assert visitor.violations() == []
    refusal.get_by_role("button", name="Remove").click()
    expect(visitor.log.locator(".own")).to_have_count(0)
    visitor.talk(("I was charged twice", "order number"))
    visitor.problems.clear()  # the browser reports the refusal


def test_a_file_of_more_than_10_mb_is_not_even_sent(visitor: Visitor) -> None:
    visitor.open()
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    choose(visitor, "film.png", "image/png", bytes(10 * 1024 * 1024 + 1))
    expect(visitor.log.locator(".own.failed")).to_contain_text("film.png is larger than 10 MB.")
    assert not [url for url in asked if url.endswith("/files")]


def test_progress_is_shown_with_a_picture_of_what_is_sent(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.route("**/files", lambda _route: None)  # it never arrives
    choose(visitor, "receipt.png", "image/png", receipt())
    expect(visitor.log.get_by_role("progressbar")).to_be_visible()
    drawn = "() => document.querySelector('amends-chat').shadowRoot.querySelector('amends-panel')"
    visitor.page.wait_for_function(f"({drawn})().shadowRoot.querySelector('canvas').width > 50")
    visitor.shot("17-uploading")
    assert visitor.violations() == []


def test_an_address_that_ran_out_is_renewed(visitor: Visitor) -> None:
    visitor.open()
    cut_off = []

    def once(route):  # type: ignore[no-untyped-def]
        if cut_off:
            route.continue_()
        else:
            cut_off.append(route.request.url)
            time.sleep(1.1)  # links are signed to the second: the next one is another
            route.fulfill(status=404)

    visitor.page.route("**/v1/files/**", once)
    choose(visitor, "receipt.png", "image/png", receipt())
    loaded(visitor)
    assert len(cut_off) == 1
    visitor.problems.clear()  # the browser reports the 404


def test_a_file_that_was_on_its_way_when_the_page_went_is_sent_on(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.route("**/files", lambda _route: None)  # it never arrives
    choose(visitor, "receipt.png", "image/png", receipt())
    expect(visitor.log.get_by_role("progressbar")).to_be_visible()
    kept = """async () => new Promise((told) => { const base = indexedDB.open("amends", 1); base.onsuccess = () => {
      const all = base.result.transaction("files").objectStore("files").getAll();
      all.onsuccess = () => { base.result.close(); told(all.result.length); }; }; })"""
    visitor.page.wait_for_function(f"async () => (await ({kept})()) === 1")
    visitor.page.unroute("**/files")
    visitor.page.reload()
    visitor.open()
    loaded(visitor)
    expect(visitor.log.locator(".own img")).to_have_count(1)
    visitor.page.wait_for_function(f"async () => (await ({kept})()) === 0")
    visitor.page.reload()
    visitor.open()
    loaded(visitor)
    expect(visitor.log.locator(".own")).to_have_count(1)


def test_a_telephone_has_a_button_for_its_camera(arrives: Arrives) -> None:
    visitor = arrives(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open()
    camera = visitor.dialog.get_by_role("button", name="Take a picture")
    with visitor.page.expect_file_chooser() as chooser:
        camera.click()
    field = visitor.dialog.locator("input[type=file]")
    expect(field).to_have_attribute("capture", "environment")
    assert visitor.violations() == []
    chooser.value.set_files({"name": "photo.png", "mimeType": "image/png", "buffer": receipt()})
    loaded(visitor)
    with visitor.page.expect_file_chooser():
        visitor.dialog.get_by_role("button", name="Attach a screenshot or PDF").click()
    assert field.get_attribute("capture") is None
    visitor.box.fill("I write")
    expect(camera).to_be_hidden()


def test_where_there_is_a_mouse_no_camera_is_offered(visitor: Visitor) -> None:
    visitor.open()
    expect(visitor.dialog.get_by_role("button", name="Take a picture")).to_have_count(0)
