"""Settings of policies that are not in force."""

from pathlib import Path

from pydantic import BaseModel, Field


class DraftSettings(BaseModel):
    """A part of Settings."""

    draft_policies_folder: Path | None = Field(
        None,
        description="Folder of draft policies, of the same shape as AMENDS_POLICIES_FOLDER, for the desk's page that "
        "shows a draft beside the policy in force. Without it that page shows a text on file whose day is to come.",
    )
