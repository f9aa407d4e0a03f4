"""A desk whose cases, people, merchants and files hold texts of somebody's choice, and one who may see all of it."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import quote
from zlib import crc32

from sqlalchemy import update

from amends.db.tables import AgentRow, ApprovalRow, AttachmentRow, CaseRow, DeskNoticeRow, PasskeyRow
from amends.desk.decisions.case_state import state_of
from tests.web_desk.fields import OF_WHAT_IS_OVER, ROUTES
from tests.web_desk.house import House
from tests.web_desk.poison import Poison
from tests.web_desk.xss import CORPUS
from web.desk.visible_text import visible

WHO = "ada"
CUT = {"audit_entries.hash": 10, "audit_heads.hash": 16}
_LINE_ENDS = re.compile(r"\[U\+(2028|2029|0085|000B|000C)\]|[\s_\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def harmless(name: str) -> str:
    """A word of its own for every name, found again wherever it is shown."""
    return f"q{crc32(name.encode()) % 10**8:08d}"


@cache
def harmful(n: int) -> Callable[[str], str]:
    """Texts of the corpus, another one for each name. Over all `n` below its length, every name gets every text."""
    return lambda name: CORPUS[(n + crc32(name.encode())) % len(CORPUS)]


def settle(house: House, cases: Iterable[Poison]) -> None:
    """Write the cases down, load their merchants' files, and let WHO see them."""
    context, cases = house.context, list(cases)
    for each in cases:
        context.merchants[each.merchant] = each.policies(context.merchants["norrnet"])
        context.desks[each.merchant] = each.desk_rules(context.desks["norrnet"])
        context.backends[each.merchant] = context.backends["norrnet"]
        context.numbers[each.merchant] = context.numbers["norrnet"]
    with house.database.begin() as session:
        # What stands at one place in every case is written together: row by row, this took longer than many tests.
        for alike in zip(*(each.rows() for each in cases), strict=True):
            session.add_all(alike)
            session.flush()
        for each in cases:
            waiting = session.get_one(ApprovalRow, each.case)
            waiting.case_state = state_of(
                session, session.get_one(CaseRow, each.case)
            )  # it holds for the case as it is
        person = session.query(AgentRow).filter_by(email=f"{WHO}@example.com").one()
        for each in cases:
            # The notice is theirs, and each page that shows it does so once; so are the answer's file and the passkey.
            for table in (DeskNoticeRow, AttachmentRow):
                session.execute(update(table).where(table.case_id == each.case).values(agent_id=person.id))
            theirs = update(PasskeyRow).where(PasskeyRow.agent_id == f"ag_{each.n}")
            session.execute(theirs.values(agent_id=person.id))
        person.merchants = sorted({*person.merchants, *(each.merchant for each in cases)} - {"norrnet", "itnet"})


def addresses(case: Poison) -> dict[str, str]:
    """Where each page of the desk shows that case, by the names of ROUTES."""
    query = f"merchant={case.merchant}&q={quote(case.text('cases.email'))}&verify=1"
    numbers = dict.fromkeys(OF_WHAT_IS_OVER, case.done_number)
    found = {page: f"{path.format(number=numbers.get(page, case.number))}?{query}" for path, page in ROUTES.items()}
    return found | {"head of a merged case": f"/desk/cases/{case.gone_number}/head"}


def expected(name: str, text: str) -> str:
    """`text` as a page has it, without white space."""
    if name == "case_entries.body.listed":
        text = repr([text])
    return squeezed(visible(text[: CUT.get(name)]))


def squeezed(text: str) -> str:
    """Without what pages write otherwise: white space, the ends of lines, and the underscores of names."""
    return _LINE_ENDS.sub("", text)


def renamed(house: House, name: str) -> None:
    """WHO has another name from here on: every page of theirs bears it."""
    with house.database.begin() as session:
        session.query(AgentRow).filter_by(email=f"{WHO}@example.com").one().name = name
