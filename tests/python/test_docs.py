# SPDX-License-Identifier: Apache-2.0
"""The tutorial from top to bottom, and the notebooks, as a reader would run them."""
import ast
import json
import os
import re
from pathlib import Path

import pytest

import tandem_emt as te

ROOT = Path(os.environ.get("TANDEM_SOURCE_DIR", Path(__file__).parents[2]))
NOTEBOOKS = sorted((ROOT / "examples" / "python").glob("*.ipynb"))


def run(cells, name):
    """Runs cells one after another in one namespace; the last expression of a cell is shown, as in a notebook."""
    space = {"__name__": "__main__"}
    for number, source in enumerate(cells, 1):
        tree = ast.parse(source, f"{name}, cell {number}")
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"{name}, cell {number}", "exec"), space)  # noqa: S102
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), f"{name}, cell {number}", "eval"), space)  # noqa: S307
            for form in ("_repr_html_", "_repr_svg_", "__repr__"):
                if hasattr(shown, form):
                    assert isinstance(getattr(shown, form)(), str)
    return space


def test_the_tutorial(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    cells = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "python.md").read_text(), re.M | re.S)
    assert len(cells) >= 8
    space = run(cells, "docs/python.md")
    assert space["result"].status and (tmp_path / "table.tex").exists()
    assert "My-MFEA" in capsys.readouterr().out


def test_the_readmes_five_lines(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for readme in ("README.md", "python/README.md"):
        cells = re.findall(r"^```python\n(.*?)^```", (ROOT / readme).read_text(), re.M | re.S)
        assert cells, readme
        shorter = [re.sub(r"repetitions=\d+", "repetitions=2, max_evaluations=2000, force=True", c) for c in cells]
        shorter = [c.replace(", force=True)", ")").replace('run("out.h5"', 'run("out.h5", force=True') for c in shorter]
        run(shorter, readme)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(path.read_text())
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    assert len(cells) >= 4 and notebook["nbformat"] == 4
    for package in ("pandas", "polars", "matplotlib"):
        if any(f"import {package}" in c or (package == "matplotlib" and "results.plot(" in c) for c in cells):
            pytest.importorskip(package, reason=f"SKIPPED: {package} is not there")
    try:
        import ipykernel  # noqa: F401
        import nbclient
        import nbformat
    except ImportError:
        run(cells, path.name)
        return
    # In a kernel, as Jupyter does; a cell that raises fails the test with its traceback.
    executed = nbformat.reads(path.read_text(), as_version=4)
    nbformat.validate(executed)
    nbclient.NotebookClient(executed, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [set(output.data) for c in executed.cells if c.cell_type == "code" for output in c.outputs if "data" in output]
    assert any("text/html" in kinds for kinds in shown)
    if any("results.plot(" in c for c in cells):
        assert any("image/svg+xml" in kinds for kinds in shown)


def test_three_notebooks():
    assert len(NOTEBOOKS) == 3


def test_every_public_name_says_what_it_is():
    undocumented = [name for name in te.__all__ if not (getattr(te, name).__doc__ or "").strip() and name != "__version__"]
    assert undocumented == []


def test_the_stub_is_up_to_date():
    from tandem_emt import _core
    tree = ast.parse((Path(te.__file__).parent / "_core.pyi").read_text())
    told = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            told[node.name] = {n.name for n in node.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
        elif isinstance(node, ast.FunctionDef):
            told[node.name] = set()
        elif isinstance(node, ast.AnnAssign):
            told[node.target.id] = set()
    names = {n for n in dir(_core) if not n.startswith("_")}
    assert names - told.keys() == set() and {n for n in told if not n.startswith("_")} - names == set()
    for name, members in told.items():
        if members:
            assert {m for m in vars(getattr(_core, name)) if not m.startswith("_")} == {m for m in members if not m.startswith("_")}
