"""The oracle stands by itself: it works where the product cannot be imported."""

import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

PROGRAM = """
import importlib, pkgutil, sys

class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "nummerplan":
            raise ImportError("the product cannot be imported here")

sys.meta_path.insert(0, Refusing())
sys.path.insert(0, {folder!r})
try:
    import nummerplan
except ImportError:
    pass
else:
    raise SystemExit("the product could be imported")

package = importlib.import_module({name!r})
found = [one.name for one in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
for name in found:
    importlib.import_module(name)

from datetime import date
random_plans = importlib.import_module({name!r} + ".random_plans")
company = package.read_company(random_plans.random_plan(1, tests=2))
assert package.prove(company, date(2026, 11, 30)).verdicts
assert len(package.judge_all(company, date(2026, 11, 30))) == 2
assert not [name for name in sys.modules if name.split(".")[0] == "nummerplan"]
print(len(found))
"""


def test_works_without_the_product() -> None:
    """Every module is imported and a plan is proven in a process in which `import nummerplan` raises."""
    program = PROGRAM.format(folder=str(PACKAGE.parent), name=PACKAGE.name)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 40


def test_files_stand_apart() -> None:
    """Every file has a name of its own, and no folder holds more than 22 files."""
    files = [file for file in PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    names = [file.name for file in files if file.name != "__init__.py"]
    assert sorted(set(names)) == sorted(names)
    for folder in {file.parent for file in files}:
        assert len([file for file in files if file.parent == folder]) <= 22
    assert max(len(file.read_text(encoding="utf-8").splitlines()) for file in files if file.suffix == ".py") <= 250
