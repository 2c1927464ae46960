"""`make mock`: the contract from memory, for frontends. The model of the tests, behind the generated routers."""
