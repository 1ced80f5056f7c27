"""The catalogue of the demonstration, published once for all tests of the folder."""

import shutil
from pathlib import Path

import pytest

from guichet.app import create_app
from guichet.config import Config
from guichet.database import Base, db
from guichet.publishing import services

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """A database in which the city's definitions are published."""
    folder = tmp_path_factory.mktemp("published")
    app = create_app(
        Config.from_environment(
            {
                "GUICHET_ENVIRONMENT": "test",
                "GUICHET_DATA": str(folder),
                "GUICHET_DEFINITIONS": str(ROOT / "definitions"),
                "GUICHET_SECRET_KEY": "a secret for tests only",
            }
        )
    )
    with app.app_context():
        Base.metadata.create_all(db.engine)
        report = services.publish([ROOT / "definitions"], actor="test")
        assert not report.refused
        db.session.commit()
        db.engine.dispose()
    return folder / "guichet.sqlite3"


@pytest.fixture
def app(config, published):
    """The application on a copy of that database."""
    config.data.mkdir(parents=True, exist_ok=True)
    shutil.copy(published, config.data / "guichet.sqlite3")
    app = create_app(config)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    yield app
    with app.app_context():
        db.engine.dispose()
