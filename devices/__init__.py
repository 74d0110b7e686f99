"""Printers, card readers and what else hangs on a wire: bytes out, events in; nothing here knows the lobby."""
