"""The whole house at work on a throw-away branch with simulated people: the one room that may know every face."""
