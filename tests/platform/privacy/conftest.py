"""The privacy notice, on the city's definitions."""

import pytest


@pytest.fixture
def app(published_app):
    """The application that holds the city's definitions."""
    return published_app
