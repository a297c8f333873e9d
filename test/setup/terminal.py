"""Runs a command in a pseudo-terminal: waits for a text, types an answer, and so on.

Standard input: {"command": [...], "cwd": "...", "steps": [{"expect": "...", "type": "..."}]}
Standard output: {"status": exit status, "screen": everything shown, "missed": the text that never came, or null}
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

PATIENCE_S = 40


def main() -> None:
    job = json.load(sys.stdin)
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(job["cwd"])
        os.environ.update({"TERM": "xterm", "CI": ""})
        os.execvp(job["command"][0], job["command"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    screen, missed, seen = "", None, 0
    for step in job["steps"]:
        deadline = time.monotonic() + PATIENCE_S
        while step["expect"] not in screen[seen:]:
            chunk = read(terminal, deadline)
            if chunk is None:
                missed = step["expect"]
                break
            screen += chunk
        if missed:
            os.kill(pid, signal.SIGKILL)
            break
        seen = screen.index(step["expect"], seen) + len(step["expect"])
        for key in step["type"]:
            os.write(terminal, key.encode())
            time.sleep(0.03)
    while (chunk := read(terminal, time.monotonic() + PATIENCE_S)) is not None:
        screen += chunk
    _, status = os.waitpid(pid, 0)
    json.dump({"status": os.waitstatus_to_exitcode(status), "screen": screen, "missed": missed}, sys.stdout)


def read(terminal: int, deadline: float) -> str | None:
    """What the command printed next; None when it is gone or the time is over."""
    ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
    if not ready:
        return None
    try:
        return os.read(terminal, 65536).decode(errors="replace") or None
    except OSError:  # Linux reports the end of a terminal as an error
        return None


main()
