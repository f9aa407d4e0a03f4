"""Several faults of a policy's files, found in one reading."""

from collections.abc import Sequence

from amends.errors import PolicyError


class PolicyFaults(PolicyError):
    """Several faults, in the order in which they were found; the text has one line each."""

    def __init__(self, faults: Sequence[PolicyError]) -> None:
        first = faults[0]
        super().__init__(first.file, first.line, first.message, first.way_out)
        self._faults = tuple(faults)
        self.args = ("\n".join(str(fault) for fault in faults),)

    @property
    def faults(self) -> tuple[PolicyError, ...]:
        return self._faults
