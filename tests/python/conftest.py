# SPDX-License-Identifier: Apache-2.0
import os
import shutil

import pytest

os.environ.setdefault("TANDEM_DATA_DIR", "/nonexistent")  # synthetic instances, whatever the user has imported


@pytest.fixture(scope="session")
def program():
    """The program `tandem` of the build that the wheel was made from."""
    path = os.environ.get("TANDEM_PROGRAM") or shutil.which("tandem")
    if not path:
        pytest.skip("SKIPPED: the program tandem is not there (TANDEM_PROGRAM)")
    return path
