"""Opinions: one question to the citizen after the decision, and what the city learns from the answers."""
