"""Somebody else's homeserver: Synapse, which devtools/synapse.sh brings, on loopback with a database of its own."""

import base64
import hashlib
import hmac
import json
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.ports import free_port

PYTHON = Path(__file__).parents[2] / ".venv-synapse" / "bin" / "python"
NAME, SECRET, PASSWORD = "matrix.test", "between the tests and Synapse", "a password of the tests"
BUSY = {"per_second": 1000, "burst_count": 1000}
CONFIG = {
    "server_name": NAME,
    "report_stats": False,
    "registration_shared_secret": SECRET,
    "macaroon_secret_key": SECRET,
    "form_secret": SECRET,
    "suppress_key_server_warning": True,
    "trusted_key_servers": [],
    "enable_metrics": False,
    "url_preview_enabled": False,
    "bcrypt_rounds": 4,
    "rc_message": BUSY,
    "rc_registration": BUSY,
    "rc_login": {"address": BUSY, "account": BUSY, "failed_attempts": BUSY},
    "rc_joins": {"local": BUSY, "remote": BUSY},
    "rc_invites": {"per_room": BUSY, "per_user": BUSY, "per_issuer": BUSY},
    "rc_room_creation": BUSY,
}


@dataclass(frozen=True)
class Synapse:
    url: str

    def register(self, name: str) -> str:
        """A new account with PASSWORD; its address."""
        url = f"{self.url}/_synapse/admin/v1/register"
        nonce = httpx.get(url, trust_env=False).json()["nonce"]
        mac = hmac.new(SECRET.encode(), "\0".join([nonce, name, PASSWORD, "notadmin"]).encode(), hashlib.sha1)
        asked = {"nonce": nonce, "username": name, "password": PASSWORD, "admin": False, "mac": mac.hexdigest()}
        made = httpx.post(url, json=asked, trust_env=False, timeout=30).raise_for_status().json()
        return str(made["user_id"])


@contextmanager
def synapse(folder: Path, **more: object) -> Iterator[Synapse]:
    """Skips the test where it is not there."""
    if not PYTHON.exists():
        pytest.skip("Synapse is not there; `sh devtools/synapse.sh` brings it where packages can be fetched")
    port = free_port()
    log = {
        "version": 1,
        "handlers": {"file": {"class": "logging.FileHandler", "filename": str(folder / "synapse.log")}},
        "root": {"level": "WARNING", "handlers": ["file"]},
    }
    (folder / "log.yaml").write_text(json.dumps(log))
    listener = {"port": port, "type": "http", "bind_addresses": ["127.0.0.1"], "resources": [{"names": ["client"]}]}
    config = CONFIG | {
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "pid_file": str(folder / "pid"),
        "log_config": str(folder / "log.yaml"),
        **more,
    }
    (folder / "signing.key").write_text(
        f"ed25519 a_test {base64.b64encode(secrets.token_bytes(32)).decode().rstrip('=')}\n"
    )
    (folder / "homeserver.yaml").write_text(json.dumps(config))  # JSON is YAML too
    command = [str(PYTHON), "-m", "synapse.app.homeserver", "--config-path", str(folder / "homeserver.yaml")]
    with (folder / "output.log").open("w") as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        url = f"http://127.0.0.1:{port}"
        while not _answers(url):
            assert process.poll() is None, (folder / "output.log").read_text()
            time.sleep(0.05)
        yield Synapse(url)
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/_matrix/client/versions", trust_env=False, timeout=5).status_code == 200
    except httpx.TransportError:
        return False
