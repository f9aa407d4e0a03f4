#!/bin/sh
# Every command of Amends, as its user, with its settings, where it lies: copy it to /usr/local/bin. As root, or as the
# user itself. It works in /opt/amends, so name your files by their whole path.
set -eu
cd /opt/amends
export AMENDS_SETTINGS_FILE="${AMENDS_SETTINGS_FILE:-/etc/amends/amends.env}"
if [ "$(id -un)" = amends ]; then
    exec .venv/bin/amends "$@"
fi
exec runuser --user amends -- .venv/bin/amends "$@"
