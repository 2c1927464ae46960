"""Holds a lease on the data folder of the first argument until standard input ends.

With a second argument, a user id, it runs as that user.
"""

import os
import signal
import sys
from pathlib import Path

from impl.postgres import running
from impl.postgres.binaries import find_binaries

# A shell that runs the tests in the background makes them ignore SIGINT.
signal.signal(signal.SIGINT, signal.default_int_handler)
if len(sys.argv) > 2:
    find_binaries()  # It imports modules that the other user may not be able to read.
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
with running(Path(sys.argv[1])) as postgres:
    sys.stdout.write(postgres.url() + "\n")
    sys.stdout.flush()
    sys.stdin.read()
