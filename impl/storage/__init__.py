"""Tables and queries. This package imports neither the web framework nor the contract."""
