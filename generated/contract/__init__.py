# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""The contract itself: `openapi.json` and, as it was written, `openapi.yaml`."""

import json
from importlib.resources import files

from contracts.runtime import JsonObject

DOCUMENT: JsonObject = json.loads(files(__name__).joinpath("openapi.json").read_bytes())
