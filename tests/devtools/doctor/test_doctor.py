"""The doctor says what is wrong, each with its way out, and goes on looking."""

import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from amends import clock
from amends.cases import alarm
from amends.cli import main
from amends.db import migrate
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import JobRow
from amends.db.session import Database
from amends.errors import Fault, RecordInvalid
from amends.settings import Settings
from amends.settings_helpdesks import HelpdeskSettings, WebhookHelpdeskSettings
from devtools.doctor import machine, neighbours
from devtools.doctor.finding import Finding
from devtools.doctor.report import CHECKS, examine, report
from devtools.doctor.set_aside import set_aside
from tests.remedies.scene import Scene, an_order
from tests.setup.repository import ROOT

FOR_REAL = {
    "internal_secret": "s" * 32,
    "order_backend_url": "https://orders.example.com",
    "smtp_host": "127.0.0.1",
    "smtp_from": "no-reply@example.com",
}


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def sick_server():
    """Answers 500 to everything."""

    class Sick(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_error(500)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Sick)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_database_that_was_never_migrated_is_told_how(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/new.db")
    assert "amends db upgrade" in only(neighbours.database(ROOT, settings)).way_out
    migrate.upgrade(settings.database_url)
    assert only(neighbours.database(ROOT, settings)).is_well


def test_a_record_that_could_not_be_read_lately_is_named_with_its_fault(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/new.db")
    assert neighbours.order_records(ROOT, settings) == []
    migrate.upgrade(settings.database_url)
    assert only(neighbours.order_records(ROOT, settings)).is_well
    database = Database(settings.database_url)
    case_id = Scene(database, an_order("490.00")).case()
    old, new = (RecordInvalid("NN-10023", [Fault(path, "is missing")]) for path in ("$.old", "$.total"))
    with database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        alarm.unreadable(session, case, old, clock.now() - timedelta(days=4))
        alarm.unreadable(session, case, new, clock.now())
    database.close()
    finding = only(neighbours.order_records(ROOT, settings))
    assert finding.what.startswith("norrnet NN-10023, ")
    assert finding.what.endswith("Z: $.total: is missing")
    assert "docs/order-backend.yaml" in finding.way_out


def test_a_database_that_does_not_answer_is_named_by_its_setting(closed_port):
    settings = Settings(database_url=f"postgresql+psycopg://nobody@127.0.0.1:{closed_port}/none")
    assert "AMENDS_DATABASE_URL" in only(neighbours.database(ROOT, settings)).way_out


def test_a_mail_server_that_does_not_answer_is_named_by_its_setting(closed_port):
    settings = Settings(smtp_port=closed_port, demo=False, **FOR_REAL)
    finding = only(neighbours.mail(ROOT, settings))
    assert f"127.0.0.1:{closed_port}" in finding.what
    assert "AMENDS_SMTP_HOST" in finding.way_out


def test_what_is_left_to_the_demo_is_told_setting_by_setting(tmp_path, monkeypatch, capsys):
    for name in [name for name in os.environ if name.startswith("AMENDS_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "amends.env").write_text("AMENDS_DEMO=false\nAMENDS_SMTP_HOST=smtp.example.com\n")
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    for name in ("INTERNAL_SECRET", "ORDER_BACKEND_URL", "SMTP_PORT", "SMTP_FROM"):
        assert f"WRONG settings: AMENDS_{name} is required when AMENDS_DEMO is false, for example" in told
    assert "AMENDS_SMTP_HOST" not in told


def test_a_merchant_without_an_order_backend_is_named_and_the_demos_is_not_asked(sick_server):
    real = {name: value for name, value in FOR_REAL.items() if name != "order_backend_url"}
    settings = Settings(
        demo=False,
        policies_folder=ROOT / "policies",
        smtp_port=25,
        order_backends={"norrnet": {"url": sick_server}},
        **real,
    )
    findings = examine(ROOT, settings, [neighbours.order_backends, neighbours.helpdesks])
    assert [finding.name for finding in findings] == ["orders of norrnet", "orders of itnet"]
    assert "AMENDS_ORDER_BACKENDS" in findings[1].way_out


def test_each_order_backend_is_looked_at(closed_port, sick_server):
    settings = Settings(
        order_backend_url=f"http://127.0.0.1:{closed_port}", order_backends={"norrnet": {"url": sick_server}}
    )
    findings = neighbours.order_backends(ROOT, settings)
    assert [finding.name for finding in findings] == ["orders", "orders of norrnet"]
    assert not any(finding.is_well for finding in findings)
    assert "500" in findings[1].what


def test_a_policy_folder_without_policies_is_wrong(tmp_path):
    assert "AMENDS_POLICIES_FOLDER" in only(neighbours.policies(ROOT, Settings(policies_folder=tmp_path))).way_out


def test_the_policies_of_this_project_load():
    assert only(neighbours.policies(ROOT, Settings(policies_folder=ROOT / "policies"))).is_well


def test_each_fault_of_a_merchants_files_is_a_finding_of_its_own_under_its_own_title(tmp_path):
    folder = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", folder)
    for name, right, wrong in (
        ("norrnet/merchant.yml", 'closes: "16:00"', 'closes: "06:00"'),
        ("norrnet/merchant.yml", "Europe/Oslo", "Europe/Bergen"),
    ):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(right, wrong), "utf-8")
    settings = Settings(policies_folder=folder, domain_folder=ROOT / "domain")
    findings = examine(ROOT, settings, [neighbours.policies, neighbours.helpdesks])
    assert [(finding.name, finding.is_well) for finding in findings] == [("policies", False), ("policies", False)]
    assert "norrnet/merchant.yml:4: `Europe/Bergen` is not a time zone" in findings[0].what
    assert "norrnet/merchant.yml:12: the desk closes at 06:00" in findings[1].what
    assert "later than `opens`" in findings[1].way_out


def test_a_fault_of_desk_yml_is_one_of_the_policies(tmp_path):
    folder = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", folder)
    desk = folder / "itnet" / "desk.yml"
    desk.write_text(desk.read_text("utf-8").replace("minutes: 240", "minutes: soon"), "utf-8")
    settings = Settings(policies_folder=folder, domain_folder=ROOT / "domain")
    finding = only(examine(ROOT, settings, [neighbours.policies, neighbours.helpdesks]))
    assert finding.name == "policies"
    assert "itnet/desk.yml:8: `soon` is not a whole number" in finding.what


@pytest.fixture
def with_helpdesk(tmp_path):
    """The settings of this project, where one merchant's desk names a helpdesk."""
    folder = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", folder)
    with (folder / "norrnet" / "desk.yml").open("a") as desk:
        desk.write("helpdesk: webhook\n")
    url = f"sqlite:///{tmp_path}/amends.db"
    return Settings(policies_folder=folder, domain_folder=ROOT / "domain", database_url=url)


def test_a_helpdesk_without_its_settings_is_named_by_its_file_and_its_setting(with_helpdesk):
    finding = only(neighbours.helpdesks(ROOT, with_helpdesk))
    assert "norrnet/desk.yml" in finding.what
    assert "AMENDS_HELPDESKS" in finding.what + finding.way_out
    assert "docs/helpdesks.md" in finding.way_out
    assert neighbours.helpdesks in CHECKS


def test_a_helpdesk_with_its_settings_is_well(with_helpdesk):
    hook = WebhookHelpdeskSettings(url="https://help.example.com/hook", secret="s" * 32)
    given = with_helpdesk.model_copy(update={"helpdesks": {"norrnet": HelpdeskSettings(webhook=hook)}})
    assert only(neighbours.helpdesks(ROOT, given)).what == "norrnet"


def test_no_helpdesk_is_well(with_helpdesk):
    given = with_helpdesk.model_copy(update={"policies_folder": ROOT / "policies"})
    assert only(neighbours.helpdesks(ROOT, given)).is_well


@pytest.mark.parametrize("process", ["worker", "web"])
def test_a_process_that_lacks_a_setting_stops_with_a_sentence(with_helpdesk, process, tmp_path):
    migrate.upgrade(with_helpdesk.database_url)
    environment = {
        **os.environ,
        "AMENDS_SETTINGS_FILE": "",
        "AMENDS_INTERNAL_SECRET": "s" * 32,
        "AMENDS_POLICIES_FOLDER": str(with_helpdesk.policies_folder),
        "AMENDS_DATABASE_URL": with_helpdesk.database_url,
    }
    command = [sys.executable, "-m", process]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{process}: ")
    assert "norrnet/desk.yml has `helpdesk: webhook`" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_demo_that_the_outside_could_reach_is_wrong():
    assert "AMENDS_DEMO=false" in only(neighbours.together(ROOT, Settings(host="0.0.0.0", demo_public=True))).way_out


def test_a_public_address_without_encryption_is_wrong():
    settings = Settings(public_url="http://amends.example.com", demo_public=True)
    assert "https" in only(neighbours.together(ROOT, settings)).way_out


def test_a_port_that_someone_else_has_is_named_with_its_setting(sick_server):
    port = int(sick_server.rsplit(":", 1)[1])
    findings = {finding.name: finding for finding in machine.free_ports(ROOT, Settings(web_port=port))}
    assert "AMENDS_WEB_PORT" in findings[f"port {port}"].way_out


def test_data_that_no_model_was_trained_from_are_wrong(tmp_path):
    (tmp_path / "config.yml").write_text("language: en\n")
    assert "make model" in only(machine.trained_model(tmp_path, Settings())).way_out


def test_what_an_older_release_kept_of_customers_is_named(tmp_path):
    elsewhere = Settings(evidence_store=str(tmp_path / "state/evidence"))
    assert machine.left_over(tmp_path, elsewhere) == []
    for file in ("var/rasa.db", "var/rasa.db-wal", "state/rasa.db"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    here = machine.left_over(tmp_path, Settings())
    assert only(here).way_out == f"Delete {tmp_path}/var/rasa.db, {tmp_path}/var/rasa.db-wal."
    assert f"{tmp_path}/state/rasa.db" in only(machine.left_over(tmp_path, elsewhere)).way_out


def test_a_missing_environment_is_told_how(tmp_path):
    findings = machine.pythons(tmp_path, Settings())
    assert [finding.name for finding in findings] == [".venv", ".venv-rasa"]
    assert all("make setup" in finding.way_out for finding in findings)


def test_one_wrong_thing_does_not_hide_the_next(tmp_path):
    def bad(_folder: Path, _settings: Settings) -> list[Finding]:
        return [Finding("oven", "cold", "Light it.")]

    def good(_folder: Path, _settings: Settings) -> list[Finding]:
        return [Finding("bread", "there")]

    findings = examine(tmp_path, Settings(), [bad, good])
    text = report(findings)
    assert "WRONG oven: cold\n      Light it.\n" in text
    assert "ok   bread: there" in text
    assert text.endswith("1 of 2 checks found something wrong.\n")


def test_what_was_set_aside_is_counted_by_what_it_was(tmp_path):
    url = f"sqlite:///{tmp_path}/a.db"
    migrate.upgrade(url)
    database, now = Database(url), clock.now()
    assert only(set_aside(ROOT, Settings(database_url=url))).is_well
    with database.begin() as session:
        for days in (0, 1, 9):
            at = now - timedelta(days=days)
            session.add(JobRow(kind="mail.send", body={}, state="dead", attempts=12, due_at=at, created_at=at))
        session.add(JobRow(kind="mail.send", body={}, state="done", attempts=1, due_at=now, created_at=now))
    database.close()
    found = only(set_aside(ROOT, Settings(database_url=url)))
    assert found.what == "2 of the job mail.send in 3 days"
    assert not found.is_well
