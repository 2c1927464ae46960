"""What a request costs, beside what a user would pick instead: a tool, not a test. `make bench` runs it."""
