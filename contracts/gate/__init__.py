"""What must hold before a change of the contract lands: versions, words, dates and waivers."""
