# SPDX-License-Identifier: Apache-2.0
"""Refuses a processor that the engine cannot run on, before the engine is loaded (it would end the process)."""
import platform
from pathlib import Path

# x86-64-v3 in the words of /proc/cpuinfo ("abm" stands for lzcnt).
NEEDED = ("avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe")


def missing(cpuinfo: str) -> list[str]:
    """What the processor that /proc/cpuinfo describes lacks; empty if the text does not tell."""
    for line in cpuinfo.splitlines():
        if line.startswith("flags"):
            flags = set(line.split(":", 1)[-1].split())
            return [name for name in NEEDED if name not in flags]
    return []


def check(path: str = "/proc/cpuinfo") -> None:
    if platform.machine() not in ("x86_64", "AMD64"):
        return
    try:
        lacking = missing(Path(path).read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return
    if lacking:
        raise ImportError(
            f"This processor lacks {', '.join(lacking)}; tandem_emt needs AVX2 (x86-64-v3: Intel since Haswell, AMD since "
            "Zen). Build Tandem from its sources with -DTANDEM_ARCH=generic for older ones.")
