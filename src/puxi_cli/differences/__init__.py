"""Two registers of one town held against each other: which row of the one is which of the other, and what became of everybody."""
