"""Keys of imported rows: short hex strings that lead back to nothing without a secret.

In a deployment the secret is derived from its master key, so that the same list gives the same keys
again. Without one it is made for this import and forgotten.
"""

import hmac
import secrets
from dataclasses import dataclass

LENGTH = 24


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes keys under a secret of at least 32 bytes."""

    secret: bytes

    def of(self, *parts: str) -> str:
        """The key of something named by parts; parts cannot be shifted into each other."""
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.digest(self.secret, text.encode("utf-8"), "sha256").hex()[:LENGTH]


def forgotten() -> Keys:
    """Keys under a secret that nobody keeps."""
    return Keys(secrets.token_bytes(32))
