"""What flows through the program: frozen data, no input or output.

Prose stays in markdown-it's own tokens. They are never changed after loading:
whoever needs other words makes new tokens.
"""

from spread_elearn.model.connections import Connection
from spread_elearn.model.content import (
    Activity,
    Attributes,
    Document,
    Footnote,
    Funding,
    Heading,
    Lesson,
    Medium,
    Module,
    Outcome,
    Reference,
    Role,
)
from spread_elearn.model.kind_forms import Field, Gathered, Paper, Part, Starter
from spread_elearn.model.languages import Language, Translation, Unit
from spread_elearn.model.offers import (
    ActivityKind,
    Format,
    Options,
    SourcePlace,
    Transform,
    Transport,
)
from spread_elearn.model.output import (
    Edition,
    Package,
    Resource,
    Sco,
    Script,
    Site,
    Style,
)
from spread_elearn.model.problems import (
    Edit,
    Finding,
    Fix,
    Level,
    Message,
    Problem,
    Source,
    problem_of,
)
from spread_elearn.model.profiles import PROFILES, LmsProfile
from spread_elearn.model.prose import NOTHING, Prose, unmarked, words
from spread_elearn.model.questions import Choice, KnownMistake, Question
from spread_elearn.model.scenes import Scene, Turn
from spread_elearn.model.terms import Term, forms_of, join_forms, split_forms

__all__ = [
    "NOTHING",
    "PROFILES",
    "Activity",
    "ActivityKind",
    "Attributes",
    "Choice",
    "Connection",
    "Document",
    "Edit",
    "Edition",
    "Field",
    "Finding",
    "Fix",
    "Footnote",
    "Format",
    "Funding",
    "Gathered",
    "Heading",
    "KnownMistake",
    "Language",
    "Lesson",
    "Level",
    "LmsProfile",
    "Medium",
    "Message",
    "Module",
    "Options",
    "Outcome",
    "Package",
    "Paper",
    "Part",
    "Problem",
    "Prose",
    "Question",
    "Reference",
    "Resource",
    "Role",
    "Scene",
    "Sco",
    "Script",
    "Site",
    "Source",
    "SourcePlace",
    "Starter",
    "Style",
    "Term",
    "Transform",
    "Translation",
    "Transport",
    "Turn",
    "Unit",
    "forms_of",
    "join_forms",
    "problem_of",
    "split_forms",
    "unmarked",
    "words",
]
