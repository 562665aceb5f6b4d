"""What the server calls. In a server of our own it also keeps time (`clockwork`)."""

import os

from amparo.web import serving

OWN_SERVER = serving.SERVING in os.environ
if OWN_SERVER:
    serving.end_with_parent()  # before anything that takes time

from django.core.wsgi import get_wsgi_application  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.web.settings")
application = get_wsgi_application()

if OWN_SERVER:
    from amparo.finding.kept.keeping import KEPT
    from amparo.finding.kept.opening import make_missing, opened_elsewhere
    from amparo.finding.same.looking import SEEKER
    from amparo.web import clockwork

    def opened() -> None:
        clockwork.settle()
        make_missing()

    clockwork.start()
    clockwork.settle()
    SEEKER.serve()
    KEPT.open_in_background(opened_elsewhere, then=opened)
