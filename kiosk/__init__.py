"""The customers' kiosk: it asks for the need, offers the quickest way and gives the number."""

import uikit  # noqa: F401 - first of all: PySide then reads none of the other modules' sources
