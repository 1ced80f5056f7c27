"""Expressions in CEL: bounded before any library sees them, their names resolved, typed against the schema."""
