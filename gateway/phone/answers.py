"""How the phone page answers: headers that let nothing in and nothing out, and no trace left in any store."""

from __future__ import annotations

from starlette.responses import Response

CONTENT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SEALED = {
    "content-security-policy": CONTENT,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
SECRET = {**SEALED, "cache-control": "no-store"}
"""For whatever tells of a visit."""
LASTING = {**SEALED, "cache-control": "public, max-age=31536000, immutable"}
"""For sheets and scripts, whose address changes with them."""


def page(body: bytes, status: int = 200, more: dict[str, str] | None = None) -> Response:
    return Response(body, status, {**SECRET, **(more or {})}, "text/html; charset=utf-8")


def elsewhere(address: str) -> Response:
    """Look there, by GET."""
    return Response(b"", 303, {**SECRET, "location": address})


def nothing(status: int) -> Response:
    return Response(b"", status, SECRET)


def file(body: bytes, kind: str, *, lasting: bool = True) -> Response:
    return Response(body, 200, LASTING if lasting else {**SEALED, "cache-control": "no-cache"}, kind)
