"""Findings with routes to findings with spans, in the order of the text."""

from nummerplan.compiler.findings.fix_edits import edits_of
from nummerplan.compiler.linking import default_of
from nummerplan.model.document import Document
from nummerplan.model.finding import Finding, Fix, LocatedEdit, LocatedFinding, LocatedRemark, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import Rule
from nummerplan.model.source import Route, Span


def resolve_spans(finding: Finding, rule: Rule, document: Document) -> LocatedFinding:
    """Find out where everything that a finding speaks of stands."""
    default = None if isinstance(finding.where, Span) else default_of(finding.where, document)
    remarks = [_remark(remark, document) for remark in finding.remarks]
    if default is not None:
        remarks.append(LocatedRemark(document.span(default), say("the value comes from the defaults here")))
    return LocatedFinding(
        rule=rule.name,
        code=rule.code,
        level=finding.level or rule.about.level,
        span=_span(finding.where, finding.on_key, document),
        message=finding.message,
        object=_object(finding.where),
        remarks=tuple(remarks),
        help=finding.help,
        fix=finding.fix,
        path=tuple(_remark(remark, document) for remark in finding.path),
        edits=_edits(finding.fix, document) if finding.fix else (),
        witness=finding.witness,
        claim=finding.claim,
    )


def _edits(fix: Fix, document: Document) -> tuple[LocatedEdit, ...]:
    made = edits_of(fix, document) or {}
    return tuple(
        LocatedEdit(Span(source, edit.start, edit.end), edit.text) for source, edits in made.items() for edit in edits
    )


def _span(where: Route | Span, on_key: bool, document: Document) -> Span:
    return document.own_span(where) if isinstance(where, Span) else document.span(where, on_key)


def _remark(remark: Remark, document: Document) -> LocatedRemark:
    return LocatedRemark(_span(remark.where, remark.on_key, document), remark.message)


def _object(where: Route | Span) -> str:
    """What a finding is about: the section and the object's key."""
    if isinstance(where, Span):
        return ""
    return ".".join(map(str, where[: 3 if where[:1] == ("mobile",) else 2]))
