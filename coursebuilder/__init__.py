"""coursebuilder: Markdown course modules compiled into packages that any LMS takes."""
