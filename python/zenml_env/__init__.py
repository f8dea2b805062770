"""Runs the command zenml-env, one file of JavaScript, with the Deno of the package `deno`.

Deno gives a program only what its flags permit. A first run, without network and without writing, prints which hosts
and files this command line needs; the second run gets these alone. Where no host and no file is needed, there is one.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import List, NoReturn, Optional

from deno import find_deno_bin

HERE = Path(__file__).resolve().parent

# Nothing but this package is run: no configuration, lock file or package of the working folder has a say.
RUN = ["run", "--quiet", "--no-prompt", "--no-config", "--no-lock", "--no-remote", "--no-npm"]

# The names that need no file and no host.
PLAIN = ("--help", "-h", "help", "--version", "-V", "explain", "completions")

# As of the command itself, where it was interrupted, and where it failed.
INTERRUPTED = 130
FAILED = 3


def main() -> NoReturn:
    """Runs the command with the arguments of this process, and ends as it does."""
    try:
        deno = os.fsdecode(find_deno_bin())
    except FileNotFoundError as error:
        print(f"zenml-env: the package deno has no program at {error}", file=sys.stderr)
        sys.exit(FAILED)
    args = sys.argv[1:]
    os.environ["DENO_NO_UPDATE_CHECK"] = "1"
    permissions = known_permissions(args)
    if permissions is None:
        permissions = found_permissions(deno, args)
    variables = (HERE / "variables").read_text(encoding="utf-8").strip()
    become([deno, *RUN, f"--allow-env={variables},GITHUB_ENV", *permissions, str(HERE / "zenml-env.js"), *args])


def known_permissions(args: List[str]) -> Optional[List[str]]:
    """Returns the permissions of a command line that needs no host, or None where the first run must find them."""
    options = args[: args.index("--")] if "--" in args else args
    if not args or args[0] in PLAIN or "--help" in options or "-h" in options:
        return []
    demo = any(option == "--demo" or option.startswith("--demo=") for option in options)
    # What has an equals sign may name a file to be written; on GitHub Actions there is one without.
    if "GITHUB_ACTIONS" in os.environ or any("=" in o and not o.startswith("--demo=") for o in options):
        return None
    if demo:
        return ["--allow-net=127.0.0.1"]
    if args[0] == "resolve" or "--offline" in options:
        return ["--allow-read", "--allow-sys=uid,gid"]
    return None


def found_permissions(deno: str, args: List[str]) -> List[str]:
    """Asks the resolver for the permissions; it reads variables and files, and may do nothing else."""
    command = [deno, *RUN, "--allow-env", "--allow-read", "--allow-sys=uid,gid", str(HERE / "permissions.js"), *args]
    try:
        # Standard input belongs to the second run.
        ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    if ended.returncode != 0:
        sys.exit(INTERRUPTED if ended.returncode == -2 else FAILED)
    return [os.fsdecode(flag) for flag in ended.stdout.split(b"\0") if flag]


def become(command: List[str]) -> NoReturn:
    """Runs a program in place of this one: its streams, its signals and its exit status."""
    if sys.platform != "win32":
        import signal

        # Python ignores it, and what is ignored stays so in the next program.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            # The console has sent it to the child as well, which ends as it sees fit.
            continue
