"""The project's own rules for the contract. A finding has the rule's id, a JSON pointer and a sentence."""
