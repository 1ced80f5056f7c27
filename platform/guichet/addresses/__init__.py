"""Addresses suggested while one is typed."""
