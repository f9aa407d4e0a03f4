"""Every process writes the same form of line, with the conversation that it is about."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rasa_addons import log_lines
from rasa_addons.log_lines import about


@contextmanager
def logging_to(stream: io.StringIO) -> Iterator[io.StringIO]:
    """As at the start of a process, where nobody takes lines yet. No fixture: pytest resets the level after those."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    log_lines.configure("worker", "INFO", stream)
    try:
        yield stream
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_one_object_with_what_it_is_about() -> None:
    with logging_to(io.StringIO()) as written:
        with about(conversation="cv_1", job=7, case=None):
            logging.getLogger("amends.worker").warning("job %s is tried again:\nin a while", 7)
        logging.getLogger("amends.worker").debug("not at this level")
    [line] = lines(written)
    at = line.pop("timestamp")
    assert str(at).endswith("Z")
    assert line == {
        "level": "warning", "process": "worker", "logger": "amends.worker",
        "event": "job 7 is tried again:\nin a while", "conversation": "cv_1", "job": 7,
    }  # fmt: skip


def test_work_beside_it_is_told_apart_and_what_it_starts_belongs_to_it() -> None:
    async def work(conversation: str) -> None:
        with about(conversation=conversation):
            await asyncio.sleep(0)
            await asyncio.to_thread(logging.getLogger("amends").info, conversation)

    async def both() -> None:
        await asyncio.gather(work("cv_1"), work("cv_2"))

    with logging_to(io.StringIO()) as written:
        asyncio.run(both())
        logging.getLogger("amends").info("afterwards")
    assert [(line["event"], line.get("conversation")) for line in lines(written)[-3:]] in [
        [("cv_1", "cv_1"), ("cv_2", "cv_2"), ("afterwards", None)],
        [("cv_2", "cv_2"), ("cv_1", "cv_1"), ("afterwards", None)],
    ]


def test_a_traceback_is_part_of_its_line() -> None:
    with logging_to(io.StringIO()) as written:
        try:
            raise ValueError("odd")
        except ValueError:
            logging.getLogger("amends").exception("failed")
    [line] = lines(written)
    assert "ValueError: odd" in str(line["exception"])


def test_a_line_of_ours_tells_more_and_one_of_a_library_does_not() -> None:
    with logging_to(io.StringIO()) as written:
        logging.getLogger("amends.web").warning("turn_refused", extra={"turn": 7, "what": object()})
        logging.getLogger("aiohttp.client").warning("started", extra={"color_message": "what a customer wrote"})
    [ours, theirs] = lines(written)
    assert (ours["event"], ours["turn"]) == ("turn_refused", 7)
    assert str(ours["what"]).startswith("<object object")
    assert "customer" not in str(theirs)


class Disk(io.StringIO):
    """Full for a while."""

    full = True

    def write(self, line: str) -> int:
        if self.full:
            raise OSError(28, "No space left on device")
        return super().write(line)


def test_a_full_disk_costs_lines_and_says_how_many_when_there_is_room() -> None:
    with logging_to(disk := Disk()):
        [kept] = logging.getLogger().handlers
        log = logging.getLogger("amends.web")
        for number in range(3):
            log.warning("turn_not_taken", extra={"turn": number})
        assert kept.lost == 3  # type: ignore[attr-defined]
        disk.full = False
        log.warning("turn_not_taken")
        log.warning("turn_not_taken")
        assert kept.lost == 0  # type: ignore[attr-defined]
    events = [(line["event"], line.get("count")) for line in lines(disk)]
    assert events == [("turn_not_taken", None), ("log_lines_lost", 3), ("turn_not_taken", None)]


def test_a_log_that_cannot_be_written_costs_its_lines_and_nothing_else() -> None:
    with logging_to(io.StringIO()) as broken:
        broken.close()
        logging.getLogger("amends").error("lost")
