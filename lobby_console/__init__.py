"""The lobby manager's console: who needs a person now, and the act that helps, within one glance and one key."""
