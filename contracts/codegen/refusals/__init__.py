"""What the generator can't honour, found before anything is written."""
