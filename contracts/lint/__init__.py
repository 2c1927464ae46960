"""The house rules of our contract, each broken one told by its id, its JSON pointer and a sentence."""
