"""Database migrations, numbered, shipped inside the package."""
