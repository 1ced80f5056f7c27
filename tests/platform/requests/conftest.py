"""What the tests of requests share: a look at a draft as it stands in the database."""

import pytest

from guichet.database import db
from guichet.requests.models import Request


@pytest.fixture
def stored(app):
    """Call with a walker; answers the draft as it stands in the database."""

    def read(walker):
        with app.app_context():
            return db.session.get(Request, walker.id)

    return read
