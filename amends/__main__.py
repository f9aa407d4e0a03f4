"""`python -m amends`: the same as `amends`."""

import sys

from amends.cli import main

sys.exit(main())
