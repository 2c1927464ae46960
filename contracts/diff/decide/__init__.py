"""What a change is, and whether it breaks clients."""
