"""What the Qt faces share: the link to the lobby, the look, the words' fit, and the widgets that two faces show."""

import uikit.imports  # noqa: F401 - before everything that takes long to load
