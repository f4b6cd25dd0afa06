"""puxi: reads a township's household poverty register, says what is wrong in it and what its figures are."""

__version__ = "0.1.0"
