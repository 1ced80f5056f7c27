"""What the portal tells of personal data."""
