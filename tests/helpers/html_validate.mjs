// Runs html-validate for as long as its pages come: a line {name: HTML} in, a line of findings out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [tools, config] = process.argv.slice(2);
const { HtmlValidate, StaticConfigLoader } = createRequire(`${tools}/`)("html-validate");
const checker = new HtmlValidate(new StaticConfigLoader(JSON.parse(readFileSync(config, "utf-8"))));

for await (const line of createInterface({ input: process.stdin })) {
  const findings = [];
  for (const [name, source] of Object.entries(JSON.parse(line))) {
    const { results } = await checker.validateString(source, `${name}.html`);
    for (const { line: at, ruleId, message } of results.flatMap((result) => result.messages)) {
      findings.push(`${name}:${at}: ${ruleId}: ${message}`);
    }
  }
  process.stdout.write(`${JSON.stringify(findings)}\n`);
}
