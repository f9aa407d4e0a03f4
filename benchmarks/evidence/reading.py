"""How many fields are read right, and how fast: `python -m benchmarks.evidence.reading [engine] [pictures] [first]`."""

import sys
import time
from collections import Counter

from amends.claims.extract import OrderNumbers
from amends.evidence.ocr.engines import engine
from amends.evidence.ocr.fields import find_fields
from benchmarks.evidence.drawing import draw

NUMBERS = OrderNumbers("NN", 5)


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "rapidocr"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 72
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    read = engine(name)
    read(draw(0).jpeg)
    there: Counter[str] = Counter()
    right: Counter[str] = Counter()
    seconds = []
    for seed in range(first, first + count):
        drawn = draw(seed)
        started = time.process_time(), time.monotonic()
        lines = read(drawn.jpeg)
        seconds.append(time.monotonic() - started[1])
        found = {field: value.value for field, value in find_fields(lines, NUMBERS).items()}
        for field, value in drawn.fields.items():
            there[field] += 1
            if _same(field, found.get(field), value):
                right[field] += 1
            else:
                print(f"{drawn.name}: {field} is {value!r}, read {found.get(field)!r}")  # noqa: T201
        for field in found.keys() - drawn.fields.keys():
            there[f"no {field}"] += 1
            print(f"{drawn.name}: {field} is not there, read {found[field]!r}")  # noqa: T201
    for field in there:
        share = f"{right[field] / there[field]:.0%}" if not field.startswith("no ") else "invented"
        print(f"{field:<18} {right[field]:>3} of {there[field]:>3}  {share}")  # noqa: T201
    seconds.sort()
    print(f"seconds per picture: p50 {seconds[len(seconds) // 2]:.2f}, p95 {seconds[int(len(seconds) * 0.95)]:.2f}")  # noqa: T201


def _same(field: str, found: str | None, value: str) -> bool:
    """An error message is right when nine words of ten are: what follows it is part of the dialog too."""
    if field != "error_text":
        return found == value
    wanted = value.split()
    return found is not None and sum(word in found.split() for word in wanted) >= 0.9 * len(wanted)


if __name__ == "__main__":
    main()
