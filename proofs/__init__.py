"""Proofs that nothing acknowledged is lost: commands that print a figure and fail when the promise does."""
