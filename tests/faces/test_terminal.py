"""What only a terminal sees: questions, colours, progress."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backend_architect.faces.cli.asking import MOST, Asker, chosen_of
from backend_architect.faces.cli.screen import colourful
from backend_architect.faces.shown import plain
from backend_architect.model.brief import Question
from tests.faces.shops import CART, environment, shop_in


class Stream:
    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "variables", "wanted"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"CLICOLOR": "0"}, False),
        (False, {"CLICOLOR_FORCE": "1"}, True),
        (False, {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colours_follow_the_terminal_and_the_conventions(terminal, variables, wanted):
    assert colourful(Stream(terminal=terminal), variables) is wanted  # type: ignore[arg-type]


def test_what_a_terminal_would_obey_is_shown_instead():
    assert plain("a\x1b[31mb\u202ec") == "a\\x1b[31mb\\u202ec"


def question(*, free: bool = False) -> Question:
    return Question(
        id="q", category="business", text="Which?", why="Because.", options=("One", "Two"),
        default="Two", free=free,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "free", "chosen"),
    [("1", False, "One"), ("2", False, "Two"), ("two", False, "Two"), ("3", False, ""),
     ("three", False, ""), ("three", True, "three"), ("0", False, "")],
)  # fmt: skip
def test_an_answer_is_a_number_an_option_or_free_words(said, free, chosen):
    assert chosen_of(question(free=free), said) == chosen


def test_nobody_is_asked_where_there_is_no_terminal():
    assert Asker(0).ask([question()]) == {}


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, home: Path, *words: str) -> None:
        self.end, inner = pty.openpty()
        # A background job is started with interrupts ignored, and its children inherit that: a
        # handler of ours is forgotten by exec, so the program hears interrupts again.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            self.program = subprocess.Popen(
                [sys.executable, "-m", "backend_architect", *words],
                stdin=inner, stdout=inner, stderr=inner, cwd=home,
                env=environment(home, TERM="xterm", NO_COLOR="1"), start_new_session=True,
            )  # fmt: skip
        finally:
            signal.signal(signal.SIGINT, before)
        os.close(inner)
        self.screen = ""

    def read_until(self, words: str) -> str:
        """What came up to these words; fails if they do not come."""
        start = len(self.screen)
        while words not in self.screen[start:]:
            ready, _, _ = select.select([self.end], [], [], 120)
            assert ready, self.screen
            try:
                self.screen += os.read(self.end, 4096).decode()
            except OSError:  # the program ended
                break
        assert words in self.screen[start:], self.screen
        return self.screen[start:]

    def type(self, line: str) -> None:
        os.write(self.end, f"{line}\n".encode())

    def interrupt(self) -> None:
        """Presses Ctrl-C until it is heard: one that comes after Python last looked for signals and
        before it waits for input is seen only with the next."""
        for _ in range(30):
            os.killpg(self.program.pid, signal.SIGINT)
            try:
                self.program.wait(timeout=2)
            except subprocess.TimeoutExpired:
                continue
            return

    def finish(self) -> int:
        """Reads to the end; gives the exit code. Fails if the program stays silent."""
        try:
            while select.select([self.end], [], [], 60)[0]:
                self.screen += os.read(self.end, 4096).decode()
        except OSError:  # the program ended
            pass
        code = self.program.wait(timeout=60)
        os.close(self.end)
        return code


def test_at_a_terminal_at_most_five_questions_are_asked_then_a_file_is_left(tmp_path):
    shop = shop_in(tmp_path)
    terminal = Terminal(tmp_path, "elicit", CART, "--root", str(shop))
    first = terminal.read_until("Answer [")
    assert "(default)" in first
    terminal.type("1")
    for _ in range(MOST - 1):
        terminal.read_until("Answer [")
        terminal.type("")
    assert terminal.finish() == 5
    answers = (shop / ".claude/doc/add-a-shopping-cart/answers.toml").read_text()
    answered = [line for line in answers.splitlines() if " = " in line and '""' not in line]
    assert len([line for line in answered if not line.startswith("#")]) == MOST
    assert "then run: backend-architect elicit" in terminal.screen


def test_an_interrupt_at_a_question_is_one_line_and_130(tmp_path):
    shop = shop_in(tmp_path)
    terminal = Terminal(tmp_path, "elicit", CART, "--root", str(shop))
    terminal.read_until("Answer [")
    terminal.interrupt()
    assert terminal.finish() == 130
    assert "Interrupted" in terminal.screen
    assert "Traceback" not in terminal.screen


DRAWN = """
from backend_architect.faces.cli.progress import Ticker
with Ticker(listening={listening}) as ticker:
    ticker.hear("survey \\x1b[31m", 3, 9)
    ticker._begin()
"""


@pytest.mark.parametrize("listening", [True, False])
def test_progress_is_drawn_on_a_terminal_for_those_who_want_it(listening, tmp_path):
    end, inner = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", DRAWN.format(listening=listening)],
        stdin=inner, stdout=subprocess.PIPE, stderr=inner,
        env=environment(tmp_path, TERM="xterm", NO_COLOR="1"),
    )  # fmt: skip
    os.close(inner)
    drawn = ""
    try:
        while chunk := os.read(end, 4096):
            drawn += chunk.decode()
    except OSError:  # the program ended
        pass
    assert program.communicate() == (b"", None)
    assert program.returncode == 0, drawn
    assert ("survey \\x1b[31m" in drawn and "3 of 9" in drawn) is listening
    os.close(end)
