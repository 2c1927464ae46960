"""Transforms schemas before models and validators are generated from them."""
