"""Publishing: definitions checked, stored once per version and served at permanent addresses."""
