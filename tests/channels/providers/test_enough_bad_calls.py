"""How many bad deliveries each channel is held to: the tables of tests/channels/providers/test_*_bad_*.py."""

import pytest

from amends.channels.registry import PROVIDERS
from tests.channels.providers import bad_mails, meta_calls, slack_calls, twilio_calls
from tests.channels.providers import test_matrix_bad_answers as matrix_answers
from tests.channels.providers import test_matrix_bad_events as matrix_events
from tests.channels.providers import test_messenger_bad_calls as messenger
from tests.channels.providers import test_slack_bad_calls as slack
from tests.channels.providers import test_telegram_bad_calls as telegram
from tests.channels.providers import test_twilio_bad_calls as twilio
from tests.channels.providers import test_whatsapp_bad_calls as whatsapp
from tests.channels.providers.bad_calls import BODIES

ENOUGH = 60
TWILIO = [twilio.FORGERIES, twilio.KEYED, twilio.TENANTS, twilio_calls.SHAPES, BODIES]
TABLES = {
    "telegram": [telegram.PROOFS, telegram.SHAPES, BODIES],
    "whatsapp": [meta_calls.FORGERIES, meta_calls.HANDSHAKES, whatsapp.SHAPES, BODIES],
    "messenger": [meta_calls.FORGERIES, meta_calls.HANDSHAKES, messenger.SHAPES, BODIES],
    "email": [bad_mails.LEFT, bad_mails.SAID, bad_mails.UNREADABLE],
    "twilio_sms": TWILIO,
    "twilio_whatsapp": TWILIO,
    "slack": [slack_calls.FORGERIES, slack_calls.FORMS, slack.SHAPES, slack.TAPS, BODIES],
    "matrix": [matrix_events.SHAPES, matrix_answers.BAD, matrix_answers.HARMLESS, BODIES],
}


@pytest.mark.parametrize("kind", PROVIDERS)
def test_there_are_enough_bad_deliveries_of_each_channel(kind):
    assert sum(len(table) for table in TABLES[kind]) >= ENOUGH
