"""A process is handed the settings that it needs, and none of the secrets that it has no use for."""

import ast
import json
import os
import re
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from amends import settings
from devtools.runner import needs
from devtools.runner.environment import environment
from devtools.runner.group import Group
from devtools.runner.stop import StopWish
from devtools.runner.table import Process, processes

ROOT = Path(__file__).parents[3]
GIVEN = {
    "AMENDS_INTERNAL_SECRET": "the secret of web and Rasa, long enough",
    "AMENDS_DATABASE_URL": "postgresql+psycopg://amends:database-secret@db.example.com/amends",
    "AMENDS_SMTP_USER": "amends",
    "AMENDS_SMTP_PASSWORD": "smtp-secret",
    "AMENDS_ORDER_BACKEND_TOKEN": "orders-secret",
    "AMENDS_ORDER_BACKENDS": '{"norrnet": {"url": "https://orders.example.com", "token": "norrnet-secret"}}',
    "AMENDS_SIGNED_IDENTITIES": '{"norrnet": {"key": "website-secret, at least 32 characters"}}',
    "AMENDS_HELPDESKS": '{"norrnet": {"webhook": {"url": "https://help.example.com", '
    '"secret": "helpdesk-secret, at least 32 characters"}}}',
    "AMENDS_TEST_SOMETHING": "tests-secret",
    "AWS_SECRET_ACCESS_KEY": "bucket-secret",
    "PGPASSWORD": "libpq-secret",
    "HTTPS_PROXY": "http://amends:proxy-secret@proxy.example.com",
}
SECRETS = {secret for value in GIVEN.values() for secret in re.findall(r"[a-z]+-secret", value)}
DUMP = "import json, os, sys; open(sys.argv[1] + '.new', 'w').write(json.dumps(dict(os.environ))); "
DUMP += "os.rename(sys.argv[1] + '.new', sys.argv[1])"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> settings.Settings:
    for name in [name for name in os.environ if name.startswith("AMENDS_")]:
        monkeypatch.delenv(name)
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    return settings.load()


def handed(folder: Path, present: settings.Settings, process: Process) -> dict[str, str]:
    """What a process of the table really has in its environment: our own program in its place says it."""
    said = folder / f"{process.name}.json"
    group = Group(folder, print, StopWish())
    stand_in = replace(process, command=(sys.executable, "-c", DUMP, str(said)))
    try:
        group.start((stand_in,), partial(environment, folder, present))
        while not said.exists():
            time.sleep(0.02)
    finally:
        group.stop()
    found: dict[str, str] = json.loads(said.read_text())
    return found


def ours(found: dict[str, str]) -> set[str]:
    return {name for name in found if name.startswith("AMENDS_")}


def secrets(found: dict[str, str]) -> set[str]:
    return {secret for secret in SECRETS for value in found.values() if secret in value}


def table(present: settings.Settings) -> dict[str, Process]:
    return {process.name: process for process in processes(present, Path("models/x.tar.gz"))}


def test_rasa_gets_the_shared_secret_where_it_listens_the_level_of_its_log_the_policies_and_no_more(tmp_path, given):
    found = handed(tmp_path, given, table(given)["rasa"])
    known = {"AMENDS_INTERNAL_SECRET", "AMENDS_INTERNAL_HOST", "AMENDS_LOG_LEVEL", "AMENDS_POLICIES_FOLDER"}
    assert ours(found) == known
    assert not secrets(found)
    assert found["AMENDS_INTERNAL_SECRET"] == GIVEN["AMENDS_INTERNAL_SECRET"]


def test_training_gets_no_secret(tmp_path, given):
    found = environment(tmp_path, given, needs.TRAINING)
    assert ours(found) == {"AMENDS_LOG_LEVEL", "AMENDS_POLICIES_FOLDER"}
    assert not secrets(found)


@pytest.mark.parametrize(
    ("name", "secret"), [("orders", {"orders-secret"}), ("mail", set()), ("phones", {"database-secret"})]
)
def test_the_demo_gets_what_it_checks_and_no_more(tmp_path, given, name, secret):
    assert secrets(handed(tmp_path, given, table(given)[name])) == secret


@pytest.mark.parametrize("name", ["actions", "worker", "web"])
def test_what_is_ours_gets_what_it_works_with(tmp_path, given, name):
    found = handed(tmp_path, given, table(given)[name])
    assert {"smtp-secret", "database-secret", "norrnet-secret", "bucket-secret"} <= secrets(found)
    assert "tests-secret" not in secrets(found)
    assert ("website-secret" in secrets(found)) == (name == "web")


READ_BY = {
    "actions": ("amends/settings.py", "amends/bootstrap.py"),
    "worker": (
        "amends/settings.py", "amends/bootstrap.py", "amends/channels/assembly.py", "amends/channels/sealing.py",
        "worker/__main__.py",
    ),
    "web": (
        "amends/settings.py", "amends/bootstrap.py", "amends/channels/assembly.py", "amends/channels/sealing.py",
        "web/__main__.py",
    ),
}  # fmt: skip
"""Where each process that puts the core together reads its settings."""


@pytest.mark.parametrize("name", READ_BY)
def test_every_setting_that_a_process_reads_is_handed_to_it(name):
    fields = set(settings.Settings.model_fields)
    read = {
        node.attr
        for file in READ_BY[name]
        for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in fields
    }
    assert {"database_url", "order_backends", "smtp_password"} <= read
    assert read <= set(table(settings.Settings())[name].needs.settings)


def test_no_process_waits_for_a_setting_that_does_not_exist_and_none_is_left_over():
    named = {field for process in table(settings.Settings()).values() for field in process.needs.settings}
    of_the_runner = {"actions_url", "orders_port", "rasa_port", "mailbox_port", "phones_port", "actions_port"}
    assert named | of_the_runner == set(settings.Settings.model_fields)
    assert not named & of_the_runner
