"""Finds text for users that bypasses the catalogue: literals in Qt, argparse, print, papers and errors."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKED = ("app", "ui", "platform", "reporting", "importing", "services", "storage")
WITH_WIDGETS = ("app", "ui", "reporting")

# Proper names, the same in every language.
NAMES = {"BOKART Desk", "Solvik kommune", "BOKART", "PDF", "xlsx", "Excel"}

ALL = tuple(range(8))
# Which positional arguments of a call are shown to people. Constructors and methods, by their last name.
SHOWN: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(
        [
            "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu", "QDockWidget",
            "QCommandLinkButton", "QStandardItem", "QTableWidgetItem", "QListWidgetItem", "QTreeWidgetItem",
            "QMessageBox", "QProgressDialog", "QLineEdit", "QTextEdit", "QPlainTextEdit",
            "setText", "setTitle", "setSubTitle", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis",
            "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setLabelText", "setLabel",
            "setInformativeText", "setDetailedText", "setHeaderLabels", "setHorizontalHeaderLabels",
            "setVerticalHeaderLabels", "setHeaderLabel", "setHeaderData", "setPlainText", "setHtml", "setMarkdown",
            "setPrefix", "setSuffix", "setSpecialValueText", "setCancelButtonText", "setButtonText", "setTabText",
            "setTabToolTip", "setItemText", "setDocName", "setApplicationDisplayName", "showMessage", "setTextValue",
            "addAction", "addMenu", "addTab", "insertTab", "addButton", "addItems", "appendPlainText", "addSection",
            "about", "critical", "information", "question", "warning_box",
            "drawText", "drawStaticText",
            "drawString", "drawRightString", "drawCentredString", "drawAlignedString", "textLine", "textOut",
            "textLines", "Paragraph",
            "print", "ArgumentTypeError",
        ],
        ALL,
    ),
    "addRow": (0, 1),
    "setWindowIconText": (0,),
    "getOpenFileName": (1, 3),
    "getOpenFileNames": (1, 3),
    "getSaveFileName": (1, 3),
    "getExistingDirectory": (1,),
    "getText": (1, 2),
    "getItem": (1, 2),
}  # fmt: skip
# Calls whose name alone is common: shown only on such an object (the last name before the dot).
SHOWN_ON = {("write", "stderr"), ("write", "stdout"), ("warning", "QMessageBox"), ("critical", "QMessageBox")}
# Named arguments that carry a text for people, whatever is called.
SHOWN_NAMES = {
    "text", "title", "subtitle", "label", "heading", "header", "caption", "message", "help", "description", "epilog",
    "tooltip", "toolTip", "hint", "placeholder", "placeholderText", "windowTitle", "statusTip", "note", "detail",
    "tip", "help_text", "question", "explanation", "summary", "subject", "metavar",
}  # fmt: skip
# What these return is shown by Qt.
SHOWING_FUNCTIONS = {"data", "headerData"}
TRANSLATING = {"_", "ngettext", "pgettext", "N_"}
# What takes any value, a translated text among others.
GENERAL = {"append", "add", "get", "getattr", "setdefault", "format", "join", "replace", "addItem", "emit", "__init__"}
LOGGERS = {"log", "logger", "_log", "_logger", "logging", "LOG", "LOGGER"}
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}

_WORD = re.compile(r"[^\W\d_]{2,}")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(?\w*\)?[sdifr]|<[^<>]*>|&\w+;|#[0-9a-fA-F]{3,8}\b")
_PROSE = re.compile(
    r"^[A-ZÆØÅ][a-zæøå]+[,:]?( [\w'’«»“”-]+[,.:;]?)*? [a-zæøå]{2,}|[a-zæøå]{2,} [a-zæøå]{2,}.*[.?!]$", re.DOTALL
)
_STYLE = re.compile(r"\{[^{}]*:[^{}]*;")


@dataclass(frozen=True)
class Finding:
    """A literal that people would see untranslated."""

    path: str
    line: int
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.why}: {self.text!r}"


def has_words(text: str) -> bool:
    """Tell whether people would read words in ``text`` (placeholders, markup and proper names aside)."""
    return text not in NAMES and bool(_WORD.search(_PLACEHOLDER.sub(" ", text)))


def is_prose(text: str) -> bool:
    """Tell whether ``text`` looks like a sentence or a heading of several words."""
    return text not in NAMES and "\n" not in text.strip() and bool(_PROSE.search(text)) and not _STYLE.search(text)


def last_name(node: ast.expr) -> str:
    """Return ``c`` of ``a.b.c``, '' for what has no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def owner_of(call: ast.Call) -> str:
    """Return ``b`` of the call ``a.b.c(...)``, '' for a plain function."""
    return last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def own_texts(trees: dict[str, ast.Module]) -> dict[str, set[int]]:
    """Return which positional arguments of the program's own widgets and helpers carry a text, by their names.

    Those whose parameter or field says so by its name, and those that are given a translated text anywhere.
    """
    shown: dict[str, set[int]] = {}
    for tree in trees.values():
        for node in ast.walk(tree):
            for called, places in _text_places(node):
                shown.setdefault(called, set()).update(places)
    return shown


def _text_places(node: ast.AST) -> Iterator[tuple[str, set[int]]]:
    if isinstance(node, ast.FunctionDef) and node.name not in GENERAL:
        yield node.name, _named_places(argument.arg for argument in node.args.args)
    elif isinstance(node, ast.ClassDef):
        inits = [part for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"]
        fields = [part.target.id for part in node.body if _is_field(part)]  # type: ignore[attr-defined]
        yield node.name, _named_places([argument.arg for argument in inits[0].args.args] if inits else fields)
    elif isinstance(node, ast.Call) and last_name(node.func) not in GENERAL | TRANSLATING:
        yield last_name(node.func), {place for place, given in enumerate(node.args) if _is_translated(given)}


def _is_field(part: ast.stmt) -> bool:
    return isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)


def _named_places(names: Iterable[str]) -> set[int]:
    own = [name for name in names if name not in {"self", "cls"}]
    return {place for place, name in enumerate(own) if name in SHOWN_NAMES}


def _is_translated(node: ast.expr) -> bool:
    if _is_formatted(node):
        node = node.func.value  # type: ignore[attr-defined]
    return isinstance(node, ast.Call) and last_name(node.func) in TRANSLATING - {"N_"}


def error_classes(trees: dict[str, ast.Module]) -> set[str]:
    """Return the names of all exception classes that the given modules define."""
    bases = {
        node.name: {last_name(base) for base in node.bases}
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found: set[str] = set()
    while True:
        more = {
            name
            for name, parents in bases.items()
            if name not in found and any(p in found or p.endswith(("Error", "Exception")) for p in parents)
        }
        if not more:
            return found
        found |= more


@dataclass
class _Module:
    path: str
    errors: set[str]
    own: dict[str, set[int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    constants: dict[str, ast.expr] = field(default_factory=dict)

    def report(self, node: ast.expr, why: str) -> None:
        """Keep what is wrong with a literal, once."""
        if id(node) in self.seen:
            return
        self.seen.add(id(node))
        text = node.value if isinstance(node, ast.Constant) else ast.unparse(node)
        self.findings.append(Finding(self.path, node.lineno, str(text)[:80], why))

    def literals(self, node: ast.expr | None, depth: int = 0) -> Iterator[ast.expr]:
        """Yield the untranslated literals that ``node`` may evaluate to."""
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and has_words(node.value):
                yield node
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            if any(has_words(str(part)) for part in parts):
                yield node
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from self.literals(part.value, depth)
        elif isinstance(node, ast.Name) and node.id in self.constants and depth < 3:
            yield from self.literals(self.constants[node.id], depth + 1)
        elif isinstance(node, ast.Call):
            yield from self._literals_of_call(node, depth)
        else:
            for child in _parts(node):
                yield from self.literals(child, depth)

    def _literals_of_call(self, call: ast.Call, depth: int) -> Iterator[ast.expr]:
        name = last_name(call.func)
        if name == "N_":
            yield call  # marked for the catalogue, but shown in English
        elif name == "join":
            for argument in call.args:
                yield from self.literals(argument, depth)
        elif isinstance(call.func, ast.Attribute) and name in {"format", "strip", "upper", "capitalize"}:
            yield from self.literals(call.func.value, depth)


# The fields through which an expression passes on its parts as its own value.
_PASSED_ON = {
    ast.BinOp: ("left", "right"),
    ast.IfExp: ("body", "orelse"),
    ast.BoolOp: ("values",),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
    ast.Starred: ("value",),
    ast.ListComp: ("elt",),
    ast.GeneratorExp: ("elt",),
}


def _parts(node: ast.expr | None) -> Iterator[ast.expr]:
    for name in _PASSED_ON.get(type(node), ()):
        part = getattr(node, name)
        yield from part if isinstance(part, list) else [part]


def check(path: str, tree: ast.Module, errors: set[str], own: dict[str, set[int]] | None = None) -> list[Finding]:
    """Return the texts for users in a module that do not pass through the catalogue.

    ``errors``: names of the program's exception classes; ``own``: see ``own_texts``.
    """
    module = _Module(path, errors, own or {})
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            module.constants[statement.targets[0].id] = statement.value
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            _check_call(module, node)
        elif isinstance(node, ast.ClassDef) and node.name in errors:
            _check_error_class(module, node)
        elif isinstance(node, ast.FunctionDef) and node.name in SHOWING_FUNCTIONS:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return):
                    _check_shown(module, inner.value, f"returned by {node.name}")
    _check_prose(module, tree)
    return sorted(module.findings, key=lambda finding: finding.line)


def _check_shown(module: _Module, node: ast.expr | None, why: str) -> None:
    for literal in module.literals(node):
        module.report(literal, why)


def _check_call(module: _Module, call: ast.Call) -> None:
    name = last_name(call.func)
    if name in TRANSLATING:
        _check_translated(module, call, name)
    elif name == "tr" and any(isinstance(argument, ast.Constant) for argument in call.args):
        module.report(call, "Qt's own translation, not the catalogue")
    elif not _is_log(call):
        if name in module.errors:
            _check_error(module, call, name)
        _check_arguments(module, call, name)


def _check_translated(module: _Module, call: ast.Call, name: str) -> None:
    for argument in call.args[: 1 if name in {"_", "N_"} else 2]:
        if isinstance(argument, ast.JoinedStr | ast.BinOp) or _is_formatted(argument):
            module.report(argument, f"inside {name}() only a plain text can be translated")


def _check_error(module: _Module, call: ast.Call, name: str) -> None:
    for argument in call.args:
        for literal in module.literals(argument):
            if not isinstance(literal, ast.Constant) or " " in str(literal.value).strip():
                module.report(literal, f"message of {name}")


def _check_arguments(module: _Module, call: ast.Call, name: str) -> None:
    shown = ALL if (name, owner_of(call)) in SHOWN_ON else SHOWN.get(name, ())
    if name == "addItem":
        shown = (0,) if len(call.args) <= 2 else (1,)
    own = module.own.get(name, set()) if name not in module.errors else set()
    for index, argument in enumerate(call.args):
        marked = isinstance(argument, ast.Call) and last_name(argument.func) == "N_"
        if index in shown or (index in own and not marked):
            _check_shown(module, argument, f"shown by {name}")
    for keyword in call.keywords:
        if keyword.arg in SHOWN_NAMES:
            _check_shown(module, keyword.value, f"shown as {keyword.arg}= of {name}")


def _is_log(call: ast.Call) -> bool:
    return owner_of(call) in LOGGERS and last_name(call.func) in LOG_METHODS


def _is_formatted(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def _check_error_class(module: _Module, node: ast.ClassDef) -> None:
    for statement in node.body:
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and " " in value.value.strip():
            module.report(value, f"text of {node.name}")


def _check_prose(module: _Module, tree: ast.Module) -> None:
    """Report sentences anywhere else, except docstrings, the log, and errors only programmers see."""
    exempt: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            exempt.add(id(node.value))
        elif isinstance(node, ast.Call) and _speaks_elsewhere(module, node):
            exempt.update(id(inner) for inner in ast.walk(node))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in exempt:
            continue
        if isinstance(node.value, str) and is_prose(node.value):
            module.report(node, "looks like text for users")


def _speaks_elsewhere(module: _Module, call: ast.Call) -> bool:
    name = last_name(call.func)
    programming = name.endswith(("Error", "Exception")) and name not in module.errors
    return name in TRANSLATING or programming or _is_log(call)


def findings(root: Path = ROOT) -> list[Finding]:
    """Return every text for users in the program that bypasses the catalogue."""
    paths = sorted(path for layer in CHECKED for path in (root / "bokart_desk" / layer).rglob("*.py"))
    trees = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in paths
    }
    errors = error_classes(trees)
    shown = {path: tree for path, tree in trees.items() if path.split("/")[1] in WITH_WIDGETS}
    own = own_texts(shown)
    return [
        finding for path, tree in trees.items() for finding in check(path, tree, errors, own if path in shown else None)
    ]


if __name__ == "__main__":
    found = findings()
    for each in found:
        print(each)
    sys.exit(1 if found else 0)
