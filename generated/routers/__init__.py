# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""A router for each tag of the contract."""
