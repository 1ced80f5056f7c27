"""A made-up FranceConnect beside the demonstration: invented people, on this machine only."""
