"""`python -m tests.contracts.codegen.lossless [--examples N] [--seed N]`: looks for lost values, for a night."""

import argparse
import sys
import time

from tests.contracts.codegen.lossless.batch import examples, losses

_BATCH = 100


def main() -> int:
    """Print each value that is lost; return whether there was one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    lost, began = 0, time.monotonic()
    for number in range(0, arguments.examples, _BATCH):
        for line in losses(examples(_BATCH, arguments.seed + number)):
            lost += 1
            print(line, flush=True)
    print(f"{arguments.examples} schemas in {time.monotonic() - began:.0f} s: {lost or 'no'} values lost", flush=True)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
