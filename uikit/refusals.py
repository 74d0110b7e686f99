"""What a rule's refusal says to the person in front of the screen, in that person's language."""

from __future__ import annotations

from lobby.errors import REASONS, Refused
from resources.language import catalogue


def sentence(refusal: Refused, language: str) -> str:
    return catalogue("refusals", language)(REASONS[refusal.reason], **refusal.facts)
