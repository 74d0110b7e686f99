"""The whole machine looked at: the core's own checks beside printer, readers, fonts and sound (`lobby doctor`)."""
