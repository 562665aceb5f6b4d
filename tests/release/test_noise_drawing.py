"""Noise is drawn once, paid for whatever comes of it, and adds up over releases."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.release import actions, queries
from amparo.release.made import TOTAL, Release, from_json, to_json
from amparo.release.models import NoiseDraw, ReleaseVersion
from amparo.release.noise import drawing, ledger
from amparo.release.noise.planning import NoisyPlan
from amparo.release.refused import ReleaseError
from amparo.release.spec import parse
from amparo.statistics.synthesis import engine
from amparo.statistics.synthesis.quality import counted
from tests.casefile.test_queueing import together
from tests.cast import Cast, make_cast
from tests.figure_pages.facts import YEAR
from tests.release.asking import HEAD, spec
from tests.release.noisy import (
    BARE,
    FIRST,
    HEAD_OF_YEARS,
    SMALL,
    TABLES,
    WITH_RECORDS,
    noisy,
)
from tests.release.test_signing import MAY_NOT

pytestmark = pytest.mark.slow

FIXED = spec("a: movement", head=HEAD_OF_YEARS)


def made(cast: Cast, text: str = SMALL, because: str = "") -> ReleaseVersion:
    return actions.make(by=cast.analyst, spec=text, because=because)


def public(cast: Cast, text: str = SMALL, because: str = "") -> ReleaseVersion:
    row = made(cast, text, because)
    actions.sign(by=cast.analyst, id=row.id)
    actions.sign(by=cast.rapporteur, id=row.id)
    return actions.publish(by=cast.rapporteur, id=row.id)


def named(name: str, text: str = SMALL) -> str:
    return text.replace("children-found", name)


def epsilon(value: float, text: str = SMALL) -> str:
    return text.replace("epsilon = 2", f"epsilon = {value}")


# What is drawn


def test_what_is_asked_again_is_given_back_and_not_drawn_anew(cast: Cast, facts_made) -> None:
    first = made(cast)
    for _time in range(3):
        again = made(cast, SMALL + "\n# the same, with a remark\n")
        assert (again.id, again.digest) == (first.id, first.digest)
    assert NoiseDraw.objects.count() == 1
    assert Line.objects.filter(verb="release_noise_drawn").count() == 1


def test_no_number_moves_however_often_and_however_it_is_asked_again(
    cast: Cast, facts_made
) -> None:
    """Whatever is written otherwise and asks for the same: remarks, spaces, titles, licences."""
    first = from_json(made(cast).content)
    chance = Random(1)
    for _time in range(6):
        text = SMALL + chance.choice(("", "\n\n", "# asked again\n", "#\n#\n"))
        text = text.replace("Children", chance.choice(("Children", "Girls, boys", "أطفال")))
        text = (
            chance.choice(("", 'licence = "CC0 1.0"\n', 'standings = ["identified", "presumed"]\n'))
            + text
        )
        again = from_json(made(cast, text).content)
        assert (again.tables, again.noise) == (first.tables, first.noise)
    assert NoiseDraw.objects.count() == 1


def test_another_title_is_another_draft_of_the_same_draw(cast: Cast, facts_made) -> None:
    first = from_json(made(cast).content)
    second = from_json(made(cast, SMALL.replace("Children found", "Girls and boys found")).content)
    assert second.title != first.title
    assert (second.tables, second.noise) == (first.tables, first.noise)
    assert NoiseDraw.objects.count() == 1


def test_another_file_is_another_draw_and_the_plan_says_so(cast: Cast, facts_made) -> None:
    first = made(cast, epsilon(1))
    plan = actions.plan(by=cast.analyst, spec=epsilon(1.5))
    assert isinstance(plan, NoisyPlan)
    assert (plan.there, plan.lost) == (False, True)
    second = made(cast, epsilon(1.5))
    first.refresh_from_db()
    assert first.replaced_at
    assert second.digest != first.digest
    assert {one.epsilon for one in NoiseDraw.objects.all()} == {1.0, 1.5}


def test_the_plan_draws_nothing_and_says_what_it_would_cost(cast: Cast, facts_made) -> None:
    plan = actions.plan(by=cast.analyst, spec=SMALL)
    assert isinstance(plan, NoisyPlan)
    assert plan.lines > 1_000
    assert plan.columns > 2
    assert [(str(one), one.spent, one.left) for one in plan.years] == [(f"{FIRST}–{YEAR}", 0, 4)]
    assert NoiseDraw.objects.count() == 0
    assert queries.versions(cast.analyst) == []
    drawn = from_json(made(cast).content).noise
    assert drawn is not None
    assert drawn.scales.sigmas == pytest.approx(plan.noisy.scales.sigmas)
    assert actions.plan(by=cast.analyst, spec=SMALL).there


def test_nothing_in_the_file_comes_from_the_children_but_through_the_noise(
    cast: Cast, facts_made, monkeypatch
) -> None:
    """Given the same noisy counts, quite other children make the same file to the last byte."""
    true = drawing.ready(parse(noisy(*TABLES, noise=WITH_RECORDS)))
    drawn = engine.count(true.records, 2, 2, drawing.DELTA, drawing.RECORDS_SHARE)
    monkeypatch.setattr(drawing.engine, "count", lambda *_asked: drawn)
    others = replace(true.records, rows=true.records.rows[: len(true.records.rows) // 3])
    assert to_json(drawing.draw(replace(true, records=others))) == to_json(drawing.draw(true))


def test_no_true_count_is_in_it_but_by_chance(cast: Cast, facts_made) -> None:
    """Noise moves them by some fifteen: a few are the true ones all the same."""
    ready = drawing.ready(parse(SMALL))
    true = counted(ready.records.columns, ready.records.rows, 2)
    noise = drawing.draw(ready).noise
    assert noise is not None
    same = [one for one, count in noise.counts.items() if true.get(one) == count]
    assert len(same) < len(noise.counts) / 4
    assert set(noise.counts) != set(true)


def test_the_same_number_stands_wherever_it_stands(cast: Cast, facts_made) -> None:
    release = from_json(made(cast).content)
    assert release.table("sex").counts["female",] == release.table("sex-and-movement").counts[
        "female", TOTAL
    ]  # fmt: skip
    totals = {
        count for table in release.tables for codes, count in table.counts.items()
        if set(codes) == {TOTAL}
    }  # fmt: skip
    assert release.noise
    assert totals == {release.noise.number}


@pytest.mark.parametrize("time", range(4))
def test_whatever_is_drawn_holds(facts_made, db, time: int) -> None:
    from amparo.release.noise import checking

    text = noisy(*TABLES, "three: sex movement solution", noise=WITH_RECORDS if time == 0 else BARE)
    assert checking.faults(drawing.draw(drawing.ready(parse(epsilon(1 + time, text))))) == []


def test_too_few_children_are_refused_before_anything_is_spent(cast: Cast, facts_made) -> None:
    few = noisy(*TABLES, head=HEAD.replace(f"from = {YEAR}", "from = 1990"))
    with pytest.raises(ReleaseError, match="fewer than 100 children"):
        made(cast, few)
    assert NoiseDraw.objects.count() == 0


# What it costs


def test_a_draw_counts_though_it_is_never_published(cast: Cast, facts_made) -> None:
    made(cast)
    made(cast, named("others"))
    with pytest.raises(ReleaseError, match="epsilon 4 of 4 is spent and 0 is left") as error:
        made(cast, named("more"))
    assert "\n" not in str(error.value)
    with pytest.raises(ReleaseError, match="is spent"):
        actions.plan(by=cast.analyst, spec=named("more"))
    assert NoiseDraw.objects.count() == 2


def test_it_adds_up_for_the_years_that_releases_share(cast: Cast, facts_made) -> None:
    early = SMALL.replace(f"to = {YEAR}", f"to = {YEAR - 4}")
    late = SMALL.replace(f"from = {FIRST}", f"from = {YEAR - 4}")
    made(cast, named("early", epsilon(2.5, early)))
    with pytest.raises(ReleaseError, match=f"registered in {YEAR - 4} epsilon 2.5 of 4 is spent"):
        made(cast, named("late", late))
    apart = SMALL.replace(f"from = {FIRST}", f"from = {YEAR - 3}")
    made(cast, named("late", epsilon(2.5, apart)))
    assert {one.spent for one in ledger.years(FIRST, YEAR)} == {2.5}


def test_a_deployment_says_how_much_may_be_spent(cast: Cast, facts_made, settings) -> None:
    settings.AMPARO_NOISE_BUDGET = 1.0
    with pytest.raises(ReleaseError, match="0 of 1 is spent and 1 is left: epsilon 2 is too much"):
        made(cast)
    made(cast, epsilon(1))
    settings.AMPARO_NOISE_BUDGET = 0.5
    with pytest.raises(ReleaseError, match=r"epsilon 1 is spent and 0.5 may be"):
        actions.sign(by=cast.analyst, id=queries.draft("children-found").id)


def test_a_draw_that_fails_is_spent(cast: Cast, facts_made, monkeypatch) -> None:
    def fails(*_asked: object) -> None:
        raise drawing.NotSynthesisable("with so much noise nothing is left")

    monkeypatch.setattr(drawing.engine, "count", fails)
    with pytest.raises(ReleaseError, match="what was spent stays spent"):
        made(cast)
    assert [one.spent for one in ledger.years(YEAR, YEAR)] == [2.0]
    assert queries.versions(cast.analyst) == []
    assert NoiseDraw.objects.get().ended_at, "so that it may be tried again at once"


def test_what_is_being_drawn_is_not_drawn_a_second_time(cast: Cast, facts_made) -> None:
    row = ledger.spend(by=cast.analyst, spec=parse(SMALL))
    with pytest.raises(ReleaseError, match="is being drawn at this moment"):
        made(cast)
    NoiseDraw.objects.filter(id=row.id).update(at=timezone.now() - timedelta(hours=2))
    assert made(cast)


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_two_draws_at_the_same_moment_do_not_spend_more_than_is_left(transactional_db) -> None:
    cast = make_cast()
    texts = [named(f"release-{number}", epsilon(1.5)) for number in range(4)]
    raised = together(
        *[lambda text=text: ledger.spend(by=cast.analyst, spec=parse(text)) for text in texts]
    )
    assert len(raised) == 2
    assert all(isinstance(one, ReleaseError) for one in raised), raised
    assert [one.spent for one in ledger.years(YEAR, YEAR)] == [3.0]


# Beside exact numbers


def test_noise_is_refused_where_exact_numbers_of_the_years_are_public(
    cast: Cast, facts_made
) -> None:
    waiting = made(cast, named("with-noise"))
    public(cast, FIXED)
    for act in (
        lambda: actions.plan(by=cast.analyst, spec=named("others")),
        lambda: made(cast, named("others")),
        lambda: made(cast, named("with-noise")),
        lambda: actions.sign(by=cast.analyst, id=waiting.id),
    ):
        with pytest.raises(ReleaseError, match="public of some of the same years with exact"):
            act()
    assert NoiseDraw.objects.count() == 1


def test_exact_numbers_are_refused_where_noise_of_the_years_is_public(
    cast: Cast, facts_made
) -> None:
    waiting = made(cast, named("exact", FIXED))
    actions.sign(by=cast.analyst, id=waiting.id)
    actions.sign(by=cast.rapporteur, id=waiting.id)
    noise = public(cast)
    for act in (
        lambda: actions.plan(by=cast.analyst, spec=named("others", FIXED)),
        lambda: made(cast, named("others", FIXED)),
        lambda: actions.sign(by=cast.administrator, id=waiting.id),
        lambda: actions.publish(by=cast.analyst, id=waiting.id),
        lambda: actions.checked(waiting),
    ):
        with pytest.raises((ReleaseError, Refused)):
            act()
    actions.withdraw(by=cast.rapporteur, id=noise.id, because="It was wrong.")
    with pytest.raises(ReleaseError, match="with noisy numbers"):
        actions.publish(by=cast.analyst, id=waiting.id)
    waiting.refresh_from_db()
    assert waiting.published_at is None


# Signed and public


def test_what_the_ledger_does_not_know_is_not_signed(cast: Cast, facts_made) -> None:
    row = made(cast)
    NoiseDraw.objects.update(epsilon=1.0)
    assert actions.faults(row) == [
        f"the ledger has no draw of epsilon 2 for children-found, {FIRST} to {YEAR}"
    ]
    with pytest.raises(ReleaseError, match="the ledger has no draw"):
        actions.sign(by=cast.analyst, id=row.id)


def test_what_was_changed_is_not_signed(cast: Cast, facts_made) -> None:
    row = made(cast)
    release = from_json(row.content)
    table = release.tables[0]
    wrong: Release = replace(
        release, tables=(replace(table, counts={**table.counts, ("female",): 5_000}),)
    )
    ReleaseVersion.objects.filter(id=row.id).update(content=to_json(wrong), digest=wrong.digest)
    with pytest.raises(ReleaseError, match="sex: female: is not among the noisy counts"):
        actions.sign(by=cast.analyst, id=row.id)


def test_what_is_public_is_not_drawn_again_of_the_same_facts(cast: Cast, facts_made) -> None:
    public(cast)
    with pytest.raises(ReleaseError, match="say why another takes its place"):
        made(cast)
    with pytest.raises(ReleaseError, match="nothing has changed since version 1"):
        made(cast, SMALL, "To look again.")
    assert NoiseDraw.objects.count() == 1
    second = public(cast, epsilon(1), "With less of a promise spent.")
    assert second.version == 2
    assert [one.spent for one in ledger.years(YEAR, YEAR)] == [3.0]


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_draws(cast: Cast, facts_made, who) -> None:
    for act in (actions.plan, actions.make):
        with pytest.raises((Refused, NotFound)):
            act(by=getattr(cast, who), spec=SMALL)
    assert NoiseDraw.objects.count() == 0
