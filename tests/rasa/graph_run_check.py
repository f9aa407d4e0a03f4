"""Runs inside Rasa's environment: a graph comes to the same as with dask. Exit code 0 when so."""

import sys
from types import SimpleNamespace

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from rasa_addons import graph_run

NEEDS = {
    "late": {"left": "left", "right": "right"},
    "left": {"text": "first"},
    "right": {"text": "first", "given": "given"},
    "first": {"given": "given"},
    "unasked": {"given": "given"},
    "fails": {"given": "given"},
}
ran = []


def node(name):  # type: ignore[no-untyped-def]
    def run(*inputs):  # type: ignore[no-untyped-def]
        ran.append(name)
        if name == "fails":
            raise RuntimeError("inside")
        return name, (name, inputs)

    return run


def runner():  # type: ignore[no-untyped-def]
    made = DaskGraphRunner.__new__(DaskGraphRunner)
    unused = {"uses": None, "constructor_name": "", "fn": "", "config": {}}
    made._graph_schema = GraphSchema(
        {name: SchemaNode(needs=needs, is_target=name == "late", **unused) for name, needs in NEEDS.items()}
    )
    made._instantiated_nodes = {name: node(name) for name in NEEDS}
    made._execution_context = SimpleNamespace()
    return made


def outcome(run, inputs, targets):  # type: ignore[no-untyped-def]
    ran.clear()
    try:
        return run(made, inputs, targets), sorted(ran)
    except GraphRunError as error:
        return str(error), sorted(ran)


made = runner()
for inputs in ({"given": 1}, {"given": None}, {}, None):
    for targets in (None, ["late"], ["left"], ["right", "left"], ["fails"]):
        for _ in range(2):
            wanted, got = (outcome(run, inputs, targets) for run in (DaskGraphRunner.run, graph_run.run))
            if wanted != got:
                sys.exit(f"{inputs} {targets}: dask {wanted}, ours {got}")
