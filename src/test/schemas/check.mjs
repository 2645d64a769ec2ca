// Prints what is wrong with each manifest of a JSON array: a list of lists. Types, needs and bounds are checked by the validators that
// kubernetes-models makes of the schemas of the kinds; these let pass a field that they do not know, which its types for TypeScript do not.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const PACKAGES = {
  "argoproj.io": "@kubernetes-models/argo-rollouts",
  "kafka.strimzi.io": "@kubernetes-models/strimzi-kafka-operator",
  "keda.sh": "@kubernetes-models/keda",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};

const manifests = JSON.parse(readFileSync(process.argv[2], "utf8"));
const complaints = manifests.map(() => []);

/** The module that has the kind of a manifest. */
function module({ apiVersion }) {
  return (PACKAGES[apiVersion.split("/")[0]] ?? "kubernetes-models") + "/" + apiVersion;
}

for (const [i, manifest] of manifests.entries()) {
  const Kind = (await import(module(manifest)))[manifest.kind];
  try {
    new Kind(manifest).validate();
  } catch (e) {
    complaints[i].push(e.message);
  }
}

// each manifest is a constant of its kind, on a line of its own
const name = dirname(fileURLToPath(import.meta.url)) + "/manifests.ts";
const source = manifests
  .map((manifest, i) => `export const m${i}: import("${module(manifest)}").I${manifest.kind} = ${JSON.stringify(manifest)};`)
  .join("\n");
const options = { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, types: [] };
const host = ts.createCompilerHost(options);
const { getSourceFile, fileExists } = host;
host.fileExists = (file) => file === name || fileExists(file);
host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, source, options.target) : getSourceFile(file, ...rest));
for (const { file, start, messageText } of ts.getPreEmitDiagnostics(ts.createProgram([name], options, host))) {
  const message = ts.flattenDiagnosticMessageText(messageText, " ");
  if (file?.fileName !== name) throw new Error(message);
  complaints[file.getLineAndCharacterOfPosition(start).line].push(message);
}
console.log(JSON.stringify(complaints));
