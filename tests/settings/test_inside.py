"""Where the processes listen for each other."""

import pytest

from amends.settings import Settings
from amends.settings_inside import near


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("10.0.0.5", "10.0.0.5"), ("::", "[::1]"), ("::1", "[::1]")],
)
def test_this_machine_reaches_what_listens_there(host: str, url: str) -> None:
    assert near(Settings(internal_host=host).internal_host) == url


@pytest.mark.parametrize("host", ["", "localhost", "10.0.0", "10.0.0.5:80"])
def test_what_is_no_address_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="no IP address"):
        Settings(internal_host=host)


@pytest.mark.parametrize("urls", ["http://rasa-0:8105", "http://rasa-0:8105,https://rasa-1:8105/a"])
def test_one_rasa_or_several(urls: str) -> None:
    assert Settings(rasa_url=urls).rasa_url == urls


@pytest.mark.parametrize("urls", ["rasa-0:8105", "http://rasa-0:8105,", "http://a:1 http://b:1", "http://a:1,b:1"])
def test_what_is_no_list_of_urls_is_refused(urls: str) -> None:
    with pytest.raises(ValueError, match="rasa_url"):
        Settings(rasa_url=urls)


def test_without_one_it_is_this_machines() -> None:
    assert Settings(rasa_port=9105).rasa_url == "http://127.0.0.1:9105"
