"""Some cells of the fault matrix, one seed each, on the system that the conversations run on: nothing is violated."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from faults.client import Transcript
from faults.matrix import Cell, cells
from faults.proxy import Proxies
from faults.record import Run
from faults.run import needs_to_be_alone, run
from faults.system import System
from faults.versions import Versions
from tests.stack import Stack

ALONE = (
    "kill/worker/accepted", "kill/web/yes", "kill/actions/identity", "kill/orders/before_remedy", "database/locked/yes",
    "backend/refuse/refund",
)  # fmt: skip
TOGETHER = (
    "backend/done_then_timeout/refund", "backend/duplicate/refund", "backend/reset_after/cancellation",
    "backend/not_found/receipt", "backend/wrong_currency/refund", "backend/error500/recheck", "backend/garbage/lookup",
    "actions/half/yes", "actions/html/identity", "deliveries/five_at_once/telegram", "deliveries/late/whatsapp",
    "races/presses/8", "races/windows/4", "races/person_and_bot/2",
)  # fmt: skip
AT_A_TIME = 5


@pytest.mark.timeout(1200)
def test_nothing_is_violated(stack: Stack, proxies: Proxies, tmp_path: Path) -> None:
    by_id = {cell.id: cell for cell in cells()}
    assert {*ALONE, *TOGETHER} <= by_id.keys()
    system = System(stack, proxies, Transcript(tmp_path / "transcripts.jsonl"))
    versions = Versions.present()

    def played(cell: Cell, *, alone: bool) -> Run:
        return run(system, cell, 0, versions, alone=alone, check=False)

    runs = [played(by_id[name], alone=True) for name in ALONE]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        runs += pool.map(lambda name: played(by_id[name], alone=False), TOGETHER)
    system.hang_up()
    assert all(needs_to_be_alone(by_id[name]) for name in ALONE)
    assert {each.cell: each.violations for each in runs if each.violations} == {}
    assert system.violations(system.played, whole=False) == []
    assert [each.cell for each in runs if not each.struck] == []
    assert {each.cell: each.outcome for each in runs if each.outcome not in {"as_owed", "person", "left"}} == {}
    assert sum(each.outcome == "as_owed" for each in runs) > len(runs) / 2, "hardly anybody got what is owed"
