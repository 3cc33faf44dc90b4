"""A page beside the lessons, made from the document ``stranger.md``."""

from __future__ import annotations

from dataclasses import replace

from spread_elearn import Document, Lesson, Module, Transform, activities_in


def add_page(module: Module) -> Module:
    """Its first heading is the page's title, the rest what stands on it."""
    pages = tuple(
        _page(document, module)
        for document in module.documents
        if document.kind == "stranger"
    )
    return replace(module, lessons=module.lessons + pages)


def _page(document: Document, module: Module) -> Lesson:
    counters = [
        activity.id
        for lesson in module.lessons
        for activity in activities_in(lesson.tokens)
        if activity.kind == "counter"
    ]
    return Lesson(
        document.id,
        title=document.tokens[1],
        tokens=document.tokens[3:],
        source=document.source,
        role="page",
        footnotes=document.footnotes,
        headings=document.headings[1:],
        data={"counters": counters},
        template="stranger/page.html",
    )


def sign_page(module: Module) -> Module:
    """Runs second, though it is offered first: order is a number."""
    return replace(
        module,
        lessons=tuple(
            replace(lesson, data={**lesson.data, "signed": True})
            if lesson.template == "stranger/page.html"
            else lesson
            for lesson in module.lessons
        ),
    )


ADD_PAGE = Transform("stranger-page", add_page, order=300)
SIGN_PAGE = Transform("stranger-sign", sign_page, order=301)
