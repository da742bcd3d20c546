"""A GitHub with one repository, as reports are proposed to it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha1

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.places.repository import BASE, Repository
from tests.places.shelf import Json, Kept
from tests.trackers.ledger import answered

NAME, PLACE, USER, SECRET = "github", "acme/shop", "", ""
FILE, REPO = "github.json", "/repos/{owner}/{repo}"


def shelf() -> Repository:
    return Repository("gh-token")


def sha_of(what: str) -> str:
    return sha1(what.encode(), usedforsecurity=False).hexdigest()


class Server:
    def __init__(self, at: Repository) -> None:
        self.at = at

    def show(self, kept: Kept) -> Json:
        state, url = self.at.state(kept), f"https://github.test/{PLACE}/pull/{kept.ref}"
        merged = "2026-12-01T10:00:00Z" if state == "merged" else None
        shown = {"number": int(kept.ref), "state": "open" if state == "open" else "closed", "html_url": url, "merged_at": merged}
        self.at.as_published(FILE, "pull", shown)
        return shown

    async def repository(self, _request: Request) -> Response:
        return JSONResponse({"default_branch": BASE})

    async def pulls(self, request: Request) -> Response:
        asked = {k: int(v) if v.isdigit() else v for k, v in request.query_params.items()}
        self.at.as_published(FILE, f"GET {REPO}/pulls", asked)
        owner, _, branch = request.query_params["head"].partition(":")
        assert owner == PLACE.partition("/")[0]
        return JSONResponse([self.show(k) for k in self.at.of(branch)][:1])

    async def propose(self, request: Request) -> Response:
        body = await request.json()
        self.at.as_published(FILE, f"POST {REPO}/pulls", body)
        if any(self.at.state(k) == "open" for k in self.at.of(body["head"])):
            return JSONResponse({"message": "A pull request already exists"}, 422)
        return JSONResponse(self.show(self.at.propose(body["head"], body["title"])), 201)

    async def ref(self, request: Request) -> Response:
        branch = request.path_params["branch"]
        if branch not in self.at.branches:
            return JSONResponse({"message": "Not Found"}, 404)
        sha = sha_of(repr(sorted(self.at.branches[branch].items())))
        shown = {"ref": f"refs/heads/{branch}", "object": {"type": "commit", "sha": sha, "url": "https://github.test/commit"}}
        self.at.as_published(FILE, "ref", shown)
        return JSONResponse(shown)

    async def new_ref(self, request: Request) -> Response:
        body = await request.json()
        self.at.as_published(FILE, f"POST {REPO}/git/refs", body)
        branch = body["ref"].removeprefix("refs/heads/")
        if branch in self.at.branches:
            return JSONResponse({"message": "Reference already exists"}, 422)
        self.at.begin(branch)
        return JSONResponse({}, 201)

    async def move_ref(self, request: Request) -> Response:
        body = await request.json()
        self.at.as_published(FILE, f"PATCH {REPO}/git/refs/{{ref}}", body)
        assert body["force"]
        self.at.begin(request.path_params["branch"])
        return JSONResponse({})

    async def read(self, request: Request) -> Response:
        self.at.as_published(FILE, f"GET {REPO}/contents/{{path}}", dict(request.query_params))
        text = self.at.branches[request.query_params["ref"]].get(request.path_params["path"])
        if text is None:
            return JSONResponse({"message": "Not Found"}, 404)
        encoded = b64encode(text.encode()).decode()
        return JSONResponse({"sha": sha_of(text), "content": "\n".join(encoded[n : n + 60] for n in range(0, len(encoded), 60))})

    async def write(self, request: Request) -> Response:
        body, path = await request.json(), request.path_params["path"]
        self.at.as_published(FILE, f"PUT {REPO}/contents/{{path}}", body)
        before = self.at.branches[body["branch"]].get(path)
        if body.get("sha") != (sha_of(before) if before is not None else None):
            return JSONResponse({"message": "sha does not match"}, 409)
        self.at.put(body["branch"], path, b64decode(body["content"]).decode())
        return JSONResponse({}, 200 if before else 201)

    def admitted(self, request: Request) -> bool:
        return request.headers.get("authorization") == f"Bearer {self.at.token}"


def app(at: Repository) -> Starlette:
    server, repo = Server(at), f"/repos/{PLACE}"
    return Starlette(
        routes=[
            Route(repo, answered(at, server.admitted, server.repository)),
            Route(f"{repo}/pulls", answered(at, server.admitted, server.pulls), methods=["GET"]),
            Route(f"{repo}/pulls", answered(at, server.admitted, server.propose), methods=["POST"]),
            Route(f"{repo}/git/ref/heads/{{branch}}", answered(at, server.admitted, server.ref)),
            Route(f"{repo}/git/refs", answered(at, server.admitted, server.new_ref), methods=["POST"]),
            Route(f"{repo}/git/refs/heads/{{branch}}", answered(at, server.admitted, server.move_ref), methods=["PATCH"]),
            Route(f"{repo}/contents/{{path:path}}", answered(at, server.admitted, server.read), methods=["GET"]),
            Route(f"{repo}/contents/{{path:path}}", answered(at, server.admitted, server.write), methods=["PUT"]),
        ]
    )
