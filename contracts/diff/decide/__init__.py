"""Defines what a change is, and which changes break clients."""
