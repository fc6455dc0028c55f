"""How a test serves the site: loaded once and warmed, so that a worker is a fork.

A worker that was killed then has a successor within milliseconds, and a kill hits
somebody at work, not a process that is still loading.
"""

from io import BytesIO
from wsgiref.util import setup_testing_defaults

worker_class = "gthread"
threads = 8
keepalive = 5
preload_app = True
control_socket_disable = True
accesslog = None
loglevel = "critical"


def when_ready(server):
    """Answer once in the parent process; a typing mistake needs no database."""
    body = b"c=1"
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/en/code",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    setup_testing_defaults(environ)
    answer = server.app.wsgi()(environ, lambda status, headers: None)
    b"".join(answer)
    answer.close()
