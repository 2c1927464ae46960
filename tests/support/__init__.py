"""What helps to develop and to test, and tests nothing itself."""
