"""The tables of whom the person would call for help; `tables` has them with all others."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class HelpPlace(SQLModel, table=True):
    """The country whose numbers are shown; one row, and none until the person chose one."""

    __tablename__ = "help_place"
    __table_args__ = (
        CheckConstraint("place = 'home'", name="help_place_is_one"),
        CheckConstraint("country GLOB '[A-Z][A-Z]'", name="help_country_has_two_letters"),
    )

    place: str = Field(default="home", primary_key=True)
    country: str
    chosen_at: datetime


class HelpContact(SQLModel, table=True):
    """A number that the person wrote or confirmed, or somebody whom they would call.

    `replaces` is the number of the bundled table that it stands for: the same one where it was
    confirmed as it was, and empty where it stands beside those of the table.
    """

    __tablename__ = "help_contact"
    __table_args__ = (
        CheckConstraint("kind IN ('emergency', 'crisis', 'person')", name="help_kind_is_known"),
        CheckConstraint("(kind = 'person') = (country = '')", name="person_is_of_no_country"),
        CheckConstraint("kind <> 'person' OR replaces = ''", name="person_is_one"),
        CheckConstraint("name <> ''", name="help_contact_is_named"),
        CheckConstraint("number <> '' OR kind = 'person'", name="help_contact_has_a_number"),
    )

    kind: str = Field(primary_key=True)
    country: str = Field(primary_key=True)
    replaces: str = Field(primary_key=True)
    name: str
    number: str
    kept_at: datetime
