"""Signing in by OpenID Connect: citizens by FranceConnect, agents by ProConnect."""
