"""The chart: of this release, and what it renders is what its processes need. Rendering takes helm."""

import json
import re
import subprocess
import tomllib
from typing import Any

import pytest
import yaml

from amends.settings import Settings
from amends.settings_values import PREFIX
from amends.yaml_file import read
from tests.deploy.dockerfile import stages
from tests.deploy.tools import needs, tool
from tests.setup.repository import ROOT

CHART = ROOT / "deploy/helm/amends"
PARTS = ("web", "actions", "worker", "rasa")
has_helm = needs("helm")


def render(*options: str) -> list[dict[str, Any]]:
    command = [str(tool("helm")), "template", "shop", str(CHART), "--set", "trustedProxy=10.0.0.0/8", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [each for each in yaml.load_all(done.stdout, yaml.CSafeLoader) if each]


def pods(rendered: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What each workload starts, by its component."""
    workloads = [each for each in rendered if each["kind"] in ("Deployment", "StatefulSet", "Job")]
    return {each["metadata"]["labels"]["app.kubernetes.io/component"]: each["spec"]["template"] for each in workloads}


def environment(pod: dict[str, Any]) -> dict[str, str]:
    (container,) = pod["spec"]["containers"]
    return {each["name"]: each["value"] for each in container["env"]}


def test_the_chart_is_of_this_release() -> None:
    told = read(CHART / "Chart.yaml")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert (str(told["version"]), str(told["appVersion"])) == (version, version)


def test_the_settings_that_its_values_name_are_settings() -> None:
    values = read(CHART / "values.yaml")
    told = (CHART / "templates/_helpers.tpl").read_text("utf-8") + (CHART / "templates/rasa.yaml").read_text("utf-8")
    named = {*values["settings"], *values["secretKeys"], *re.findall(rf"\b{PREFIX}[A-Z_]+\b", told)}
    known = {PREFIX + each.upper() for each in Settings.model_fields}
    assert {each.removesuffix("_FILE") for each in named} <= known


@has_helm
def test_helm_finds_nothing_to_say() -> None:
    command = [str(tool("helm")), "lint", "--strict", str(CHART), "--set", "trustedProxy=10.0.0.0/8"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    refused = subprocess.run([str(tool("helm")), "template", str(CHART)], capture_output=True, text=True, check=False)
    assert "trustedProxy" in refused.stderr, "or all customers would count as one address"


@has_helm
@needs("kubernetes-validate")
@pytest.mark.parametrize("options", [(), ("--set", "evidence.volume=false,rasa.replicas=1,ingress.enabled=false")])
def test_it_fits_the_schemas_of_kubernetes(options: tuple[str, ...], tmp_path: Any) -> None:
    file = tmp_path / "rendered.yaml"
    file.write_text(yaml.dump_all(render(*options)))
    done = subprocess.run(
        [str(tool("kubernetes-validate")), "--strict", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@has_helm
def test_each_process_is_probed_where_it_listens_and_may_do_nothing_else() -> None:
    found = pods(render())
    assert set(found) == {*PARTS, "cli"}
    for part, pod in found.items():
        (container,) = pod["spec"]["containers"]
        assert container["image"].endswith(f"amends-{part}:{read(CHART / 'Chart.yaml')['appVersion']}")
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert pod["spec"]["securityContext"]["runAsNonRoot"] is True
        if part != "cli":
            probes = [container[f"{kind}Probe"]["httpGet"] for kind in ("startup", "liveness", "readiness")]
            assert {str(each["port"]) for each in probes} == set(stages()[part].all("EXPOSE"))
            assert probes[2]["path"] == "/health"


@has_helm
def test_web_knows_every_rasa_by_its_own_name() -> None:
    rendered = render("--set", "rasa.replicas=3")
    urls = environment(pods(rendered)["web"])["AMENDS_RASA_URL"]
    assert urls == ",".join(f"http://shop-rasa-{number}.shop-rasa:8105" for number in range(3))
    assert Settings(rasa_url=urls).rasa_url == urls
    (rasa,) = [each for each in rendered if each["kind"] == "StatefulSet"]
    assert (rasa["metadata"]["name"], rasa["spec"]["serviceName"], rasa["spec"]["replicas"]) == ("shop-rasa",) * 2 + (
        3,
    )


@has_helm
def test_rasa_gets_one_secret_and_is_called_by_web_alone() -> None:
    rendered = render()
    pod = pods(rendered)["rasa"]
    assert set(environment(pod)) == {"AMENDS_ACTIONS_URL", "AMENDS_INTERNAL_SECRET_FILE"}
    (secret,) = [each["secret"] for each in pod["spec"]["volumes"] if "secret" in each]
    assert [each["key"] for each in secret["items"]] == ["internal_secret"]
    policies = {each["metadata"]["name"]: each["spec"] for each in rendered if each["kind"] == "NetworkPolicy"}
    assert set(policies) == {"shop-rasa", "shop-actions"}
    assert '"web"' in json.dumps(policies["shop-rasa"]["ingress"])
    assert '"rasa"' in json.dumps(policies["shop-actions"]["ingress"])


@has_helm
def test_the_schema_comes_before_everything_else() -> None:
    (job,) = [each for each in render() if each["kind"] == "Job"]
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert job["spec"]["template"]["spec"]["containers"][0]["args"] == ["db", "upgrade"]
