#!/bin/sh
# Somebody else's servers out of npm, which tests try ours on: Slack (`emulate`,
# tests/channels/providers/test_slack_emulate.py) and OpenID Connect (`oidc-provider`, tests/web_desk/test_provider.py).
# They need node 22.15; where the machine's own is older, one comes along on Linux. Where npm brings nothing, those tests
# are skipped.
set -eu
cd "$(dirname "$0")/../tests"

command -v npm >/dev/null 2>&1 || exit 0
omit=""
if node -e 'const [major, minor] = process.versions.node.split("."); process.exit(Number(major * 100 + +minor < 2215))'; then
    omit="--omit=optional"
fi
for folder in channels/providers/emulate web_desk/oidc; do
    if [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then
        continue
    fi
    # shellcheck disable=SC2086 - one option or none
    if npm ci --prefix "$folder" --silent --ignore-scripts --no-audit --no-fund --fetch-retries=0 $omit; then
        touch "$folder/node_modules/.package-lock.json"
    else
        rm -rf "$folder/node_modules"
        echo "npm brought nothing into tests/$folder, so the test on it is skipped."
    fi
done
