from dataclasses import replace
from datetime import date

from bot.domain.action_item import ItemState
from bot.domain.edition import Edition
from bot.domain.fingerprint import fingerprint
from bot.domain.review import Review
from tests.reports import ITEM, NOW, POSTMORTEM, a_report, entry


def test_it_changes_with_everything_that_a_reviewer_reads() -> None:
    report = a_report()
    part = replace(report.sections[0], edition=Edition("impact", 1, "Edited", "U1", NOW))
    others = [
        a_report(said=("Another answer",)),
        a_report(said=()),
        a_report(lines=(entry("another line"),)),
        a_report(lines=()),
        a_report(items=()),
        a_report(items=(replace(ITEM, due=date(2027, 1, 1)),)),
        a_report(items=(replace(ITEM, owner=None),)),
        a_report(postmortem=replace(POSTMORTEM, title="Another title")),
        replace(report, sections=(part,)),
        replace(report, milestones=report.milestones[:3]),
    ]
    assert len({fingerprint(r) for r in (report, *others)}) == len(others) + 1


def test_it_stays_when_an_item_is_done_or_somebody_is_asked() -> None:
    report = a_report()
    assert fingerprint(a_report()) == fingerprint(report)
    assert fingerprint(a_report(items=(replace(ITEM, state=ItemState.DONE),))) == fingerprint(report)
    assert fingerprint(replace(report, reviews=(Review("U2", "U1", NOW),))) == fingerprint(report)
