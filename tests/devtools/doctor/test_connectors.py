"""The doctor looks at merchants whose orders come by a connector."""

import shutil
from pathlib import Path

import pytest

from amends.settings import Settings
from devtools.doctor import neighbours

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(("key", "well"), [("", False), ("sk_1", True)])
def test_a_connector_has_what_it_needs_and_is_not_asked_for_its_address(tmp_path, key, well):
    folder = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", folder)
    with (folder / "norrnet/merchant.yml").open("a", encoding="utf-8") as file:
        file.write("orders: {from: stripe}\n")
    own = {"norrnet": {"secrets": {"key": key}}}
    found = neighbours.order_backends(ROOT, Settings(policies_folder=folder, order_backends=own))
    (norrnet,) = [finding for finding in found if finding.name == "orders of norrnet"]
    assert norrnet.is_well is well
    assert well or '"key"' in norrnet.way_out
