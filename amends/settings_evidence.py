"""Settings of customers' pictures and PDFs: where they are kept, under which key, and what looks into them."""

from typing import Literal

from pydantic import BaseModel, Field, SecretStr, ValidationInfo, field_validator

from amends.settings_values import key


class EvidenceSettings(BaseModel):
    """A part of Settings."""

    evidence_store: str = Field(
        "var/evidence",
        min_length=1,
        description="Where customers' pictures are kept: a folder that is not served, or `s3://bucket/prefix`; the "
        "credentials come from the usual `AWS_…` variables.",
    )
    evidence_store_endpoint: str | None = Field(
        None, pattern=r"^https?://[^\s/]+", description="Address of an S3-compatible service that is not AWS."
    )
    evidence_key: SecretStr | None = key(
        "Secret under which customers' pictures are encrypted before they go into the store, at least 32 characters. "
        "Without it they are kept as they are. Keep a copy in another place: nothing opens them without it "
        "(docs/evidence.md)."
    )
    former_evidence_key: SecretStr | None = key(
        "The evidence key that held until now: what was encrypted under it is still read, and `amends evidence reseal` "
        "encrypts it under the new one (docs/operations.md)."
    )
    evidence_scanner: str | None = Field(
        None,
        min_length=1,
        description="clamd that scans each file: `host:port` or the path of its socket. While it does not answer, no "
        "file is accepted.",
    )
    evidence_reader: Literal["rapidocr", "tesseract", "off"] = Field(
        "rapidocr",
        description="What reads text from pictures: `rapidocr`, `tesseract` (lighter, less exact; needs the programs "
        "of Debian's tesseract-ocr with eng, nld and nor), or `off`.",
    )
    files_per_hour: int = Field(5, ge=1, le=100, description="Files that one conversation may send in an hour.")

    @field_validator("former_evidence_key")
    @classmethod
    def _beside_a_new_one(cls, former: SecretStr | None, given: ValidationInfo) -> SecretStr | None:
        if former is not None and given.data.get("evidence_key") is None:
            raise ValueError("needs AMENDS_EVIDENCE_KEY beside it, or pictures would be kept in clear")
        return former
