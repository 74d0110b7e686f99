"""The rules of the lobby: pure functions. Arguments in, answer out, no clock of their own."""
