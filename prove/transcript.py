"""What is printed while a shop is proved: each sentence with what was seen, and whether that is as it must be."""

import sys
from dataclasses import dataclass, field


@dataclass
class Transcript:
    """Goes on after a failure, so that one run shows all of them."""

    failed: list[str] = field(default_factory=list)

    def heading(self, text: str) -> None:
        _print(f"\n## {text}\n")

    def saw(self, text: str) -> None:
        _print(f"       {text}")

    def holds(self, text: str, seen: object, wanted: object) -> None:
        """`seen` has to be `wanted`."""
        right = seen == wanted
        _print(f"{'ok' if right else 'WRONG':5}  {text}: {seen}" + ("" if right else f", and not {wanted}"))
        if not right:
            self.failed.append(text)

    def code(self) -> int:
        _print(
            f"\n{len(self.failed)} of it is wrong: {'; '.join(self.failed)}" if self.failed else "\nAll of it holds."
        )
        return 1 if self.failed else 0


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
