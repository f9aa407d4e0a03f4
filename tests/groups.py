"""Which tests a process of the run takes together: those of a file, and all that share one started system.

With `pytest -n 2` each process would otherwise start the system, Rasa and the browsers for itself.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

SYSTEM = "the system on SQLite"
SYSTEM_ON_POSTGRESQL = "the system on PostgreSQL"
SHARED = {"conversations": SYSTEM, "widget": SYSTEM, "desk_story": SYSTEM_ON_POSTGRESQL, "rasa": "Rasa alone"}

SHARED_FILES = dict.fromkeys(("tests/simulate/test_small_profile.py", "tests/faults/test_small_profile.py"), SYSTEM)
"""In folders whose other tests need no system."""

LONGEST = (
    "tests/rasa/", "tests/conversations/", "tests/widget/", "tests/desk_story/", "tests/web_desk/test_xss.py",
    "tests/web_desk/test_typed.py", "tests/devtools/runner/", "tests/web_desk/", "tests/withdrawals/test_browser.py",
    "tests/evidence/", "tests/terminal/", "tests/devtools/", "tests/db/",
)  # fmt: skip
"""Taken first, in this order: what is long must not be what one process still does while the other has ended."""


def place(nodeid: str) -> int:
    """Where in the run the test's group stands; those of one place stay in their order."""
    return next((n for n, path in enumerate(LONGEST) if nodeid.startswith(path)), len(LONGEST))


class Groups(LoadScopeScheduling):
    """xdist's own scheduling by scope, with these groups as the scopes."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def group(nodeid: str) -> str:
    """The group of the test `tests/<folder>/<file>::<name>`."""
    file, _, name = nodeid.partition("::")
    folder = file.split("/")[1]
    if folder == "desk_story" and name.endswith("[sqlite]"):
        return SYSTEM
    return SHARED_FILES.get(file) or SHARED.get(folder, file)


SYSTEMS = {"stack", "stack_on_postgresql", "stack_of_the_tutorial", "browser", "limited", "reader", "traced"}
"""Fixtures that start a browser, PostgreSQL, the reader of pictures or the whole."""
WHOLE_FOLDERS = (*(f"tests/{folder}/" for folder in SHARED), "tests/devtools/runner/")
"""Where most tests start processes or need a trained model."""


def needs_a_system(item: pytest.Item) -> bool:
    """Whether `make check` leaves the test to `make test`: it needs a browser, Rasa, PostgreSQL or OCR."""
    if item.nodeid.startswith(WHOLE_FOLDERS) or "postgresql" in item.name:
        return True
    return not SYSTEMS.isdisjoint(getattr(item, "fixturenames", ()))
