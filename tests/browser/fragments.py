"""What stands behind the # of an address."""

from base64 import urlsafe_b64encode


def base64url(body: bytes) -> str:
    return urlsafe_b64encode(body).decode().rstrip("=")
