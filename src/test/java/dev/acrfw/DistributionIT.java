package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed distribution, run as users run it. */
class DistributionIT {
  private static final Path LAUNCHER = Path.of("target/acrfw/bin/acrfw").toAbsolutePath();

  @TempDir private Path folder;

  private static Program run(Map<String, String> environment, List<String> command) {
    return Program.run(environment, command);
  }

  /**
   * Returns the JDKs of this machine that acrfw supports: the one of the build, and its siblings.
   */
  static List<Path> jdks() throws IOException {
    Map<Path, Path> jdks = new LinkedHashMap<>();
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    jdks.put(own, own);
    try (Stream<Path> siblings = Files.list(own.getParent())) {
      for (Path sibling : siblings.sorted().toList()) {
        Path release = sibling.resolve("release");
        if (Files.isReadable(release) && Files.isExecutable(sibling.resolve("bin/java"))) {
          Matcher version =
              Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(release));
          if (version.find() && Integer.parseInt(version.group(1)) >= 17) {
            jdks.put(sibling.toRealPath(), sibling);
          }
        }
      }
    }
    return new ArrayList<>(jdks.keySet());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theBytesAreTheSameUnderEveryJdkLocaleAndTimeZone(Path jdk) throws Exception {
    for (String format : Acrfw.formats().toList()) {
      String source =
          Acrfw.hasPublishedFiles()
              ? Acrfw.published("ServiceTags_Public_20251109.json")
              : Acrfw.SAMPLE;
      List<String> args = List.of("generate", "-s", source, "-l", "brazilsoutheast", "-f", format);
      if (!Acrfw.hasPublishedFiles()) {
        args = List.of("generate", "-s", source, "-l", "westeurope", "-f", format);
      }
      byte[] expected =
          Acrfw.succeed(args.toArray(String[]::new)).out().getBytes(StandardCharsets.UTF_8);
      List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
      command.addAll(args);
      for (Map<String, String> environment :
          List.of(
              Map.of("LANG", "C", "TZ", "UTC"),
              Map.of("LANG", "tr_TR.UTF-8", "LC_ALL", "tr_TR.UTF-8", "TZ", "Asia/Kathmandu"),
              Map.of(
                  "JAVA_OPTS",
                  "-Duser.language=ar -Duser.country=EG -Dfile.encoding=UTF-16 -XX:+UseSerialGC"))) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("JAVA_HOME", jdk.toString());
        Program run = run(all, command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.bytes()).as(format + " " + all).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nothingIsColouredOffATerminal(Path jdk) throws Exception {
    Program run =
        run(
            Map.of("JAVA_HOME", jdk.toString()),
            List.of(LAUNCHER.toString(), "generate", "--help"));
    assertThat(run.exitCode()).isZero();
    assertThat(new String(run.bytes(), StandardCharsets.UTF_8)).startsWith("Usage: acrfw generate");
    assertThat(run.bytes()).doesNotContain((byte) 27);
  }

  /** Copies the distribution without its archives of class data. */
  private Path unpacked() throws IOException {
    Path home = LAUNCHER.getParent().getParent();
    Path copy = folder.resolve("unpacked");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(file -> !file.toString().matches(".*[.](jsa|for)")).toList()) {
        Path target = copy.resolve(home.relativize(file).toString());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private static List<Path> archives(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  private static void changeProgram(Path home) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(home.resolve("lib/acrfw.jar"))) {
      Files.writeString(jar.getPath("changed"), "a later build");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anArchiveOfClassDataChangesNoByteWhateverStateItIsIn(Path jdk) throws Exception {
    Path home = unpacked();
    String launcher = home.resolve("bin/acrfw").toString();
    Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());
    List<String> command =
        List.of(launcher, "generate", "-s", Acrfw.SAMPLE, "-r", "contoso", "-f", "nftables");
    Program expected = run(environment, command);
    assertThat(expected.exitCode()).as(expected.err()).isZero();

    Program made = run(environment, List.of(launcher, "--make-archive"));
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.bytes()).isEmpty();
    assertThat(archives(home)).hasSize(1);
    byte[] archive = Files.readAllBytes(archives(home).get(0));
    assertSame(expected, run(environment, command), "archive");

    changeProgram(home);
    assertSame(expected, run(environment, command), "archive of an earlier program");
    assertThat(run(environment, List.of(launcher, "--make-archive")).exitCode()).isZero();
    assertThat(archives(home)).hasSize(1);
    Path current = archives(home).get(0);
    Map<String, byte[]> states = new LinkedHashMap<>();
    states.put("earlier program's under this one's name", archive);
    states.put("cut off", Arrays.copyOf(archive, archive.length / 2));
    states.put("empty", new byte[0]);
    states.put("damaged", new byte[archive.length]);
    for (Map.Entry<String, byte[]> state : states.entrySet()) {
      Files.delete(current);
      Files.write(current, state.getValue());
      assertSame(expected, run(environment, command), state.getKey());
    }
  }

  /** With -Xshare:on a JVM refuses to start where the archive that it is to take is not valid. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aCopiedDistributionStartsWithAValidArchive(Path jdk) throws Exception {
    Path home = unpacked();
    Map<String, String> environment =
        Map.of("JAVA_HOME", jdk.toString(), "JAVA_OPTS", "-Xshare:on");
    run(environment, List.of(home + "/bin/acrfw", "--make-archive")).succeeded();
    run(environment, List.of(home + "/bin/acrfw", "--version")).succeeded();
    Path archive = archives(home).get(0);

    Path copy = folder.resolve("elsewhere");
    run(Map.of(), List.of("cp", "-a", home.toString(), copy.toString())).succeeded();
    assertThat(archives(copy)).hasSize(1);
    run(environment, List.of(copy + "/bin/acrfw", "--version")).succeeded();

    run(environment, List.of(copy + "/bin/acrfw", "--make-archive")).succeeded();
    assertThat(archives(copy)).hasSize(1);
    run(environment, List.of(copy + "/bin/acrfw", "--version")).succeeded();
    // Later ones take what was made elsewhere, as long as the program is the same.
    if (Files.readString(jdk.resolve("release")).contains("JAVA_VERSION=\"17.")) {
      Files.copy(archive, archives(copy).get(0), StandardCopyOption.REPLACE_EXISTING);
      assertThat(run(environment, List.of(copy + "/bin/acrfw", "--version")).exitCode())
          .as("an archive of another place")
          .isNotZero();
    }
  }

  /**
   * The PATH has Java behind links and nothing else, so whatever the launcher ran would be missed.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void aStartTakesTheArchiveWithoutAnyOtherProgram(Path jdk) throws Exception {
    Path home = unpacked();
    run(Map.of("JAVA_HOME", jdk.toString()), List.of(home + "/bin/acrfw", "--make-archive"))
        .succeeded();
    Path alternative =
        Files.createSymbolicLink(folder.resolve("alternative"), jdk.resolve("bin/java"));
    Path path = Files.createDirectory(folder.resolve("path"));
    Files.createSymbolicLink(path.resolve("java"), alternative);
    Path log = folder.resolve("classes.log");
    Program run =
        run(
            Map.of("PATH", path.toString(), "JAVA_OPTS", "-Xlog:class+load:file=" + log),
            List.of(home + "/bin/acrfw", "--version"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains("dev.acrfw.Main source: shared objects file"));
  }

  private static void assertSame(Program expected, Program run, String state) {
    assertThat(run.exitCode()).as(state + ": " + run.err()).isEqualTo(expected.exitCode());
    assertThat(run.bytes()).as(state).isEqualTo(expected.bytes());
    assertThat(run.err()).as(state).isEqualTo(expected.err());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whoMayNotWriteToTheProgramsFolderRunsItWithoutAnArchive(Path jdk) throws Exception {
    Path home = unpacked();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        home.resolve("lib"), PosixFilePermissions.fromString("r-xr-xr-x"));
    List<String> asNobody =
        "root".equals(System.getProperty("user.name"))
            ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            : List.of();
    Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());
    List<String> command = new ArrayList<>(asNobody);
    command.add(home.resolve("bin/acrfw").toString());
    command.add("formats");
    Program run = run(environment, command);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.bytes())
        .isEqualTo(Acrfw.succeed("formats").out().getBytes(StandardCharsets.UTF_8));

    command.set(command.size() - 1, "--make-archive");
    Program refused = run(environment, command);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("acrfw: error: no permission: ");
    assertThat(archives(home)).isEmpty();
    Files.setPosixFilePermissions(
        home.resolve("lib"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aClosedPipeEndsQuietly() throws Exception {
    String command =
        "{ sleep 1; '%s' generate -s %s -l all -f list; echo \"exit $?\" >&2; } | true"
            .formatted(LAUNCHER, Path.of(Acrfw.SAMPLE).toAbsolutePath());
    Program run = run(Map.of(), List.of("sh", "-c", command));
    assertThat(run.err()).isEqualTo("exit 0\n");
  }

  @Test
  void aFullDiskIsSaid() throws Exception {
    if (!Files.exists(Path.of("/dev/full"))) {
      return;
    }
    String command =
        "'%s' generate -s %s -l all -f list >/dev/full".formatted(LAUNCHER, Acrfw.SAMPLE);
    Program run = run(Map.of(), List.of("sh", "-c", command));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("acrfw: error: reading or writing failed: ");
  }

  @Test
  void theLauncherIsFoundThroughSymbolicLinksAndBlanks() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("a folder"));
    Path link = Files.createSymbolicLink(odd.resolve("fw"), LAUNCHER);
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("a folder/fw"));
    assertThat(run(Map.of(), List.of(link.toString(), "--version")).exitCode()).isZero();
    assertThat(new String(run(Map.of(), List.of(second.toString(), "--version")).bytes()))
        .startsWith("acrfw 0");
  }

  @Test
  void theLauncherIsFoundFromItsOwnFolderWhateverCdpathSays() throws Exception {
    String command = "cd '%s' && CDPATH=/:/tmp sh acrfw --version".formatted(LAUNCHER.getParent());
    Program run = run(Map.of(), List.of("sh", "-c", command));
    assertThat(new String(run.bytes())).as(run.err()).startsWith("acrfw 0");
  }

  @Test
  void aFolderWithAColonIsRefusedWithTheReason() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("a:b/bin"));
    Path copy = Files.copy(LAUNCHER, odd.resolve("acrfw"));
    Program run = run(Map.of(), List.of("sh", copy.toString()));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("colon");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aFileWithANameInAnyScriptIsReadAndWrittenInAnyLocale(Path jdk) throws Exception {
    Path copy = Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve("größe-日本.json"));
    for (String locale : List.of("C", "en_US.UTF-8", "xx_XX.utf8")) {
      Path output = folder.resolve("règles-" + locale);
      Program run =
          run(
              Map.of("JAVA_HOME", jdk.toString(), "LANG", locale),
              List.of(LAUNCHER.toString(), "tags", "-s", copy.toString(), "-o", output.toString()));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(output).isNotEmptyFile();
    }
  }

  @Test
  void tooLittleMemoryIsSaidWithoutATrace() throws Exception {
    Path large = folder.resolve("large.json");
    Files.writeString(large, "{\"x\":\"" + "x".repeat(30_000_000) + "\"}");
    Program run =
        run(
            Map.of("JAVA_OPTS", "-Xmx16m"),
            List.of(LAUNCHER.toString(), "tags", "-s", large.toString()));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("acrfw: error: Java ran out of memory")
        .contains("JAVA_OPTS=-Xmx")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JAVA_OPTS=-Xss1k",
        "JAVA_OPTS=-Xmx1k",
        "JAVA_OPTS=-XX:+UseSerialGC -XX:+UseParallelGC",
        "JAVA_TOOL_OPTIONS=-XX:+PrintFlagsFinal",
        "JDK_JAVA_OPTIONS=-Xlog:gc",
      })
  void whatTheJvmHasToSayIsNeverAmongTheRules(String setting) {
    String[] variable = setting.split("=", 2);
    Program run =
        run(
            Map.of(variable[0], variable[1]),
            List.of(
                LAUNCHER.toString(), "generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "list"));
    String expected =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "list").out();
    assertThat(run.out()).isEqualTo(run.exitCode() == 0 ? expected : "");
    assertThat(run.exitCode()).as(run.said()).isIn(0, 1);
    assertThat(run.exitCode() == 0 || !run.err().isBlank()).isTrue();
  }

  @Test
  void theSourceOfAPipeIsNamedAsAPipe() throws Exception {
    String command =
        "'%s' generate -s <(cat %s) -l westeurope -f list -o /dev/stdout | cat"
            .formatted(LAUNCHER, Acrfw.SAMPLE);
    Program run = run(Map.of(), List.of("bash", "-c", command));
    assertThat(new String(run.bytes())).as(run.err()).contains("# Source: -, cloud Public");
  }

  @Test
  void aMissingOrOldJavaIsSaidPlainly() throws Exception {
    Path old = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.createSymbolicLink(old.resolve("java"), Path.of("/bin/true"));
    Program missing = run(Map.of("JAVA_HOME", "/nonesuch"), List.of(LAUNCHER.toString()));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).startsWith("acrfw: error: no Java in JAVA_HOME (/nonesuch)\n");
    Files.delete(old.resolve("java"));
    Files.copy(Path.of("/bin/true"), old.resolve("java"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Program outdated =
        run(Map.of("JAVA_HOME", folder.resolve("jdk").toString()), List.of(LAUNCHER.toString()));
    assertThat(outdated.exitCode()).isEqualTo(1);
    assertThat(outdated.err()).startsWith("acrfw: error: Java 11.0.2 in ").contains("is too old\n");
  }

  @Test
  void theVersionIsThatOfTheBuild() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);
    assertThat(version.find()).isTrue();
    Program run = run(Map.of(), List.of(LAUNCHER.toString(), "--version"));
    assertThat(new String(run.bytes(), StandardCharsets.UTF_8))
        .isEqualTo("acrfw " + version.group(1) + "\n");
    String top = "acrfw-" + version.group(1);
    Program tar = Program.run("tar", "-tzf", "target/" + top + ".tar.gz").succeeded();
    assertThat(tar.out().lines())
        .contains(top + "/bin/acrfw")
        .allMatch(f -> f.startsWith(top + "/"));
    try (ZipFile zip = new ZipFile("target/" + top + ".zip")) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains(top + "/bin/acrfw.cmd")
          .allMatch(f -> f.startsWith(top + "/"));
    }
  }

  /** The JVM verifies class files of Java 5 in every run, with an archive of class data as well. */
  @Test
  void picoclisClassesAreNewAndItsLicenceIsBesideThem() throws Exception {
    Path jar = Path.of("target/acrfw/lib/acrfw.jar");
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      byte[] classFile = Files.readAllBytes(files.getPath("picocli/CommandLine.class"));
      assertThat(classFile[7]).as("major version (JVMS 4.1)").isGreaterThanOrEqualTo((byte) 61);
      assertThat(Files.readString(files.getPath("META-INF/NOTICE"))).contains("picocli");
      assertThat(Files.readString(files.getPath("META-INF/LICENSE"))).contains("Apache License");
    }
  }

  /** What the system says of a closed pipe is in the user's language. */
  @Test
  void aClosedPipeEndsQuietlyInSpanish() throws Exception {
    Program.require("localedef");
    Program.requireThat(
        Files.exists(Path.of("/usr/share/locale/es/LC_MESSAGES/libc.mo")),
        "no Spanish messages (Debian: libc-l10n)");
    Path locales = Files.createDirectories(folder.resolve("locales"));
    Program.run(
            "localedef", "-i", "es_ES", "-f", "UTF-8", locales.resolve("es_ES.UTF-8").toString())
        .succeeded();
    Map<String, String> spanish =
        Map.of("LOCPATH", locales.toString(), "LC_ALL", "es_ES.UTF-8", "LANG", "es_ES.UTF-8");
    String command =
        "{ sleep 1; '%s' generate -s %s -l all -f list; echo \"exit $?\" >&2; } | true"
            .formatted(LAUNCHER, Path.of(Acrfw.SAMPLE).toAbsolutePath());
    Program full = run(spanish, List.of("sh", "-c", "'" + LAUNCHER + "' formats >/dev/full"));
    assertThat(full.err()).contains("No queda espacio");
    assertThat(full.exitCode()).isEqualTo(1);
    assertThat(run(spanish, List.of("sh", "-c", command)).err()).isEqualTo("exit 0\n");
  }

  @Test
  void aUsualRunLoadsNothingOfPicocliNoStreamsAndFewLambdas() throws IOException {
    Path log = folder.resolve("classes");
    run(
            Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + log),
            List.of(
                LAUNCHER.toString(),
                "generate",
                "-s",
                Acrfw.SAMPLE,
                "-r",
                "contoso",
                "-l",
                "westeurope",
                "-f",
                "nftables"))
        .succeeded();
    String loaded = Files.readString(log);
    assertThat(loaded)
        .contains("dev.acrfw.cli.UsualCommandLine")
        .doesNotContain(
            "picocli.", "java.lang.runtime.ObjectMethods", "java.util.stream.ReferencePipeline");
    // Each costs a third of a millisecond to link.
    assertThat(loaded.lines().filter(line -> line.matches(".* dev[.]acrfw[^ ]*Lambda.*")).count())
        .isBetween(1L, 15L);
  }

  @Test
  void everyGoldenCaseComesOutTheSameFromTheLauncher() {
    Program run =
        run(Map.of(), List.of("sh", "src/test/distributions/goldens.sh", LAUNCHER.toString()));
    assertThat(run.succeeded().out()).endsWith("cases, 0 differences\n");
  }

  static Stream<String> documentedCommands() throws IOException {
    List<String> commands = new ArrayList<>();
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      for (Path page :
          Stream.concat(
                  Stream.of(Path.of("README.md")), docs.filter(f -> f.toString().endsWith(".md")))
              .toList()) {
        Matcher block =
            Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
        while (block.find()) {
          for (String line : block.group(1).replace("\\\n", "").split("\n")) {
            if (line.startsWith("acrfw ")) {
              commands.add(line);
            }
          }
        }
      }
    }
    return commands.stream().distinct();
  }

  @ParameterizedTest
  @MethodSource("documentedCommands")
  void everyCommandOfTheDocumentationRuns(String command) throws Exception {
    String script =
        "acrfw() { '%s' \"$@\"; }\n".formatted(LAUNCHER)
            + command
                .replace("ServiceTags_Public_20251109.json", Acrfw.SAMPLE)
                .replace(
                    "ServiceTags_Public_20251116.json", "samples/ServiceTags_Public_next.json");
    Program run =
        run(
            Map.of("ACRFW_SERVICE_TAGS", Acrfw.SAMPLE),
            List.of("sh", "-c", script.replaceAll("(-o|--output) ", "$1 " + folder + "/")));
    assertThat(run.exitCode()).as(command + "\n" + run.err()).isIn(0, 10);
    assertThat(run.err()).doesNotContain("error");
  }
}
