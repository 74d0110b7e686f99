"""Copies of the record that can be trusted: taken beside a working lobby, looked at before they count."""

from lobby.backup.keeper import Keeper

__all__ = ["Keeper"]
