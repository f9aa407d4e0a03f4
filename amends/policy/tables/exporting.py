"""`amends policy table`: the rows of a merchant's newest text as a decision table."""

import argparse
import sys

from amends.policy.loader import DEFAULT_FOLDER, load_merchant
from amends.policy.tables.table import tables_of
from amends.policy.tables.writing import as_csv, as_dmn


def run(given: argparse.Namespace) -> int:
    """Prints it, or writes `<merchant>.dmn`, or a CSV file a table, into a folder."""
    policy = load_merchant(given.policies or DEFAULT_FOLDER, given.merchant).newest
    tables = tables_of(policy)
    namespace = f"urn:amends:policy:{policy.merchant.id}:{policy.in_force_from}"
    if given.format == "dmn":
        files = {f"{given.merchant}.dmn": as_dmn(tables, namespace)}
    else:
        names = (given.merchant, f"{given.merchant}-statute")
        files = {f"{name}.csv": as_csv(table) for name, table in zip(names, tables, strict=False)}
    if given.output is None:
        sys.stdout.write("\n".join(files.values()))
        return 0
    given.output.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (given.output / name).write_text(text, "utf-8")
    return 0
