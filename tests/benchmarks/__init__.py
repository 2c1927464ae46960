"""What a request costs, beside what a user would pick instead: a tool, not a test. `make bench` runs it.

What grows, and with what, is measured by `python -m tests.benchmarks.growth` (the operations of a contract), `.scale`
(the tasks) and `.memory` (the requests), and what a client without a token costs users by `.outsider`; each says what
it does.
"""
