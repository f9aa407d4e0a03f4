"""The signature is that of Standard Webhooks."""

from datetime import UTC, datetime

from amends.desk.webhooks.signing import headers, new_secret

SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


def test_a_call_is_signed_as_the_published_example():
    body = b'{"email":"test@example.com","username":"test_user"}'
    at = datetime.fromtimestamp(1649367553, UTC)
    assert headers("msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", body, at, [SECRET]) == {
        "webhook-id": "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
        "webhook-timestamp": "1649367553",
        "webhook-signature": "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
    }


def test_two_secrets_make_two_signatures():
    first, second = new_secret(), new_secret()
    at = datetime.now(UTC)
    one, other, both = (
        headers("msg_1", b"{}", at, keys)["webhook-signature"] for keys in ([first], [second], [first, second])
    )
    assert one != other
    assert both == f"{one} {other}"
