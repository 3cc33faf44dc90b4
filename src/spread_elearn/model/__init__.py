"""What flows through the program: frozen data, no input or output.

Prose stays in markdown-it's own tokens. They are never changed after loading:
whoever needs other words makes new tokens.
"""

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
    Role,
)
from spread_elearn.model.languages import Language, Message, Translation
from spread_elearn.model.offers import ActivityKind, Format, Transform
from spread_elearn.model.output import (
    Edition,
    Options,
    Package,
    Resource,
    Sco,
    Script,
    Site,
    Style,
)
from spread_elearn.model.problems import Finding, Fix, Level, Problem, Source
from spread_elearn.model.vocabulary import (
    NOTHING,
    Choice,
    Known,
    Prose,
    Question,
    Scene,
    Term,
    Way,
    split_forms,
    unmarked,
    words,
)

__all__ = [
    "NOTHING",
    "Activity",
    "ActivityKind",
    "Attributes",
    "Choice",
    "Document",
    "Edition",
    "Finding",
    "Fix",
    "Footnote",
    "Format",
    "Funding",
    "Heading",
    "Known",
    "Language",
    "Lesson",
    "Level",
    "Medium",
    "Message",
    "Module",
    "Options",
    "Outcome",
    "Package",
    "Problem",
    "Prose",
    "Question",
    "Resource",
    "Role",
    "Scene",
    "Sco",
    "Script",
    "Site",
    "Source",
    "Style",
    "Term",
    "Transform",
    "Translation",
    "Way",
    "split_forms",
    "unmarked",
    "words",
]
