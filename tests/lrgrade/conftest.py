"""Fixtures for the instructor's side."""

import pytest

from helpers.postgresql import Server
from helpers.small_course import make_course


@pytest.fixture
def small_course(tmp_path):
    """A course folder with `solutions/` and nbgrader's configuration, and no gradebook yet."""
    return make_course(tmp_path / "course")


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of the tests' own; skips where none is installed."""
    server = Server()
    yield server
    server.stop()
