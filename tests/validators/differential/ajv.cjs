// Judges answers with ajv: `node ajv.cjs SCHEMA ANSWERS` reads one JSON value a line, and answers one line for each:
// an array of [pointer, keyword, what the keyword says, the instance], empty for valid answers.
const { readFileSync } = require("node:fs");
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const MOST = 40;
const [schemaFile, answersFile] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, logger: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf-8")));
const lines = readFileSync(answersFile, "utf-8").split("\n");
for (const line of lines.slice(0, -1)) {
  const errors = validate(JSON.parse(line)) ? [] : validate.errors.slice(0, MOST);
  const told = errors.map(({ instancePath, keyword, schema, data }) => [
    instancePath,
    keyword,
    typeof schema === "object" ? null : schema,
    typeof data === "object" ? null : typeof data === "number" && !Number.isFinite(data) ? String(data) : data,
  ]);
  process.stdout.write(JSON.stringify(told) + "\n");
}
