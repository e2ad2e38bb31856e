"""What the fuzzer has to know about the demo to come past its doors.

Schemathesis draws every value from /api/openapi.json. An id that it draws names
nothing: most are exchanged for one that there is, in every phase alike, so that the
handlers behind the first look-up are reached too. A well-formed value is exchanged for
a well-formed one alone; what was drawn to be wrong stays as it is.

`YUANLIU_FUZZ` is one JSON object: `url`, and `login` with `passphrase` or neither.
"""

import json
import os
import secrets
import threading
import uuid
from base64 import urlsafe_b64encode

import requests
import schemathesis

TOLD = json.loads(os.environ["YUANLIU_FUZZ"])
API = TOLD["url"] + "/api/v1"
OURS = {"x-yuanliu": "1"}
COOKIE = "yuanliu"
# Of ten well-formed ids so many are exchanged for one that there is.
KNOWN_OF_TEN = 8


class Session:
    """Who asks. Signs in again when the fuzzer has signed it out."""

    def __init__(self):
        self.lock = threading.Lock()
        self.cookie = None
        self.ids = {}
        self.device = None

    def ask(self, method, path, **body):
        jar = {COOKIE: self.cookie} if self.cookie else {}
        answer = requests.request(
            method, API + path, headers=OURS, cookies=jar, timeout=60, **body
        )
        answer.raise_for_status()
        return answer

    def current(self):
        with self.lock:
            if self.cookie is None:
                said = {"login": TOLD["login"], "passphrase": TOLD["passphrase"]}
                answer = self.ask("POST", "/session", json=said)
                self.cookie = answer.cookies[COOKIE]
                self.enrol()
                self.look(answer.json())
            return self.cookie

    def signed_out(self):
        with self.lock:
            self.cookie = None

    def enrol(self):
        """A new device: the one before has used up its quota, or is forgotten."""
        self.device = str(uuid.uuid4())
        key = urlsafe_b64encode(b"\x04" + secrets.token_bytes(64)).rstrip(b"=").decode()
        self.ask("PUT", f"/devices/{self.device}", json={"public_key": key})

    def look(self, who):
        """Ids that there are, by the name that addresses and bodies have for them."""
        spaces = [space["space"] for space in who["spaces"]]
        children = [child for space in who["spaces"] for child in space["member"]["children"]]
        rows = []
        for space in spaces:
            rows += self.rows(space)
        keys = [row["i"] for row in rows if is_id(row["i"])]
        verdicts = [row["i"] for row in rows if row["k"] in ("verdict", "receipt")]
        children += [row["i"] for row in rows if row["k"] == "child"][:20]
        members = [row["i"] for row in rows if row["k"] == "member"][:40]
        tablets = [row["i"] for row in rows if row["k"] == "tablet"]
        sessions = [one["id"] for one in self.ask("GET", "/account").json()["sessions"]]
        self.ids = {
            "space": spaces,
            "child": children,
            "act": verdicts[:20] + keys[:20],
            "person": members + [who["person"]],
            "people": members + [who["person"]],
            "tablet": tablets,
            "session": sessions,
        }

    def rows(self, space):
        said = {"protocol": 1, "device": self.device}
        return self.ask("POST", f"/spaces/{space}/sync", json=said).json()["rows"]


def is_id(value):
    try:
        return isinstance(value, str) and len(value) == 36 and bool(uuid.UUID(value))
    except ValueError:
        return False


def known(name, value):
    """The same drawn value always becomes the same known one: a failure can be repeated."""
    if not is_id(value):
        return value
    drawn = uuid.UUID(value).int
    if drawn % 10 >= KNOWN_OF_TEN:
        return value
    if name == "device" and session.device:
        return session.device
    pool = session.ids.get(name)
    return pool[drawn // 10 % len(pool)] if pool else value


def exchange(name, value):
    if isinstance(value, dict):
        return {key: exchange(key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [exchange(name, inner) for inner in value]
    return known(name, value)


session = Session()

if "login" in TOLD:

    @schemathesis.auth(refresh_interval=None)
    class Cookie:
        def get(self, case, context):
            return session.current()

        def set(self, case, data, context):
            case.cookies = {**(case.cookies or {}), COOKIE: data}


@schemathesis.hook
def before_call(context, case, kwargs):
    if isinstance(case.path_parameters, dict):
        for name, value in case.path_parameters.items():
            case.path_parameters[name] = known(name, value)
    if isinstance(case.body, (dict, list)):
        case.body = exchange("", case.body)
    if case.method.upper() not in {m.upper() for m in case.operation.schema[case.operation.path]}:
        # Without our own header a method that there is not would not come past the gate.
        case.headers = {**(case.headers or {}), **OURS}


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code not in (401, 409, 429):
        return
    try:
        code = json.loads(response.content).get("code")
    except ValueError:
        return
    if "login" not in TOLD:
        return
    if code == "signed_out":
        session.signed_out()
    elif code in ("over_quota", "unknown_device"):
        with session.lock:
            if session.cookie:
                try:
                    session.enrol()
                except requests.HTTPError:
                    session.cookie = None
