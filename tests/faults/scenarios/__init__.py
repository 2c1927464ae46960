"""The scenarios, a file for each kind of fault. What is in this folder is found by itself."""
