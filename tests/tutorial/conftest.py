"""The shop of the tutorial, made as the page says."""

import shutil

import pytest

from amends.policy.loader import DEFAULT_FOLDER
from tests.tutorial.following import Command, steps, take


@pytest.fixture(scope="package")
def codes(tmp_path_factory):
    """What each command answered, in the order of the page, with the words it failed by the page; and the folder."""
    policies = shutil.copytree(DEFAULT_FOLDER, tmp_path_factory.mktemp("tutorial") / "policies")
    answered = [(step, take(step, policies)) for step in steps()]
    return [(step, code) for step, code in answered if isinstance(step, Command)], policies


@pytest.fixture(scope="package")
def policies(codes):
    """The folder of policies at the end of the tutorial."""
    return codes[1]
