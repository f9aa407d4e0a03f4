#!/bin/sh
# Somebody else's Matrix server: Synapse, in an environment of its own, which tests/channels/test_synapse.py tries ours on.
# Where it cannot be installed, that test is skipped.
set -eu
cd "$(dirname "$0")/.."

if ! "${1:-python3}" devtools/setup.py --synapse; then
    rm -rf .venv-synapse
    echo "Synapse could not be installed, so the test of Matrix on it is skipped."
fi
