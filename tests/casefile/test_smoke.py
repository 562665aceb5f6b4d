from amparo.casefile import models
from amparo.audit import verify
from tests.casefile.making import a_case, a_concern, record


def test_smoke(cast):
    case = a_case(cast)
    assert case.state == "open"
    record(cast, case, "standing_decided", standing="presumed", authority="social_services")
    record(cast, case, "missing_reported")
    case.refresh_from_db()
    assert case.missing and case.standing == "presumed"
    assert models.OpenDuty.objects.filter(case=case).count() > 10
    assert models.Involvement.objects.filter(case=case).count() == 1
    report = verify.verify()
    assert report.whole, report.problems
