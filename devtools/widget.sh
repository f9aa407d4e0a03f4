#!/bin/sh
# The chat window's source: `check` its types, tests and dependencies, or `build` web/static/widget/ from it as well.
# Where there is no node the built files, which are in git, are used as they are (docs/decisions/0050).
set -eu
cd "$(dirname "$0")/../widget"

if ! command -v npm >/dev/null 2>&1; then
    echo "There is no npm here, so the chat window was not ${1:-check}ed. Its built files are in web/static/widget/."
    exit 0
fi
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    npm ci --silent
    touch node_modules/.package-lock.json
fi
npm run --silent check
npm test --silent
if [ "${1:-check}" = build ]; then
    npm run --silent build
fi
