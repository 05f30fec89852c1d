// What everybody who works here has on every page: the command palette, and shortcuts of one letter with their sheet.

import "./staff/palette.js";
import "./staff/shortcuts.js";
