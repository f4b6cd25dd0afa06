"""Numbers of the care for cadres; the town sets them."""
