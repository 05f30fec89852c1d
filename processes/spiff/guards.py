"""Make SpiffWorkflow safe and repeatable: importing this module repairs it for the whole process."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha1
from types import SimpleNamespace
from typing import Any, Final, NoReturn
from uuid import UUID, uuid4, uuid5

import SpiffWorkflow.task
from SpiffWorkflow import Workflow
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskIterator, TaskState

from processes import conditions
from processes.errors import EngineChanged, UnsafeExpression
from processes.messages import N_

_DEPTH: Final = 10**9


@dataclass
class _Command:
    """Give the ids and the clock of one command."""

    namespace: bytes
    timestamp: float
    given: int = 0


_command: ContextVar[_Command | None] = ContextVar("command", default=None)


@contextmanager
def repeatable(case_id: UUID, seq: int, at: datetime) -> Iterator[None]:
    """Let SpiffWorkflow take its ids from the case and `seq`, and its time from `at`."""
    token = _command.set(_Command(uuid5(case_id, str(seq)).bytes, at.timestamp()))
    try:
        yield
    finally:
        _command.reset(token)


def _next_id() -> UUID | str:
    """Give uuid5(uuid5(case, seq), n), as text: text is a key that Python hashes once, and it is what is stored."""
    command = _command.get()
    if command is None:
        return uuid4()
    command.given += 1
    digest = sha1(command.namespace + str(command.given).encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def _timestamp() -> float:
    command = _command.get()
    return command.timestamp if command else time.time()


class SafeScripts(PythonScriptEngine):  # type: ignore[misc]  # SpiffWorkflow has no types.
    """Judge conditions over the documents of the case, and run nothing."""

    def __init__(self) -> None:
        """Stay away from the environment that evaluates Python."""
        super().__init__(environment=_NoEnvironment())

    def evaluate(self, task: Any, expression: str, external_context: object = None) -> Any:
        """Work out a condition; what the engine itself carries along cannot shadow a document."""
        return conditions.evaluate(expression, task.workflow.top_workflow.data_objects)

    def execute(self, task: Any, script: str, external_context: object = None) -> NoReturn:
        """Refuse: a diagram decides, it does not compute."""
        _refuse(script)

    def call_service(self, task: Any, **kwargs: object) -> NoReturn:
        """Refuse: what leaves the office goes through the outbox."""
        _refuse(kwargs)


def _refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise UnsafeExpression(N_("Diagram tidak boleh menjalankan skrip."))


class _NoEnvironment(TaskDataEnvironment):  # type: ignore[misc]  # SpiffWorkflow has no types.
    """Refuse everything, as the patched base class does."""


def _repair() -> None:
    # SpiffWorkflow evaluates conditions and timers as Python, and forgets any other environment when it
    # loads a state. So the default itself refuses: forgetting ours fails closed.
    TaskDataEnvironment.evaluate = TaskDataEnvironment.execute = TaskDataEnvironment.call_service = _refuse
    # Past this depth the iterators stop without a word, and a case with many rounds looks completed.
    for iterator in (TaskIterator, BpmnTaskIterator):
        end_at, depth, *others = iterator.__init__.__defaults__
        if depth not in {1000, _DEPTH}:
            raise EngineChanged(f"{iterator.__name__} no longer has a depth limit of 1000")
        iterator.__init__.__defaults__ = (end_at, _DEPTH, *others)
    if not hasattr(SpiffWorkflow.task, "uuid4") or not hasattr(SpiffWorkflow.task, "time"):
        raise EngineChanged("SpiffWorkflow.task takes its ids or its time from elsewhere")
    SpiffWorkflow.task.uuid4 = _next_id
    SpiffWorkflow.task.time = SimpleNamespace(time=_timestamp)
    # Every change of state of every task prepares a line of log that nobody reads: a fifth of a step's time.
    Task.collect_log_extras = Workflow.collect_log_extras = _no_log_extras
    TaskState.get_name = staticmethod(cache(TaskState.get_name))
    for name in ("spiff.task", "spiff.workflow", "spiff.data"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _no_log_extras(_self: object, extras: dict[str, object] | None = None) -> dict[str, object]:
    return extras or {}


_repair()
