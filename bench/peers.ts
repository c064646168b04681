import xmlToolsAst from "@xml-tools/ast";
import { parse as parseWithXmlTools } from "@xml-tools/parser";
import { SaxesParser } from "saxes";
import html from "vscode-html-languageservice";

// These packages are CommonJS without named exports that Node can see.
const { getLanguageService, TextDocument } = html;
const { buildAst } = xmlToolsAst;
const service = getLanguageService();

/** Tokenises `text` with saxes, building nothing. */
export function tokeniseWithSaxes(text: string): void {
  new SaxesParser().write(text).close();
}

/** The bare parse of vscode-html-languageservice. */
export function parseWithHtmlService(text: string): void {
  service.parseHTMLDocument(TextDocument.create("bench:policy.xml", "xml", 1, text));
}

/** The concrete syntax tree of @xml-tools/parser. */
export function parseWithXmlToolsParser(text: string): void {
  parseWithXmlTools(text);
}

/** The tree of elements and attributes that @xml-tools makes of a text. */
export function parseWithXmlToolsAst(text: string): void {
  const { cst, tokenVector } = parseWithXmlTools(text);
  // The two packages describe the same tree with different types.
  buildAst(cst as Parameters<typeof buildAst>[0], tokenVector);
}
