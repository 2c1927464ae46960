"""The two documents, and where things are in them."""
