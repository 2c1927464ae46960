"""What hand-written code lacks of the contract, read from its source: it need not be importable, and rarely is then."""
