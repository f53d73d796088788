"""Which files are reports of ours, so that the next may take their place."""

from command import CLEAN

from nummerplan.compiler.findings.report import all_formats, is_ours, render
from nummerplan.compiler.text.translate import translator
from nummerplan.model.report import Coverage, Report, StaleEntry


def test_each_format_knows_its_own_in_every_language_and_no_other(report: Report) -> None:
    full = Coverage(1, 1, 1, ("x",), 1, 1, 1, 1, "git:a", (StaleEntry("a", "b", "c"),))
    reports = (report, Report(), Report(report.findings[:1], full), Report((), full))
    written = {
        (form, render(form, one, translator(language)))
        for form in all_formats()
        for one in reports
        for language in ("en", "nl")
    }
    for form in all_formats():
        for other, text in written:
            mine = is_ours(form, text.encode())
            assert mine == (form == other) or {form, other} == {"text", "concise"}, (form, other, text)
    others = [CLEAN, '{"runs": []}', '{"findings": []}', "[1]", "<a/>", "::error::x\n", "[" * 99_999, "\xff", "# x\n"]
    plans = [*others, "no findings in the plan\n", "error[NP101] a: b\n", '{"version": 1, "findings": []}']
    for form in all_formats():
        assert not [text for text in plans if is_ours(form, text.encode("latin-1"))]
