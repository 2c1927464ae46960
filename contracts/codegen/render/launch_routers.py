"""Runs fastapi-code-generator without Black and isort: `assemble.py` formats everything, in a tenth of their time.

It has no option for that. Runs in the generator's own environment, so it imports nothing of ours.
"""

import sys

from datamodel_code_generator import format as formatting
from fastapi_code_generator.cli import invoke_main

if __name__ == "__main__":
    formatting.DEFAULT_FORMATTERS = ()
    sys.exit(invoke_main())
