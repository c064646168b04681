import { createServer } from "node:http";

/** Serves the application that `create` makes for its origin, and prints the origin; ends with this process. */
export async function serve(create) {
  let app;
  const server = createServer((request, response) => app(request, response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  app = create(origin);
  console.log(JSON.stringify({ origin }));
}
