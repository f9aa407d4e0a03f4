"""Webhooks reach what everybody can reach, and nothing else."""

import socket

import pytest

from amends.desk.webhooks.addresses import check_reach, check_url, is_public
from amends.desk.webhooks.errors import AddressRefused, CallFailed
from amends.errors import CannotBeDone

INNER = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
    "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "nonsense",
    "192.0.0.192", "::ffff:192.0.0.192", "168.63.129.16", "64:ff9b::a83f:8110", "fec0::1",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]


@pytest.mark.parametrize("address", INNER)
def test_addresses_of_neighbours_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_everybody_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/", "https://127.0.0.1/", "https://[::1]/x", "https://10.0.0.1:8443/",
        "https://localhost/", "https://localhost./", "https://db.internal/",
        "https://db.internal./", "https://2130706433/", "https://0x7f000001/", "https://127.1/",
        "https://ada:secret@hooks.example.com/", "https://hooks.example.com/#a", "ftp://hooks.example.com/", "https://",
        "https://hooks.example.com:x/", "https://hooks.example.com/a b", "https://hooks.exämple.com/", "javascript:1",
        "https://hooks.example.com/" + "x" * 500, "https://[::1", "",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_is_refused(url):
    with pytest.raises(CannotBeDone):
        check_url(url, private=False)


def test_the_setting_allows_neighbours():
    assert check_url(" http://127.0.0.1:9000/hook?a=b ", private=True) == "http://127.0.0.1:9000/hook?a=b"
    assert check_url("https://hooks.example.com/x", private=False) == "https://hooks.example.com/x"
    check_reach("http://127.0.0.1:9000/", private=True)


def test_a_name_that_leads_to_a_neighbour_is_not_called(monkeypatch):
    def leads_to(*addresses):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)

    leads_to("93.184.216.34")
    check_reach("https://hooks.example.com/", private=False)
    leads_to("93.184.216.34", "10.0.0.1")
    with pytest.raises(AddressRefused):
        check_reach("https://hooks.example.com/", private=False)


def test_a_name_that_nobody_knows_is_a_failure(monkeypatch):
    def unknown(*_args, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(CallFailed, match="not known"):
        check_reach("https://hooks.example.com/", private=False)
