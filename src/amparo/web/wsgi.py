"""What the server calls. In a server of our own it also keeps time (`clockwork`)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.web.settings")
application = get_wsgi_application()

if "AMPARO_SERVING" in os.environ:
    from amparo.finding.kept.keeping import KEPT
    from amparo.finding.kept.opening import make_missing, opened_elsewhere
    from amparo.finding.same.looking import SEEKER
    from amparo.web import clockwork

    def opened() -> None:
        clockwork.settle()
        make_missing()

    clockwork.end_with_parent()
    clockwork.start()
    clockwork.settle()
    SEEKER.serve()
    KEPT.open_in_background(opened_elsewhere, then=opened)
