"""What Prometheus and Grafana are told to look at is there, and each alert comes when it should."""

import json
import re
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest

from amends.cases.status import CaseStatus
from amends.db.session import Database
from amends.remedies import states
from amends.yaml_file import read
from tests.deploy.tools import needs, tool
from tests.postgres import sqlite_url
from tests.setup.repository import ROOT
from worker import metrics

PROMETHEUS = ROOT / "deploy/prometheus"
DASHBOARD = json.loads((ROOT / "deploy/grafana/amends.json").read_text("utf-8"))
ALERTS = read(PROMETHEUS / "alerts.yml")
RULES: list[dict[str, Any]] = [rule for group in ALERTS["groups"] for rule in group["rules"]]
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
SELECTOR = re.compile(r"\b(amends_\w+|up)\b(?:\{([^}]*)\})?")
MATCHER = re.compile(r'(\w+)\s*(?:=~|!=|!~|=)\s*"([^"]*)"')
OF_THE_SCRAPE = {"job", "instance"}


def expressions() -> dict[str, str]:
    asked = {rule["alert"]: rule["expr"] for rule in RULES}
    for panel in PANELS:
        asked |= {f"{panel['title']} {target['refId']}": target["expr"] for target in panel["targets"]}
    return asked


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The labels of each metric by its name."""
    database = Database(sqlite_url(tmp_path_factory.mktemp("watching")))
    with database.read() as session:
        found = {each.name: set(each._labelnames) for each in metrics.gauges(session, datetime.now(UTC))}
    database.close()
    return {**found, "up": set()}


@pytest.mark.parametrize("expression", expressions().values(), ids=expressions())
def test_each_metric_and_label_is_told(expression: str, told: dict[str, set[str]]) -> None:
    asked = SELECTOR.findall(expression)
    assert asked
    for name, matchers in asked:
        assert name in told
        labels = dict(MATCHER.findall(matchers))
        assert labels.get("job") == "amends", "or another application's would count too"
        assert labels.keys() - OF_THE_SCRAPE <= told[name]
    grouped = re.findall(r"\bby \(([^)]*)\)", expression)
    known = set.union(*(told[name] for name, _ in asked))
    assert {label.strip() for group in grouped for label in group.split(",")} <= known


def test_states_that_are_asked_for_are_states() -> None:
    known = {
        "amends_jobs": {"waiting", "failing", "dead"},
        "amends_cases": {str(status) for status in CaseStatus},
        "amends_remedies": {value for name, value in vars(states).items() if name.isupper() and isinstance(value, str)},
    }
    for expression in expressions().values():
        for name, matchers in SELECTOR.findall(expression):
            for label, value in MATCHER.findall(matchers):
                if label in ("state", "status"):
                    assert set(value.split("|")) <= known[name], expression


def test_the_page_says_what_each_alert_means() -> None:
    page = (ROOT / "docs/operations.md").read_text("utf-8")
    assert [rule["alert"] for rule in RULES if f"| {rule['alert']} |" not in page] == []


def test_the_dashboard_is_whole() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    assert all(panel["title"] and panel["description"] for panel in PANELS)
    (source,) = DASHBOARD["templating"]["list"]
    assert all(panel["datasource"]["uid"] == f"${{{source['name']}}}" for panel in PANELS)
    shown = {name for panel in PANELS for target in panel["targets"] for name, _ in SELECTOR.findall(target["expr"])}
    watched = {name for rule in RULES for name, _ in SELECTOR.findall(rule["expr"])}
    assert watched <= shown, "who is called by an alert finds its figure"


@needs("promtool")
@pytest.mark.parametrize(
    "arguments",
    [("check", "config", "prometheus.yml"), ("check", "rules", "alerts.yml"), ("test", "rules", "alerts.test.yml")],
)
def test_prometheus_finds_nothing_to_say(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [str(tool("promtool")), *arguments], cwd=PROMETHEUS, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_is_tried() -> None:
    tried = read(PROMETHEUS / "alerts.test.yml")
    expected = {one["alertname"] for test in tried["tests"] for one in test["alert_rule_test"] if one.get("exp_alerts")}
    assert expected == {rule["alert"] for rule in RULES}
