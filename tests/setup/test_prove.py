"""The locks of what is proved by hand: they name no registry, and pin what they say they do."""

import json

import pytest

from tests.setup.repository import ROOT, files, name

LOCKS = files("prove/*package-lock.json")


def test_there_are_some():
    assert LOCKS


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_a_lock_names_no_registry_and_is_of_its_package(lock):
    held = json.loads(lock.read_text("utf-8"))["packages"]
    assert not [each for each, package in held.items() if "resolved" in package]
    assert all(package.get("integrity") for each, package in held.items() if each)
    wanted = json.loads((lock.parent / "package.json").read_text("utf-8"))["dependencies"]
    assert held[""]["dependencies"] == wanted
    assert {each: held[f"node_modules/{each}"]["version"] for each in wanted} == wanted


def test_what_they_install_is_not_kept():
    assert ".prove/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
