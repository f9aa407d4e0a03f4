"""What Alembic runs: our tables, on the connection that amends/db/migrate.py hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from amends.db import words
from amends.db.tables import Base
from amends.db.types import Instant


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """A migration stands for ever, so it names the database's type and not a class of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    include_name=words.is_not_index,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
