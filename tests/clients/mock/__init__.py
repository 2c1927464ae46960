"""The mock as frontends have it: a process of its own."""
