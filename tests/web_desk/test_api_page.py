"""Tokens in the app: an administrator makes one, sees it once, and takes it away."""

import httpx
import pytest
from playwright.sync_api import expect

from amends.desk.webhooks.delivering import Delivering
from tests.desk_core.webhooks.conftest import SEAL
from tests.desk_core.working import SMTP
from tests.helpdesks.receivers import Receiver, http_server
from tests.remedies.scene import ANNOUNCER
from tests.web.stand_in import running
from tests.web_desk.browser import Watched
from tests.web_desk.house import PASSWORD, House
from worker.handlers import Handlers
from worker.loop import Worker
from worker.webhooks import KINDS, WebhookJobs


def cases(house, token):
    bearer = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{house.url}/v1/desk/cases", headers=bearer, trust_env=False, timeout=60)


def test_a_token_is_shown_once_used_and_revoked(house, window):
    number, _ = house.review()
    page = window("ada").page
    page.get_by_role("link", name="API", exact=True).click()
    page.locator("#new > summary").click()
    page.fill("#new-name", "Warehouse")
    page.select_option("#new-merchant", "norrnet")
    page.get_by_role("button", name="Make the token").click()
    page.get_by_role("alert").filter(has_text="one scope at least").wait_for()
    page.get_by_label("cases:read").check()
    page.get_by_role("button", name="Make the token").click()
    token = page.locator("#made-token").inner_text()
    assert [each["number"] for each in cases(house, token).json()["cases"]] == [number]

    page.get_by_role("link", name="It is kept").click()
    expect(page.locator("#token-1 > summary")).to_contain_text(token[-4:])
    assert token not in page.content()
    page.locator("#token-1 > summary").click()
    expect(page.locator("#token-1")).not_to_contain_text("never")
    page.get_by_role("button", name="Revoke it").click()
    page.get_by_role("status").filter(has_text="The token is revoked").wait_for()
    expect(page.locator("#token-1 > summary")).to_contain_text("revoked")
    assert cases(house, token).status_code == 401

    page.goto("/desk/audit?merchant=norrnet")
    expect(page.locator("tbody")).to_contain_text("token of the API revoked")
    expect(page.locator("tbody")).to_contain_text("Warehouse (API)")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_holds_names_however_long(house, window, width):
    watched = window("ada", width=width)
    page = watched.page
    page.goto("/desk/api")
    page.locator("#new > summary").click()
    page.fill("#new-name", "W" * 40)
    page.get_by_label("reports:read").check()
    page.get_by_role("button", name="Make the token").click()
    page.get_by_role("link", name="It is kept").click()
    page.locator("#token-1 > summary").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_webhook_is_set_up_tried_and_switched_off(hooked, browser):
    """The calls of a webhook, as an administrator follows them."""
    house, receiver, work = hooked
    watched = Watched(browser, house.url)
    watched.enter("ada", PASSWORD)
    page = watched.page
    page.goto("/desk/api")
    page.get_by_role("link", name="Webhooks").click()
    page.locator("#new > summary").click()
    page.select_option("#new-merchant", "norrnet")
    page.fill("#new-url", f"{receiver.url}/hook")
    page.get_by_role("button", name="Add the webhook").click()
    page.get_by_role("alert").filter(has_text="one event at least").wait_for()
    page.locator("#new").get_by_label("somebody writes a note").check()
    page.get_by_role("button", name="Add the webhook").click()
    secret = page.locator("#made-secret").inner_text()
    assert secret.startswith("whsec_")
    page.get_by_role("link", name="It is kept").click()
    assert secret not in page.content()

    page.locator("#webhook-1 > summary").click()
    page.get_by_role("button", name="Send a test").click()
    page.get_by_role("status").filter(has_text="A test is on its way").wait_for()
    receiver.status = 500
    work()
    page.goto("/desk/webhooks")
    expect(page.locator("#webhook-1 > summary")).to_contain_text("failing")
    page.locator("#webhook-1 > summary").click()
    expect(page.locator("#webhook-1 tbody")).to_contain_text("to be tried again HTTP 500, 1 try")

    page.get_by_role("button", name="New secret").click()
    expect(page.locator("#made-secret")).not_to_have_text(secret)
    page.locator("#webhook-1").get_by_role("button", name="Switch it off").click()
    page.get_by_role("status").filter(has_text="The webhook is off").wait_for()
    page.locator("#webhook-1 > summary").click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_role("status").filter(has_text="The webhook is gone").wait_for()
    expect(page.locator("main")).to_contain_text("None yet")
    assert [path for _, path, _, _ in receiver.calls] == ["/hook"]
    assert watched.all_faults() == []
    watched.context.close()


@pytest.fixture
def hooked(database):
    """A house whose webhooks may go to a receiver on loopback, and a worker that makes the calls that are due."""
    with running() as rasa, http_server(Receiver()) as receiver:
        house = House(database, rasa, seal=SEAL, private=True)
        house.people()
        house.web.start()
        house.url = house.web.url
        jobs = WebhookJobs(Delivering(house.context, SEAL, private=True))
        worker = Worker(
            Handlers(
                database, {}, ANNOUNCER, SMTP, resume=lambda _case: None, clock=house.context.clock, webhooks=jobs
            ),
            only=KINDS,
            sweeps=False,
        )

        def work():
            while worker.turn():
                pass

        yield house, receiver, work
        house.web.stop()
