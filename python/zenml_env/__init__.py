"""Runs the command zenml-env, one file of JavaScript, with the Deno of the package `deno`.

Deno gives a program only what its flags permit. A first run, without network and without writing, prints which hosts
and files this command line needs; the second run gets these alone. Where it needs no host, there is one run.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # Modules that are imported only where they are needed save a tenth of the time of a run.
    from typing import NoReturn

HERE = os.path.dirname(os.path.abspath(__file__))

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
        run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def run(args: list[str]) -> NoReturn:
    deno = deno_program()
    os.environ["DENO_NO_UPDATE_CHECK"] = "1"
    permissions = known_permissions(args)
    if permissions is None:
        permissions = found_permissions(deno, args)
    with open(os.path.join(HERE, "variables"), encoding="utf-8") as file:
        variables = file.read().strip()
    command = os.path.join(HERE, "zenml-env.js")
    become([deno, *RUN, f"--allow-env={variables},GITHUB_ENV", *permissions, command, *args])


def deno_program() -> str:
    """Finds the program of the package deno: in an environment at once, otherwise as that package does."""
    folder, name = ("Scripts", "deno.exe") if os.name == "nt" else ("bin", "deno")
    path = os.path.join(sys.prefix, folder, name)
    if sys.prefix != sys.base_prefix and os.path.isfile(path):
        return path
    from deno import find_deno_bin  # type: ignore[import-untyped]

    try:
        return os.fsdecode(find_deno_bin())
    except FileNotFoundError as error:
        print(f"zenml-env: the package deno has no program at {error}", file=sys.stderr)
        sys.exit(FAILED)


def known_permissions(args: list[str]) -> list[str] | None:
    """Returns the permissions of a command line that needs no host, or None where the first run must find them."""
    options = args[: args.index("--")] if "--" in args else args
    if not args or args[0] in PLAIN or "--help" in options or "-h" in options:
        return []
    is_demo = any(option == "--demo" or option.startswith("--demo=") for option in options)
    # What has an equals sign may name a file to be written; the format github writes to files of the runner.
    names_file = any("=" in each and not each.startswith("--demo=") for each in options)
    if names_file or "github" in options or "GITHUB_ACTIONS" in os.environ:
        return None
    if is_demo:
        return ["--allow-net=127.0.0.1"]
    if args[0] == "resolve" or "--offline" in options:
        return ["--allow-read", "--allow-sys=uid,gid"]
    return None


def found_permissions(deno: str, args: list[str]) -> list[str]:
    """Asks the resolver for the permissions; it reads variables and files, and may do nothing else."""
    import signal
    import subprocess

    program = os.path.join(HERE, "permissions.js")
    command = [deno, *RUN, "--allow-env", "--allow-read", "--allow-sys=uid,gid", program, *args]
    running: list[subprocess.Popen[bytes]] = []
    stopped: list[int] = []

    def stop(number: int, _: object) -> None:
        stopped.append(number)
        for child in running:
            child.kill()

    # A handler that raises could leave the first run behind; what is ignored, as behind nohup, stays so.
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    for each, handler in handlers.items():
        if handler is not signal.SIG_IGN:
            signal.signal(each, stop)
    # Standard input belongs to the second run; what else is open may be a file in the arguments, as <(…) of a shell.
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, close_fds=os.name == "nt"
    ) as first:
        running.append(first)
        if stopped:
            first.kill()
        output, _ = first.communicate()
    for each, handler in handlers.items():
        signal.signal(each, handler)
    if sys.platform != "win32":
        # Python ignores it, and the program of exec would, too. SIGPIPE is Deno's own concern.
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    if stopped or first.returncode != 0:
        sys.exit(INTERRUPTED if stopped or first.returncode < 0 else FAILED)
    return [os.fsdecode(flag) for flag in output.split(b"\0") if flag]


def become(command: list[str]) -> NoReturn:
    """Runs a program in place of this one: its streams, its signals and its exit status."""
    if sys.platform != "win32":
        os.execv(command[0], command)
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            # The console has sent it to the child as well, which ends as it sees fit.
            continue
