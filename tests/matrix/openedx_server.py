"""Open edX's SCORM XBlock in the XBlock SDK's workbench, on a free port of this machine.

It runs in an environment of its own (``openedx.py`` makes it), so it imports nothing
of this project: ``python openedx_server.py FOLDER``. The folder takes database and files.
"""

import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(sys.argv[1])

SETTINGS = """
from workbench.settings import *

DATABASES["default"]["NAME"] = FOLDER + "/workbench.db"
MEDIA_ROOT = FOLDER + "/media"
MEDIA_URL = "/media/"
LOGGING = {}
# The workbench's addresses end with the learner: no file can stand below them.
XBLOCK_SETTINGS = {"ScormXBlock": {"PROXY_ASSETS_LMS": False}}
"""


def main() -> None:
    text = f"FOLDER = {str(FOLDER)!r}\n{SETTINGS}"
    (FOLDER / "matrix_settings.py").write_text(text, "utf-8")
    (FOLDER / "var").mkdir()
    os.chdir(FOLDER)
    sys.path.insert(0, str(FOLDER))
    os.environ["DJANGO_SETTINGS_MODULE"] = "matrix_settings"

    import django

    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application
    from openedxscorm import ScormXBlock
    from workbench import runtime

    call_command("migrate", run_syncdb=True, verbosity=0)
    # The page that it brings for the workbench names a tag that it does not have.
    ScormXBlock.workbench_scenarios = staticmethod(lambda: [("SCORM", "<scorm/>")])
    # The workbench has no places of blocks; the block looks for files of old there.
    ScormXBlock.extract_old_folder_base_path = "scorm/none-of-old"
    name_learners(runtime.WorkBenchUserService)
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    print(f"running on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


def name_learners(service: Any) -> None:
    """A learner has the attributes that the platform gives, and the workbench not."""
    begin = service.__init__

    def begin_with_names(self: Any, uid: str) -> None:
        begin(self, uid)
        given = self.get_current_user().opt_attrs
        given["edx-platform.user_id"] = uid
        given["edx-platform.username"] = uid

    service.__init__ = begin_with_names


if __name__ == "__main__":
    main()
