"""How a process that has ended is started again: how soon, and how often before everything is given up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RestartPolicy:
    """The pause doubles from `first_pause_s` to `longest_pause_s` while the process ends soon after its start, and
    begins anew once one run has lasted `steady_after_s`. `failed_starts` in a row, each ended or given up before it was
    healthy, are the end of it: waiting will not help. A start may take `healthy_within_s`."""

    first_pause_s: float = 0.5
    longest_pause_s: float = 30.0
    steady_after_s: float = 60.0
    healthy_within_s: float = 120.0
    failed_starts: int = 5

    def pause_s(self, short_runs: int) -> float:
        """Before the next start, after so many short runs in a row."""
        return min(self.longest_pause_s, self.first_pause_s * 2.0 ** min(short_runs, 30))
