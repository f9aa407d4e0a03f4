#!/bin/sh
# Somebody else's Slack: npm's `emulate`, which tests/channels/providers/test_slack_emulate.py tries ours on. It needs
# node 22.15; where the machine's own is older, one comes along on Linux. Where npm brings nothing, that test is skipped.
set -eu
cd "$(dirname "$0")/../tests/channels/providers/emulate"

if ! command -v npm >/dev/null 2>&1 || [ node_modules/.package-lock.json -nt package-lock.json ]; then
    exit 0
fi
omit=""
if node -e 'const [major, minor] = process.versions.node.split("."); process.exit(Number(major * 100 + +minor < 2215))'; then
    omit="--omit=optional"
fi
# shellcheck disable=SC2086 - one option or none
if npm ci --silent --ignore-scripts --no-audit --no-fund --fetch-retries=0 $omit; then
    touch node_modules/.package-lock.json
else
    rm -rf node_modules
    echo "npm brought no emulate, so the test of Slack on it is skipped."
fi
