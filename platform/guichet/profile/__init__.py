"""The profile: what a person chose to keep, so as to type it only once."""
