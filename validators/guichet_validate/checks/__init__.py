"""Is a definition publishable? One module per concept, each with its rules as named constants."""

from guichet_validate.checks.paths import check_paths
from guichet_validate.checks.report import Report
from guichet_validate.checks.run import check

__all__ = ["Report", "check", "check_paths"]
