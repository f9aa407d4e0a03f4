"""What a kept password costs whoever steals the database. The tests themselves hash more cheaply."""

import subprocess
import sys


def test_the_parameters_are_those_of_rfc_9106() -> None:
    hashing = "from amends.accounts import passwords; print(passwords.hashed('a password of the tests'))"
    found = subprocess.run([sys.executable, "-c", hashing], check=True, capture_output=True, text=True).stdout
    assert found.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
