package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.acrfw.Acrfw;
import dev.acrfw.option.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * docs/acrfw.schema.json follows from the options, and holds of every configuration in the docs.
 */
class ConfigurationSchemaTest {
  private static final Path FILE = Path.of("docs/acrfw.schema.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OF_ONE_RUN = Set.of("check", "refresh-header", "output");

  @TempDir private Path folder;

  /** Returns the value that a key takes; an option of a list takes one text as well. */
  private static ObjectNode value(Option<?> option) {
    ObjectNode node = JSON.createObjectNode().put("description", option.help());
    switch (option.arity()) {
      case FLAG -> node.put("type", "boolean");
      case ONE -> text(node, option);
      case LIST -> {
        ArrayNode either = node.putArray("oneOf");
        text(either.addObject(), option);
        ObjectNode list = either.addObject().put("type", "array").put("minItems", 1);
        text(list.putObject("items"), option);
      }
    }
    return node;
  }

  private static void text(ObjectNode node, Option<?> option) {
    boolean closed = option.arity() == Option.Arity.ONE && !option.candidates().isEmpty();
    if (closed && !option.name().equals("--cloud")) {
      ArrayNode values = node.putArray("enum");
      option.candidates().forEach(values::add);
    } else {
      node.putArray("type").add("string").add("integer");
    }
  }

  private static void put(ObjectNode properties, Option<?> option) {
    for (String name : option.names()) {
      if (name.startsWith("--")) {
        properties.set(name.substring(2), value(option));
      }
    }
  }

  private static String schema() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Configuration of acrfw update");
    root.put("type", "object").put("additionalProperties", false);
    root.putArray("required").add("outputs");
    ObjectNode top = root.putObject("properties");
    ObjectNode outputKeys = JSON.createObjectNode();
    for (Argument<?> argument : new GenerateCommand(null, null).arguments.all()) {
      String key = argument.option().name().substring(2);
      if (!ConfiguredSource.isKey(key) && !OF_ONE_RUN.contains(key)) {
        put(outputKeys, argument.option());
      } else if (key.equals("service-tags")) {
        put(top, argument.option());
      }
    }
    for (Argument<?> argument : new FetchCommand(null).arguments.all()) {
      if (ConfiguredSource.isKey(argument.option().name().substring(2))
          && !argument.option().name().equals("--retry-pause")) {
        put(top, argument.option());
      }
    }
    for (String key :
        List.of("keep-removed", "max-shrink", "accept-shrink", "max-growth", "accept-growth")) {
      top.set(key, outputKeys.get(key));
    }
    ObjectNode previous = top.putObject("previous");
    previous.put(
        "description",
        "How many of the kept files no tag may have shrunk against; or earlier files.");
    ArrayNode kinds = previous.putArray("oneOf");
    kinds.addObject().put("type", "integer").put("minimum", 0).put("maximum", 99);
    kinds.addObject().put("type", "string");
    kinds.addObject().put("type", "array").putObject("items").put("type", "string");
    ObjectNode defaults = top.putObject("defaults");
    defaults.put("description", "What every output takes that says nothing else.");
    defaults.put("type", "object").put("additionalProperties", false);
    defaults.set("properties", outputKeys);
    ObjectNode outputs = top.putObject("outputs").put("type", "array").put("minItems", 1);
    ObjectNode output = outputs.putObject("items").put("type", "object");
    output.put("additionalProperties", false).putArray("required").add("output");
    ObjectNode own = outputKeys.deepCopy();
    own.putObject("output")
        .put("description", "Where it is written, relative to this file.")
        .put("type", "string");
    output.set("properties", own);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  @Test
  void theSchemaFollowsFromTheOptions() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, schema());
    }
    assertThat(schema()).isEqualTo(Files.readString(FILE));
  }

  private static Set<ValidationMessage> violations(String yaml) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(FILE));
    JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
    return schema.validate(document);
  }

  static Stream<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      for (Path page : files.filter(f -> f.toString().endsWith(".md")).toList()) {
        Matcher block =
            Pattern.compile("(?ms)^```yaml\\n(.*?)^```").matcher(Files.readString(page));
        while (block.find()) {
          if (block.group(1).contains("outputs:")) {
            examples.add(block.group(1));
          }
        }
      }
    }
    examples.add(Files.readString(Path.of("samples/acrfw.yaml")));
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyConfigurationOfTheDocumentationIsValidAndUnderstood(String yaml) throws IOException {
    assertThat(violations(yaml)).isEmpty();
    Path file = Files.writeString(folder.resolve("acrfw.yaml"), yaml);
    Acrfw run = Acrfw.run("update", "-c", file.toString(), "--offline", "--check");
    assertThat(run.exitCode()).as(run.toString()).isNotEqualTo(2).isNotEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.Acrfw#formats")
  void whatInitWritesIsValid(String format) throws IOException {
    Path file = folder.resolve("init.yaml");
    Acrfw.succeed(
        "init", "-c", file.toString(), "-r", "contoso,fabrikam", "-l", "westeurope", "-f", format);
    assertThat(violations(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outputs: []",
        "cloud: public",
        "outputs: [{format: list}]",
        "outputs: [{format: ipfw, output: x}]",
        "outputs: [{format: list, output: x, regoin: westeurope}]",
        "outputs: [{format: list, output: x, cloud: public}]",
        "outputs: [{format: list, output: x, family: [ipv4]}]",
        "registry: contoso\noutputs: [{format: list, output: x}]",
      })
  void whatUpdateRefusesTheSchemaRefuses(String yaml) throws IOException {
    assertThat(violations(yaml)).isNotEmpty();
    Path file = Files.writeString(folder.resolve("acrfw.yaml"), yaml);
    assertThat(Acrfw.run("update", "-c", file.toString(), "--offline").exitCode()).isEqualTo(2);
  }
}
