"""The catalogue of the demonstration stands in the database of every test of the folder."""

import pytest


@pytest.fixture
def app(published_app):
    return published_app
