"""The rules, behind the interfaces that are generated from the contract. They know no web framework."""
