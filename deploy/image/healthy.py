"""`python healthy.py PORT`: whether the process of this container says that it is well. Exit code 0 or 1.

Standard library only: both environments have it, and neither image has curl.
"""

import sys
import urllib.request
from urllib.error import URLError

TIMEOUT_S = 4


def is_well(port: int) -> bool:
    """What GET /health of this machine answers; a proxy of the surroundings is not asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/health", timeout=TIMEOUT_S) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(0 if is_well(int(sys.argv[1])) else 1)
