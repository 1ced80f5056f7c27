"""Messages: what the portal tells people, in their account and by e-mail."""
