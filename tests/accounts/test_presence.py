"""Who is where: noted and ended by several processes at once."""

from concurrent.futures import ThreadPoolExecutor

from amends import clock
from amends.accounts import presence

TIMES = 30


def test_noting_and_ending_at_the_same_moment_breaks_neither(database):
    now = clock.now()

    def note(session):
        presence.note(session, "case:1", "ag_1", "Anna", now + presence.LOOKING)

    def leave(session):
        presence.leave(session, "case:1", "ag_1")

    def again(work):
        for _ in range(TIMES):
            with database.begin() as session:
                work(session)

    with ThreadPoolExecutor(3) as processes:
        for done in [processes.submit(again, work) for work in (note, leave, note)]:
            done.result()
    with database.begin() as session:
        note(session)
    with database.read() as session:
        assert [each.name for each in presence.at(session, ["case:1"], now)] == ["Anna"]
