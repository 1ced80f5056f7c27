// Renders the steps of a form with react-jsonschema-form on the server, one validator per step, and prints the seconds
// of processor time of each rendering: `{step: [seconds of round 1, …]}`, with the HTML of each under `html`.
// Reads from its standard input `{rounds, loops, steps: [{id, schema, answers}]}`.
import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import core from "@rjsf/core";
import { customizeValidator } from "@rjsf/validator-ajv8";
import Ajv2020 from "ajv/dist/2020.js";

const Form = core.default ?? core;
const { rounds, loops, steps } = JSON.parse(readFileSync(0, "utf8"));
const forms = steps.map(({ id, schema, answers }) => {
  const validator = customizeValidator({ AjvClass: Ajv2020.default ?? Ajv2020, ajvOptionsOverrides: { logger: false } });
  const props = { schema, formData: answers, validator, noHtml5Validate: true, children: true };
  return { id, render: () => renderToString(createElement(Form, props)) };
});
const found = { html: {} };
for (const { id, render } of forms) {
  found.html[id] = render();
  found[id] = [];
}
for (let round = 0; round <= rounds; round++) {
  for (const { id, render } of forms) {
    const before = process.cpuUsage();
    for (let loop = 0; loop < loops; loop++) render();
    const spent = process.cpuUsage(before);
    if (round) found[id].push((spent.user + spent.system) / loops / 1e6);
  }
}
console.log(JSON.stringify(found));
