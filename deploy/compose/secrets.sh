#!/bin/sh
# Makes the folder secrets/ beside this file: a password of the database, three secrets of our own, and two files for you
# to fill in. What is there already stays as it is. Keep a copy of the folder elsewhere (docs/operations.md).
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

random() { od -An -N 36 -t x1 /dev/urandom | tr -d ' \n'; }

make() { # make NAME: with the value of standard input, unless it is there
    if [ ! -e "secrets/$1" ]; then
        cat >"secrets/$1.new"
        mv "secrets/$1.new" "secrets/$1"
        echo "made secrets/$1"
    fi
}

for name in database_password internal_secret channel_secret pseudonym_secret; do
    random | make "$name"
done
printf 'postgresql+psycopg://amends:%s@database/amends\n' "$(cat secrets/database_password)" | make database_url
: | make order_backend_token
: | make smtp_password

# Whoever reads them in a container is another user than whoever made them; here the folder keeps others out.
chmod 0700 secrets
chmod 0444 secrets/*

[ -s secrets/order_backend_token ] || echo "Write the order backend's token into secrets/order_backend_token."
[ -s secrets/smtp_password ] || echo "Write the mail server's password into secrets/smtp_password."
