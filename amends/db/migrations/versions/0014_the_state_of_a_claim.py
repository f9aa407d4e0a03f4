"""the state of a claim

Revision: 0014, after 0013. A conversation's draft says in one place where its claim stands, instead of in nine.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BATCH = 1000
CONVERSATIONS = sa.table("conversations", sa.column("id", sa.String), sa.column("draft", sa.JSON))
FLAGS = ("asked", "settled", "parked", "proposal", "wanted", "offered", "rated", "left_at")
RECORDS = ("heard_turn", "heard_says", "concluded_turn", "concluded_says")


def state_of(draft: dict[str, Any]) -> dict[str, Any]:
    """The state that the flags of a draft amount to. A question under a proposal that is not there is put anew."""
    asked, proposal = draft.get("asked"), draft.get("proposal")
    if draft.get("parked"):
        return {"kind": "Parked"}
    if draft.get("wanted"):
        return {"kind": "AskedByDesk", "wanted": draft["wanted"], "question": asked}
    if draft.get("offered"):
        return {"kind": "Offered", "put": draft["offered"][0]}
    if asked == "comment":
        return {"kind": "Commenting", "rated": draft.get("rated") or ""}
    if draft.get("settled"):
        left = draft.get("left_at")
        return {
            "kind": "Settled",
            "by": draft.get("concluded_turn"),
            "left": question(left, proposal) if left else None,
        }
    return question(asked, proposal)


def question(asked: str | None, proposal: dict[str, Any] | None) -> dict[str, Any]:
    if asked in {"confirmation", "withdrawal", "accepts"}:
        if proposal is None:
            return {"kind": "Collecting", "question": None}
        return {"kind": "Confirming", "question": asked, "proposal": proposal}
    return {"kind": "Collecting", "question": asked}


def flags_of(state: dict[str, Any]) -> dict[str, Any]:
    """The flags of the release before, for a draft in that state."""
    match state["kind"]:
        case "Parked":
            return {"parked": True}
        case "AskedByDesk":
            return {"wanted": state["wanted"], "asked": state["question"]}
        case "Offered":
            return {"offered": [state["put"]], "asked": "offer"}
        case "Commenting":
            return {"rated": state["rated"], "asked": "comment", "settled": True}
        case "Settled":
            left = state["left"] or {}
            return {"settled": True, "left_at": left.get("question"), "proposal": left.get("proposal")}
        case _:
            return {"asked": state["question"], "proposal": state.get("proposal")}


def change(changed: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Write what `changed` makes of every draft, a batch at a time."""
    connection, last = op.get_bind(), ""
    while True:
        found = sa.select(CONVERSATIONS).where(CONVERSATIONS.c.id > last).order_by(CONVERSATIONS.c.id).limit(BATCH)
        rows = connection.execute(found).all()
        if not rows:
            return
        new = [{"row": row.id, "new": changed(row.draft)} for row in rows if row.draft]
        if new:
            update = sa.update(CONVERSATIONS).where(CONVERSATIONS.c.id == sa.bindparam("row"))
            connection.execute(update.values(draft=sa.bindparam("new", type_=sa.JSON)), new)
        last = rows[-1].id


def upgrade() -> None:
    def forward(draft: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in draft.items() if name not in (*FLAGS, *RECORDS)}
        return {**kept, "state": state_of(draft)}

    change(forward)


def downgrade() -> None:
    def back(draft: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in draft.items() if name not in {"state", "turn"}}
        return {**kept, **flags_of(draft.get("state") or {"kind": "Collecting", "question": None})}

    change(back)
