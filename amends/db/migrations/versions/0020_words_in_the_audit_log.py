"""words in the audit log

Revision: 0020, after 0019. An entry of the audit log may be emptied of words, for a person who is erased: nothing else of
it may be changed, and a later entry has to say so (amends/audit/chain.py).
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SAME = ("merchant", "seq", "at", "actor", "action", "subject", "previous", "hash")
EMPTY = '{"emptied": true}'
ALTERED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in SAME)
REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entries_change ON audit_entries")
        _postgresql("BEFORE DELETE OR TRUNCATE", "audit_entries_change", "EACH STATEMENT")
        only = f"WHEN ({ALTERED} OR NEW.body::text <> '{EMPTY}')"
        _postgresql("BEFORE UPDATE", "audit_entries_update", f"EACH ROW {only}")
        return
    op.execute("DROP TRIGGER audit_entries_update")
    altered = ALTERED.replace("IS DISTINCT FROM", "IS NOT")
    only = f"WHEN {altered} OR NEW.body <> '{EMPTY}'"
    op.execute(f"CREATE TRIGGER audit_entries_update BEFORE UPDATE ON audit_entries {only} {REFUSE}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entries_update ON audit_entries")
        op.execute("DROP TRIGGER audit_entries_change ON audit_entries")
        _postgresql("BEFORE UPDATE OR DELETE OR TRUNCATE", "audit_entries_change", "EACH STATEMENT")
        return
    op.execute("DROP TRIGGER audit_entries_update")
    op.execute(f"CREATE TRIGGER audit_entries_update BEFORE UPDATE ON audit_entries {REFUSE}")


def _postgresql(when: str, name: str, how: str) -> None:
    op.execute(f"CREATE TRIGGER {name} {when} ON audit_entries FOR {how} EXECUTE FUNCTION audit_append_only()")
