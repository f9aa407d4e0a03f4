"""The statutes that stand over merchants' policies: folders of dated files, `eu/withdrawal` or another's.

merchant.yml names the one that binds the merchant, or says that none does.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from amends.errors import PolicyError
from amends.languages import FIRST
from amends.policy.clauses_reader import read_clauses
from amends.policy.conditions_reader import Scope
from amends.policy.document import read
from amends.policy.merchant_reader import EU, country_code
from amends.policy.policy import AS_CANCEL, NO_STATUTE, Settings, Statute
from amends.policy.rows_checks import check_total
from amends.policy.rows_reader import read_rows


@dataclass(frozen=True)
class Statutes:
    """Those of a folder of policies, each read once."""

    folder: Path
    _read: dict[tuple[str, tuple[str, ...]], list[Statute]] = field(default_factory=dict)

    def of(self, name: str | None, languages: tuple[str, ...]) -> list[Statute]:
        """The versions of one, oldest first; of none, that there is none. The European one is in our first
        languages, another in the `languages` of the merchant that it binds."""
        if name is None:
            return [NO_STATUTE]
        key = (name, FIRST if name == EU else languages)
        if key not in self._read:
            self._read[key] = [_statute(name, file, key[1]) for file in dated_files(self.folder / name)]
        return self._read[key]


def _statute(name: str, file: Path, languages: tuple[str, ...]) -> Statute:
    required = ("period", "months_without_information", "refund_within", "countries", "clauses", "rows")
    entries = read(file).mapping((), required=required)
    clauses = read_clauses(entries["clauses"], languages)
    scope = Scope(Settings(0, (0, 0), {}), languages=languages)
    rows = tuple(read_rows(entries["rows"], clauses, scope, None, AS_CANCEL))
    check_total(entries["rows"], rows)
    return Statute(
        in_force_from=day_of(file),
        clauses=clauses,
        rows=rows,
        period_days=entries["period"].span().days,
        months_without_information=entries["months_without_information"].integer(),
        refund_days=entries["refund_within"].span().days,
        countries=frozenset(country_code(country) for country in entries["countries"].sequence()),
        name=name,
    )


def dated_files(folder: Path) -> list[Path]:
    """The files of a folder that are named after a day, the oldest first."""
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise PolicyError(str(folder), 1, "holds no policy", "Add a file <in force from>.yml, as 2025-01-01.yml.")
    return sorted(files, key=day_of)


def day_of(file: Path) -> date:
    """From which day on a file is in force."""
    try:
        return date.fromisoformat(file.stem)
    except ValueError:
        way_out = "Name it after the day from which it is in force, as 2025-01-01.yml."
        raise PolicyError(str(file), 1, "is not named after a day", way_out) from None
