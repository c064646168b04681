import type { ValueType } from "../facts/model.ts";
import { parseUrl } from "../jwt/url.ts";
import type { AttributeRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";

const forms: Partial<Record<ValueType, { readonly fits: (text: string) => boolean; readonly what: string }>> =
  {
    boolean: { fits: (text) => /^(true|false|1|0)$/.test(text), what: '"true" or "false"' },
    integer: { fits: (text) => /^[+-]?\d{1,18}$/.test(text), what: "a whole number" },
    number: { fits: (text) => /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text), what: "a number" },
    url: { fits: (text) => parseUrl(text) !== undefined, what: "an absolute URL such as https://host/path" },
    dateTime: {
      fits: (text) => !Number.isNaN(Date.parse(text)),
      what: "a time such as 2030-01-31T00:00:00Z",
    },
  };

/** What an expression or named value will yield is not looked at. */
export const valueType: AttributeRule = {
  id: "value-type",
  severity: "error",
  doc: "A value has the type of its attribute.",
  on: "attribute",
  applies: ({ type }) => forms[type] !== undefined,
  check(attribute, { name, type, required }, context) {
    const form = forms[type];
    if (!form) return;
    const value = context.valueOf(attribute);
    if (!value?.literal || form.fits(value.text)) return;
    // Of a required value that is empty another rule speaks.
    if (value.text === "" && required === true) return;
    const lower = value.text.toLowerCase();
    const switched = type === "boolean" && /^(true|false)$/.test(lower) ? lower : undefined;
    const fix = changeTo(switched, (to) => setValue(attribute, to), true);
    context.report(value.span, `"${name}" must be ${form.what}, not "${value.text}".`, { fix });
  },
};
