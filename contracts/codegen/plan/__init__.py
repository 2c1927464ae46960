"""What is generated of a document: its operations, schemas and names, as data for the templates."""
