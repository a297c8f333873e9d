from azure.functions import AuthLevel, FunctionApp, HttpRequest, HttpResponse

app = FunctionApp(AuthLevel.ANONYMOUS)


@app.route("{*path}")
def api(req: HttpRequest) -> HttpResponse:
    return HttpResponse()
