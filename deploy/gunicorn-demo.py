"""gunicorn for `make run`: one process, a few threads, no log of who asks what."""

workers = 1
threads = 8
worker_class = "gthread"
accesslog = None
errorlog = "-"
loglevel = "error"
control_socket_disable = True
keepalive = 5
