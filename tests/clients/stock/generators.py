"""How each stock generator is called: as its own documentation says, with no more than this."""

from collections.abc import Mapping

_GENERATOR = "openapi-generator-cli generate -i openapi.yaml -o"

TYPESCRIPT: Mapping[str, str] = {
    "openapi-fetch": "openapi-typescript openapi.yaml -o generated/openapi-typescript.ts",
    "hey-api": "openapi-ts -i openapi.yaml -o generated/hey-api -c @hey-api/client-fetch",
    "orval": "orval --input openapi.yaml --output generated/orval.ts --client fetch",
    "typescript-fetch": f"{_GENERATOR} generated/typescript-fetch -g typescript-fetch",
    "typescript-axios": f"{_GENERATOR} generated/typescript-axios -g typescript-axios --type-mappings set=Array",
}
PYTHON: Mapping[str, str] = {
    "openapi_python_client": (
        "openapi-python-client generate --path openapi.yaml --meta none --output-path tasks_api_client"
    ),
    "openapi_generator": f"{_GENERATOR} . -g python --additional-properties packageName=openapi_generator_client",
}
