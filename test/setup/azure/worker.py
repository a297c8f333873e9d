"""Azure's Python worker, but for its transport: requests come as JSON instead of gRPC messages."""

import asyncio
import base64
import importlib
import inspect
import json
import os
import sys
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread, local

ROOT = Path.cwd()
LIBRARIES = ROOT / ".python_packages/lib/site-packages"

# The app's libraries come first and its modules last; none of this environment's own are there.
sys.path = [
    str(LIBRARIES),
    *(path for path in sys.path[1:] if "site-packages" not in path),
    str(ROOT),
]


async def load():
    """Import it as for an instance that waited for an app: in the loop, and not in its folder."""
    os.chdir("/")
    module = importlib.import_module("function_app")
    os.chdir(ROOT)
    from azure.functions import FunctionRegister

    [app] = [value for value in vars(module).values() if isinstance(value, FunctionRegister)]
    return app.get_functions()


def described(function):
    trigger = function.get_trigger()
    methods = trigger.methods and [str(method) for method in trigger.methods]
    return {
        "name": function.get_function_name(),
        "route": trigger.route,
        "methods": methods,
        "authLevel": str(trigger.auth_level),
    }


def invoke(function, loop, pool, request):
    from azure.functions import Context, http, meta

    def strings(values):
        return {name: meta.Datum(value, "string") for name, value in values.items()}

    class Invocation(Context):
        invocation_id = str(uuid.uuid4())
        thread_local_storage = local()
        function_name = function.get_function_name()
        function_directory = str(ROOT)
        trace_context = None
        retry_context = None

    value = {
        **strings({name: request[name] for name in ("method", "url")}),
        **{name: strings(request[name]) for name in ("headers", "params", "query")},
        "body": meta.Datum(base64.b64decode(request["body"] or ""), "bytes"),
    }
    decoded = http.HttpRequestConverter.decode(meta.Datum(value, "http"), trigger_metadata=None)
    call = function.get_user_function()
    arguments = {function.get_trigger().name: decoded}
    if "context" in inspect.signature(call).parameters:
        arguments["context"] = Invocation()
    if inspect.iscoroutinefunction(call):
        answer = asyncio.run_coroutine_threadsafe(call(**arguments), loop).result()
    else:
        answer = pool.submit(call, **arguments).result()
    return sent(http.HttpResponseConverter.encode(answer, expected_type=None).value)


def sent(answer):
    cookies = [
        {"name": morsel.key, "value": morsel.value, **{name: of for name, of in morsel.items() if of}}
        for cookie in answer["cookies"] or []
        for morsel in cookie.values()
    ]
    return {
        "statusCode": answer["status_code"].value,
        "headers": {name: value.value for name, value in answer["headers"].items()},
        "cookies": cookies,
        "body": base64.b64encode(answer["body"].value).decode(),
    }


def handler_of(functions, loop, pool):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            self.answer(200, {"/functions": [described(each) for each in functions]}.get(self.path))

        def do_POST(self):
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                self.answer(200, invoke(functions[0], loop, pool, request))
            except Exception:
                self.answer(500, traceback.format_exc())

        def answer(self, status, content):
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Handler


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def main():
    loop = asyncio.new_event_loop()
    functions = loop.run_until_complete(load())
    handler = handler_of(functions, loop, ThreadPoolExecutor())
    server = Server(("127.0.0.1", int(os.environ["AZURE_WORKER_PORT"])), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    loop.run_forever()


main()
