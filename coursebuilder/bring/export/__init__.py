"""Questions of a course in the forms that other programs' question banks take."""

from coursebuilder.bring.export.questions import FORMATS, Exported, export_questions

__all__ = ["FORMATS", "Exported", "export_questions"]
