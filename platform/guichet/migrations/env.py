"""What Alembic runs around every migration."""

from alembic import context

from guichet import models

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=models.METADATA,
    # SQLite cannot alter a table: Alembic copies it.
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
