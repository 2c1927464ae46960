"""A program that holds a lease on the data folder of its first argument until its standard input ends.

With a second argument, a user's number, it does so as that user.
"""

import os
import signal
import sys
from pathlib import Path

from impl.postgres import running
from impl.postgres.binaries import find_binaries

# A shell that runs the tests in the background has it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
if len(sys.argv) > 2:
    find_binaries()  # It imports modules late, which the user may not be able to read.
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
with running(Path(sys.argv[1])) as postgres:
    sys.stdout.write(postgres.url() + "\n")
    sys.stdout.flush()
    sys.stdin.read()
