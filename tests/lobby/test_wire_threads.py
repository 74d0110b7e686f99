"""A type's first decoding on several threads at once, as in every face's start, kills no process."""

import subprocess
import sys

import pytest

FIRST_TIME = """
import sys, threading
from lobby import wire
from lobby.model import Branch
from lobby.setup_file import read_branch
from resources import sample

text = wire.to_json(read_branch(sample.branch_file()))
sys.setswitchinterval(1e-6)
together = threading.Barrier(6)

def decode():
    together.wait()
    assert wire.from_json(text, Branch).code == "riverside"

threads = [threading.Thread(target=decode) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


@pytest.mark.parametrize("_again", range(4))
def test_threads_may_decode_a_type_for_the_first_time_together(_again: int) -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_TIME], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
