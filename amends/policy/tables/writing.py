"""A decision table as a file: CSV with one line a rule, or DMN 1.3 XML with one decision a table."""

import csv
import io
import xml.etree.ElementTree as ET  # writes only
from collections.abc import Sequence

from amends.policy.tables.feel import unary
from amends.policy.tables.table import OUTPUTS, DecisionTable, Rule

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"
BESIDE = (
    "Exported from the policy's rows, tried from the top; the first that holds decides. Not in here: that nothing "
    "unknown counts as a no (a person then decides), what is asked for before a case is ready, the cap at what is "
    "refundable, and the limit above which a person decides."
)


def as_csv(table: DecisionTable) -> str:
    """Columns for what is asked, in FEEL, then those of the outcome. `-` is: whatever it is."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([*(_plain(column.label) for column in table.columns), *(name.replace("_", " ") for name in OUTPUTS)])
    for rule in table.rules:
        lines.writerow([*(_plain(cell) for cell in _cells(table, rule)), *map(_plain, rule.outputs)])
    return text.getvalue()


def as_dmn(tables: Sequence[DecisionTable], namespace: str) -> str:
    """One document with a decision for each table. `namespace` is a URI that tells this policy from others."""
    ET.register_namespace("", MODEL)
    given = {"id": "definitions", "name": tables[0].name, "namespace": namespace}
    root = ET.Element(_tag("definitions"), given)
    ET.SubElement(root, _tag("description")).text = BESIDE
    columns = {column.name: column for table in tables for column in table.columns}
    for name, column in columns.items():
        data = ET.SubElement(root, _tag("inputData"), {"id": f"input_{name}", "name": name})
        ET.SubElement(data, _tag("variable"), {"id": f"variable_{name}", "name": name, "typeRef": column.holds})
    for number, table in enumerate(tables, 1):
        _decision(root, table, number)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _decision(root: ET.Element, table: DecisionTable, number: int) -> None:
    decision = ET.SubElement(root, _tag("decision"), {"id": f"decision_{number}", "name": table.name})
    ET.SubElement(decision, _tag("variable"), {"id": f"outcome_{number}", "name": f"outcome_{number}"})
    for column in table.columns:
        required = ET.SubElement(decision, _tag("informationRequirement"), {"id": f"required_{number}_{column.name}"})
        ET.SubElement(required, _tag("requiredInput"), {"href": f"#input_{column.name}"})
    inside = ET.SubElement(decision, _tag("decisionTable"), {"id": f"table_{number}", "hitPolicy": "FIRST"})
    for column in table.columns:
        given = {"id": f"asked_{number}_{column.name}", "label": column.label}
        asked = ET.SubElement(inside, _tag("input"), given)
        expression = {"id": f"expression_{number}_{column.name}", "typeRef": column.holds}
        ET.SubElement(ET.SubElement(asked, _tag("inputExpression"), expression), _tag("text")).text = column.name
    for name in OUTPUTS:
        given = {"id": f"output_{number}_{name}", "name": name, "label": name.replace("_", " "), "typeRef": "string"}
        ET.SubElement(inside, _tag("output"), given)
    for place, rule in enumerate(table.rules, 1):
        line = ET.SubElement(inside, _tag("rule"), {"id": f"rule_{number}_{place}"})
        for at, cell in enumerate(_cells(table, rule), 1):
            entry = ET.SubElement(line, _tag("inputEntry"), {"id": f"entry_{number}_{place}_{at}"})
            ET.SubElement(entry, _tag("text")).text = cell
        for at, output in enumerate(rule.outputs, 1):
            entry = ET.SubElement(line, _tag("outputEntry"), {"id": f"result_{number}_{place}_{at}"})
            ET.SubElement(entry, _tag("text")).text = f'"{output}"' if output else "null"


def _cells(table: DecisionTable, rule: Rule) -> list[str]:
    return [unary([cell for cell in rule.cells if cell.column.name == column.name]) for column in table.columns]


def _plain(text: str) -> str:
    """A spreadsheet would reckon with what begins like a formula."""
    return f"'{text}" if text.startswith(("=", "+", "@", "\t")) or (text != "-" and text.startswith("-")) else text


def _tag(name: str) -> str:
    return f"{{{MODEL}}}{name}"
