"""Judgements: one rule, one file, no list to edit. The file's name is the rule's name, its docstring its page."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from nummerplan.model.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule in this folder, by code."""
    rules = []
    for found in iter_modules(__path__):
        if found.ispkg:  # `analysis`: questions that rules ask, no rule
            continue
        module = import_module(f"{__name__}.{found.name}")
        rules.append(
            Rule(
                name=found.name.replace("_", "-"),
                about=module.ABOUT,
                page=module.__doc__ or "",
                check=getattr(module, "check", None),
                check_repository=getattr(module, "check_repository", None),
            )
        )
    return tuple(sorted(rules, key=lambda rule: rule.code))
