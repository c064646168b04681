/** An operation of the sample with two numbers to begin with. */
const operations = [
  {
    path: "/add",
    id: "add",
    summary: "Add two integers",
    words: "Gives the sum of two integers.",
    a: "51",
    b: "49",
    result: 100,
  },
  {
    path: "/sub",
    id: "subtract",
    summary: "Subtract two integers",
    words: "Takes the second integer from the first.",
    a: "100",
    b: "50",
    result: 50,
  },
  {
    path: "/div",
    id: "divide",
    summary: "Divide two integers",
    words: "Divides the first integer by the second.",
    a: "100",
    b: "20",
    result: 5,
  },
  {
    path: "/mul",
    id: "multiply",
    summary: "Multiply two integers",
    words: "Gives the product of two integers.",
    a: "20",
    b: "5",
    result: 100,
  },
] as const;

const number = (name: string, words: string, value: string) => ({
  name,
  in: "query",
  required: true,
  description: words,
  schema: { type: "string", default: value },
  example: value,
});

/** A calculator of four operations, as tutorials of API Management use one; it has no backend of its own. */
export const basicCalculator = JSON.stringify({
  openapi: "3.0.1",
  info: {
    title: "Basic Calculator",
    description: "Arithmetic with two integers: a small API to try sign-in and policies with.",
    version: "1.0",
  },
  paths: Object.fromEntries(
    operations.map(({ path, id, summary, words, a, b, result }) => [
      path,
      {
        get: {
          operationId: id,
          summary,
          description: words,
          parameters: [number("a", "First integer.", a), number("b", "Second integer.", b)],
          responses: {
            "200": {
              description: "The result.",
              content: { "application/xml": { example: `<result><value>${result}</value></result>` } },
            },
          },
        },
      },
    ]),
  ),
});
