"""What a customer's words say is read in amends/reading alone; the dialogue looks at the answers."""

import ast
from pathlib import Path

from tests.setup.repository import files, name

READERS = {"re", "unicodedata"}
VALUES = {
    "about_decision", "acts", "asked", "buttons", "door", "issues", "message", "questions", "said", "thresholds",
    "unwished",
}  # fmt: skip
"""The modules of amends/reading that hold answers, or lead to them; every other one reads words."""
STORED = {
    "amends/assistant/interpreter.py": "an answer in the customer's own words, and the explanation",
    "amends/assistant/help_articles.py": "the words to search the help articles for",
    "amends/assistant/other_order.py": "the explanation of the claim about another order",
    "amends/assistant/rating.py": "the comment after a score",
}
"""Where the customer's own words are kept, or searched for."""
CODES = {"amends/assistant/moving.py": "the number of a case and the code from a mail, which are no words"}
OURS = {
    "amends/assistant/due_questions.py": "the question that was put by e-mail",
    "amends/assistant/linked_answers.py": "the same",
    "amends/assistant/proposal.py": "what was put to the customer",
    "amends/assistant/wording.py": "a clause of the policy",
}
"""Where a text is one of ours."""
BELOW = {"claims", "facts", "money", "reading", "languages", "known_words"}


def imports(path: Path) -> set[str]:
    """The dotted names of the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = node.module.count(".") == 1
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if whole else {node.module}
    return found


def reads_text(source: str) -> bool:
    """Whether a text is taken from something by name, and not made by a call."""
    tree = ast.parse(source)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return any(
        isinstance(node, ast.Attribute) and node.attr == "text" and id(node) not in called for node in ast.walk(tree)
    )


DIALOGUE = files("amends/assistant/*.py")


def test_the_dialogue_takes_no_text_but_to_keep_it():
    reading = {name(path) for path in DIALOGUE if reads_text(path.read_text("utf-8"))}
    assert len(DIALOGUE) > 60
    assert reading == {*STORED, *OURS, *CODES}


def test_the_dialogue_searches_no_text_by_itself():
    found = {name(path): used for path in DIALOGUE if (used := imports(path) & READERS)}
    assert not found


def test_the_dialogue_asks_for_answers_and_not_for_words():
    modules = {
        path: {module.split(".")[2] for module in imports(path) if module.startswith("amends.reading.")}
        for path in DIALOGUE
    }
    assert {name(path): beyond for path, used in modules.items() if (beyond := used - VALUES)} == {}


def test_what_reads_words_knows_no_conversation_and_no_database():
    reading = files("amends/reading/*.py")
    used = {
        path: {module.split(".")[1] for module in imports(path) if module.startswith("amends.")} for path in reading
    }
    assert len(reading) > 30
    assert {name(path): beyond for path, packages in used.items() if (beyond := packages - BELOW)} == {}


def test_a_text_that_is_taken_is_found():
    assert reads_text("said = message.text")
    assert not reads_text("put = sentences.text(say)")
