"""Credentials are unreadable without the secret, and open for their own channel alone."""

import pytest
from pydantic import SecretStr

from amends.channels.sealing import Seal
from amends.errors import SettingError
from tests.channels.fake import FakeCredentials

SECRET = "a secret of the tests, long enough for channels"
CREDENTIALS = FakeCredentials(token=SecretStr("open sesame"), room="attic")


def test_what_is_sealed_opens_again_and_shows_nothing():
    sealed = Seal(SECRET).close("ch_1", CREDENTIALS)
    assert "sesame" not in sealed
    assert "attic" not in sealed
    assert Seal(SECRET).open("ch_1", sealed, FakeCredentials) == CREDENTIALS


def test_the_same_is_sealed_differently_each_time():
    seal = Seal(SECRET)
    assert seal.close("ch_1", CREDENTIALS) != seal.close("ch_1", CREDENTIALS)


def test_another_secret_does_not_open_it_and_says_the_way_out():
    sealed = Seal(SECRET).close("ch_1", CREDENTIALS)
    with pytest.raises(SettingError, match="AMENDS_CHANNEL_SECRET"):
        Seal("another secret").open("ch_1", sealed, FakeCredentials)


def test_what_a_former_secret_sealed_opens_beside_the_new_one_and_is_renewed():
    sealed = Seal(SECRET).close("ch_1", CREDENTIALS)
    both = Seal("the new secret", SECRET)
    assert both.open("ch_1", sealed, FakeCredentials) == CREDENTIALS
    assert Seal("the new secret").open("ch_1", both.renewed(sealed), FakeCredentials) == CREDENTIALS
    with pytest.raises(SettingError, match="AMENDS_FORMER_CHANNEL_SECRET"):
        Seal("a third secret").renewed(sealed)


def test_another_channels_credentials_do_not_open():
    sealed = Seal(SECRET).close("ch_1", CREDENTIALS)
    with pytest.raises(SettingError, match="another channel"):
        Seal(SECRET).open("ch_2", sealed, FakeCredentials)


@pytest.mark.parametrize("change", [lambda text: text[:-2], lambda text: "", lambda text: "x" + text[1:]])
def test_what_was_tampered_with_does_not_open(change):
    sealed = Seal(SECRET).close("ch_1", CREDENTIALS)
    with pytest.raises(SettingError):
        Seal(SECRET).open("ch_1", change(sealed), FakeCredentials)
