"""Is a definition publishable? One module per concept, each with its rules as named constants."""

from guichet_validate.checks.run import Report, check, check_paths

__all__ = ["Report", "check", "check_paths"]
