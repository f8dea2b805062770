"""Makes what the wheel holds besides Python: the command as one file, by the tasks of deno.json."""

import shutil
import subprocess
from typing import Any, Dict

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DenoBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: Dict[str, Any]) -> None:
        # In the environment that pip builds in, the package deno does not find its own program; PATH names it first.
        deno = shutil.which("deno")
        if deno is None:
            raise FileNotFoundError("deno is not on PATH")
        subprocess.run([deno, "task", "--quiet", "wheel:files"], cwd=self.root, check=True)
        for name in ("zenml-env.js", "permissions.js", "variables"):
            build_data["force_include"][f"{self.root}/dist/wheel/{name}"] = f"zenml_env/{name}"
