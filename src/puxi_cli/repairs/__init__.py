"""Repairs that need no judgement: the same value, written the way the register writes it; and what an identity number says by itself."""
