"""Judge the conditions of a diagram: a short list of allowed syntax, then simpleeval; never Python."""

import ast
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from threading import local
from types import MappingProxyType
from typing import Any

import simpleeval

from processes.errors import ConditionFailed, UnsafeExpression
from processes.messages import N_

MAX_LENGTH = 2000
MAX_NODES = 200
MAX_DEPTH = 30

_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {"len": len, "int": int, "str": str, "lower": lambda text: str(text).lower()}
)
_OPERATORS: tuple[type[ast.AST], ...] = (
    *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot),
    *(ast.Not, ast.USub, ast.Add, ast.Sub),
)
_SYNTAX = (
    *(ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Compare, ast.BinOp, ast.IfExp),
    *(ast.List, ast.Tuple, ast.Load),
    *_OPERATORS,
)

_of_thread = local()


def check(expression: str) -> None:
    """Raise UnsafeExpression unless the expression only compares fields of documents."""
    _parse(expression)


def evaluate(expression: str, documents: Mapping[str, Any]) -> Any:
    """Work out an expression over documents by id.

    Raises UnsafeExpression, or ConditionFailed where a document or field is missing or has another type.
    """
    tree = _parse(expression)
    try:
        return _evaluator(documents).eval(expression, previously_parsed=tree)
    except (ArithmeticError, LookupError, TypeError, ValueError, simpleeval.InvalidExpression) as error:
        reason = f"{type(error).__name__}: {error}"
        raise ConditionFailed(f"Cannot judge the condition {expression!r}: {reason}") from error


def fields_read(expression: str) -> frozenset[tuple[str, str]]:
    """List the (document, field) pairs that an expression reads; raises UnsafeExpression."""
    return frozenset(
        (node.value.id, str(node.slice.value))
        for node in ast.walk(_parse(expression))
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and isinstance(node.slice, ast.Constant)
    )


def documents_read(expression: str) -> frozenset[str]:
    """List the documents that an expression names; raises UnsafeExpression."""
    tree = _parse(expression)
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node not in called)


def _evaluator(documents: Mapping[str, Any]) -> Any:
    """Give this thread's evaluator; making one touches the warning filters of the whole process."""
    if not hasattr(_of_thread, "evaluator"):
        operators = {kind: simpleeval.DEFAULT_OPERATORS[kind] for kind in _OPERATORS}
        # It adds functions of its own to what it is given, so it gets a copy that nothing is checked against.
        _of_thread.evaluator = simpleeval.EvalWithCompoundTypes(operators, dict(_FUNCTIONS))
    _of_thread.evaluator.names = documents
    return _of_thread.evaluator


@lru_cache(maxsize=256)
def _parse(expression: str) -> ast.expr:
    # A backslash has no use in a condition, and an unknown escape makes Python's parser warn.
    if len(expression) > MAX_LENGTH or "\\" in expression:
        raise UnsafeExpression(N_("Syarat terlalu panjang atau memuat tanda yang tidak dikenal."))
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnsafeExpression(N_("Syarat tidak dapat dibaca.")) from error
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise UnsafeExpression(N_("Syarat terlalu rumit."))
    _check(tree, 1)
    return tree


def _check(node: ast.AST, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise UnsafeExpression(N_("Syarat terlalu rumit."))
    for part in _parts(node):
        _check(part, depth + 1)


def _parts(node: ast.AST) -> Iterable[ast.AST]:
    """List what is still to be checked inside an allowed node; raises UnsafeExpression on any other node."""
    match node:
        case ast.Constant(value=str() | int() | float() | None):
            return ()
        case ast.Subscript(value=ast.Name(id=document), slice=ast.Constant(value=str(field))):
            _check_names(document, field)
            return ()
        case ast.Compare(ast.Name(id=document), [ast.Is() | ast.IsNot()], [ast.Constant(value=None)]):
            _check_names(document)
            return ()
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
            return (argument,)
        case ast.Name() | ast.Subscript():
            raise UnsafeExpression(N_('Tulis bidang sebagai dokumen["bidang"].'))
        case ast.Call():
            raise UnsafeExpression(N_("Syarat hanya boleh memanggil len, int, str dan lower."))
        case ast.AST() if isinstance(node, _SYNTAX):
            return ast.iter_child_nodes(node)
        case _:
            syntax = type(node).__name__
            raise UnsafeExpression(N_("Syarat memakai %(syntax)s, yang tidak diizinkan."), syntax=syntax)


def _check_names(*names: str) -> None:
    for name in names:
        if name.startswith("_"):
            raise UnsafeExpression(N_("Syarat memakai nama %(name)s, yang tidak diizinkan."), name=name)
