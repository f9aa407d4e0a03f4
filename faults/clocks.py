"""The clocks of our processes, which can be set: `clock.c` stands between them and the machine's."""

import os
import shutil
import struct
import subprocess
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("clock.c")


@dataclass(frozen=True)
class Step:
    """By how many seconds, and from then on how many times as fast."""

    seconds: int = 0
    speed: int = 1


STEPS = {
    "forward_10min": Step(600),
    "back_10min": Step(-600),
    "back_1h": Step(-3600),
    "forward_2d": Step(2 * 86_400),
    "ten_times": Step(speed=10),
}
"""By fault: what is done to all clocks. `ten_times` is put back in the end, as every step is."""
ASTRAY = {f"{name}_ahead": name for name in ("web", "rasa", "actions", "worker")}
"""By fault: whose clock alone is set ten minutes ahead, which is more than signed calls allow."""
AHEAD = Step(600)
_RIGHT = Step()
_NUMBER = struct.Struct("=q")
_SHIFT, _SPEED, _SINCE = 0, 8, 16


def can_be_set() -> bool:
    """Whether there is a compiler."""
    return shutil.which("cc") is not None


class Clocks:
    """`folder` gets a file for each process; `variables` are what each is started with."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._library = folder / "clock.so"
        self._folder = folder / "told"
        self._folder.mkdir()
        command = ["cc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(self._library), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603

    def variables(self, name: str) -> Mapping[str, str]:
        """For the environment of that process."""
        file = self._folder / name
        if not file.exists():
            file.write_bytes(_NUMBER.pack(0) + _NUMBER.pack(1) + _NUMBER.pack(0))
        return {"LD_PRELOAD": str(self._library), "FAULTS_CLOCK": str(file)}

    def step(self, fault: str) -> None:
        """Of everybody's, or of whose it is about."""
        if fault in ASTRAY:
            self._set([ASTRAY[fault]], AHEAD)
        else:
            self._set(self._names(), STEPS[fault])

    def put_right(self) -> None:
        self._set(self._names(), _RIGHT)

    def _names(self) -> list[str]:
        return [each.name for each in self._folder.iterdir()]

    def _set(self, names: Collection[str], step: Step) -> None:
        """Number by number: at ordinary speed it does not matter since when."""
        numbers = [(_SPEED, 1), (_SHIFT, step.seconds * 10**9), (_SINCE, time.time_ns()), (_SPEED, step.speed)]
        for name in names:
            file = os.open(self._folder / name, os.O_WRONLY)
            try:
                for place, number in numbers:
                    os.pwrite(file, _NUMBER.pack(number), place)
            finally:
                os.close(file)
