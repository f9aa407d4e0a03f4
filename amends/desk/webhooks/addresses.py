"""Which addresses may be called: those that everybody can reach, and not what only this machine and its neighbours can.

Whoever sets a webhook up could otherwise have our servers ask what is meant for them alone (SSRF): a cloud's metadata,
a database's port, an administrator's page.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from amends.desk.webhooks.errors import AddressRefused, CallFailed
from amends.errors import CannotBeDone

LONGEST = 500
_INNER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "168.63.129.16/32", "fec0::/10")))
"""What clouds tell their own machines of themselves (Oracle's, Azure's), and what was for one site alone."""
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
SETTING = "AMENDS_WEBHOOKS_TO_PRIVATE_ADDRESSES"


def check_url(url: str, *, private: bool) -> str:
    """The address as it is kept. CannotBeDone where it cannot be one; `private` ones need the setting."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        host, _port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError:
        raise CannotBeDone("This is not an address such as https://hooks.example.com/amends.") from None
    if len(text) > LONGEST or not text.isascii() or not text.isprintable() or " " in text or not host:
        raise CannotBeDone(f"An address has {LONGEST} characters at most, all of them ASCII, and a host.")
    if parts.scheme not in ({"https", "http"} if private else {"https"}):
        raise CannotBeDone("An address begins with https://.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise CannotBeDone("An address has no user, no password and no fragment. The calls are signed instead.")
    if not private and (host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or _is_inner(host)):
        raise CannotBeDone(f"This address is reached by neighbours of ours alone. {SETTING} would allow it.")
    return text


def check_reach(url: str, *, private: bool) -> None:
    """AddressRefused where the host's name leads to a neighbour now, also where only one of its addresses does;
    CallFailed where it leads nowhere."""
    if private:
        return
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise CallFailed("the host's name is not known") from fault
    if not all(is_public(str(each[4][0])) for each in found):
        raise AddressRefused("the host's name leads to an address that is not public")


def is_public(address: str) -> bool:
    """Whether everybody can reach it. An address that stands for another one counts as that."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.teredo is not None:
            return False
        if found in _TRANSLATED:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        else:
            found = found.ipv4_mapped or found.sixtofour or found
    if any(found in each for each in _INNER):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def _is_inner(host: str) -> bool:
    """Whether the host is written as an address, and not as a public one."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.replace(".", "").isdecimal() or host.startswith("0x")  # 2130706433 and 0x7f.1 are 127.0.0.1
    return not is_public(host)
