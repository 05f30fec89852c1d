"""What may become of a message on its way, whichever way it goes; each argument is a code and quotes nobody."""

from __future__ import annotations


class Refused(Exception):
    """This message will never be taken."""


class AddressDead(Refused):
    """This message will never be taken, and no other one to this recipient: there is no such address."""


class PutOff(Exception):
    """This message is not taken now, while others may be."""


class WayClosed(Exception):
    """No message is taken now: the server behind this way is down, or is not set up."""
