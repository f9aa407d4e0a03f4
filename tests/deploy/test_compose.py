"""deploy/compose: what its services name is there, and each reaches whom it has to reach and nobody else."""

import ipaddress
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from dotenv import dotenv_values

from amends.settings import Settings
from tests.deploy.dockerfile import stages
from tests.deploy.tools import needs, tool
from tests.setup.repository import ROOT

FOLDER = ROOT / "deploy/compose"
COMPOSE: dict[str, Any] = yaml.load((FOLDER / "compose.yml").read_text("utf-8"), yaml.CSafeLoader)
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("migrate", "actions", "rasa", "worker", "web", "amends")


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The folder as its first lines say."""
    folder = tmp_path / "compose"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("secrets", "backups"))
    shutil.copy(folder / "settings.env.example", folder / "settings.env")
    shutil.copy(folder / ".env.example", folder / ".env")
    subprocess.run(["sh", "secrets.sh"], cwd=folder, check=True, capture_output=True)
    return folder


@needs("docker-compose")
def test_compose_takes_it(filled: Path) -> None:
    done = subprocess.run(
        [str(tool("docker-compose")), "config"], cwd=filled, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    read = yaml.load(done.stdout, yaml.CSafeLoader)
    assert set(read["services"]) == set(SERVICES) - {"amends"}, "the commands start nothing by themselves"
    assert read["services"]["web"]["environment"]["AMENDS_PUBLIC_URL"] == "https://help.example.com"


def test_the_secrets_are_made_once_and_kept_from_others(filled: Path) -> None:
    secrets = filled / "secrets"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    assert {path.name for path in secrets.iterdir()} == set(COMPOSE["secrets"])
    made = {path.name: path.read_text() for path in secrets.iterdir()}
    assert made["database_password"] in made["database_url"]
    assert len({made[name] for name in ("internal_secret", "channel_secret", "pseudonym_secret")}) == 3
    subprocess.run(["sh", "secrets.sh"], cwd=filled, check=True, capture_output=True)
    assert {path.name: path.read_text() for path in secrets.iterdir()} == made


def test_the_settings_that_follow_are_whole(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a container sees them: the service's environment, the settings file, and the secrets as files."""
    given = {**dotenv_values(filled / "settings.env"), **SERVICES["web"]["environment"]}
    monkeypatch.setenv("AMENDS_DEMO", "false")
    for name, value in given.items():
        text = str(value).replace("/run/secrets/", f"{filled}/secrets/")
        if name != "AMENDS_SETTINGS_FILE":
            monkeypatch.setenv(name, text.replace("${SITE_HOSTNAME:?put the public host name into .env}", "a.example"))
    settings = Settings()
    assert settings.public_url == "https://a.example"
    assert len(settings.secret()) >= 32
    assert settings.database_url.startswith("postgresql+psycopg://amends:")
    assert settings.smtp_password is not None


@pytest.mark.parametrize("service", OURS)
def test_ours_write_nowhere_but_where_they_have_to(service: str) -> None:
    told = SERVICES[service]
    assert (told["read_only"], told["tmpfs"], told["cap_drop"]) == (True, ["/tmp"], ["ALL"])
    assert told["security_opt"] == ["no-new-privileges:true"]
    volumes = [each for each in told.get("volumes", []) if each.startswith("evidence:")]
    assert bool(volumes) == (service in ("web", "worker", "amends"))


def test_each_image_is_built_from_a_target_that_there_is() -> None:
    built = {name: each["build"] for name, each in SERVICES.items() if "build" in each}
    assert {name: build["target"] for name, build in built.items()} == {
        "migrate": "cli", "actions": "actions", "rasa": "rasa", "worker": "worker", "web": "web",
    }  # fmt: skip
    assert {build["target"] for build in built.values()} <= set(stages())
    for build in built.values():
        assert (FOLDER / build["context"]).resolve() == ROOT
        assert (ROOT / build["dockerfile"]).is_file()


@pytest.mark.parametrize(
    ("service", "setting"), [("web", "AMENDS_RASA_URL"), ("rasa", "AMENDS_ACTIONS_URL")], ids=["web", "rasa"]
)
def test_who_is_called_shares_a_network_and_listens_there(service: str, setting: str) -> None:
    url = urlsplit(SERVICES[service]["environment"][setting])
    assert set(SERVICES[service]["networks"]) & set(SERVICES[url.hostname]["networks"])
    assert [str(url.port)] == stages()[url.hostname].all("EXPOSE")


def test_rasa_reaches_neither_the_database_nor_the_world() -> None:
    assert SERVICES["rasa"]["networks"] == ["dialogue"]
    assert COMPOSE["networks"]["dialogue"]["internal"] is True
    assert SERVICES["rasa"]["secrets"] == ["internal_secret"]


def test_only_the_proxy_is_reached_from_outside_and_web_believes_it_alone() -> None:
    assert [name for name, each in SERVICES.items() if each.get("ports")] == ["caddy"]
    (pool,) = COMPOSE["networks"]["edge"]["ipam"]["config"]
    believed = ipaddress.ip_network(SERVICES["web"]["environment"]["AMENDS_TRUSTED_PROXY"])
    assert believed == ipaddress.ip_network(pool["subnet"])
    assert [name for name, each in SERVICES.items() if "edge" in each["networks"]] == ["web", "caddy"]


def test_nothing_starts_on_an_older_schema() -> None:
    for name in ("actions", "worker", "web"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["database"] == {"condition": "service_healthy"}


def test_every_secret_that_is_named_is_one() -> None:
    for name, each in SERVICES.items():
        assert set(each.get("secrets", [])) <= set(COMPOSE["secrets"]), name
        files = [
            str(value) for value in (each.get("environment") or {}).values() if str(value).startswith("/run/secrets/")
        ]
        assert {Path(file).name for file in files} <= set(each.get("secrets", [])), name


def test_its_proxy_is_the_one_of_a_single_machine() -> None:
    alone = (ROOT / "deploy/caddy/Caddyfile").read_text("utf-8")
    here = alone.replace("help.example.com", "{$SITE_HOSTNAME}").replace("127.0.0.1:8100", "web:8100")
    assert (FOLDER / "Caddyfile").read_text("utf-8") == here
