"""How soon people reply: of several targets that a case has, the shortest holds."""

import pytest

from amends.channels.kinds import ChannelKind
from amends.errors import PolicyError
from amends.merchants import merchant_files
from amends.merchants.desk_targets import CHANNELS, Reply, Targets
from tests.policy_folder import change, folder

__all__ = ["folder"]

DESK = "norrnet/desk.yml"
TARGETS = Targets(
    Reply(60, 120),
    priority={"urgent": Reply(15, 30), "low": Reply(600, 600)},
    channel={"telegram": Reply(20, 25)},
    label={"vip": Reply(30, 10)},
)


@pytest.mark.parametrize(
    ("priority", "channel", "labels", "reply"),
    [
        ("normal", "web", [], Reply(60, 120)),
        ("normal", None, ["other"], Reply(60, 120)),
        ("low", "web", [], Reply(600, 600)),
        ("urgent", "telegram", [], Reply(15, 25)),
        ("low", "telegram", ["VIP"], Reply(20, 10)),
    ],
)
def test_the_shortest_of_its_own_targets_stands_for_the_usual_one(priority, channel, labels, reply):
    assert TARGETS.of(priority, channel, labels) == reply


def test_the_channels_are_those_that_there_are():
    assert set(CHANNELS) == set(ChannelKind)


def test_a_file_with_every_kind_of_target_is_read(folder):
    channel = "  channel:\n    telegram: {first_reply: 20, next_reply: 25}\n"
    more = f"{channel}  label:\n    VIP: {{first_reply: 5, next_reply: 6}}\n"
    change(folder / DESK, "  warn: 15\n", f"  warn: 10\n{more}")
    targets = merchant_files.load(folder).desks["norrnet"].targets
    assert (targets.usual, targets.warn) == (Reply(60, 120), 10)
    assert targets.channel == {"telegram": Reply(20, 25)}
    assert targets.label == {"vip": Reply(5, 6)}
    assert targets.priority["urgent"] == Reply(15, 30)


def test_a_desk_without_targets_has_none(folder):
    desk = folder / DESK
    text = desk.read_text("utf-8")
    start, end = text.index("targets:"), text.index("# Why a person")
    desk.write_text(text[:start] + text[end:], "utf-8")
    assert merchant_files.load(folder).desks["norrnet"].targets is None


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("  next_reply: 120", "  next_reply: 0", "0 minutes are no time to reply in"),
        ("  first_reply: 60", "  first_reply: 8401", "8401 minutes are more than this desk is open"),
        ("  warn: 15", "  warn: soon", "`soon` is not a whole number"),
        ("    urgent:", "    asap:", "`asap` is not known here"),
        (
            "  priority:\n",
            "  channel:\n    pigeon: {first_reply: 1, next_reply: 1}\n  priority:\n",
            "`pigeon` is not known",
        ),
        ("{first_reply: 15, next_reply: 30}", "{first_reply: 15}", "`next_reply` is missing"),
    ],
)
def test_what_is_wrong_with_a_target_is_said_with_its_line(folder, right, wrong, message):
    change(folder / DESK, right, wrong)
    with pytest.raises(PolicyError, match=message):
        merchant_files.load(folder)
