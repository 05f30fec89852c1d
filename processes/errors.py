"""What can be wrong with an SOP, its calendar or a step of its engine: one exception per fact."""


class InvalidBudget(ValueError):
    """A duration is not a positive number of working minutes, hours or days."""


class InvalidCalendar(ValueError):
    """A working calendar contradicts itself."""


class NoWorkingTime(Exception):
    """A calendar has too little working time within ten years for what was asked."""
