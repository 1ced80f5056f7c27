"""Back office: what agents do with the requests of their services."""
