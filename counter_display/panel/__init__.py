"""The teller panel: one small window beside the core banking system, driven by the keyboard."""
