#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rewrites tandem_emt/_core.pyi from the built extension (needs nanobind; tandem_emt must be importable).

Usage: PYTHONPATH=python python python/make_stub.py
Whatever holds float64, int32 or int64 according to its docstring is an array.
"""
import re
import subprocess
import sys
from pathlib import Path

STUB = Path(__file__).parent / "tandem_emt" / "_core.pyi"


def main():
    subprocess.run([sys.executable, "-m", "nanobind.stubgen", "-q", "-m", "tandem_emt._core", "-o", str(STUB)], check=True)
    text = STUB.read_text()
    text = re.sub(r"^(__version__|revision|compiler): str = .*$", r"\1: str", text, flags=re.M)
    arrays = re.compile(r'-> object:(\s+"""(?:(?!""").)*?(?:float64|int32|int64))', re.S)
    text = arrays.sub(r"-> numpy.ndarray:\1", text)
    STUB.write_text("# SPDX-License-Identifier: Apache-2.0\n# Written by python/make_stub.py; do not edit.\n" + text)


main()
