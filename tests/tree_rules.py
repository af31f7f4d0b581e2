#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Enforces the arrows and the licence lines of docs/architecture.md by reading the sources.

Usage: tree_rules.py ROOT arrows      who may include what
       tree_rules.py ROOT headers CXX [GENERATED] every public header compiles alone and pulls in no heavy library
       tree_rules.py ROOT licences    every file says its licence, and the right one
       tree_rules.py ROOT selftest CXX breaks each rule in a tree of its own and checks that it is found
Prints one line per finding; the exit status is 1 if there is any.
"""
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = {".cpp", ".h"}
PARTS = ("core", "algorithms", "problems", "metrics", "catalogue", "cli", "gui", "python", "bench", "tests", "examples")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

HEAVY = {
    "Eigen": re.compile(r"(^|/)(unsupported/)?Eigen/"),
    "TBB": re.compile(r"(^|/)(tbb|oneapi)/"),
    "HDF5": re.compile(r"(^|/)(hdf5\.h$|hdf5_hl\.h$|H5\w*\.h$)"),
    "JSON": re.compile(r"(^|/)nlohmann/"),
    "OpenCL": re.compile(r"(^|/)CL/"),
    "Qt": re.compile(r"(^|/)(Q[A-Z]\w*$|qt6/|qcustomplot\.h$)|(^|/)qglobal\.h$"),
}

# Part of the tree -> parts whose (private) headers it may include, beside the public headers of core.
MAY_INCLUDE = {
    "core": {"core"},
    "algorithms": {"algorithms"},
    "problems": {"problems"},
    "metrics": {"metrics"},
    "catalogue": {"catalogue"},
    "cli": {"cli"},
    "gui": {"gui"},
    "python": {"python"},
}
# Part of the tree -> heavy libraries it may use.
MAY_USE = {
    "core": {"TBB", "HDF5", "JSON", "Eigen", "OpenCL"},
    "algorithms": set(),
    "problems": set(),
    "metrics": set(),
    "catalogue": set(),
    "cli": {"JSON"},
    "gui": {"Qt", "JSON"},
    "python": set(),
    "examples": set(),
}
# Layers of core/src, lowest first: a folder includes itself and those before it.
LAYERS = ("base", "kernels", "registry", "run", "device", "stats", "store", "specification", "engine", "editing", "tables", "figures", "plugin")
EIGEN_HOME = "core/src/kernels/"
OPENCL_HOME = "core/device/"


def sources(root: Path, part: str):
    return sorted(p for p in (root / part).rglob("*") if p.suffix in SOURCE and p.is_file())


def includes(path: Path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) == '"', match.group(2)


def heavy_of(header: str):
    return next((name for name, pattern in HEAVY.items() if pattern.search(header)), None)


def arrows(root: Path):
    findings = []
    for part in PARTS:
        for path in sources(root, part):
            where = path.relative_to(root).as_posix()
            for number, quoted, header in includes(path):
                def complain(why):
                    findings.append(f"{where}:{number}: {why}: {header}")

                library = heavy_of(header)
                if library and part in MAY_USE and library not in MAY_USE[part]:
                    complain(f"{part} must not use {library}")
                if library and "/include/tandem/" in where:
                    complain(f"public headers must not use {library}")
                elif library == "Eigen" and part == "core" and not where.startswith(EIGEN_HOME):
                    complain(f"Eigen belongs in {EIGEN_HOME} only")
                elif library == "OpenCL" and part == "core" and not where.startswith(OPENCL_HOME):
                    complain(f"OpenCL belongs in {OPENCL_HOME} only")
                if not quoted:
                    continue
                target = header.split("/")[0]
                if part in MAY_INCLUDE and target in MAY_INCLUDE and target not in MAY_INCLUDE[part]:
                    complain(f"{part} must not include headers of {target}")
                if header.endswith(".cpp"):
                    complain("a source file is included")
                if where.startswith("core/src/") and target in LAYERS:
                    own = where.split("/")[2]
                    if own in LAYERS and LAYERS.index(target) > LAYERS.index(own):
                        complain(f"core/src/{own} is below core/src/{target}")
    return findings


def headers(root: Path, compiler: str, *generated: str):
    folders = [folder for part in ("core", "algorithms", "problems") if (folder := root / part / "include").is_dir()]

    def check(path: Path):
        name = path.relative_to(next(folder for folder in folders if folder in path.parents)).as_posix()
        with tempfile.TemporaryDirectory() as folder:
            unit = Path(folder) / "unit.cpp"
            # Twice: a header without an include guard fails here.
            unit.write_text(f'#include "{name}"\n#include "{name}"\n')
            dependencies = Path(folder) / "unit.d"
            run = subprocess.run(
                [compiler, "-std=c++20", "-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Wno-missing-field-initializers", "-Werror",
                 "-fsyntax-only", "-MD", "-MF", dependencies, *[f"-I{folder}" for folder in folders], *[f"-I{folder}" for folder in generated], unit],
                capture_output=True, text=True, check=False)
            if run.returncode != 0:
                return [f"{name} does not compile alone:\n{run.stderr}"]
            pulled = dependencies.read_text().replace("\\\n", " ").split()
        hits = {(library, header) for header in pulled if (library := heavy_of(header))}
        return [f"{name} pulls in {library}: {header}" for library, header in sorted(hits)[:1]]

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(check, sorted(path for folder in folders for path in folder.rglob("*.h"))))
    if not found:
        return ["no public header found"]
    return [finding for each in found for finding in each]


def licences(root: Path):
    findings = []
    wanted = {".cpp", ".h", ".py", ".sh", ".cmake", ".m", ".toml"}
    for part in PARTS + ("scripts", ".ci"):
        licence = "GPL-3.0-or-later" if part == "gui" else "Apache-2.0"
        for path in sorted((root / part).rglob("*")):
            executable_script = path.parent.name in ("scripts", ".ci") and path.suffix == ""
            if not path.is_file() or "__pycache__" in path.parts:
                continue
            if path.suffix not in wanted and path.name != "CMakeLists.txt" and not executable_script:
                continue
            head = path.read_text(encoding="utf-8")[:300]
            if f"SPDX-License-Identifier: {licence}\n" not in head:
                findings.append(f"{path.relative_to(root).as_posix()}: the line 'SPDX-License-Identifier: {licence}' is missing")
    return findings


def selftest(compiler: str):
    apache, gpl = "// SPDX-License-Identifier: Apache-2.0\n", "// SPDX-License-Identifier: GPL-3.0-or-later\n"
    broken = {
        "core/src/run/a.cpp": (apache + '#include "algorithms/operators/x.h"\n', arrows, "headers of algorithms"),
        "core/src/base/b.cpp": (apache + '#include "store/shard.h"\n', arrows, "core/src/base is below"),
        "core/src/run/c.cpp": (apache + "#include <Eigen/Dense>\n", arrows, "Eigen belongs in"),
        "core/src/run/o.cpp": (apache + "#include <CL/cl.h>\n", arrows, "OpenCL belongs in"),
        "algorithms/single_objective/d.cpp": (apache + "#include <Eigen/Core>\n", arrows, "algorithms must not use Eigen"),
        "algorithms/single_objective/e.cpp": (apache + '#include "problems/base/f.h"\n', arrows, "headers of problems"),
        "metrics/base/f.cpp": (apache + "  #  include <tbb/parallel_for.h>\n", arrows, "metrics must not use TBB"),
        "cli/g.cpp": (apache + "#include <QtCore/QString>\n", arrows, "cli must not use Qt"),
        "python/src/p.cpp": (apache + '#include "cli/command.h"\n', arrows, "headers of cli"),
        "python/src/q.cpp": (apache + "#include <hdf5.h>\n", arrows, "python must not use HDF5"),
        "core/src/run/h.cpp": (apache + "#include <QString>\n", arrows, "core must not use Qt"),
        "core/include/tandem/i.h": (apache + "#pragma once\ninline std::string f();\n", headers, "does not compile alone"),
        "core/include/tandem/j.h": (apache + "#include <array>\nstruct Twice {};\n", headers, "redefinition"),
        "core/include/tandem/k.h": (apache + "#pragma once\n#include <nlohmann/json_fwd.hpp>\n", headers, "JSON"),
        "gui/l.cpp": (apache, licences, "GPL-3.0-or-later"),
        "cli/m.cpp": (gpl, licences, "Apache-2.0"),
        "scripts/n": ("#!/bin/sh\n", licences, "Apache-2.0"),
    }
    findings = []
    for name, (text, rule, expected) in broken.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "core/include/tandem").mkdir(parents=True)
            (root / "core/include/tandem/ok.h").write_text(apache + "#pragma once\n")
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
            found = rule(root, compiler) if rule is headers else rule(root)
            if len(found) != 1 or expected not in found[0]:
                findings.append(f"{name}: expected one finding with '{expected}', got {found}")
    return findings


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    root, what = Path(sys.argv[1]).resolve(), sys.argv[2]
    if not (root / "core/include/tandem").is_dir():
        sys.exit(f"{root} is not the root of the tree")
    if what == "arrows":
        findings = arrows(root)
    elif what == "headers":
        findings = headers(root, *(sys.argv[3:] or ["c++"]))
    elif what == "licences":
        findings = licences(root)
    elif what == "selftest":
        findings = selftest(sys.argv[3] if len(sys.argv) > 3 else "c++")
    else:
        sys.exit(__doc__)
    print("\n".join(findings))
    sys.exit(1 if findings else 0)


main()
