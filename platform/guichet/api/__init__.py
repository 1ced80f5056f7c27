"""Machine-readable addresses: the list of procedures, their definitions, the meta-schema."""
