"""Rights of a person over their data: a copy, who read them, deletion, and how long they are kept."""
