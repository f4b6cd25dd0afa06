"""Figures, as expressions over facts: poor households and persons, incidence, the flow of a year."""
