"""The public API, name by name; ``__init__.py`` finds each where this says."""

from spread_elearn.archive import (
    archive_bytes as archive_bytes,
)
from spread_elearn.build import (
    edition_of as edition_of,
)
from spread_elearn.errors import (
    ArchiveError as ArchiveError,
    PackageError as PackageError,
    PluginError as PluginError,
    SourceError as SourceError,
    SpreadError as SpreadError,
    UsageError as UsageError,
)
from spread_elearn.exchange.drawing import (
    clean_drawing as clean_drawing,
)
from spread_elearn.exchange.escape import (
    escape_markdown as escape_markdown,
    guard_markdown as guard_markdown,
    without_control_characters as without_control_characters,
)
from spread_elearn.exchange.html_in import (
    html_blocks as html_blocks,
    html_line as html_line,
    html_words as html_words,
    take_parts as take_parts,
)
from spread_elearn.exchange.html_inline import (
    ForeignHtml as ForeignHtml,
)
from spread_elearn.exchange.html_out import (
    HtmlWriter as HtmlWriter,
    Rendered as Rendered,
    has_image as has_image,
    media_of as media_of,
)
from spread_elearn.exchange.po import (
    PoEntry as PoEntry,
    PoFile as PoFile,
    read_po as read_po,
    write_po as write_po,
)
from spread_elearn.exchange.several_languages import (
    choose_language as choose_language,
)
from spread_elearn.exchange.xml import (
    parse_xml as parse_xml,
    xml_text as xml_text,
)
from spread_elearn.hookspecs import (
    hookimpl as hookimpl,
)
from spread_elearn.load.asked import (
    load_modules as load_modules,
    takes_modules as takes_modules,
)
from spread_elearn.load.files import (
    read_medium as read_medium,
    read_source as read_source,
    read_source_text as read_source_text,
    shared_folder as shared_folder,
)
from spread_elearn.load.find import (
    find_modules as find_modules,
    from_here as from_here,
    located as located,
)
from spread_elearn.load.writing import (
    write_source as write_source,
)
from spread_elearn.localise.player_words import (
    Words as Words,
    words_of as words_of,
)
from spread_elearn.localise.words import (
    translation_problems as translation_problems,
    units_of as units_of,
)
from spread_elearn.markdown.activities import (
    slug as slug,
    stem_of as stem_of,
)
from spread_elearn.markdown.inline_marks import (
    mark_at as mark_at,
)
from spread_elearn.markdown.parser import (
    allow as allow,
    words_of_markdown as words_of_markdown,
)
from spread_elearn.markdown.prose import (
    Visitor as Visitor,
    activities_in as activities_in,
    inlines as inlines,
    plain_text as plain_text,
    rewrite as rewrite,
    source_of as source_of,
)
from spread_elearn.model import (
    Activity as Activity,
    ActivityKind as ActivityKind,
    Attributes as Attributes,
    Choice as Choice,
    Document as Document,
    Edit as Edit,
    Edition as Edition,
    Field as Field,
    Finding as Finding,
    Fix as Fix,
    Footnote as Footnote,
    Format as Format,
    Funding as Funding,
    Gathered as Gathered,
    Heading as Heading,
    KnownMistake as KnownMistake,
    Language as Language,
    Lesson as Lesson,
    Medium as Medium,
    Message as Message,
    Module as Module,
    Options as Options,
    Outcome as Outcome,
    Package as Package,
    Paper as Paper,
    Part as Part,
    Problem as Problem,
    Prose as Prose,
    Question as Question,
    Resource as Resource,
    Scene as Scene,
    Sco as Sco,
    Script as Script,
    Site as Site,
    Source as Source,
    SourcePlace as SourcePlace,
    Starter as Starter,
    Style as Style,
    Term as Term,
    Transform as Transform,
    Translation as Translation,
    Transport as Transport,
    Turn as Turn,
    Unit as Unit,
    forms_of as forms_of,
    join_forms as join_forms,
    split_forms as split_forms,
    unmarked as unmarked,
    words as words,
)
from spread_elearn.model.raised import (
    lowered_signs as lowered_signs,
    raised_signs as raised_signs,
)
from spread_elearn.verify import (
    verify_package as verify_package,
)

__version__: str
