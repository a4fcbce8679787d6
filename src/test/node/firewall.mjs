import { readFileSync } from "node:fs";
import { Language, Parser } from "web-tree-sitter";

// Prints what could let a FILE of PowerShell go on after a command of the firewall failed, change
// something unasked, or run in part, and exits 1 if there is such a thing.
const [grammar, ...files] = process.argv.slice(2);

const COMMAND = /^(?:(?:Get|New|Set|Remove|Rename|Copy|Enable|Disable)-NetFirewall\w+|(?:Open|Save)-NetGPO)$/i;
const CHANGES = /^(?:New|Set|Remove|Rename|Copy|Enable|Disable)-/i;
const SILENT = /-(?:ErrorAction|EA)[\s:]+['"]?(?:SilentlyContinue|Ignore|Continue)/i;
const HIDDEN = /^(?:iex|Invoke-Expression|Invoke-Command|Start-Job)$/i;
// What Constrained Language Mode allows is more; this is what the scripts use.
const TYPES = ["string", "bool", "hashtable"];
const METHODS = ["ContainsKey"];

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

const all = (node, type) => node.descendantsOfType(type);
const within = (node, ancestor) =>
  ancestor.startIndex <= node.startIndex && node.endIndex <= ancestor.endIndex;

function* ancestors(node) {
  for (let above = node.parent; above; above = above.parent) {
    yield above;
  }
}

/** Returns the names of the variables that hold what is wanted, whatever is assigned to them. */
function splats(root, isWanted) {
  const good = new Map();
  for (const assignment of all(root, "assignment_expression")) {
    const name = assignment.namedChildren[0].text;
    good.set(name, (good.get(name) ?? true) && isWanted(assignment.namedChildren.at(-1).text));
  }
  return [...good].filter(([, wanted]) => wanted).map(([name]) => name.replace("$", "@"));
}

function* problems(root) {
  if (root.hasError) {
    yield [root, "this is not PowerShell"];
  }
  const stop = splats(root, (text) => /^@\{[^}]*\bErrorAction\s*=\s*'Stop'[^}]*\}$/.test(text));
  const ask = splats(
    root,
    (text) =>
      /^@\{[^}]*\bWhatIf\s*=[^}\n;]*\$WhatIfPreference\b/.test(text) &&
      /\bConfirm\s*=[^}\n;]*\$ConfirmPreference\b/.test(text),
  );
  for (const command of all(root, "command")) {
    const name = command.childForFieldName("command_name")?.text ?? command.namedChildren[0].text;
    if (HIDDEN.test(name) || all(command, "command_invokation_operator").some((n) => n.parent.id === command.id)) {
      yield [command, "what this calls cannot be read"];
    }
    if (!COMMAND.test(name)) {
      continue;
    }
    const given = all(command, "variable").map((variable) => variable.text);
    if (!given.some((splat) => stop.includes(splat))) {
      yield [command, `${name} does not stop the script when it fails`];
    }
    if (SILENT.test(command.text) || /(?:^|\s)[2*]>/.test(command.text)) {
      yield [command, `${name} fails in silence`];
    }
    if (CHANGES.test(name) && !given.some((splat) => ask.includes(splat))) {
      yield [command, `${name} does not heed -WhatIf and -Confirm`];
    }
    const conditions = [...ancestors(command)].filter((node) => node.type === "if_statement");
    if (/^Save-/i.test(name) && !conditions.some((node) => /^if \(-not \$WhatIfPreference\)/.test(node.text))) {
      yield [command, `${name} does not heed -WhatIf`];
    }
    for (const attempt of ancestors(command)) {
      const clauses = attempt.type === "try_statement" ? all(attempt, "catch_clause") : [];
      for (const clause of clauses) {
        const throws = all(clause, "flow_control_statement").some((node) => /^throw\b/.test(node.text));
        if (!within(command, clause) && !throws) {
          yield [clause, `a failure of ${name} ends here`];
        }
      }
    }
  }
  for (const trap of all(root, "trap_statement")) {
    yield [trap, "a failure may end here"];
  }
  for (const type of all(root, "type_literal")) {
    if (!TYPES.includes(type.text.replace(/[[\]]/g, ""))) {
      yield [type, `${type.text}: Constrained Language Mode may refuse this type`];
    }
  }
  for (const call of all(root, "invokation_expression")) {
    const member = all(call, "member_name")[0]?.text;
    if (!METHODS.includes(member)) {
      yield [call, `${member}: Constrained Language Mode may refuse this method`];
    }
  }
  const preferences = all(root, "assignment_expression").filter((node) =>
    node.text.startsWith("$ErrorActionPreference"),
  );
  if (preferences.length !== 1 || !/=\s*'Stop'$/.test(preferences[0].text)) {
    yield [root, "what is not a command of the firewall does not stop the script when it fails"];
  }
  const statements = all(root, "statement_list").filter((node) => node.parent.id === root.id);
  const first = statements.flatMap((list) => list.namedChildren).filter((node) => node.type !== "comment");
  if (first.length !== 1 || !/^end \{[^]*\}$/.test(first[0].text)) {
    yield [first[0] ?? root, "not all that it does is in one block"];
  }
}

let bad = 0;
for (const file of files) {
  for (const [node, problem] of problems(parser.parse(readFileSync(file, "utf8")).rootNode)) {
    bad++;
    console.log(`${file}:${node.startPosition.row + 1}: ${problem}`);
  }
}
process.exit(bad ? 1 : 0);
