"""What pyproject.toml cannot say: a wheel takes along the policies and sentences that lie beside the package."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

EXAMPLES = Path("tests", "policy", "cases")  # of the shipped policies, for `amends policy check`
TAUGHT = ("messages",)  # what the model learned from, in a language's folder
INTO = Path("amends", "shipped_files")  # where amends/shipped.py looks for them


class WithFiles(build_py):
    """Nothing is copied for an editable install: there they are beside the package."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for name in ("policies", "domain"):
                kept_back = shutil.ignore_patterns(*TAUGHT)
                shutil.copytree(name, Path(self.build_lib, INTO, name), ignore=kept_back, dirs_exist_ok=True)
            for worked in (each for each in EXAMPLES.iterdir() if each.is_dir()):
                beside = Path(self.build_lib, INTO, "policies", worked.name, "examples")
                shutil.copytree(worked, beside, dirs_exist_ok=True)


setup(cmdclass={"build_py": WithFiles})
