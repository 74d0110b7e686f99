"""The two faces of a call: the panel with which a teller calls, and the display on which the hall sees it."""
