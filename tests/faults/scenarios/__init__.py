"""The scenarios, one file for each kind of fault. All modules in this folder are found automatically."""
