"""What the parts of channels are put together with."""

import logging

import pytest

from amends.channels.assembly import CALLING, keep_secrets_out_of_logs


@pytest.mark.parametrize("library", CALLING)
def test_a_library_that_calls_providers_logs_no_address(library, caplog):
    keep_secrets_out_of_logs()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger(f"{library}.client").info("POST https://api.example.com/bot123:secret/sendMessage")
    assert "secret" not in caplog.text
