package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration to begin with. */
class InitCommandTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("acrfw.yaml");
  }

  private Acrfw init(String... options) {
    List<String> args = new ArrayList<>(List.of("init", "-c", file().toString()));
    args.addAll(List.of(options));
    return Acrfw.run(args.toArray(String[]::new));
  }

  /** Runs what was written on the sample. */
  private Acrfw update() throws IOException {
    Files.writeString(
        file(),
        Files.readString(file())
            .replaceFirst(
                "(?m)^cloud: .*$",
                "service-tags: " + Path.of(Acrfw.SAMPLE).toAbsolutePath().toString()));
    return Acrfw.run("update", "-c", file().toString());
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.Acrfw#formats")
  void whatItWritesRunsForEveryFormat(String format) throws IOException {
    init("-r", "contoso", "-l", "westeurope", "-f", format);
    Acrfw run = update();
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.err()).contains("rules/acrfw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-r contoso,fabrikam -l westeurope,northeurope --for iot-edge",
        "-l westeurope --for webhook:8443,tasks",
        "-e show.json --for pull,mcr",
        "-l West_Europe -r 00000 --for pull -o a#b:c.nft"
      })
  void theAnswersAreInTheFile(String options) throws IOException {
    Files.copy(Path.of("samples/show-endpoints.json"), folder.resolve("show.json"));
    Acrfw init = init(options.replace('_', ' ').split(" (?=-)| (?!Europe)"));
    assertThat(init.exitCode()).as(init.toString()).isZero();
    Acrfw run = update();
    assertThat(run.exitCode()).as(run + Files.readString(file())).isZero();
  }

  @Test
  void itNeverOverwrites() throws IOException {
    Files.writeString(file(), "mine");
    assertThat(init("-r", "contoso").exitCode()).isEqualTo(2);
    assertThat(file()).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-r a;b", "--for fly", "-f ipfw", "--for pull -l ,"})
  void whatUpdateWouldRefuseIsRefusedHere(String options) {
    Acrfw run = init(options.split(" "));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(file()).doesNotExist();
  }

  private Acrfw answer(String answers) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings terminal =
        new Surroundings(
            new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            err,
            Map.of(),
            Acrfw.TODAY,
            true);
    int code = new CommandRunner(terminal).run("init", "-c", file().toString());
    return new Acrfw(code, "", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void onATerminalItAsksFiveQuestions() throws IOException {
    Acrfw run = answer("contoso\nwesteurope, northeurope\niot-edge\niptables\nedge.sh\n");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.err().split("\\]: ")).hasSize(6);
    assertThat(file())
        .content()
        .contains("registry: contoso\n", "region: [westeurope, northeurope]\n", "for: iot-edge\n")
        .contains("format: iptables\n", "output: edge.sh\n", "output: edge-remove.sh\n");
    assertThat(update().exitCode()).isZero();
  }

  @Test
  void whoJustPressesReturnGetsTheUsualAnswers() throws IOException {
    assertThat(answer("\n\n\n\n\n").exitCode()).isZero();
    assertThat(file()).content().contains("  # registry: contoso\n", "output: rules/acrfw.nft\n");
    assertThat(update().exitCode()).isZero();
  }
}
