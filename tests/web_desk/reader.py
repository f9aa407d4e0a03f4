"""Somebody signed in at the desk who reads its pages and sends its forms without a browser."""

import html
import re

import httpx

from amends.accounts import sessions
from amends.db.tables import AgentRow
from tests.web_desk.house import House
from web.desk.guard import COOKIE

WITHIN_S = 60
_TAGS = re.compile(r"<[^>]+>")


class Reader:
    """Cookies that are for encrypted pages are kept by hand: a browser counts loopback as one, this client does not."""

    def __init__(self, house: House, who: str) -> None:
        with house.database.begin() as session:
            agent = session.query(AgentRow).filter_by(email=f"{who}@example.com").one()
            token = sessions.begin(session, agent.id, house.context.clock())
        self.cookies = {COOKIE: token}
        self._form = {"X-CSRF": sessions.csrf_token(token), "Origin": house.url}
        self._http = httpx.Client(base_url=house.url, trust_env=False, timeout=WITHIN_S)

    def get(self, path: str) -> str:
        """The page, as it is written."""
        answer = self._http.get(path, headers=self._kept())
        assert answer.status_code == 200, (path, answer.status_code)
        self._keep(answer)
        return answer.text

    def reads(self, path: str) -> str:
        """The words of the page, each run of blanks as one."""
        return " ".join(html.unescape(_TAGS.sub(" ", self.get(path))).split())

    def post(self, path: str, **form: str) -> httpx.Response:
        answer = self._http.post(path, data=form, headers={**self._kept(), **self._form})
        self._keep(answer)
        return answer

    def _kept(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _keep(self, answer: httpx.Response) -> None:
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value.strip('"')
