"""The edges of a plan's call graph in words, so that a test reads as docs/semantics.md does."""

from datetime import date

from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

HEAD = """nummerplan: 1
company: {{main_number: 088-7654000, {company}}}
numbers: [088-7654000..088-7654009]
schedules: {{office: {{mon-fri: 08:30-17:30}}, dinner: {{daily: 17:30-19:00}}}}
holidays: {{nl: {{public: NL}}}}
"""
DESK = "devices: [{model: yealink-t54w}]"


def case_of(plan: str, company: str = "name: Bakker") -> LinkedPlan:
    """The plan with a head of its own, linked; `company` adds to the company's settings."""
    text = HEAD.format(company=company) + plan
    return check_texts("plan.yaml", [(None, "plan.yaml", text)], date(2026, 11, 23), Selection()).linked


def ways(linked: LinkedPlan, kind: str, key: str) -> list[str]:
    """What can happen to a call there, in order: `no_answer -> voicemail anna, 25 s`."""
    return [told(edge) for node, edges in linked.graph.edges.items() if node == (kind, key) for edge in edges]


def told(edge: Edge) -> str:
    """One edge in words."""
    words = [f"{' '.join(filter(None, (edge.condition, edge.key)))} -> {place(edge.target)}"]
    if edge.seconds:
        words.append(f"{edge.seconds} s")
    if edge.callers != "any":
        words.append(edge.callers)
    words.extend(f"{clock(when)} {'open' if state else 'closed'}" for when, state in edge.when)
    if edge.day:
        words.append(f"by day of {clock(edge.day)}")
    return ", ".join(words)


def place(node: Node) -> str:
    """`busy_tone` for an end, `user anna` for an object."""
    return node.key if node.kind == "end" else f"{node.kind} {node.key}"


def clock(when: Clock) -> str:
    """`office+nl`: the schedule and the holidays of a clock."""
    return "+".join(filter(None, when))
