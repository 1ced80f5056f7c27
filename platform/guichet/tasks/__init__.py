"""Tasks: the work that a web request leaves behind, done by Celery workers and never lost."""
