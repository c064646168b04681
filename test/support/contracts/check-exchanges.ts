import { readFileSync } from "node:fs";
import type { Exchange } from "../../../src/sandbox/exchange.ts";
import { responseBody } from "./bodies.ts";
import { checkRequest, type Finding } from "./check-request.ts";
import { checkResponse } from "./check-response.ts";
import { Contracts } from "./contract.ts";
import { asNode } from "./documents.ts";
import { excuse, knownExceptions } from "./exceptions.ts";
import { show, type Violation } from "./violation.ts";

/** What came out of holding exchanges to the contracts. */
export interface ContractReport {
  readonly exchanges: number;
  /** How many different operations were used. */
  readonly operations: number;
  /** How many exchanges no document describes: pages, discovery, Entra ID. */
  readonly undescribed: number;
  readonly violations: readonly Violation[];
  /** Why something else was accepted, and how often. */
  readonly exceptions: ReadonlyMap<string, number>;
}

/**
 * Holds requests and answers of both clouds to the official contracts.
 *
 * A request that was refused may be wrong: its refusal is what the contract asks for. Addresses of further pages and of
 * long-running operations are the service's own.
 *
 * @param folder where the OpenAPI documents are, as `CONTRACTS_DIR` names it.
 */
export function checkExchanges(exchanges: readonly Exchange[], folder: string): ContractReport {
  const contracts = new Contracts(folder);
  const opaque = new Set(exchanges.flatMap(announcedAddresses));
  const used = new Set<string>();
  const violations: Violation[] = [];
  let undescribed = 0;
  for (const exchange of exchanges) {
    const found = contracts.find(exchange);
    if (found === "undescribed") {
      undescribed += 1;
    } else if (found === "unknown") {
      violations.push(...unknownOperation(exchange));
    } else {
      used.add(found.operation.name);
      const findings: Finding[] = [...checkResponse(contracts, found, exchange)];
      if (exchange.status < 400) {
        findings.push(...checkRequest(contracts, found, exchange, (url) => opaque.has(url)));
      }
      violations.push(...findings.map((finding) => toViolation(found.operation.name, exchange, finding)));
    }
  }
  const { standing, reasons } = excuse(violations, [...knownExceptions, ...contracts.recorded]);
  return {
    exchanges: exchanges.length,
    operations: used.size,
    undescribed,
    violations: standing,
    exceptions: reasons,
  };
}

/** As `checkExchanges`, on a file of JSON lines that a sandbox in another process has written. */
export function checkRecording(file: string, folder: string): ContractReport {
  const lines = readFileSync(file, "utf8").split("\n");
  return checkExchanges(
    lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Exchange),
    folder,
  );
}

/** Refusing an address that does not exist is right, or that the stand-in does not have; anything else is not. */
function unknownOperation(exchange: Exchange): Violation[] {
  if ([404, 405, 501].includes(exchange.status)) return [];
  const { method, url, status } = exchange;
  const operation = `${method} ${new URL(url).pathname}`;
  return [{ operation, status, place: "request", message: "no operation of the contract", value: "" }];
}

function toViolation(operation: string, exchange: Exchange, { place, message, value }: Finding): Violation {
  const name = place.slice(Math.max(place.lastIndexOf("/"), place.lastIndexOf(" ")) + 1);
  return { operation, status: exchange.status, place, message, value: show(name, value) };
}

function announcedAddresses(exchange: Exchange): string[] {
  const { location, "azure-asyncoperation": operation } = exchange.responseHeaders;
  const body = responseBody(exchange);
  const next = body.kind === "value" ? asNode(body.value)["nextLink"] : undefined;
  return [location, operation, next].filter((url) => typeof url === "string" && url !== "") as string[];
}
