package dev.acrfw.cli;

import dev.acrfw.config.ConfigurationDraft;
import dev.acrfw.config.ConfigurationReader;
import dev.acrfw.failure.UsageException;
import dev.acrfw.format.Format;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.value.PurposeValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a configuration for {@code acrfw update} to begin with. */
final class InitCommand extends Command {
  private final Choice<Format> formats = Choice.of(Format.class);

  private final Argument<String> config =
      arguments.add(
          Option.text(
                  "-c,--config",
                  "FILE",
                  "Where the configuration is written. Default: "
                      + UpdateCommand.DEFAULT_NAME
                      + ".")
              .suggesting(Suggestion.FILES));

  private final Argument<List<String>> registry =
      arguments.add(Option.texts("-r,--registry", "NAME", "Names of the registries."));

  private final Argument<List<String>> endpoints =
      arguments.add(
          Option.texts(
                  "-e,--endpoints",
                  "FILE",
                  "In place of names and regions: what 'az acr show-endpoints' printed.")
              .suggesting(Suggestion.FILES));

  private final Argument<List<String>> regions =
      arguments.add(
          Option.texts(
                  "-l,--region,--location",
                  "REGION",
                  "Regions of the registry and all its replicas.")
              .suggesting(Suggestion.REGIONS));

  private final Argument<List<String>> purposes =
      arguments.add(Option.texts("--for", "PURPOSE[:PORT]", "What for: " + PurposeValue.listed()));

  private final Argument<Format> format =
      arguments.add(
          Option.value("-f,--format", "FORMAT", "The firewall: {}.", formats, Format.NFTABLES));

  private final Argument<String> output =
      arguments.add(
          Option.text(
                  "-o,--output",
                  "FILE",
                  "Where 'acrfw update' writes the rules. Default: rules/acrfw with the extension of"
                      + " the format.")
              .suggesting(Suggestion.FILES));

  InitCommand(Surroundings surroundings) {
    super(
        surroundings,
        "init",
        "Write a commented configuration for 'acrfw update'; on a terminal, ask five questions.");
    arguments.examples(
        "acrfw init -r contoso -l westeurope,northeurope --for iot-edge -f nftables");
  }

  @Override
  int run() throws IOException {
    Path file = Path.of(config.find().orElse(UpdateCommand.DEFAULT_NAME));
    refuseExisting(file);
    boolean asks =
        surroundings.terminal()
            && arguments.all().stream()
                .noneMatch(argument -> argument != config && argument.isGiven());
    if (asks) {
      ask();
    }
    ConfigurationDraft draft =
        new ConfigurationDraft(
            registry.get(),
            endpoints.get(),
            regions.get(),
            purposes.get(),
            format.get(),
            output.find());
    String text = draft.text();
    requireUsable(file, text);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    surroundings.note(file + ": written; 'acrfw update' does what it says");
    return ExitCode.OK;
  }

  private static void refuseExisting(Path file) {
    if (Files.exists(file)) {
      throw new UsageException(
          file + " is there already, and stays as it is", "name another with --config");
    }
  }

  /** What update would refuse is refused here, in the same words. */
  private static void requireUsable(Path file, String text) {
    ConfiguredRun.of(
        file.toString(),
        ConfigurationReader.read(file.toString(), text.getBytes(StandardCharsets.UTF_8)));
  }

  private void ask() throws IOException {
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
    Optional<String> first =
        answer(answers, "Registry, or a file that 'az acr show-endpoints' wrote", "any registry");
    boolean isFile = first.filter(text -> Files.isRegularFile(Path.of(text))).isPresent();
    first.ifPresent(text -> (isFile ? endpoints : registry).give(List.of(text.split(","))));
    if (!isFile) {
      answer(answers, "Regions of the registry and its replicas", "all")
          .ifPresent(text -> regions.give(List.of(text.split(","))));
    }
    answer(answers, "What for (pull, mcr, iot-edge, webhook:8443, ...)", "pull")
        .ifPresent(text -> purposes.give(List.of(text.split(","))));
    answer(answers, "Firewall (" + String.join(", ", formats.candidates()) + ")", "nftables")
        .ifPresent(text -> format.give(List.of(text)));
    answer(answers, "Where to write the rules", ConfigurationDraft.defaultOutput(format.get()))
        .ifPresent(text -> output.give(List.of(text)));
  }

  private Optional<String> answer(BufferedReader answers, String question, String otherwise)
      throws IOException {
    surroundings.ask(question + " [" + otherwise + "]: ");
    String line = answers.readLine();
    return line == null || line.isBlank() || Set.of(otherwise).contains(line.strip())
        ? Optional.empty()
        : Optional.of(line.strip());
  }
}
