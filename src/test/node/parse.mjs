import { readFileSync } from "node:fs";
import { Language, Parser } from "web-tree-sitter";

// Prints the lines at which each FILE is not of the language, and exits 1 if there is one.
const [grammar, ...files] = process.argv.slice(2);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));
let bad = 0;
for (const file of files) {
  const tree = parser.parse(readFileSync(file, "utf8"));
  const walk = (node) => {
    if (node.isError || node.isMissing) {
      bad++;
      console.log(`${file}:${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`);
    } else if (node.hasError) {
      node.children.forEach(walk);
    }
  };
  walk(tree.rootNode);
}
process.exit(bad ? 1 : 0);
