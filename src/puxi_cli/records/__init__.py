"""The tables of a register: one pydantic model each, the kinds of cells, the code lists, identity numbers."""
