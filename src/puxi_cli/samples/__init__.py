"""A fictional town: the same register for the same seed, with the published figures of Puxi and nobody's real data in it."""
