"""What tests of several packages ask for."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.ordinary_user import OrdinaryUser


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what asks a PostgreSQL server."""
    for item in items:
        if "postgres" in getattr(item, "fixturenames", ()):
            item.add_marker("postgres")


@pytest.fixture(scope="session")
def ordinary_user() -> Iterator[OrdinaryUser]:
    """Somebody else than root, where root runs the tests."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, text=True, check=False)
    if tried.returncode or not shutil.which("setpriv"):
        pytest.skip(f"root may not become somebody else here ({tried.stderr.strip() or 'there is no setpriv'})")
    folder = Path(tempfile.mkdtemp(prefix="lrgrade-ordinary-"))
    try:
        yield OrdinaryUser(folder)
    finally:
        shutil.rmtree(folder)
