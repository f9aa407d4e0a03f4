"""The proxies that deploy/ has, as they are in front of a real web: TLS, headers, streams, and whose address counts."""

import itertools
import re
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from amends.db.session import Database
from tests.deploy.tools import needs, tool
from tests.ports import free_port
from tests.postgres import sqlite_url
from tests.setup.repository import ROOT
from tests.web.server import Customer, Web, until
from tests.web.stand_in import running
from web.connections import KEPT_S
from web.deps import Limits

AN_HOUR = 4
"""Conversations that one address may open: few, so that a test can reach it."""


def caddy(folder: Path, port: int, upstream: str) -> list[str]:
    """deploy/caddy/Caddyfile with another host and port, and a certificate of its own making."""
    text = (ROOT / "deploy/caddy/Caddyfile").read_text("utf-8")
    site = text.replace("help.example.com {", f"https://localhost:{port} {{\n\ttls internal")
    options = (
        f"{{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n\tstorage file_system {folder}\n}}\n"
    )
    (folder / "Caddyfile").write_text(options + site.replace("127.0.0.1:8100", upstream))
    return [str(tool("caddy")), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def nginx(folder: Path, port: int, upstream: str) -> list[str]:
    """deploy/nginx/amends.conf within an nginx.conf, with other ports and a certificate of the test's making."""
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made = [*certificate, "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(made, check=True, capture_output=True)
    text = (ROOT / "deploy/nginx/amends.conf").read_text("utf-8")
    site = re.sub(r"/etc/letsencrypt\S+/fullchain.pem", str(folder / "cert.pem"), text)
    site = re.sub(r"/etc/letsencrypt\S+/privkey.pem", str(folder / "key.pem"), site)
    site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.MULTILINE).replace("help.example.com", "localhost")
    site = site.replace("listen 443", f"listen 127.0.0.1:{port}").replace(
        "listen 80;", f"listen 127.0.0.1:{free_port()};"
    )
    site = site.replace("127.0.0.1:8100", upstream)
    zone = "limit_conn_zone $binary_remote_addr zone=amends:10m;"
    assert f"#   {zone}" in text
    temporary = "".join(
        f"{each}_temp_path {folder}/{each};\n" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\nuser root;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{zone}\n{site}}}\n"
    )
    return [str(tool("nginx")), "-p", str(folder), "-c", str(folder / "nginx.conf")]


PROXIES = [pytest.param(caddy, marks=needs("caddy"), id="caddy"), pytest.param(nginx, marks=needs("nginx"), id="nginx")]


@pytest.fixture(scope="module", params=PROXIES)
def proxy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its URL, in front of a web of its own."""
    configured: Callable[[Path, int, str], list[str]] = request.param
    folder = tmp_path_factory.mktemp("proxy")
    database = Database(sqlite_url(folder))
    with running() as rasa:
        web = Web(database, rasa, trusted_proxy="127.0.0.1", limits=Limits(1000, AN_HOUR)).start()
        yield from served(configured, folder, web)
        web.stop()
    database.close()


def served(configured: Callable[[Path, int, str], list[str]], folder: Path, web: Web) -> Iterator[str]:
    port = free_port()
    command = configured(folder, port, web.url.removeprefix("http://"))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={"HOME": str(folder), "PATH": "/usr/bin:/bin"})
    try:

        def answers() -> bool:
            assert process.poll() is None, (folder / "log").read_text()
            try:
                return get(f"https://localhost:{port}/health").status_code == 200
            except httpx.TransportError:
                return False

        until(answers)
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait(60)


def get(url: str, **headers: str) -> httpx.Response:
    return httpx.get(url, headers=headers, verify=False, trust_env=False, timeout=60)


def test_what_it_answers_may_be_asked_for_by_https_alone(proxy: str) -> None:
    answer = get(f"{proxy}/desk/sign-in")
    assert answer.headers.get_list("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_error_of_the_proxy_has_it_too(proxy: str) -> None:
    answer = get(f"{proxy}/no/such/page")
    assert answer.status_code == 404
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.filterwarnings("ignore:.*TLSv1_1 is deprecated:DeprecationWarning")
def test_it_takes_no_old_tls(proxy: str) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    host, port = proxy.removeprefix("https://").split(":")
    with pytest.raises(ssl.SSLError), socket.create_connection((host, int(port))) as plain:
        old.wrap_socket(plain, server_hostname=host)


def test_an_answer_is_streamed_as_it_comes(proxy: str) -> None:
    customer = Customer(proxy)
    stream = customer.stream()
    assert next(stream)[0]
    customer.send("one")
    told = (data for _, _, data in stream if data.get("kind") == "reply")
    assert next(told)["body"]["text"] == "You said: one"


def test_an_address_that_a_customer_makes_up_counts_for_nothing(proxy: str) -> None:
    """Whoever sends X-Forwarded-For themselves is still one customer, and not as many as they like."""
    counted = itertools.count(1)

    def open_one() -> int:
        made_up = {"X-Forwarded-For": f"203.0.113.{next(counted)}"}
        body = {"merchant": "norrnet"}
        url = f"{proxy}/v1/conversations"
        return httpx.post(url, json=body, headers=made_up, verify=False, trust_env=False, timeout=60).status_code

    codes = [open_one() for _ in range(AN_HOUR + 2)]
    assert codes[-1] == 429
    assert "unnamed_proxy" not in get(f"{proxy}/health").json()


@pytest.mark.parametrize("file", ["caddy/Caddyfile", "compose/Caddyfile"])
def test_web_does_not_close_a_connection_that_caddy_still_uses(file: str) -> None:
    (kept,) = re.findall(r"keepalive (\d+)s", (ROOT / "deploy" / file).read_text("utf-8"))
    assert int(kept) < KEPT_S
