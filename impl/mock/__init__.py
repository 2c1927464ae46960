"""`tasks-api mock`: the contract from memory, for frontends. The reference model behind the generated routers; the
tests compare the server with the same model."""
