"""The command line, as a shell uses it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_command_whose_reader_has_enough_ends_without_a_traceback(tmp_path):
    command = subprocess.Popen(
        [sys.executable, "manage.py", "help"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait() == 1
    command.stderr.close()
