"""The report of a run, as Markdown: what passed, what was wrong, and the transcripts to read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import comb
from pathlib import Path
from statistics import median

from simulate.visit import Visit
from simulate.wordings import LANGUAGES

TOGETHER = 8
"""The k of pass^k beside 1: how likely eight customers in a row with the same matter are all served rightly."""
WORST = 20
_WEIGHT = {
    "wrong money move": 1000,
    "wrong denial": 200,
    "not carried out": 100,
    "other end": 80,
    "needless handoff": 60,
    "loop": 30,
}


def write(visits: Sequence[Visit], folder: Path) -> Path:
    """The report and a file for each transcript, in `folder`; what was there under the same names goes."""
    for visit in visits:
        file = folder / transcript_of(visit)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{_head(visit)}\n{visit.transcript}", "utf-8")
    report = folder / "report.md"
    report.write_text(text(visits), "utf-8")
    return report


def text(visits: Sequence[Visit]) -> str:
    """The whole page."""
    scenarios = {visit.scenario.id for visit in visits}
    seeds = len({visit.seed for visit in visits})
    parts = [
        "# Simulated customers\n",
        f"{len(visits)} visits: {len(scenarios)} scenarios, {seeds} seeds.\n",
        *_by_language(visits),
        *_by(visits, "habit", lambda visit: visit.scenario.habit),
        *_by(visits, "goal", lambda visit: visit.scenario.story),
        *_wrong(visits),
        *_unknown(visits),
        *_worst(visits),
    ]
    return "\n".join(parts) + "\n"


def passed_together(visits: Iterable[Visit], k: int) -> float | None:
    """The chance that k visits of one scenario all pass, as a mean over the scenarios; None with fewer than k seeds.

    By combinations, without bias: C(passed, k) / C(played, k).
    """
    by_scenario: dict[str, list[bool]] = defaultdict(list)
    for visit in visits:
        by_scenario[visit.scenario.id].append(visit.verdict.passed)
    if not by_scenario or min(map(len, by_scenario.values())) < k:
        return None
    chances = [comb(sum(passed), k) / comb(len(passed), k) for passed in by_scenario.values()]
    return sum(chances) / len(chances)


def transcript_of(visit: Visit) -> Path:
    """Where the transcript lies in the report's folder."""
    return Path("transcripts") / visit.scenario.id / f"{visit.seed}.txt"


def badness(visit: Visit) -> float:
    """How much a transcript is worth reading: what was wrong, then how long it took."""
    kinds = sum(_WEIGHT[kind] for kind in visit.verdict.kinds)
    return kinds + visit.messages - visit.scenario.messages + 5 * visit.gave_up


def _row(visits: Sequence[Visit]) -> str:
    one, together = passed_together(visits, 1), passed_together(visits, TOGETHER)
    kinds = Counter(kind for visit in visits for kind in visit.verdict.kinds)
    ended = [visit for visit in visits if visit.verdict.passed]
    figures = [
        str(len(visits)),
        _percent(one),
        _percent(together),
        *(str(kinds[kind]) for kind in ("wrong money move", "wrong denial", "needless handoff", "loop")),
        _took(ended),
    ]
    return " | ".join(figures)


def _took(visits: Sequence[Visit]) -> str:
    """Medians: of the customers who were served rightly, and of a good human."""
    if not visits:
        return "–"
    return f"{median(visit.messages for visit in visits):g} / {median(visit.scenario.messages for visit in visits):g}"


def _table(first: str, groups: dict[str, list[Visit]]) -> list[str]:
    counted = "wrong money moves | wrong denials | needless handoffs | loops | messages / a human's"
    head = f"| {first} | visits | pass^1 | pass^{TOGETHER} | {counted} |"
    return [head, "| --- " * 9 + "|", *(f"| {name} | {_row(group)} |" for name, group in groups.items())]


def _by_language(visits: Sequence[Visit]) -> list[str]:
    groups = {language: [v for v in visits if v.scenario.language == language] for language in LANGUAGES}
    there = {language: group for language, group in groups.items() if group}
    return ["## By language\n", *_table("language", {**there, "all": list(visits)}), ""]


def _by(visits: Sequence[Visit], what: str, of: Callable[[Visit], str]) -> list[str]:
    groups: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        groups[of(visit)].append(visit)
    return [f"## By {what}\n", *_table(what, dict(sorted(groups.items()))), ""]


def _wrong(visits: Sequence[Visit]) -> list[str]:
    bad = [visit for visit in visits if visit.verdict.kinds]
    lines = [f"- {', '.join(visit.verdict.kinds)}: {_found(visit)} [{transcript_of(visit)}]" for visit in bad]
    return [f"## What was wrong ({len(bad)})\n", *lines, ""]


def _unknown(visits: Sequence[Visit]) -> list[str]:
    said = Counter(text for visit in visits for text in visit.unknown)
    slipped = sum(visit.slipped for visit in visits)
    lines = [f"- {times} times: {text.splitlines()[0][:150]}" for text, times in said.most_common(10)]
    return ["## Replies that the customers could not place\n", *lines, f"- in another language: {slipped}", ""]


def _worst(visits: Sequence[Visit]) -> list[str]:
    parts = [f"## The {WORST} worst to read\n"]
    for visit in sorted(visits, key=badness, reverse=True)[:WORST]:
        parts += [f"### {visit.scenario.id}, seed {visit.seed}\n", _head(visit), "\n```text", visit.transcript, "```\n"]
    return parts


def _head(visit: Visit) -> str:
    kinds = ", ".join(visit.verdict.kinds) or "passed"
    took = f"{visit.messages} messages, a good human needs {visit.scenario.messages}"
    return f"{kinds}{'; the customer gave up' if visit.gave_up else ''}; {took}; {_found(visit)}"


def _found(visit: Visit) -> str:
    found, right = visit.found, visit.scenario.right
    cases = f"cases {list(found.cases)} by {list(found.rows)}, right {list(right.cases)}"
    return f"{cases}; moved {list(found.moved)}, right {list(right.moves)}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
