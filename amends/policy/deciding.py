"""`amends decide`: one decision from files, or a stream of them, one per line."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from amends import clock
from amends.errors import Fault, InvalidDocument
from amends.policy.engine import decide, trace
from amends.policy.explain import explain
from amends.policy.inputs import ask, claim_of, instant, order_of, parse, question_of, read_file
from amends.policy.loader import DEFAULT_FOLDER, load_all, load_merchant
from amends.policy.policy import MerchantPolicies


def run(given: argparse.Namespace) -> int:
    folder = given.policies or DEFAULT_FOLDER
    if given.batch is not None:
        return _run_batch(given.batch, folder)
    lacking = [name for name in ("merchant", "claim") if getattr(given, name) is None]
    if lacking or given.order == given.claim == "-":
        sys.stderr.write("amends decide: give --merchant and --claim, or --batch; standard input holds one file only\n")
        return 2
    return _run_one(given, load_merchant(folder, given.merchant))


def _run_one(given: argparse.Namespace, policies: MerchantPolicies) -> int:
    faults: list[str] = []
    order, claim, now = None, None, clock.now()
    try:
        order = None if given.order is None else order_of(read_file(given.order))
    except InvalidDocument as error:
        faults += _lines("order", error)
    try:
        claim = claim_of(read_file(given.claim), policies.merchant)
    except InvalidDocument as error:
        faults += _lines("claim", error)
    try:
        now = now if given.now is None else instant(given.now, "$")
    except InvalidDocument as error:
        faults += _lines("now", error)
    if faults or claim is None:
        sys.stderr.write("\n".join(faults) + "\n")
        return 2
    asked = ask(policies, order, claim, now)
    traced = trace(asked.policy, order, claim, now)
    if given.explain:
        sys.stdout.write(explain(asked.policy, traced, given.language))
    else:
        sys.stdout.write(json.dumps(traced.decision.as_json(), indent=2) + "\n")
    return 0


def _run_batch(source: str, folder: Path) -> int:
    policies = load_all(folder)
    if source == "-":
        return decide_lines(sys.stdin.buffer, policies, sys.stdout)
    try:
        with Path(source).open("rb") as lines:
            return decide_lines(lines, policies, sys.stdout)
    except OSError as error:
        raise InvalidDocument(source, [Fault("$", f"cannot be read: {error.strerror}")]) from error


def decide_lines(lines: Iterable[bytes] | BinaryIO, policies: dict[str, MerchantPolicies], out: TextIO) -> int:
    """One line out for each line in; blank lines are passed over. Returns 1 where some line was broken, else 0."""
    broken = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = question_of(parse(line, f"line {number}"), policies)
            answer = decide(asked.policy, asked.order, asked.claim, asked.now).as_json()
        except InvalidDocument as error:
            broken = 1
            faults = [{"path": fault.path, "message": fault.message} for fault in error.faults]
            answer = _undecided(number, faults)
        except Exception as error:  # a fault of ours or of the policy: the other lines go on
            broken = 1
            told = f"deciding it failed: {type(error).__name__}: {error}. Nothing is wrong with its shape"
            answer = _undecided(number, [{"path": "$", "message": told}])
        out.write(json.dumps(answer) + "\n")
    out.flush()
    return broken


def _undecided(number: int, faults: list[dict[str, str]]) -> dict[str, Any]:
    return {"line": number, "error": "this line cannot be decided", "faults": faults}


def _lines(what: str, error: InvalidDocument) -> list[str]:
    return [f"{what}: {fault}" for fault in error.faults]
