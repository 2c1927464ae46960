"""Business rules: they implement the interfaces generated from the contract, and import no web framework."""
