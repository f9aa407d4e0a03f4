"""Teams of a desk and what their people take on: written by whoever leads it, each change in the audit log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from amends.accounts import account
from amends.assistant.context import Context
from amends.audit import log as audit
from amends.claims.claim import ISSUES
from amends.conversations.text import one_line
from amends.db.tables import AgentWorkRow, DeskCaseRow, TeamMemberRow, TeamRow
from amends.desk.actor import Actor
from amends.desk.permissions import check
from amends.desk.teams import people
from amends.desk.teams.choosing import USUAL_MOST, Person
from amends.errors import CannotBeDone, NotFound

LONGEST_NAME, MOST_TEAMS, MOST_CASES = 40, 30, 200
SAVED, REMOVED, WORK, AWAY, BACK = "team_saved", "team_removed", "work_changed", "went_away", "came_back"
ACTIONS = (SAVED, REMOVED, WORK, AWAY, BACK)
"""What the audit log says was done."""


@dataclass(frozen=True)
class Team:
    """With its people as they are now."""

    id: int
    merchant: str
    name: str
    hands_out: bool
    takes_new: bool
    people: tuple[Person, ...]


def of_merchant(session: Session, merchant: str, now: datetime) -> list[Team]:
    """All of one desk, by name."""
    rows = session.scalars(select(TeamRow).where(TeamRow.merchant == merchant).order_by(TeamRow.name)).all()
    members = people.of_teams(session, [row.id for row in rows], now) if rows else {}
    return [Team(row.id, merchant, row.name, row.hands_out, row.takes_new, tuple(members[row.id])) for row in rows]


@dataclass(frozen=True)
class TakesOn:
    """What a person takes on; everything where a list is empty."""

    languages: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    most: int = USUAL_MOST
    away: bool = False


def work_of(session: Session, person: str) -> TakesOn:
    """As it was set, or as it is for whom nothing was."""
    row = session.get(AgentWorkRow, person)
    if row is None:
        return TakesOn()
    most = USUAL_MOST if row.most is None else row.most
    return TakesOn(tuple(map(str, row.languages)), tuple(map(str, row.issues)), most, row.away)


def names(session: Session, merchants: Collection[str]) -> dict[int, str]:
    """Of all teams of these desks, by name."""
    rows = select(TeamRow.id, TeamRow.name).where(TeamRow.merchant.in_(merchants)).order_by(TeamRow.name, TeamRow.id)
    return {int(team): str(name) for team, name in session.execute(rows)}


@dataclass(frozen=True)
class Teams:
    """CannotBeDone says what cannot be; NotFound where there is no such team at a desk of theirs."""

    context: Context

    def add(self, actor: Actor, merchant: str, name: str) -> int:
        """A new one, without people; its id."""
        check(actor, "edit_teams", merchant)
        word = self._name(name)
        with self.context.database.begin() as session:
            self._check_name(session, merchant, word, None)
            if len(names(session, [merchant])) >= MOST_TEAMS:
                raise CannotBeDone(f"{MOST_TEAMS} teams are enough. Take one away first.")
            row = TeamRow(merchant=merchant, name=word, changed_by=actor.id, changed_at=self.context.clock())
            session.add(row)
            session.flush()
            self._note(session, actor, row, SAVED, [])
            return row.id

    def save(
        self, actor: Actor, team: int, name: str, members: Collection[str], *, hands_out: bool, takes_new: bool
    ) -> None:
        """Its name, its people by their ids, and whether it hands out and takes what is new: that from another team."""
        word = self._name(name)
        with self.context.database.begin() as session:
            row = self._row(session, actor, team)
            self._check_name(session, row.merchant, word, team)
            able = {each.id for each in account.at_desk(session, row.merchant)}
            if not able.issuperset(members):
                raise CannotBeDone("Only people who work for this merchant can be in its teams.")
            if takes_new:
                others = update(TeamRow).where(TeamRow.merchant == row.merchant, TeamRow.id != team)
                session.execute(others.values(takes_new=False))
            row.name, row.hands_out, row.takes_new = word, hands_out, takes_new
            session.execute(delete(TeamMemberRow).where(TeamMemberRow.team_id == team))
            session.add_all(TeamMemberRow(team_id=team, agent_id=each) for each in sorted(set(members)))
            self._note(session, actor, row, SAVED, sorted(set(members)))

    def remove(self, actor: Actor, team: int) -> None:
        """Its cases are no team's any more, and stay whose they are."""
        with self.context.database.begin() as session:
            row = self._row(session, actor, team)
            self._note(session, actor, row, REMOVED, [])
            session.execute(update(DeskCaseRow).where(DeskCaseRow.team_id == team).values(team_id=None))
            session.execute(delete(TeamMemberRow).where(TeamMemberRow.team_id == team))
            session.delete(row)

    def set_work(
        self, actor: Actor, merchant: str, person: str, languages: Collection[str], issues: Collection[str], most: int
    ) -> None:
        """What a person takes on, at all desks that they work for: the log of each has it."""
        check(actor, "edit_teams", merchant)
        if not 0 <= most <= MOST_CASES:
            raise CannotBeDone(f"Somebody has 0 to {MOST_CASES} cases at once.")
        if unknown := set(issues) - set(ISSUES):
            raise CannotBeDone(f"There is no such issue: {', '.join(sorted(unknown))}.")
        known = {each for policies in self.context.merchants.values() for each in policies.merchant.languages}
        if set(languages) - known:
            raise CannotBeDone("Choose languages that a merchant writes in.")
        with self.context.database.begin() as session:
            theirs = next((each for each in account.at_desk(session, merchant) if each.id == person), None)
            if theirs is None:
                raise NotFound("There is no such colleague.")
            row = self._work(session, person)
            row.languages, row.issues, row.most = sorted(set(languages)), sorted(set(issues)), most
            body: dict[str, object] = {"languages": row.languages, "issues": row.issues, "most": most}
            for each in sorted(theirs.merchants):
                self._log(session, actor, each, WORK, f"person {person}", body)

    def set_away(self, actor: Actor, *, away: bool) -> None:
        """One's own: nothing is given while one is away, and what one has stays."""
        with self.context.database.begin() as session:
            row = self._work(session, actor.id)
            if row.away == away:
                return
            row.away = away
            for merchant in sorted(actor.merchants):
                self._log(session, actor, merchant, AWAY if away else BACK, f"person {actor.id}", {})

    def _work(self, session: Session, person: str) -> AgentWorkRow:
        row = session.get(AgentWorkRow, person, with_for_update=True)
        if row is None:
            row = AgentWorkRow(agent_id=person, languages=[], issues=[], most=None, away=False)
            session.add(row)
        return row

    def _row(self, session: Session, actor: Actor, team: int) -> TeamRow:
        row = session.get(TeamRow, team, with_for_update=True)
        if row is None or row.merchant not in actor.merchants:
            raise NotFound("There is no such team.")
        check(actor, "edit_teams", row.merchant)
        return row

    def _name(self, typed: str) -> str:
        word = one_line(typed)
        if len(word) > LONGEST_NAME:
            raise CannotBeDone(f"The name of a team has {LONGEST_NAME} characters at most.")
        return word

    def _check_name(self, session: Session, merchant: str, word: str, but: int | None) -> None:
        others = {name.casefold() for team, name in names(session, [merchant]).items() if team != but}
        if word.casefold() in others:
            raise CannotBeDone(f"There is a team {word} already.")

    def _note(self, session: Session, actor: Actor, row: TeamRow, action: str, members: list[str]) -> None:
        row.changed_by, row.changed_at = actor.id, self.context.clock()
        body: dict[str, object] = {
            "name": row.name,
            "hands_out": bool(row.hands_out),
            "takes_new": bool(row.takes_new),
            "people": members,
        }
        self._log(session, actor, row.merchant, action, f"team {row.id}", body)

    def _log(
        self, session: Session, actor: Actor, merchant: str, action: str, subject: str, body: dict[str, object]
    ) -> None:
        audit.append(
            session, merchant=merchant, actor=actor.id, action=action, subject=subject, body=body,
            now=self.context.clock(),
        )  # fmt: skip
