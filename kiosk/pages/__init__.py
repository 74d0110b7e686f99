"""The kiosk's pages: one file each, a widget and nothing else."""
