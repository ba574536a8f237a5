#!/usr/bin/env python3
"""Runs a command and says how much memory it and its children held together at the most.

    peak_memory.py COMMAND ...

Pages that several processes share count once (Pss, summed over the processes of the command's session, looked at every few
milliseconds). Prints the peak in MiB; what the command prints goes nowhere.
"""

import os
import subprocess
import sys
import time


def members(session):
    """The processes of a session."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if os.getsid(int(name)) == session:
                    yield name
            except OSError:
                pass  # it has just ended


def held(pid):
    """Pss in KiB; 0 when the process has just ended or hides it."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
            return next((int(line.split()[1]) for line in rollup if line.startswith("Pss:")), 0)
    except OSError:
        return 0


def main():
    command = subprocess.Popen(sys.argv[1:], start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    peak = 0
    while command.poll() is None:
        peak = max(peak, sum(map(held, members(command.pid))))
        time.sleep(0.005)
    print(f"{peak / 1024:.1f}")
    return command.returncode


if __name__ == "__main__":
    sys.exit(main())
