"""A real IMAP server of the tests' own: dovecot on loopback, with one mailbox in a fresh folder."""

import getpass
import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ports import free_port

USER, PASSWORD = "cases", "not-a-secret"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
{ssl}
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
first_valid_uid = 1
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Imap:
    port: int

    def login(self) -> imaplib.IMAP4:
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=60)
        server.login(USER, PASSWORD)
        server.select("INBOX")
        return server

    def deliver(self, raw: bytes) -> None:
        with self.login() as server:
            assert server.append("INBOX", None, None, raw)[0] == "OK"

    def unseen(self) -> int:
        with self.login() as server:
            return len(server.uid("SEARCH", "UNSEEN")[1][0].split())

    def unsee(self) -> None:
        """As if the server had lost what was marked."""
        with self.login() as server:
            server.store("1:*", "-FLAGS", r"(\Seen)")


@contextmanager
def imap_server(certificate: Path | None = None) -> Iterator[Imap]:
    """`certificate` is a file with one and its key: the server knows STARTTLS then."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        message = "dovecot is not installed: apt-get install -y dovecot-imapd"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    folder = Path(tempfile.mkdtemp(prefix="amends-imap-"))
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    names = {"login": "dovenull", "internal": "dovecot", "group": "dovecot"}
    owner = pwd.getpwnam("nobody")  # dovecot gives no mail to root
    if os.geteuid() == 0:
        os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    else:
        owner = pwd.getpwnam(getpass.getuser())
        names = dict.fromkeys(("login", "internal"), owner.pw_name) | {"group": str(owner.pw_gid)}
    port = free_port()
    values = {"folder": folder, "password": PASSWORD, "uid": owner.pw_uid, "gid": owner.pw_gid, "port": port, **names}
    values["ssl"] = (
        "ssl = no" if certificate is None else f"ssl = yes\nssl_cert = <{certificate}\nssl_key = <{certificate}"
    )
    (folder / "dovecot.conf").write_text(CONFIGURATION.format(**values))
    process = subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")])
    try:
        _wait(process, Imap(port), folder)
        yield Imap(port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen, imap: Imap, folder: Path) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            imap.login().logout()
            return
        except (OSError, imaplib.IMAP4.error):
            log = (folder / "log").read_text() if (folder / "log").exists() else ""
            assert process.poll() is None, f"dovecot ended: {log}"
            assert time.monotonic() < deadline, f"dovecot does not answer: {log}"
            time.sleep(0.1)
