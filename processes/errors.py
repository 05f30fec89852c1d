"""What can be wrong with an SOP, its calendar or a step of its engine: one exception per fact."""

from processes.messages import Problem


class InvalidDiagram(ValueError):
    """A file is no diagram from which an SOP can be read; `problems` says why, element by element."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems; at least one is given."""
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class UnknownElement(KeyError):
    """An SOP has no lane, row or document of this id."""


class InvalidBudget(ValueError):
    """A duration is not a positive number of working minutes, hours or days."""


class InvalidCalendar(ValueError):
    """A working calendar contradicts itself."""


class NoWorkingTime(Exception):
    """A calendar has too little working time within ten years for what was asked."""


class UnsafeExpression(ValueError):
    """A condition is more than a comparison of fields; `message` and `params` say how."""

    def __init__(self, message: str, **params: object) -> None:
        """Keep the sentence apart from its parameters, so that it can be translated."""
        super().__init__(message % params)
        self.message = message
        self.params = params


class ConditionFailed(Exception):
    """A safe condition cannot be judged on the documents at hand."""


class UnsupportedElement(ValueError):
    """A diagram has an element that the engine does not run."""

    def __init__(self, element_id: str | None, reason: str) -> None:
        """Keep the element, so that it can be shown on the diagram."""
        super().__init__(f"{element_id}: {reason}")
        self.element_id = element_id


class EngineRefusal(Exception):
    """The engine does not carry out a command; the state it was given still holds."""


class TaskNotReady(EngineRefusal):
    """A task is not open: finished, cancelled, not reached yet, or of another case."""


class TimerNotWaiting(EngineRefusal):
    """A timer has fired, has ended with its task, or is of another case."""


class TimerNotDue(EngineRefusal):
    """A timer was fired before its due instant."""


class CaseClosed(EngineRefusal):
    """A case has ended, so nothing of it can be cancelled or moved."""


class InvalidDocuments(EngineRefusal):
    """The engine was handed other documents or fields than the row leaves behind."""


class OutOfOrder(EngineRefusal):
    """A command has a sequence number that the case has already passed."""


class UnreadableState(EngineRefusal):
    """Bytes are no state of a case."""


class UnknownEngineVersion(EngineRefusal):
    """A state was written by an engine that this one does not know, such as a newer one."""


class WrongDiagram(EngineRefusal):
    """A state belongs to another diagram."""


class StepBudgetExceeded(EngineRefusal):
    """A diagram runs on and on without reaching a person."""


class BrokenStep(EngineRefusal):
    """A step would leave a case that nobody can go on with, or one that ended without an end event."""


class EngineChanged(Exception):
    """SpiffWorkflow no longer is what this engine was proven on; nothing may start."""
