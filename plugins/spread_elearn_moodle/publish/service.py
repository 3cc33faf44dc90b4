"""Moodle's web services, as far as sending a file goes.

The token travels in the body of requests to the site itself: never in an address,
never to where a redirect leads, and in no message.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from spread_elearn import SpreadError

LOCAL = ("127.0.0.1", "::1", "localhost")
_SECONDS = 120
_REASONS = {
    "invalidtoken": "The site does not know this token. Make a new one in Moodle: "
    "Preferences, Security keys.",
    "expired": "The token has expired. Make a new one in Moodle: Preferences, Security "
    "keys.",
    "accessexception": "The token's service does not allow this. Ask for a token of "
    "the service that the mobile app uses.",
    "servicenotavailable": "Web services are off. Ask the administrator to turn on "
    "the mobile service.",
    "enablewsdescription": "Web services are off. Ask the administrator to turn on "
    "the mobile service.",
    "userquotalimit": "Your private files are full. Delete some in Moodle.",
    "maxareabytes": "Your private files are full. Delete some in Moodle.",
}


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True)
class Site:
    """One Moodle site and one user's token. Raises SpreadError with what to do."""

    url: str
    token: str = field(repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SpreadError(
                f"{self.url} is no address of a site.\n"
                "    Write it as the browser shows it: https://moodle.example.org"
            )
        if parts.scheme == "http" and parts.hostname not in LOCAL:
            raise SpreadError(
                f"{self.url}: without https anybody on the way could read the token.\n"
                "    Use the site's https address."
            )

    def call(self, function: str, **values: str | int) -> Any:
        """Ask a function of the REST server; returns what it answers."""
        asked = {
            "wstoken": self.token,
            "wsfunction": function,
            "moodlewsrestformat": "json",
            **values,
        }
        body = urlencode(asked).encode()
        kind = "application/x-www-form-urlencoded"
        return self._ask("webservice/rest/server.php", body, kind)

    def upload(self, name: str, content: bytes) -> int:
        """Put a file into a new draft area; returns the area's number."""
        if set(name) & set('"\r\n'):
            raise self._refused("Rename the file: no quotes, one line.")
        fields = {"token": self.token, "filearea": "draft", "itemid": "0"}
        body, kind = _form(fields, name, content)
        [stored] = self._ask("webservice/upload.php", body, kind)
        if "itemid" not in stored:
            raise self._refused(str(stored.get("error", "The file was not kept.")))
        return int(stored["itemid"])

    def page(self, path: str, **values: str | int) -> str:
        """The address of a page for people."""
        query = f"?{urlencode(values)}" if values else ""
        return f"{self.url.rstrip('/')}/{path}{query}"

    def _ask(self, path: str, body: bytes, kind: str) -> Any:
        request = Request(self.page(path), body, {"Content-Type": kind})  # noqa: S310
        try:
            with build_opener(_NoRedirect).open(request, timeout=_SECONDS) as answer:
                found = json.loads(answer.read())
        except HTTPError as error:
            with error:
                raise self._status(error) from None
        except (URLError, OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise self._refused(f"It cannot be reached: {reason}") from None
        except ValueError:
            raise self._refused(
                "What answers is no Moodle. Is the address right?"
            ) from None
        if isinstance(found, dict) and ("exception" in found or "error" in found):
            raise self._complaint(found, path, body, kind)
        return found

    def _has_expired(self, path: str, body: bytes, kind: str) -> bool:
        """Moodle says of an expired token what it says of a wrong service, and deletes
        it: asked once more, it does not know the token any longer.
        """
        request = Request(self.page(path), body, {"Content-Type": kind})  # noqa: S310
        try:
            with build_opener(_NoRedirect).open(request, timeout=_SECONDS) as answer:
                found = json.loads(answer.read())
        except (HTTPError, URLError, OSError, HTTPException, ValueError):
            return False
        return isinstance(found, dict) and found.get("errorcode") == "invalidtoken"

    def _status(self, error: HTTPError) -> SpreadError:
        moved = error.headers.get("Location", "") if error.headers else ""
        if moved:
            place = urlsplit(moved)
            return self._refused(
                f"It has moved to {place.scheme}://{place.netloc}. Use that address."
            )
        if error.code == 413:
            return self._refused("The file is larger than the web server takes.")
        return self._refused(f"It answers with {error.code} {error.reason}.")

    def _complaint(
        self, found: Mapping[str, Any], path: str, body: bytes, kind: str
    ) -> SpreadError:
        code = str(found.get("errorcode", ""))
        if code == "accessexception" and self._has_expired(path, body, kind):
            code = "expired"
        said = str(found.get("message") or found.get("error") or code)
        return self._refused(_REASONS.get(code, said))

    def _refused(self, why: str) -> SpreadError:
        """An error without the token, whatever the site has said."""
        clean = why.replace(self.token, "[token]") if self.token else why
        return SpreadError(f"{self.url}: nothing was sent.\n    {clean}")


def _form(fields: Mapping[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    """A form with a file (RFC 7578), and its content type."""
    mark = f"spread-elearn-{secrets.token_hex(16)}"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    about = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    head = f"--{mark}\r\n{about}\r\nContent-Type: application/octet-stream\r\n\r\n"
    body = "".join([*parts, head]).encode() + content + f"\r\n--{mark}--\r\n".encode()
    return body, f"multipart/form-data; boundary={mark}"
