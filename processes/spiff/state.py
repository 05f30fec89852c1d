"""The bytes that a case is between two commands: a header of our own, then its tree in one of two codecs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from processes.errors import OutOfOrder, UnknownEngineVersion, UnreadableState, WrongDiagram
from processes.progress import Moment
from processes.spiff import lean, stock
from processes.spiff.plan import Plan
from processes.spiff.workflow import CaseWorkflow

# The first number is ours: raise it with every change to what a state holds or how a case moves.
ENGINE_VERSION: Final = "1/SpiffWorkflow-3.2.0"
_READABLE: Final = {ENGINE_VERSION}


@dataclass(frozen=True)
class Header:
    """Hold which case this is and how far it came."""

    case_id: UUID
    at: datetime
    seq: int

    def after(self, moment: Moment) -> Moment:
        """Place a command behind the ones before it; time does not run backwards in a case."""
        if moment.seq <= self.seq:
            raise OutOfOrder(f"Command {moment.seq} comes after command {self.seq}")
        return Moment(max(moment.at, self.at), moment.seq, moment.calendar)


def write(workflow: CaseWorkflow) -> bytes:
    """Write a state after its command; equal cases give equal bytes."""
    plan, moment = workflow.plan, workflow.moment
    state = {
        "engine": ENGINE_VERSION,
        "diagram": plan.sha256,
        "case": str(workflow.case_id),
        "at": moment.at.isoformat(),
        "seq": moment.seq,
        "codec": _codec_name(plan),
        **(lean if plan.lean else stock).encode(workflow),
    }
    return orjson.dumps(state, option=orjson.OPT_SORT_KEYS)


def read(plan: Plan, state: bytes) -> tuple[Header, CaseWorkflow]:
    """Read a state of this diagram.

    Raises UnreadableState, UnknownEngineVersion or WrongDiagram.
    """
    content = _content(state)
    if content.get("engine") not in _READABLE or content.get("codec") != _codec_name(plan):
        raise UnknownEngineVersion(f"{content.get('engine')} ({content.get('codec')}), not {ENGINE_VERSION}")
    if content.get("diagram") != plan.sha256:
        raise WrongDiagram(f"The state is of {content.get('diagram')}, not of {plan.sha256}")
    try:
        header = Header(UUID(content["case"]), datetime.fromisoformat(content["at"]), int(content["seq"]))
        return header, (lean if plan.lean else stock).decode(plan, content)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise UnreadableState(f"{type(error).__name__}: {error}") from error


def _content(state: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(state)
    except orjson.JSONDecodeError as error:
        raise UnreadableState(str(error)) from error
    if not isinstance(content, dict):
        raise UnreadableState("A state is an object")
    return content


def _codec_name(plan: Plan) -> str:
    return "lean" if plan.lean else "stock"
