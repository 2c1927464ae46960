"""The container image, compose.yaml and the Kubernetes example: built, run and read."""
