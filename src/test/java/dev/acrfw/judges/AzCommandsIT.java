package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.registry.TrustedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every az command that people are told to type, in pages, samples, headers, steps, messages and
 * hints, goes through the parser of the real az. What scripts run is run (AzGroupIT, AzRegistryIT).
 */
class AzCommandsIT {
  /** Of an extension that no package index has: the parser cannot know it. */
  private static final String EXTENSION = "repos ";

  @TempDir private Path folder;

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files(String... roots) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String root : roots) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        all.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }

  /** Returns the commands, each with a place where it stands. */
  private static Map<String, String> commands() throws IOException {
    Map<String, String> commands = new TreeMap<>();
    Pattern told =
        Pattern.compile("`az ([^`]+)`|'az ((?:[^'\\n]|'\\[system]'|'\\w+\\[\\]')+?)'(?!\\[)");
    Pattern step =
        Pattern.compile(
            "(?m)(?:^|\")[ #*\\d.]*(?:Check|Identity|Role|Credential|Authenticate): az ([^\"\\n]+)");
    Pattern line = Pattern.compile("(?m)^\\s*(?:- script: )?az ([a-z][^\\n]*)$");
    for (Path file : files("README.md", "docs", "samples", "src/test/resources/golden")) {
      String text = read(file);
      String place = file.toString();
      for (Pattern pattern : List.of(told, step)) {
        add(commands, pattern.matcher(text), place);
      }
      boolean isScriptOfOurs = place.endsWith(".sh");
      if (!isScriptOfOurs) {
        add(commands, line.matcher(text.replaceAll("\\\\\n\\s*", " ")), place);
      }
    }
    for (Path file : files("src/main/java")) {
      String text = read(file).replaceAll("\"\\s*\\+ \"", "");
      add(commands, told.matcher(text), file.toString());
    }
    for (TrustedService service : TrustedService.values()) {
      String steps = Acrfw.succeed("trusted-services", "--service", service.optionName()).out();
      add(commands, step.matcher(steps), "trusted-services --service " + service.optionName());
    }
    return commands;
  }

  private static void add(Map<String, String> commands, Matcher matcher, String place) {
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          String command =
              matcher
                  .group(group)
                  .replaceAll("\\\\\n\\s*|\\s+", " ")
                  .replaceAll(" \\(with .*| *(>|\\|| # ).*", "")
                  .replace("\\\"", "\"")
                  .replace("$registry", "NAME")
                  .strip();
          // What sources put together is whole in a golden.
          if (!(place.endsWith(".java") && command.contains("\" + "))) {
            commands.putIfAbsent(command, place);
          }
        }
      }
    }
  }

  private List<String> refusals(List<String> commands) throws IOException {
    String python = Judge.require("az/bin/python");
    ObjectMapper json = new ObjectMapper();
    Path in = folder.resolve("commands.json");
    List<List<String>> words = new ArrayList<>();
    for (String command : commands) {
      Program split = Program.run("sh", "-c", "printf '%s\\n' " + command);
      assertThat(split.exitCode()).as(command).isZero();
      words.add(split.out().lines().toList());
    }
    json.writeValue(in.toFile(), words);
    Program run =
        Program.run(
            Map.of(
                "AZURE_CONFIG_DIR",
                folder.resolve("az").toString(),
                "AZURE_CORE_COLLECT_TELEMETRY",
                "no"),
            List.of(
                "sh", "-c", "exec \"$0\" src/test/azure/parse.py <\"$1\"", python, in.toString()));
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> refusals = new ArrayList<>();
    int i = 0;
    for (JsonNode refusal : json.readTree(run.out())) {
      if (!refusal.isNull()) {
        refusals.add("az " + commands.get(i) + ": " + refusal.asText());
      }
      i++;
    }
    assertThat(i).isEqualTo(commands.size());
    return refusals;
  }

  @Test
  void theParserOfAzTakesEveryCommandThatPeopleAreTold() throws IOException {
    Judge.require("az/bin/python");
    Map<String, String> commands = commands();
    commands.keySet().removeIf(command -> command.startsWith(EXTENSION));
    assertThat(commands.keySet())
        .contains(
            "login",
            "acr update --name contoso --data-endpoint-enabled",
            "network nsg rule list --resource-group GROUP --nsg-name NSG --output table")
        .anyMatch(command -> command.startsWith("container create "))
        .anyMatch(command -> command.startsWith("acr task credential add "))
        .anyMatch(command -> command.startsWith("stack group create "))
        .hasSizeGreaterThan(20);
    List<String> refusals = refusals(List.copyOf(commands.keySet()));
    assertThat(refusals).as("%s", commands).isEmpty();
  }

  @Test
  void aMisspeltGroupOptionValueOrQueryIsCaught() throws IOException {
    List<String> wrong =
        List.of(
            "acr shwo --name contoso",
            "network nsg rule list --resorce-group GROUP --nsg-name NSG",
            "network nsg rule create -g G --nsg-name N -n R --priority 200 --direction Sideways",
            "acr show --name contoso --query '[a'",
            "container create --acr-identity ID --image IMAGE ...",
            "acr imprt");
    assertThat(refusals(wrong)).hasSameSizeAs(wrong);
  }
}
