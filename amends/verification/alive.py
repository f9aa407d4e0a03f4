"""I12: each process is alive, or is so again within moments."""

import time

import httpx

from amends.verification.material import Material
from amends.verification.result import Result

WITHIN_S = 10.0
LOOK_S = 0.1


def every_process_answers(material: Material) -> Result:
    """Each of the addresses answers 200, now or within WITHIN_S."""
    result = Result()
    if not material.health:
        result.unchecked.append("whether the processes live: give --health with the address of each")
        return result
    until = time.monotonic() + WITHIN_S
    with httpx.Client(timeout=WITHIN_S, trust_env=False, verify=True) as client:
        for url in material.health:
            result.looked_at += 1
            answer = _asked(client, url)
            while answer != "200" and time.monotonic() < until:
                time.sleep(LOOK_S)
                answer = _asked(client, url)
            if answer != "200":
                result.found(f"{url} answered {answer} for {WITHIN_S:.0f} seconds: the process is dead, or unwell.")
    return result


def _asked(client: httpx.Client, url: str) -> str:
    try:
        return str(client.get(url).status_code)
    except httpx.HTTPError as fault:
        return f"nothing ({type(fault).__name__})"
