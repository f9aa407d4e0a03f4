"""Settings of the provider by which people sign in: whole or not at all."""

import json

import pytest

from amends import settings
from amends.errors import SettingError
from web.__main__ import accounts_of

ISSUER, CLIENT = "AMENDS_OIDC_ISSUER", "AMENDS_OIDC_CLIENT_ID"
MADE = {"roles": {"support": "agent"}, "merchants": ["norrnet"]}


@pytest.fixture
def load(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def load(**given):
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        return settings.load()

    return load


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({ISSUER: "https://id.example.com"}, CLIENT), ({CLIENT: "desk"}, CLIENT),
        ({"AMENDS_OIDC_CLIENT_SECRET": "s"}, ISSUER),
        ({ISSUER: "http://id.example.com", CLIENT: "desk"}, ISSUER),
        ({ISSUER: "https://id.example.com", CLIENT: "desk", "AMENDS_OIDC_ACCOUNTS": '{"roles": {}}'}, "OIDC_ACCOUNTS"),
    ],
)  # fmt: skip
def test_half_of_them_is_refused_with_its_way_out(load, given, told):
    with pytest.raises(SettingError, match=told):
        load(**given)


def test_accounts_are_made_for_merchants_that_there_are(load):
    chosen = load(
        **{ISSUER: "https://id.example.com", CLIENT: "desk", "AMENDS_OIDC_ACCOUNTS": json.dumps(MADE)},
    )
    assert accounts_of(chosen, ["norrnet"]).roles == {"support": "agent"}
    with pytest.raises(SettingError, match="norrnet"):
        accounts_of(chosen, ["itnet"])
