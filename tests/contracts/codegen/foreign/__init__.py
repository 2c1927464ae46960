"""OpenAPI documents in the styles of well-known public APIs, each with requests and what must become of them."""
