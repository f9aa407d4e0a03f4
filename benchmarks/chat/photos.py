"""How long a customer waits until a photo of about 5 MB is accepted (201), on the running system."""

import time

from benchmarks.chat.client import TimedCustomer
from benchmarks.evidence.uploading import photo

A_CONVERSATION = 4
"""Photos that one conversation sends: a system as it comes takes five an hour."""


def accepted(url: str, count: int) -> tuple[int, list[float]]:
    """The photo's bytes, and seconds from just before `POST` until 201, one after the other.

    Reading a picture goes on beside the next upload; only the bot's answer is waited for between two.
    """
    raw = photo()
    taken: list[float] = []
    while len(taken) < count:
        customer = TimedCustomer(url, "norrnet")
        for number in range(min(A_CONVERSATION, count - len(taken))):
            started = time.perf_counter()
            answer = customer.http.post(
                f"{customer.path}/files", data={"client_id": f"f{number}"}, files={"file": ("photo.jpg", raw)}
            )
            taken.append(time.perf_counter() - started)
            answer.raise_for_status()
            customer.settle(answer.json()["seq"])
        customer.close()
    return len(raw), taken
