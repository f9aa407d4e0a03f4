"""What is set is what is used; what is wrong is named with its way out."""

import os
from pathlib import Path

import pytest

from amends import settings
from amends.errors import SettingError

SECRET = "s" * 32


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith(settings.PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def given(monkeypatch):
    def give(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(settings.PREFIX + name.upper(), value)

    return give


def test_without_anything_set_it_is_the_demo_on_this_machine():
    present = settings.load()
    assert present.demo
    assert present.host == "127.0.0.1"
    assert present.database_url == "sqlite:///var/amends.db"


def test_a_file_in_the_working_directory_is_read_and_the_environment_wins(given):
    Path("amends.env").write_text("AMENDS_WEB_PORT=9001\nAMENDS_RASA_PORT=9002\n")
    given(web_port="9003")
    present = settings.load()
    assert (present.web_port, present.rasa_port) == (9003, 9002)


def test_the_file_may_stand_elsewhere(given, tmp_path):
    file = tmp_path / "elsewhere.env"
    file.write_text("AMENDS_LOG_LEVEL=DEBUG\n")
    given(settings_file=str(file))
    assert settings.load().log_level == "DEBUG"


def test_a_named_file_that_is_missing_is_not_passed_over(given):
    given(settings_file="nowhere.env")
    with pytest.raises(SettingError, match=r"AMENDS_SETTINGS_FILE names nowhere\.env"):
        settings.load()


@pytest.mark.parametrize("url", ["rasa", "actions"])
def test_an_address_follows_its_port_until_it_is_set_itself(given, url):
    given(**{f"{url}_port": "9010"})
    assert getattr(settings.load(), f"{url}_url") == "http://127.0.0.1:9010"
    given(**{f"{url}_url": "http://elsewhere.example.com"})
    assert getattr(settings.load(), f"{url}_url") == "http://elsewhere.example.com"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("web_port", "many"),
        ("web_port", "0"),
        ("demo", "perhaps"),
        ("log_level", "LOUD"),
        ("database_url", "mysql://db"),
        ("order_backend_url", "ftp://shop.example.com"),
        ("order_backends", "{"),
        ("order_backends", '{"norrnet": {"token": "t"}}'),
        ("order_backend_timeout_s", "-1"),
        ("smtp_from", "nobody"),
        ("internal_secret", "short"),
    ],
)
def test_a_wrong_value_names_its_setting_and_the_way_out(given, name, value):
    given(**{name: value})
    with pytest.raises(SettingError) as caught:
        settings.load()
    assert f"AMENDS_{name.upper()}" in str(caught.value)
    assert "docs/settings.md" in str(caught.value)


def test_one_wrong_port_is_one_fault_not_one_more_for_each_address_that_follows_it(given):
    given(rasa_port="many")
    with pytest.raises(SettingError) as caught:
        settings.load()
    assert "AMENDS_RASA_URL" not in str(caught.value)


def test_a_misspelt_name_is_refused_with_the_nearest_one(given):
    given(web_prot="9000")
    with pytest.raises(SettingError, match=r"AMENDS_WEB_PROT is not a setting\. Did you mean AMENDS_WEB_PORT\?"):
        settings.load()


def test_what_a_channel_is_added_with_passes_and_a_misspelt_name_beside_it_does_not(given):
    given(channel_telegram_token="1:a")
    settings.load()
    given(channel_secrt="x" * 32)
    with pytest.raises(SettingError, match="Did you mean AMENDS_CHANNEL_SECRET"):
        settings.load()


def test_a_misspelt_name_in_the_file_is_refused_too():
    Path("amends.env").write_text("AMENDS_DEMOO=false\n")
    with pytest.raises(SettingError, match="AMENDS_DEMOO is not a setting"):
        settings.load()


@pytest.mark.parametrize(
    ("name", "value"),
    [("internal_secret", "tiny-secret"), ("order_backends", '{"norrnet": {"tokn": "tiny-secret"}}')],
)
def test_a_secret_is_never_repeated(given, name, value):
    given(**{name: value})
    with pytest.raises(SettingError) as caught:
        settings.load()
    assert "tiny-secret" not in str(caught.value)


FOR_REAL = {
    "internal_secret": SECRET,
    "order_backend_url": "https://orders.example.com",
    "smtp_host": "smtp.example.com",
    "smtp_port": "587",
    "smtp_from": "Shop <no-reply@example.com>",
}


@pytest.mark.parametrize("left_out", FOR_REAL)
def test_outside_the_demo_nothing_is_left_to_it(given, left_out):
    given(demo="false", **{name: value for name, value in FOR_REAL.items() if name != left_out})
    with pytest.raises(SettingError) as caught:
        settings.load()
    name = f"AMENDS_{left_out.upper()}"
    assert str(caught.value).startswith(f"{name} is required when AMENDS_DEMO is false, for example {name}=")
    assert "settings file" in str(caught.value)
    given(**{left_out: FOR_REAL[left_out]})
    assert not settings.load().demo


def test_all_that_is_left_to_the_demo_is_told_at_once(given):
    given(demo="false")
    with pytest.raises(SettingError) as caught:
        settings.load()
    assert [line.split()[0] for line in str(caught.value).splitlines()[:-1]] == [
        f"AMENDS_{name.upper()}" for name in FOR_REAL
    ]


def test_the_demos_own_value_may_be_wished_for(given):
    demos = {"order_backend_url": "http://127.0.0.1:8102", "smtp_host": "127.0.0.1", "smtp_port": "8125"}
    given(demo="false", **{**FOR_REAL, **demos, "smtp_from": "Amends <no-reply@example.com>"})
    present = settings.load()
    assert present.order_backend("norrnet").url == "http://127.0.0.1:8102"
    assert (present.smtp_host, present.smtp_port) == ("127.0.0.1", 8125)


def test_where_merchants_have_backends_of_their_own_none_is_left_to_the_demos(given):
    own = '{"norrnet": {"url": "https://orders.example.com"}}'
    given(
        demo="false", order_backends=own, **{name: FOR_REAL[name] for name in FOR_REAL if name != "order_backend_url"}
    )
    present = settings.load()
    assert present.order_backend("norrnet").url == "https://orders.example.com"
    with pytest.raises(SettingError, match="AMENDS_ORDER_BACKENDS names no order backend of itnet"):
        present.order_backend("itnet")


def test_settings_that_contradict_each_other_are_refused(given):
    given(order_backend_timeout_s="9", order_backend_total_s="8")
    with pytest.raises(SettingError, match="AMENDS_ORDER_BACKEND_TOTAL_S must not be less"):
        settings.load()


def test_a_mail_user_needs_a_password(given):
    given(smtp_user="amends")
    with pytest.raises(SettingError, match="AMENDS_SMTP_PASSWORD must be set"):
        settings.load()


def test_a_merchant_may_have_an_order_backend_of_its_own(given):
    given(order_backends='{"norrnet": {"url": "https://orders.example.com", "token": "t"}}')
    present = settings.load()
    assert present.order_backend("norrnet").url == "https://orders.example.com"
    assert present.order_backend("itnet").url == present.order_backend_url


def test_what_is_handed_to_a_child_is_what_was_loaded(given, monkeypatch):
    given(
        **{**FOR_REAL, "smtp_from": "Ærlig <no-reply@example.com>"},
        demo="false",
        order_backends='{"norrnet": {"url": "https://orders.example.com", "token": "t"}}',
        origins='{"norrnet": ["https://www.example.com"]}',
    )
    present = settings.load()
    for name, value in present.as_environment().items():
        monkeypatch.setenv(name, value)
    assert settings.load() == present


def test_settings_cannot_be_changed_afterwards():
    with pytest.raises(ValueError, match="frozen"):
        settings.load().web_port = 1


@pytest.mark.parametrize("name", ["host", "public_url"])
@pytest.mark.parametrize("where", ["chat.example.com", "0.0.0.0", "192.168.1.7", "::"])
def test_the_demo_runs_where_others_reach_it_only_when_that_is_wished_for(given, name, where):
    bracketed = f"[{where}]" if ":" in where else where
    given(**{name: where if name == "host" else f"https://{bracketed}"})
    with pytest.raises(SettingError, match=rf"AMENDS_{name.upper()} is .*AMENDS_DEMO_PUBLIC"):
        settings.load()
    given(demo_public="true")
    assert settings.load().demo


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
def test_on_its_own_machine_the_demo_runs_without_being_asked(given, host):
    given(host=host)
    assert settings.load().host == host


def test_several_proxies_and_networks_may_be_named_and_nothing_else(given):
    given(trusted_proxy="10.0.0.5, 192.168.4.0/24,fd00::/8")
    assert settings.load().trusted_proxy == "10.0.0.5, 192.168.4.0/24,fd00::/8"
    given(trusted_proxy="10.0.0.5,proxy.example.com")
    with pytest.raises(SettingError, match=r"'proxy.example.com' is neither an address nor a network"):
        settings.load()
