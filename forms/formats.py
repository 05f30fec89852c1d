"""What a `format` means here, the same as in browsers."""

import re

from jsonschema import FormatChecker

FORMATS = FormatChecker(formats=("date",))
# What browsers accept in <input type="email"> (HTML Standard, "valid e-mail address"), so that both agree.
EMAIL = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*"
)


@FORMATS.checks("email")
def is_email(value: object) -> bool:
    """Tell whether a text is an e-mail address; other types are not this format's business."""
    return not isinstance(value, str) or EMAIL.fullmatch(value) is not None
