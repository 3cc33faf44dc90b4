"""A Course as the files of a Moodle backup (``.mbz``).

Written as Moodle 4.1 would: newer sites take older backups without a word, older ones
warn of newer. What each file must hold was read off Moodle 4.5's own restore.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from spread_elearn import Finding, Package, Resource, verify_package

from .elements import Fields, document, element, read_xml
from .enrolment import STUDENT, enrolments, roles
from .filepool import FilePool
from .information import BACKUP_VERSION, information
from .parts import COURSE, COURSE_CONTEXT, Activity, Course, Section
from .people import users

_AUTOMATIC = 2
_EMPTY = (
    ("scales.xml", "scales_definition"),
    ("outcomes.xml", "outcomes_definition"),
    ("completion.xml", "course_completion"),
    ("badges.xml", "badges"),
)
"""Files that a restore asks for, and that say nothing."""


def backup_files(course: Course) -> tuple[Resource, ...]:
    """Every entry of the ``.mbz``, ``moodle_backup.xml`` first, the rest sorted."""
    pool = FilePool()
    parts = [*_course(course)]
    for section in course.sections:
        parts += _section(section)
    for section, activity in course.activities:
        parts += _activity(section, activity, pool)
    parts += [*_root(course), *pool.resources()]
    head = Resource("moodle_backup.xml", document(information(course)))
    return (head, *sorted(parts, key=lambda file: file.href))


def check(package: Package) -> Iterator[Finding]:
    """Judge each SCORM package of a backup."""
    contents = {file.href: file.content for file in package.files}
    for file in read_xml(contents["files.xml"]):
        if file.findtext("filearea") == "package":
            digest = file.findtext("contenthash", "")
            for found in verify_package(contents[f"files/{digest[:2]}/{digest}"]):
                if found.level == "error":
                    yield found


def _root(course: Course) -> Iterator[Resource]:
    yield _file("questions.xml", course.bank.root)
    yield _file("roles.xml", roles())
    owned = any(activity.users for _, activity in course.activities)
    yield _file("users.xml", users(owned))
    yield _file("groups.xml", element("groups", children=[element("groupings")]))
    for name, root in _EMPTY:
        yield _file(name, element(root))


def _course(course: Course) -> Iterator[Resource]:
    category = element("category", {"name": "Modules", "description": None}, id=1)
    yield _file(
        "course/course.xml",
        element(
            "course",
            _course_fields(course),
            [category, element("tags"), element("customfields")],
            id=COURSE,
            contextid=COURSE_CONTEXT,
        ),
    )
    yield _file("course/roles.xml", _roles())
    yield _file("course/enrolments.xml", enrolments())
    refs = _inforef(role=[STUDENT], question_category=course.bank.categories)
    yield _file("course/inforef.xml", refs)


def _course_fields(course: Course) -> Fields:
    """Without a date a restore asks the teacher, and moves nothing in time."""
    return {
        "shortname": course.short,
        "fullname": course.name,
        "idnumber": "",
        "summary": course.summary,
        "summaryformat": 1,
        "format": "topics",
        "showgrades": 1,
        "newsitems": 0,
        "startdate": course.start,
        "enddate": 0,
        "marker": 0,
        "maxbytes": 0,
        "legacyfiles": 0,
        "showreports": 0,
        "visible": 1,
        "groupmode": 0,
        "groupmodeforce": 0,
        "defaultgroupingid": 0,
        "lang": "",
        "theme": "",
        "timecreated": 0,
        "timemodified": 0,
        "requested": 0,
        "showactivitydates": 0,
        "showcompletionconditions": 1,
        "enablecompletion": 1,
        "completionnotify": 0,
    }


def _section(section: Section) -> Iterator[Resource]:
    fields: Fields = {
        "number": section.number,
        "name": section.name or None,
        "summary": section.summary,
        "summaryformat": 1,
        "sequence": ",".join(str(each.id) for each in section.activities),
        "visible": 1,
        "availabilityjson": None,
        "timemodified": 0,
    }
    yield _file(
        f"{section.folder}/section.xml", element("section", fields, id=section.id)
    )
    yield _file(f"{section.folder}/inforef.xml", element("inforef"))


def _activity(
    section: Section, activity: Activity, pool: FilePool
) -> Iterator[Resource]:
    home = activity.folder
    numbers = pool.add(activity.files)
    grades = [] if activity.grade is None else [activity.grade]
    yield _file(
        f"{home}/{activity.kind}.xml",
        element(
            "activity",
            children=[activity.body],
            id=activity.instance,
            moduleid=activity.id,
            modulename=activity.kind,
            contextid=activity.context,
        ),
    )
    yield _file(f"{home}/module.xml", _module(section, activity))
    yield _file(f"{home}/roles.xml", _roles())
    yield _file(
        f"{home}/grades.xml",
        element(
            "activity_gradebook",
            children=[
                element("grade_items", children=grades),
                element("grade_letters"),
            ],
        ),
    )
    refs = _inforef(
        user=activity.users,
        file=numbers,
        grade_item=[int(each.get("id", "0")) for each in grades],
        question_category=activity.categories,
    )
    yield _file(f"{home}/inforef.xml", refs)


def _module(section: Section, activity: Activity) -> Element:
    fields: Fields = {
        "modulename": activity.kind,
        "sectionid": section.id,
        "sectionnumber": section.number,
        "idnumber": activity.idnumber,
        "added": 0,
        "score": 0,
        "indent": 0,
        "visible": activity.visible,
        "visibleoncoursepage": 1,
        "visibleold": activity.visible,
        "groupmode": 0,
        "groupingid": 0,
        "completion": _AUTOMATIC if activity.tracked else 0,
        "completiongradeitemnumber": None,
        "completionpassgrade": 0,
        "completionview": 0,
        "completionexpected": 0,
        "availability": None,
        "showdescription": 0,
        "downloadcontent": 1,
        "lang": None,
    }
    tags = element("tags")
    return element("module", fields, [tags], id=activity.id, version=BACKUP_VERSION)


def _roles() -> Element:
    inside = [element("role_overrides"), element("role_assignments")]
    return element("roles", children=inside)


def _inforef(**groups: Iterable[int]) -> Element:
    """What belongs to this part: a file that is not named here is not restored."""
    rows = [
        element(f"{name}ref", children=[element(name, {"id": id_}) for id_ in ids])
        for name, ids in groups.items()
    ]
    return element("inforef", children=[row for row in rows if len(row)])


def _file(name: str, root: Element) -> Resource:
    return Resource(name, document(root))
