"""Reading OpenAPI documents: files, pointers, references and schemas."""
