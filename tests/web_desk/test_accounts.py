"""Accounts seen to in the app: one's own, and those of others by an administrator."""

import re
import time

import httpx
import pytest
from playwright.sync_api import expect

from amends import clock
from amends.accounts import totp
from amends.db.tables import AgentRow, MailRow
from tests.web_desk.house import PASSWORD
from web.desk.passwords import TAKES_S

NEW = "another battery staple"


def agent(house, who):
    with house.database.read() as session:
        return session.query(AgentRow).filter_by(email=f"{who}@example.com").one()


def letter(house):
    with house.database.read() as session:
        newest = session.query(MailRow).order_by(MailRow.id.desc()).first()
        return re.search(r"/desk/new-password\?key=\S+", newest.text)[0]


def test_a_password_is_changed_and_the_other_window_is_signed_out(house, window):
    other = window("anna").page
    page = window("anna").page
    page.get_by_role("link", name="Anna Vik").click()
    page.fill("#p-now", PASSWORD)
    page.fill("#p-new", NEW)
    page.fill("#p-again", "not the same thing")
    page.get_by_role("button", name="Change the password").click()
    page.get_by_role("alert").filter(has_text="differ").wait_for()
    page.fill("#p-again", NEW)
    page.get_by_role("button", name="Change the password").click()
    page.get_by_role("status").filter(has_text="The password was changed").wait_for()
    page.goto("/desk")
    expect(page).to_have_url(re.compile(r"/desk$"))
    other.goto("/desk/answers")
    expect(other).to_have_url(re.compile("/desk/sign-in"))


def test_a_second_factor_is_set_up_used_and_switched_off(house, window):
    page = window("anna").page
    page.goto("/desk/account")
    page.fill("#s-now", PASSWORD)
    page.get_by_role("button", name="Set up an authenticator app").click()
    secret = page.locator("#key").inner_text().replace(" ", "")
    assert agent(house, "anna").totp_pending.startswith(secret)
    page.fill("#s-code", totp.code(secret, clock.now()))
    page.get_by_role("button", name="Switch it on").click()
    page.get_by_role("status").filter(has_text="The second factor is on").wait_for()
    assert agent(house, "anna").totp_secret == secret

    page.locator("#a-off > summary").click()
    page.fill("#s-now", PASSWORD)
    page.fill("#s-code", "000000")
    page.get_by_role("button", name="Switch it off").click()
    page.get_by_role("alert").filter(has_text="code is wrong").wait_for()
    assert agent(house, "anna").totp_secret == secret


def test_an_administrator_adds_somebody_who_then_signs_in(house, window):
    page = window("ada").page
    page.get_by_role("link", name="People").click()
    page.locator("#new > summary").click()
    page.fill("#new-name", "Nils Ny")
    page.fill("#new-email", "nils@example.com")
    page.locator("#new").get_by_label("NorrNet").check()
    page.get_by_role("button", name="Add and send the letter").click()
    page.get_by_role("status").filter(has_text="The account was made").wait_for()

    fresh = window()
    fresh.page.goto(letter(house))
    expect(fresh.page.locator("#email")).to_have_value("nils@example.com")
    fresh.page.fill("#new", NEW)
    fresh.page.fill("#again", NEW)
    fresh.page.get_by_role("button", name="Set the password").click()
    fresh.page.get_by_role("status").filter(has_text="The password is set").wait_for()
    fresh.sign_in("nils", NEW)


def test_an_administrator_disables_somebody_and_it_stands_in_the_audit_log(house, window):
    page = window("ada").page
    page.goto("/desk/people")
    box = page.locator("details", has_text="bram@example.com")
    box.locator("summary").click()
    box.get_by_role("button", name="Disable").click()
    page.get_by_role("status").filter(has_text="disabled").wait_for()
    assert not agent(house, "bram").active
    page.goto("/desk/audit?merchant=itnet&what=accounts")
    expect(page.locator("tbody tr").first).to_contain_text("account disabled")
    expect(page.locator("tbody tr").first).to_contain_text("Ada Admin")


def test_a_forgotten_password_is_said_alike_of_every_address(house, window):
    said = []
    for email in ("anna@example.com", "nobody@example.com"):
        page = window().page
        page.goto("/desk/sign-in")
        page.get_by_role("link", name="Forgotten your password?").click()
        page.fill("#email", email)
        page.get_by_role("button", name="Send me a link").click()
        said.append(page.get_by_role("status").inner_text())
    assert said[0] == said[1]
    with house.database.read() as session:
        assert [mail.recipient for mail in session.query(MailRow)] == ["anna@example.com"]


def test_no_link_opens_the_page_twice(house, window):
    page = window().page
    page.goto("/desk/forgotten")
    page.fill("#email", "anna@example.com")
    page.get_by_role("button", name="Send me a link").click()
    link = letter(house)
    page.goto(link)
    page.fill("#new", NEW)
    page.fill("#again", NEW)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("status").filter(has_text="The password is set").wait_for()
    assert page.goto(link).status == 410
    assert page.get_by_role("alert").filter(has_text="used already").is_visible()


@pytest.mark.parametrize("who", ["anna", "nobody"])
def test_asking_for_a_link_takes_as_long_for_every_address(house, who):
    with httpx.Client(base_url=house.url, trust_env=False, headers={"Origin": house.url}) as http:
        begun = time.monotonic()
        assert http.post("/desk/forgotten", data={"email": f"{who}@example.com"}).status_code == 200
    assert time.monotonic() - begun >= TAKES_S
