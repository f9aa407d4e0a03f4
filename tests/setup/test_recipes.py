"""CONTRIBUTING.md is followed: what it names is there, and its recipes lead where they say."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amends.desk.unrecognised import intents
from amends.policy.vocabulary import PAGE
from rasa_addons.fingerprint import fingerprint
from tests.domain.reading import FILES, responses
from tests.domain.test_names import said
from tests.setup.repository import ROOT, files, name

RECIPES = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
QUOTED = re.findall(r"`([^`\n]+)`", RECIPES)
COMMANDS = [
    line.split("#")[0].strip() for block in re.findall(r"```\n(.*?)```", RECIPES, re.S) for line in block.split("\n")
]
HELD = [name(path) for path in files()]
RASA = ROOT / ".venv-rasa" / "bin" / "python"


def said_in(recipe):
    """The text of one recipe, by its heading."""
    return RECIPES.split(f"## {recipe}\n")[1].split("\n## ")[0]


def is_there(pattern):
    """Whether a file or folder of git's answers to it; `<merchant>` stands for any."""
    wanted = re.escape(re.sub(r"<\w+>", "*", pattern)).replace(r"\*", "[^/]*")
    return any(re.fullmatch(wanted + ("" if not pattern.endswith("/") else ".*"), held) for held in HELD)


def grep(words, *places):
    """The lines that `git grep -n` prints."""
    command = ["git", "grep", "-n", *words, "--", *places]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.splitlines()


NAMED = sorted({word for word in QUOTED if "/" in word and " " not in word and not word.startswith(".venv")})


@pytest.mark.parametrize("named", NAMED)
def test_every_file_that_a_recipe_names_is_there(named):
    assert is_there(named) or is_there(f"{named}/")


def test_a_file_that_is_not_there_is_found():
    assert is_there("policies/<merchant>/refund/<date>.yml")
    assert not is_there("amends/no_such_module.py")
    assert not is_there("policies/<merchant>/<date>.yml/")


def test_every_make_target_is_there():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join([*COMMANDS, *QUOTED])))
    assert named > {"setup", "test"}
    assert named <= targets


def test_every_command_is_there_and_is_given_files_that_are():
    ours = [word for word in [*COMMANDS, *QUOTED] if ".venv/bin/" in word]
    assert len(ours) > 8
    for command in ours:
        program, *given = command[command.index(".venv/bin/") :].split()
        assert (ROOT / program).is_file(), command
        assert all((ROOT / word).exists() for word in given if word.startswith("tests")), command
        if "-m" in given:
            module = given[given.index("-m") + 1].replace(".", "/")
            assert (ROOT / f"{module}.py").is_file() or (ROOT / module / "__main__.py").is_file(), command


def lines_of_responses():
    """Each line of the domain's files with the response that it stands under."""
    for file in FILES:
        above = None
        for line in file.read_text("utf-8").splitlines():
            if (head := re.match(r"  (utter_\w+):", line)) is not None:
                above = head[1]
            elif above is not None and re.match(r" {4}", line):
                yield above, re.sub(r"^- |^text: ", "", line.strip()).removeprefix("text: ").strip("'\"|>")


def test_words_of_a_sentence_lead_to_one_response():
    """Of nearly every response some line stands nowhere else; the others lead to it and to one that says more."""
    under = {}
    for above, words in lines_of_responses():
        if len(words.split()) > 4 and not words.startswith(("condition:", "{")):
            under.setdefault(words, set()).add(above)
    fewest = {
        above: min(len(names) for names in under.values() if above in names) for above in set().union(*under.values())
    }
    assert len(fewest) > 200
    assert {above for above, count in fewest.items() if count > 2} == set()
    assert sum(count == 1 for count in fewest.values()) > 0.99 * len(fewest)


def test_a_response_leads_to_who_says_it():
    """By its whole name, or by the part of it with which the code puts the name together."""
    known = said()
    assert not [
        response
        for response in responses()
        if not any(response == part or (goes_on and response.startswith(part)) for part, goes_on in known)
    ]


def test_the_sentence_of_the_recipe_is_found_as_it_says():
    first, second = re.findall(
        r'`git grep -n "?([^"`]+?)"? (?:domain|amends actions web worker)`', said_in("Find or change a sentence")
    )
    found = grep([first], "domain")
    assert len(found) == 1
    above = [name for name, words in lines_of_responses() if first in words]
    assert above == [second]
    assert grep([second], "amends", "actions", "web", "worker")


@pytest.fixture
def copy(tmp_path):
    return copied(tmp_path)


def copied(tmp_path):
    """What the recipes change, in a folder of its own."""
    for part in ("amends", "rasa_addons", "domain", "data", "policies", "docs", "tests/policy/cases"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("config.yml", "domain.yml", "credentials.yml", "endpoints.yml", "requirements/rasa.txt"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def put(file, before, new):
    """`new` before the first line that holds `before`, as somebody with an editor would."""
    text = file.read_text("utf-8")
    at = text.index(before)
    start = text.rindex("\n", 0, at) + 1
    file.write_text(text[:start] + new + text[start:], "utf-8")


def run(folder, *command):
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )


def test_an_intent_is_added_by_its_recipe(copy):
    like = {
        line.split(":")[0]
        for line in grep(["-w", "ask_contact"], "domain.yml", "data", "amends", "tests/nlu", "tests/rasa")
    }
    recipe = said_in("Add an intent")
    told = ("data/messages/", "tests/nlu/")
    assert {file for file in like if not file.startswith(told) and f"`{file}`" not in recipe} == set()
    before = fingerprint(copy)
    put(copy / "domain.yml", "- ask_contact", "  - ask_for_invoice\n")
    messages = "".join(
        f"ask_for_invoice\tstated\t\tplease send me the invoice of {month}\n" for month in ("May", "June", "July")
    )
    (copy / "data/messages/en/invoices.tsv").write_text(f"acts\tmeant\tafter\ttext\n{messages}", "utf-8")
    put(copy / "data/rules/conversation.yml", "- intent: ask_contact", "          - intent: ask_for_invoice\n")
    put(
        copy / "amends/desk/unrecognised/intents.py",
        '"ask_contact":',
        '        "ask_for_invoice": "Wants an invoice",\n',
    )
    assert "ask_for_invoice" in intents.read(copy / "domain")
    assert fingerprint(copy) != before, "the model would not be trained again"
    titled = (
        "from amends.desk.unrecognised.intents import *; print(read(Path('domain')).named('ask_for_invoice').title)"
    )
    assert run(copy, sys.executable, "-c", titled).stdout == "Wants an invoice\n"
    validated = run(copy, str(RASA), "-m", "rasa_addons.launcher", "validate")
    assert validated.returncode == 0, validated.stdout[-3000:]


TERM = '''

@term(shows=("paid", "total"))
def paid_in_full(facts: Facts) -> Answer:
    """What was captured comes to the order's total."""
    return facts.paid.amount >= facts.order.total.amount
'''
ROW = '  - {id: N13b, when: {issue: other, paid_in_full: false}, outcome: review, cites: "3"}\n'
EXAMPLES = {
    "row": "N13b",
    "examples": [
        {
            "name": "Less was paid than the order costs",
            "order": {"payments": [{"amount": "100.00 NOK"}]},
            "claim": {"issue": "other"},
            "expect": {"row": "N13b", "outcome": "review"},
        },
        {"name": "All was paid", "claim": {"issue": "other"}, "expect": {"row": "N14", "outcome": "review"}},
    ],
}


def test_a_condition_is_added_by_its_recipe(copy):
    terms = copy / "amends/policy/order_terms.py"
    terms.write_text(terms.read_text("utf-8") + TERM, "utf-8")
    printed = run(copy, sys.executable, "-m", "amends.policy.vocabulary")
    assert printed.returncode == 0, printed.stderr
    page = (copy / "docs" / PAGE.name).read_text("utf-8")
    assert "| `paid_in_full` | true, false | What was captured comes to the order's total. |" in page
    put(copy / "policies/norrnet/refund/2025-01-01.yml", "- {id: N14,", ROW)
    check = (sys.executable, "-m", "amends", "policy", "check")
    unshown = run(copy, *check)
    assert (unshown.returncode, "row N13b has no example that it decides" in unshown.stdout) == (1, True), (
        unshown.stderr
    )
    example = copy / "tests/policy/cases/norrnet/N13b.yml"
    example.write_text(json.dumps(EXAMPLES), "utf-8")
    checked = run(copy, *check)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_recipe_of_the_list_is_there():
    headings = re.findall(r"^## (.+)$", RECIPES, re.M)
    assert headings == [
        "Set up, run, test",
        "Run one test",
        "Find or change a sentence",
        "Add an intent",
        "Add messages",
        "Add a scenario",
        "Add a language",
        "Add a channel",
        "Add a policy condition",
        "Make a release",
    ]


def test_the_copy_is_not_the_checkout(copy):
    assert run(copy, sys.executable, "-c", "import amends; print(amends.__file__)").stdout.startswith(str(Path(copy)))
