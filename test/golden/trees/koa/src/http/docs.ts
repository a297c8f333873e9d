const viewer = "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5.35.0";

export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>My API</title>
    <link rel="stylesheet" href="${viewer}/swagger-ui.css" crossorigin="anonymous"
      integrity="sha384-WlYgdmXYOOBWL5apwjDEZwN+U3HmXSSu5R6V5aGxEcf7z+KuRNwBhoxKVN1i3D5I">
  </head>
  <body>
    <div id="viewer"><p>The API is described in <a href="/openapi.json">openapi.json</a>.</p></div>
    <script src="${viewer}/swagger-ui-bundle.js" crossorigin="anonymous"
      integrity="sha384-gjRm0bEPMeTmMh5jT2cHccIwCUZSTd8YC+j0d0sXw0MdGEfScduGpSyF3ZSSLkX9"></script>
    <script>
      window.SwaggerUIBundle?.({ url: "/openapi.json", dom_id: "#viewer", deepLinking: true });
    </script>
  </body>
</html>
`;
