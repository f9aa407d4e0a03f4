"""Signing in on a real OpenID Connect provider of somebody else's (npm's oidc-provider), in a real browser."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from amends import clock
from amends.accounts import account
from amends.accounts.single_sign_on.provider import Provider
from amends.db.tables import AgentRow, AuditRow
from amends.settings_desk import SingleSignOnAccounts
from tests.npm import running as program
from tests.ports import free_port
from tests.web.stand_in import running
from tests.web_desk.house import House
from web.desk.single_sign_on import BACK

FOLDER = Path(__file__).parent / "oidc"
MAPPED = SingleSignOnAccounts(roles={"support": "agent", "leads": "supervisor"}, merchants=("norrnet",))


@pytest.fixture(params=[False, True], ids=["in the token", "by userinfo"])
def thin(request):
    """Whether the provider keeps the address out of its token and tells it when asked."""
    return request.param


@pytest.fixture
def accounts():
    return None


@pytest.fixture
def secret():
    return "a-secret-of-this-test-and-no-other"


@pytest.fixture
def signing(database, tmp_path, accounts, secret, thin):
    """A house whose people may sign in there, and the provider itself."""
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}", "amends-desk", secret, "", "Norr ID")
    with running() as rasa:
        house = House(database, rasa, single_sign_on=provider, accounts=accounts)
        house.people()
        house.web.start()
        house.url = house.web.url
        provider.redirect_uri = house.url + BACK
        environment = {**os.environ, "THIN": "1" if thin else "0"}
        with program(
            FOLDER / "node_modules", FOLDER / "server.mjs", str(port), provider.redirect_uri, port=port,
            log=tmp_path / "oidc.log", environment=environment,
        ):  # fmt: skip
            yield house
        house.web.stop()


@pytest.fixture
def page(browser, signing):
    context = browser.new_context(base_url=signing.url)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def enter(page, who, start="/desk/sign-in"):
    """Through the provider's own pages, to wherever they lead."""
    page.goto(start)
    page.get_by_role("link", name="Sign in with Norr ID").click()
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]").click()  # what the provider calls consent


def entries(house, who, action="sign_in"):
    with house.database.read() as session:
        agent = session.query(AgentRow).filter_by(email=f"{who}@example.com").one()
        return [each.body for each in session.query(AuditRow).filter_by(subject=agent.id, action=action)]


def test_somebody_invited_signs_in_and_lands_where_they_were_going(signing, page):
    number, _ = signing.review()
    enter(page, "anna", f"/desk/cases/{number}")
    expect(page).to_have_url(re.compile(f"/desk/cases/{number}$"))
    expect(page.get_by_role("link", name="Anna Vik")).to_be_visible()
    assert entries(signing, "anna") == [{"how": "single_sign_on"}]
    names = {each["name"] for each in page.context.cookies()}
    assert "__Host-amends-sign-in" not in names
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/desk/sign-in$"))
    page.goto("/desk")
    expect(page).to_have_url(re.compile("/desk/sign-in"))


@pytest.mark.parametrize("thin", [False], indirect=True)
@pytest.mark.parametrize(
    ("who", "told"), [("stranger", "There is no account of stranger@example.com"), ("unverified", "does not vouch for")]
)
def test_somebody_unknown_is_told_so_and_gets_no_account(signing, page, who, told):
    enter(page, who)
    expect(page.get_by_role("alert")).to_contain_text(told)
    with signing.database.read() as session:
        assert session.query(AgentRow).filter_by(email=f"{who}@example.com").count() == 0
    page.goto("/desk")
    expect(page).to_have_url(re.compile("/desk/sign-in"))


@pytest.mark.parametrize("thin", [False], indirect=True)
def test_somebody_disabled_is_told_so(signing, page):
    with signing.database.begin() as session:
        account.disable(session, "anna@example.com", signing.now)
    enter(page, "anna")
    expect(page.get_by_role("alert")).to_contain_text("account at this desk is disabled")
    assert entries(signing, "anna", "sign_in_refused") == [{"how": "single_sign_on"}]


@pytest.mark.parametrize("thin", [False], indirect=True)
@pytest.mark.parametrize("accounts", [MAPPED])
def test_accounts_are_made_with_the_highest_role_where_the_settings_say_so(signing, page):
    enter(page, "nils:support,leads")
    expect(page).to_have_url(re.compile("/desk$"))
    with signing.database.read() as session:
        row = session.query(AgentRow).filter_by(email="nils@example.com").one()
    assert (row.role, list(row.merchants), row.name) == ("supervisor", ["norrnet"], "nils of the provider")
    assert entries(signing, "nils", "account_added") == [{"role": "supervisor", "second_factor": False}]


@pytest.mark.parametrize("thin", [False], indirect=True)
@pytest.mark.parametrize("accounts", [MAPPED])
def test_nobody_without_a_mapped_group_gets_an_account(signing, page):
    enter(page, "nils:sales")
    expect(page.get_by_role("alert")).to_contain_text("None of your groups has a role")


@pytest.mark.parametrize("thin", [False], indirect=True)
@pytest.mark.parametrize("secret", ["another secret altogether, forty characters"])
def test_a_provider_that_does_not_know_us_is_said_to(signing, page):
    enter(page, "anna")
    expect(page.get_by_role("alert")).to_contain_text("did not take what it had given out (invalid_client)")


@pytest.mark.parametrize("thin", [False], indirect=True)
@pytest.mark.parametrize("ahead", [timedelta(hours=-1), timedelta(hours=3)])
def test_clocks_that_differ_are_said_to(signing, page, ahead):
    object.__setattr__(signing.context, "clock", lambda: clock.now() + ahead)
    enter(page, "anna")
    expect(page.get_by_role("alert")).to_contain_text("clocks of Norr ID and of this desk differ")


@pytest.mark.parametrize("thin", [False], indirect=True)
def test_an_answer_to_somebody_elses_sign_in_is_not_taken(signing, page, browser):
    """A link with an attacker's code leads a victim nowhere: the victim's browser began nothing."""
    caught = []
    page.on("request", lambda request: caught.append(request.url) if BACK in request.url else None)
    enter(page, "anna")
    expect(page).to_have_url(re.compile("/desk$"))
    victim = browser.new_context(base_url=signing.url).new_page()
    victim.goto(caught[0])
    expect(victim.get_by_role("alert")).to_contain_text("begun in another browser")
    victim.goto("/desk")
    expect(victim).to_have_url(re.compile("/desk/sign-in"))
    victim.context.close()
