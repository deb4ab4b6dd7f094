"""Taking back over HTTP: SMART App Launch, pages of a record, search, bulk export; all faults.

https://hl7.org/fhir/smart-app-launch/STU2.2/ and https://hl7.org/fhir/uv/bulkdata/STU2/
"""

from __future__ import annotations

import asyncio
import html
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from vault.record.canonical import compact
from vault.sandbox.desk import Desk
from vault.sandbox.giving_back import PAGE, Resource, given_back, patients
from vault.sandbox.login import Asked, DeniedError, Given, Login
from vault.sandbox.practice import Practice

FHIR: Final = "application/fhir+json"
NDJSON: Final = "application/fhir+ndjson"
_MOST_FORM: Final = 16 * 1024
_QUIET: Final = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
_PAGE: Final = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>{title}</title>
<h1>{title}</h1><form method="post" action="authorize">
<input type="hidden" name="request" value="{request}">{people}
<p><button type="submit" name="answer" value="yes">Donner accès – Give access</button></p></form>"""
_PERSON: Final = (
    '<p><label><input type="radio" name="patient" value="{id}"{first}> {shown}</label></p>'
)
Handler = Callable[["_Smart", Request, Desk, Login], Awaitable[Response]]


def routes(practice: Practice) -> list[Route]:
    """Return the routes of every service of a practice."""
    smart = _Smart(practice)
    fhir = "/{name}/fhir"
    return [
        Route(f"{fhir}/.well-known/smart-configuration", smart.answers(_configuration)),
        Route(f"{fhir}/metadata", smart.answers(_metadata)),
        Route(f"{fhir}/Patient/$export", smart.answers(_export)),
        Route(f"{fhir}/$jobs/{{job}}", smart.answers(_job), methods=["GET", "DELETE"]),
        Route(f"{fhir}/$jobs/{{job}}/{{kind}}", smart.answers(_file)),
        Route(f"{fhir}/Patient/{{id}}/$everything", smart.answers(_everything)),
        Route(f"{fhir}/{{kind}}", smart.answers(_search)),
        Route("/{name}/authorize", smart.answers(_authorize), methods=["GET", "POST"]),
        Route("/{name}/token", smart.answers(_token), methods=["POST"]),
        Route("/{name}/revoke", smart.answers(_revoke), methods=["POST"]),
        Route("/{name}/jwks", smart.answers(_jwks)),
    ]


class _Smart:
    """The logins of all services, the requests that wait in a browser, the running exports."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice
        self.waiting: dict[str, Asked] = {}
        self.jobs: dict[str, tuple[Given, int]] = {}  # and how often it was asked about
        self._logins: dict[str, Login] = {}

    def answers(self, work: Handler) -> Callable[[Request], Awaitable[Response]]:
        """Return what a route calls: the work, for the service that the address names."""

        async def answer(request: Request) -> Response:
            name = request.path_params["name"]
            desk = self.practice.desks.get(name)
            if desk is None:
                return Response(status_code=404)
            login = self._logins.get(name)
            if login is None:
                login = Login(desk.id, f"{desk.id}/fhir", self.practice.now)
                self._logins[name] = login
            return await work(self, request, desk, login)

        return answer

    def fault(self, where: str) -> str:
        met = self.practice.faults.at("login" if where == "login" else "pull")
        self.practice.faults.used_up()
        return met


async def _configuration(_smart: _Smart, _request: Request, desk: Desk, login: Login) -> Response:
    return JSONResponse(
        {
            "issuer": login.iss,
            "jwks_uri": f"{desk.id}/jwks",
            "authorization_endpoint": f"{desk.id}/authorize",
            "token_endpoint": f"{desk.id}/token",
            "revocation_endpoint": f"{desk.id}/revoke",
            "authorization_response_iss_parameter_supported": True,
            "grant_types_supported": ["authorization_code"],
            "code_challenge_methods_supported": ["S256"],
            "capabilities": [
                "launch-standalone", "client-public", "context-standalone-patient",
                "permission-patient", "permission-v2", "permission-offline", "sso-openid-connect",
            ],
        }
    )  # fmt: skip


async def _jwks(_smart: _Smart, _request: Request, _desk: Desk, login: Login) -> Response:
    return JSONResponse({"keys": [login.key.public.jwk(use="sig", alg="ES256")]})


async def _authorize(smart: _Smart, request: Request, desk: Desk, login: Login) -> Response:
    if request.method == "POST":
        return await _pressed(smart, request, desk, login)
    try:
        asked = login.asked(request.query_params)
    except DeniedError as refusal:
        return JSONResponse({"error": refusal.name}, 400)
    number = secrets.token_urlsafe(16)
    smart.waiting[number] = asked
    people = "".join(
        _PERSON.format(id=html.escape(one), first="" if place else " checked", shown=key[:8])
        for place, (one, key) in enumerate(patients(desk).items())
    )
    title = html.escape(str(desk.shelf.today().name.get("fr", "")))
    return HTMLResponse(
        _PAGE.format(title=title, request=number, people=people),
        headers={**_QUIET, "content-security-policy": "default-src 'none'"},
    )


async def _pressed(smart: _Smart, request: Request, desk: Desk, login: Login) -> Response:
    """Send the browser back to the program, with a code or a refusal."""
    form = await _form(request)
    asked = smart.waiting.pop(form.get("request", ""), None)
    if asked is None:
        return JSONResponse({"error": "invalid_request"}, 400)
    fault = smart.fault("login")
    if fault == "login-never":
        return HTMLResponse("<!doctype html><title>…</title>")
    told = {"state": asked.state, "iss": login.iss}
    if fault == "other-issuer":
        told["iss"] = f"{smart.practice.origin}/elsewhere"
    patient = form.get("patient", "")
    if fault == "login-denied" or patient not in patients(desk):
        told["error"] = "access_denied"
    else:
        told["code"] = login.agreed(asked, patient)
    return Response(
        status_code=303, headers={**_QUIET, "location": f"{asked.redirect}?{urlencode(told)}"}
    )


async def _token(_smart: _Smart, request: Request, _desk: Desk, login: Login) -> Response:
    try:
        return JSONResponse(login.token(await _form(request)), headers=_QUIET)
    except DeniedError as refusal:
        return JSONResponse({"error": refusal.name}, 400, _QUIET)


async def _revoke(_smart: _Smart, request: Request, _desk: Desk, login: Login) -> Response:
    login.revoke((await _form(request)).get("token", ""))
    return Response(headers=_QUIET)


async def _metadata(_smart: _Smart, _request: Request, desk: Desk, _login: Login) -> Response:
    kinds = sorted(
        {one["resourceType"] for who in patients(desk) for one in given_back(desk, who, "")}
    )
    stated = {
        "resourceType": "CapabilityStatement", "status": "active", "kind": "instance",
        "fhirVersion": "4.0.1", "format": ["json"],
        "rest": [{"mode": "server", "resource": [{"type": kind} for kind in kinds]}],
    }  # fmt: skip
    return _fhir(stated)


async def _everything(smart: _Smart, request: Request, desk: Desk, login: Login) -> Response:
    given = login.holder(request.headers.get("authorization", ""))
    if given is None or given.patient != request.path_params["id"]:
        return _outcome(401 if given is None else 403)
    fault = smart.fault("pull")
    if fault == "html-instead":
        return HTMLResponse("<!doctype html><h1>Bienvenue</h1>")
    start = _number(request.query_params.get("from", "0"))
    record = given_back(desk, given.patient, fault)
    shown = record[start : start + PAGE] or (record if fault == "endless-pages" else [])
    here = f"{login.aud}/Patient/{given.patient}/$everything"
    following = f"{here}?from={start + PAGE}" if len(record) > start + PAGE else ""
    if fault == "endless-pages":
        following = f"{here}?from={start + PAGE}"
    if fault == "next-elsewhere":
        following = f"http://localhost:{request.url.port}/elsewhere{request.url.path}"
    return _fhir(_page(login, shown, len(record), following))


async def _search(_smart: _Smart, request: Request, desk: Desk, login: Login) -> Response:
    given = login.holder(request.headers.get("authorization", ""))
    if given is None:
        return _outcome(401)
    query, kind = request.query_params, request.path_params["kind"]
    whose = query.get("_id") if kind == "Patient" else query.get("patient")
    if whose is None or whose.removeprefix("Patient/") != given.patient:
        return _outcome(403)
    record = given_back(desk, given.patient, _smart.fault("pull"))
    found = [one for one in record if one["resourceType"] == kind]
    start = _number(query.get("from", "0"))
    here = f"{login.aud}/{kind}?{'_id' if kind == 'Patient' else 'patient'}={given.patient}"
    following = f"{here}&from={start + PAGE}" if len(found) > start + PAGE else ""
    return _fhir(_page(login, found[start : start + PAGE], len(found), following))


async def _export(smart: _Smart, request: Request, _desk: Desk, login: Login) -> Response:
    given = login.holder(request.headers.get("authorization", ""))
    if given is None:
        return _outcome(401)
    if request.headers.get("prefer") != "respond-async":
        return _outcome(400)
    number = secrets.token_urlsafe(16)
    smart.jobs[number] = (given, 0)
    return Response(status_code=202, headers={"content-location": f"{login.aud}/$jobs/{number}"})


async def _job(smart: _Smart, request: Request, desk: Desk, login: Login) -> Response:
    number = request.path_params["job"]
    given = login.holder(request.headers.get("authorization", ""))
    if number not in smart.jobs or given is None:
        return _outcome(404 if given else 401)
    if request.method == "DELETE":
        del smart.jobs[number]
        return Response(status_code=202)
    whose, polls = smart.jobs[number]
    smart.jobs[number] = (whose, polls + 1)
    if not polls:
        await asyncio.sleep(0)
        return Response(status_code=202, headers={"x-progress": "half done"})
    record = given_back(desk, whose.patient, "")
    kinds = dict.fromkeys(one["resourceType"] for one in record)
    manifest = {
        "transactionTime": "2026-01-01T00:00:00Z", "request": f"{login.aud}/Patient/$export",
        "requiresAccessToken": True, "error": [],
        "output": [
            {
                "type": kind, "url": f"{login.aud}/$jobs/{number}/{kind}",
                "count": sum(one["resourceType"] == kind for one in record),
            }
            for kind in kinds
        ],
    }  # fmt: skip
    return JSONResponse(manifest)


async def _file(smart: _Smart, request: Request, desk: Desk, login: Login) -> Response:
    given = login.holder(request.headers.get("authorization", ""))
    if request.path_params["job"] not in smart.jobs or given is None:
        return _outcome(404 if given else 401)
    record = given_back(desk, given.patient, smart.fault("pull"))
    kind = request.path_params["kind"]
    lines = "".join(f"{compact(one)}\n" for one in record if one["resourceType"] == kind)
    return Response(lines, media_type=NDJSON)


def _page(login: Login, shown: list[Resource], total: int, following: str) -> dict[str, Any]:
    link = [{"relation": "next", "url": following}] if following else []
    entries = [
        {"fullUrl": f"{login.aud}/{one['resourceType']}/{one['id']}", "resource": one}
        for one in shown
    ]
    return {
        "resourceType": "Bundle", "type": "searchset", "total": total, "link": link,
        "entry": entries,
    }  # fmt: skip


def _fhir(value: dict[str, Any], status: int = 200) -> Response:
    return Response(compact(value), status, _QUIET, FHIR)


def _outcome(status: int) -> Response:
    issue = [{"severity": "error", "code": "forbidden"}]
    return _fhir({"resourceType": "OperationOutcome", "issue": issue}, status)


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_FORM:
            return {}
    return dict(parse_qsl(body.decode("latin-1")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
