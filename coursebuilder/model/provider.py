"""What only the organisation that gives a course to learners knows; the lines that stand beside its gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coursebuilder.model.around import Framework, Signature
from coursebuilder.model.blocks import Media
from coursebuilder.problems import Place

Rows = tuple[tuple[str, ...], ...]  # a table's cells, the first row holds the headings


@dataclass(frozen=True, slots=True)
class Slot:
    """A detail only the provider knows; an empty value is a gap the learner can see.

    task: the provider's learners come from many organisations, so each is asked to find out their own
    """

    place: Place
    name: str
    label: str
    value: str
    kind: str  # safeguarding | support | criteria | plain: the first three warn when left empty
    task: bool = False


@dataclass(frozen=True, slots=True)
class NationalLine:
    """A helpline that anybody in the country may ring. It stands beside gaps and fills none.

    name: what it is called, such as NSPCC Helpline; owner: whose it is, as it is called beside a gap
    young: it is for the young person, so it is never shown as what the adult should ring
    beside: the names of the details beside whose gaps it stands
    checked_on: when a person last held the number against its owner's page, YYYY-MM-DD; "" if nobody has
    """

    place: Place
    key: str
    name: str
    owner: str
    number: str
    young: bool
    beside: tuple[str, ...]
    checked_on: str
    checked_by: str

    @property
    def words(self) -> str:
        """The key of the words that it is shown with, for {name} and {number}."""
        return "line-young" if self.young else "line"


@dataclass(frozen=True, slots=True)
class SupportLink:
    """A place to turn to, given by the provider."""

    place: Place
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class StatementEndpoint:
    """Where statements go beside a learning platform: an address that needs no secret.

    A learner goes by an account at `home_page`, whose name is made of it, the platform's id and `salt`.
    """

    place: Place
    endpoint: str
    home_page: str
    salt: str


@dataclass(frozen=True, slots=True)
class Provider:
    """The organisation that gives a course to learners. `details` fill slots; `data` holds tables by name.

    confidence_questions: whether learners are asked how sure they feel; None: as the course says
    anonymous_form: the address of the organisation's own form, or ""
    statements: where they go beside a learning platform; None: nowhere
    checked_on: the day on which a person last checked these details, YYYY-MM-DD; "" if nobody said
    signatures: those of the organisation's own people
    frameworks: what the organisation adds to frameworks of the courses, and those of its own
    learners_of_many: whether its learners come from many organisations, each with details of its own
    nation: the nation that it works in, "" if it doesn't say
    lines_checked: key of a national line -> the day on which somebody last checked its number
    """

    place: Place
    name: str
    contact: str
    details: tuple[Slot, ...]
    support_links: tuple[SupportLink, ...]
    iri_base: str
    licence: str
    logo: Media | None
    theme: str
    data: Mapping[str, Rows]
    confidence_questions: bool | None = None
    anonymous_form: str = ""
    statements: StatementEndpoint | None = None
    theme_place: Place | None = None
    checked_on: str = ""
    signatures: tuple[Signature, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    learners_of_many: bool = False
    nation: str = ""
    lines_checked: Mapping[str, str] = field(default_factory=dict)
