package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of tree-sitter-bicep reads each file, and it says what the ARM template says. */
class BicepIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Prints the resources of a file as JSON; a file with an error in it is none. */
  private static final String READER =
      """
      const { Parser, Language } = require('web-tree-sitter');
      const value = node => {
        switch (node.type) {
          case 'object':
            return Object.fromEntries(node.namedChildren.map(each =>
                [each.namedChild(0).text, value(each.namedChild(1))]));
          case 'array': return node.namedChildren.map(value);
          case 'string': return node.namedChildren.map(each => each.text).join('');
          case 'number': return Number(node.text);
          default: return { reference: node.text };
        }
      };
      (async () => {
        await Parser.init();
        const parser = new Parser();
        parser.setLanguage(
            await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
        const root = parser.parse(require('fs').readFileSync(process.argv[2], 'utf8')).rootNode;
        if (root.hasError) process.exit(1);
        const of = type => root.namedChildren.filter(node => node.type === type);
        console.log(JSON.stringify({
          parameters: of('parameter_declaration').map(node => node.text),
          resources: of('resource_declaration').map(node => ({
            symbol: node.namedChild(0).text, type: value(node.namedChild(1)),
            existing: node.children.some(child => child.type === 'existing'),
            body: value(node.namedChild(2)) }))
        }));
      })();
      """;

  @TempDir private Path folder;

  private Program parse(String bicep) throws IOException {
    Path modules = Path.of(Judge.require("node/node_modules"));
    Program.require("node");
    Path reader = Files.writeString(folder.resolve("reader.js"), READER);
    Path file = Files.writeString(folder.resolve("main.bicep"), bicep);
    return Program.run(
        folder,
        Map.of("NODE_PATH", modules.toString()),
        List.of("node", reader.toString(), file.toString()));
  }

  private static String generate(String format, String options) {
    List<String> args = new ArrayList<>(List.of("generate", "-f", format));
    args.addAll(List.of("-s", Acrfw.SAMPLE, "--nsg-name", "web"));
    args.addAll(Arrays.asList(options.split(" ")));
    return Acrfw.succeed(args.toArray(String[]::new)).out();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-l westeurope",
        "-l westeurope,northeurope --enforce --nsg-priority 300",
        "-l westeurope --for iot-hub,webhook:8443 --nsg-addresses prefixes",
        "-l all --nsg-addresses prefixes --enforce --name other",
        "--tag AzureKeyVault:8443 -l westeurope"
      })
  void aBicepFileSaysWhatTheArmTemplateSays(String options) throws IOException {
    Program run = parse(generate("bicep", options));
    assertThat(run.exitCode()).as(run.said()).isZero();
    JsonNode bicep = JSON.readTree(run.out());
    JsonNode arm = JSON.readTree(generate("nsg", options));
    assertThat(bicep.get("parameters").get(0).asText())
        .isEqualTo("param networkSecurityGroupName string = 'web'");
    assertThat(arm.get("parameters").get("networkSecurityGroupName").toString())
        .isEqualTo("{\"type\":\"string\",\"defaultValue\":\"web\"}");

    List<JsonNode> rules = new ArrayList<>();
    bicep.get("resources").forEach(rules::add);
    JsonNode group = rules.remove(0);
    assertThat(group.get("existing").asBoolean()).isTrue();
    assertThat(group.get("body").get("name").get("reference").asText())
        .isEqualTo("networkSecurityGroupName");
    Map<String, String> names = new LinkedHashMap<>();
    assertThat(rules).hasSameSizeAs(arm.get("resources"));
    for (int i = 0; i < rules.size(); i++) {
      JsonNode theirs = arm.get("resources").get(i);
      JsonNode body = rules.get(i).get("body");
      String name = body.get("name").asText();
      names.put(rules.get(i).get("symbol").asText(), name);
      assertThat(rules.get(i).get("existing").asBoolean()).isFalse();
      assertThat(rules.get(i).get("type").asText())
          .isEqualTo(theirs.get("type").asText() + "@" + theirs.get("apiVersion").asText());
      assertThat(body.get("parent").get("reference").asText())
          .isEqualTo(group.get("symbol").asText());
      assertThat("[format('{0}/{1}', parameters('networkSecurityGroupName'), '" + name + "')]")
          .isEqualTo(theirs.get("name").asText());
      assertThat(body.get("properties")).isEqualTo(theirs.get("properties"));
      assertThat(body.has("dependsOn")).isEqualTo(theirs.has("dependsOn"));
      if (body.has("dependsOn")) {
        String before = names.get(body.get("dependsOn").get(0).get("reference").asText());
        assertThat(theirs.get("dependsOn").get(0).asText()).endsWith(", '" + before + "')]");
      }
    }
  }

  @Test
  void theGrammarSeesAMistake() throws IOException {
    String file = generate("bicep", "-l westeurope");
    assertThat(parse(file.replaceFirst("priority: 200", "priority 200")).exitCode()).isEqualTo(1);
    assertThat(parse(file.replaceFirst("'Allow'", "'Al'low'")).exitCode()).isEqualTo(1);
  }
}
