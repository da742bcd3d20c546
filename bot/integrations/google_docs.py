"""Reports as Google documents in a folder of Google Drive.

Source: Drive's API, version 3 (https://developers.google.com/workspace/drive/api/reference/rest/v3), and
https://developers.google.com/identity/protocols/oauth2/web-server#offline. Drive makes a document of HTML that is
uploaded; what we made bears a property that only we see.
"""

from __future__ import annotations

import json
import secrets
from urllib.parse import urlencode

from bot.domain.trouble import Trouble
from bot.errors import ServiceFailure
from bot.exports.html import html_file
from bot.integrations.calling import REFUSED_WAIT, Caller, Json
from bot.integrations.pages import Outside, Page

API, LOGIN = "https://www.googleapis.com", "https://oauth2.googleapis.com"
DOCUMENT, FIELDS = "application/vnd.google-apps.document", "id,webViewLink,trashed,lastModifyingUser(me)"
FORM = {"content-type": "application/x-www-form-urlencoded"}


class GoogleDocs:
    """A folder by its id. `client` and `secret` are those of an OAuth client, `token` a refresh token of its user with the
    scope drive: with drive.file a folder that people made is not there for us."""

    key = "google"
    name = "Google Docs"

    def __init__(self, folder: str, token: str, client: str, secret: str, url: str = "") -> None:
        self._folder, self._api = folder, url or API
        self._login = Caller(url or LOGIN, {})
        self._asked = {"grant_type": "refresh_token", "refresh_token": token, "client_id": client, "client_secret": secret}

    async def check(self) -> bool:
        """Whether the folder is there for us."""
        await (await self._caller()).call("GET", f"/drive/v3/files/{self._folder}", params=_params("id"))
        return True

    async def find(self, page: Page) -> Outside | None:
        """The document that bears our mark."""
        asked = f"appProperties has {{ key='postmortem' and value='{_quoted(page.mark)}' }} and trashed = false"
        params = {**_params(f"files({FIELDS})"), "includeItemsFromAllDrives": "true", "q": asked}
        found = await (await self._caller()).call("GET", "/drive/v3/files", params=params)
        return _outside(found["files"][0]) if found["files"] else None

    async def create(self, page: Page) -> Outside:
        """Make the document."""
        about = {"name": page.title, "mimeType": DOCUMENT, "parents": [self._folder], "appProperties": {"postmortem": page.mark}}
        return await self._upload(await self._caller(), "POST", "/upload/drive/v3/files", about, page)

    async def write(self, ref: str, page: Page, *, anew: bool) -> Outside:
        """Put the report in place of what the document holds; what people wrote in it stays, unless `anew`."""
        caller = await self._caller()
        there = await caller.call("GET", f"/drive/v3/files/{ref}", params=_params(FIELDS))
        if there.get("trashed"):
            raise ServiceFailure(Trouble.GONE, permanent=True)
        if not anew and not (there.get("lastModifyingUser") or {}).get("me", True):
            raise ServiceFailure(Trouble.EDITED, permanent=True)
        return await self._upload(caller, "PATCH", f"/upload/drive/v3/files/{ref}", {"name": page.title}, page)

    @staticmethod
    async def _upload(caller: Caller, method: str, path: str, about: Json, page: Page) -> Outside:
        edge = secrets.token_hex(16)
        parts = (
            ("application/json; charset=UTF-8", json.dumps(about)),
            ("text/html; charset=UTF-8", html_file(page.document, "")),
        )
        body = "".join(f"--{edge}\r\ncontent-type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + f"--{edge}--\r\n"
        params, headers = {**_params(FIELDS), "uploadType": "multipart"}, {"content-type": f"multipart/related; boundary={edge}"}
        return _outside(await caller.call(method, path, params=params, content=body.encode(), headers=headers))

    async def _caller(self) -> Caller:
        """With an access token, which lasts an hour and is asked for whenever something is written."""
        told = await self._login.call("POST", "/token", content=urlencode(self._asked).encode(), headers=FORM, keep={400, 401})
        if "access_token" not in told:
            raise ServiceFailure(Trouble.REFUSED, wait=REFUSED_WAIT)
        return Caller(self._api, {"authorization": f"Bearer {told['access_token']}"})


def _params(fields: str) -> dict[str, str]:
    return {"fields": fields, "supportsAllDrives": "true"}


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _outside(told: Json) -> Outside:
    return Outside(str(told["id"]), str(told["webViewLink"]))
