"""What puxi says, in both languages."""
