"""The codes, against the vectors of RFC 6238 (appendix B, SHA-1, last six digits)."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from amends.accounts import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize(("second", "code"), VECTORS.items())
def test_codes_are_those_of_the_rfc(second, code):
    assert totp.code(SECRET, datetime.fromtimestamp(second, UTC)) == code


@pytest.mark.parametrize(("drift", "taken"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_be_off_by_one_step(drift, taken):
    now = datetime.fromtimestamp(1111111110, UTC)
    code = totp.code(SECRET, now + timedelta(seconds=drift))
    assert (totp.used_step(SECRET, code, now, None) is not None) == taken


def test_a_code_is_taken_once():
    now = datetime.fromtimestamp(1111111110, UTC)
    code = totp.code(SECRET, now)
    used = totp.used_step(SECRET, code, now, None)
    assert totp.used_step(SECRET, code, now + timedelta(seconds=5), used) is None


@pytest.mark.parametrize("given", ["", "12345", "abcdef", "١٢٣٤٥٦", "\ud800"])
def test_what_is_no_code_is_refused(given):
    assert totp.used_step(SECRET, given, datetime.fromtimestamp(1111111110, UTC), None) is None


def test_an_app_reads_the_secret_from_an_address():
    secret = totp.new_secret()
    assert len(base64.b32decode(secret)) == 20
    assert totp.uri(secret, "siri@example.com").startswith(f"otpauth://totp/Amends:siri%40example.com?secret={secret}")
