"""Passkeys in a real browser, with Chromium's own virtual authenticator."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from amends.accounts import account, passwords
from amends.db.tables import AgentRow, AuditRow, PasskeyRow
from tests.web.stand_in import running
from tests.web_desk.house import PASSWORD, House

LANDS = re.compile(r":\d+/desk/answers$")
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def named(database):
    """A house under a name: browsers make keys for names alone."""
    with running() as rasa:
        house = House(database, rasa)
        house.people()
        house.web.start()
        house.url = house.web.url.replace("127.0.0.1", "localhost")
        object.__setattr__(house.context, "public_url", house.url)
        yield house
        house.web.stop()


@pytest.fixture
def device(browser, named):
    """A browser window on a device that has keys; `keys` turns them off and on."""

    class Device:
        def __init__(self):
            self.context = browser.new_context(base_url=named.url)
            self.context.set_default_timeout(60_000)
            self.page = self.context.new_page()
            self.cdp = self.context.new_cdp_session(self.page)
            self.cdp.send("WebAuthn.enable")
            self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

        def verifies(self, person):
            self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": person})

        def enter(self, code=""):
            self.page.goto("/desk/sign-in")
            self.page.fill("#email", "anna@example.com")
            self.page.fill("#password", PASSWORD)
            self.page.fill("#code", code)
            self.page.get_by_role("button", name="Sign in", exact=True).click()

        def add(self, name="My laptop", password=PASSWORD):
            self.page.goto("/desk/account")
            self.page.locator("#a-key > summary").click()
            self.page.fill("#k-name", name)
            self.page.fill("#k-now", password)
            self.page.get_by_role("button", name="Add it").click()

        def sign_out(self):
            self.page.get_by_role("button", name="Sign out").click()
            expect(self.page).to_have_url(re.compile("/desk/sign-in$"))

        def use(self):
            self.page.goto("/desk/sign-in?next=/desk/answers")
            self.page.get_by_role("button", name="Sign in with a passkey").click()

    made = Device()
    yield made
    made.context.close()


def keyed(device):
    """Signed in once, with a key added."""
    device.enter()
    device.add()
    device.page.get_by_role("status").filter(has_text="The passkey was added").wait_for()


def deeds(house):
    with house.database.read() as session:
        agent = session.query(AgentRow).filter_by(email="anna@example.com").one()
        rows = session.query(AuditRow).filter_by(subject=agent.id).order_by(AuditRow.seq)
        return [(row.action, row.body) for row in rows]


def test_a_key_is_added_used_and_removed(named, device):
    keyed(device)
    expect(device.page.locator("#key-1 > summary")).to_contain_text("My laptop")
    expect(device.page.locator("#key-1 > summary")).to_contain_text("never used")
    device.sign_out()

    device.use()
    expect(device.page).to_have_url(LANDS)
    assert deeds(named)[-1] == ("sign_in", {"how": "passkey"})

    device.page.goto("/desk/account")
    expect(device.page.locator("#key-1 > summary")).to_contain_text("last used")
    device.page.locator("#key-1 > summary").click()
    device.page.fill("#k-now-1", "not the password")
    device.page.get_by_role("button", name="Remove it").click()
    device.page.get_by_role("alert").filter(has_text="password is wrong").wait_for()
    device.page.fill("#k-now-1", PASSWORD)
    device.page.get_by_role("button", name="Remove it").click()
    device.page.get_by_role("status").filter(has_text="The passkey is removed").wait_for()
    device.sign_out()
    device.use()
    expect(device.page.locator("#passkey-fault")).to_contain_text("does not open this desk")
    assert [action for action, _ in deeds(named) if action.startswith("passkey")] == [
        "passkey_added",
        "passkey_removed",
    ]


def test_the_password_alone_does_not_let_in_beside_a_key(named, device):
    keyed(device)
    device.sign_out()
    device.enter()
    expect(device.page.get_by_role("alert").first).to_contain_text("passkey")
    device.use()
    expect(device.page).to_have_url(LANDS)
    with named.database.begin() as session:
        row = session.query(AgentRow).filter_by(email="anna@example.com").one()
        account.end_second_factor(session, row, named.context.clock(), "operator")
    device.enter()
    expect(device.page).to_have_url(re.compile("/desk$"))


def test_a_key_takes_the_password_and_the_person(named, device):
    device.enter()
    device.add(password="not the password")
    device.page.get_by_role("alert").filter(has_text="password is wrong").wait_for()
    device.verifies(False)
    device.add()
    expect(device.page.locator("#passkey-fault")).to_be_visible()
    with named.database.read() as session:
        assert session.query(PasskeyRow).count() == 0
    device.verifies(True)
    device.add()
    device.page.get_by_role("status").filter(has_text="The passkey was added").wait_for()
    device.add("The same device")
    expect(device.page.locator("#passkey-fault")).to_contain_text("has a passkey of this account already")


def test_somebody_disabled_is_not_let_in(named, device):
    keyed(device)
    device.sign_out()
    with named.database.begin() as session:
        account.disable(session, "anna@example.com", named.context.clock())
    device.use()
    expect(device.page.locator("#passkey-fault")).to_contain_text("does not open this desk")
    assert deeds(named)[-1] == ("sign_in_refused", {"how": "passkey"})


def test_what_was_signed_once_counts_once_and_for_its_challenge(named, device):
    keyed(device)
    device.sign_out()
    caught = []

    def catch(route):
        caught.append((route.request.post_data, route.request.all_headers()))
        route.continue_()

    device.page.route("**/desk/sign-in/passkey", catch)
    device.use()
    expect(device.page).to_have_url(LANDS)
    [(body, sent)] = caught
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "Origin": named.url, "Cookie": sent["cookie"],
    }  # fmt: skip
    with httpx.Client(base_url=named.url, trust_env=False, timeout=60) as http:
        again = http.post("/desk/sign-in/passkey", content=body, headers=headers)
        assert (again.status_code, "set-cookie" in again.headers) == (403, False)
        fresh = http.post("/desk/sign-in/passkey/begin", headers={"Origin": named.url})
        cookie = fresh.headers["set-cookie"].partition(";")[0]
        other = http.post("/desk/sign-in/passkey", content=body, headers={**headers, "Cookie": cookie})
        assert other.status_code == 403
        none = http.post("/desk/sign-in/passkey", content=body, headers={**headers, "Cookie": ""})
        assert none.status_code == 403
        elsewhere = http.post(
            "/desk/sign-in/passkey", content=body, headers={**headers, "Origin": "https://evil.example.com"}
        )
        assert elsewhere.status_code == 403
        for credential in ("", "{}", '{"id": "x"}', "[" * 5000, '{"id": "\\ud800"}', '{"id": 1, "response": {}}'):
            answer = http.post("/desk/sign-in/passkey", data={"credential": credential}, headers=headers)
            assert answer.status_code == 403


def test_a_desk_under_a_number_says_that_it_has_none(house, window):
    object.__setattr__(house.context, "public_url", house.url)
    page = window("anna").page
    page.goto("/desk/account")
    expect(page.locator("main")).to_contain_text("Passkeys need a domain name")


def test_whoever_has_one_key_alone_is_told_so_and_what_is_left_without_it(named, device):
    keyed(device)
    expect(device.page.locator("#only-way")).to_contain_text("your only way in")
    device.page.locator("#key-1 > summary").click()
    expect(device.page.locator("#key-1")).to_contain_text("the password alone lets you in")
    device.page.fill("#k-now-1", PASSWORD)
    device.page.get_by_role("button", name="Remove it").click()
    device.page.get_by_role("status").filter(has_text="The passkey is removed").wait_for()
    expect(device.page.locator("#only-way")).to_have_count(0)
    device.sign_out()
    device.enter()
    expect(device.page).to_have_url(re.compile("/desk$"))


def test_an_account_whose_password_nobody_knows_keeps_its_last_key(named, device):
    """As one that was made at the first single sign-on: without the key nothing would let it in."""
    keyed(device)
    with named.database.begin() as session:
        row = session.query(AgentRow).filter_by(email="anna@example.com").one()
        row.password_hash = passwords.hashed(passwords.generate())
    device.page.locator("#key-1 > summary").click()
    device.page.fill("#k-now-1", PASSWORD)
    device.page.get_by_role("button", name="Remove it").click()
    device.page.get_by_role("alert").filter(has_text="password is wrong").wait_for()
    with named.database.read() as session:
        assert session.query(PasskeyRow).count() == 1
