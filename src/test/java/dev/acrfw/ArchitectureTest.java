package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: which room knows which, and how large a room may be. */
class ArchitectureTest {
  private static final Path MAIN = Path.of("src/main/java/dev/acrfw");
  private static final int LONGEST_FILE = 250;

  /** From the ground up: each package with those below that it may know. */
  private static final Map<String, Set<String>> MAY_KNOW = new LinkedHashMap<>();

  static {
    MAY_KNOW.put("failure", Set.of());
    MAY_KNOW.put("concurrent", Set.of());
    MAY_KNOW.put("file", Set.of());
    MAY_KNOW.put("text", Set.of());
    MAY_KNOW.put("ip", Set.of());
    MAY_KNOW.put("network", Set.of("failure", "text"));
    MAY_KNOW.put("option", Set.of("failure", "text", "ip"));
    MAY_KNOW.put("servicetags", Set.of("failure", "concurrent", "file", "text", "ip"));
    MAY_KNOW.put("access", Set.of("failure", "servicetags", "text"));
    MAY_KNOW.put("rules", Set.of("failure", "ip", "servicetags", "access"));
    MAY_KNOW.put("lookup", Set.of("failure", "ip", "servicetags", "access", "rules"));
    MAY_KNOW.put("firewall", Set.of("failure", "text", "ip", "servicetags", "access"));
    MAY_KNOW.put(
        "audit", Set.of("failure", "text", "ip", "servicetags", "access", "rules", "firewall"));
    MAY_KNOW.put("diff", Set.of("ip", "servicetags"));
    MAY_KNOW.put("registry", Set.of("failure", "text", "ip", "option"));
    MAY_KNOW.put(
        "fetch",
        Set.of("failure", "concurrent", "file", "text", "ip", "network", "servicetags", "rules"));
    MAY_KNOW.put(
        "probe", Set.of("failure", "ip", "network", "servicetags", "access", "rules", "lookup"));
    MAY_KNOW.put(
        "render", Set.of("failure", "text", "ip", "option", "servicetags", "access", "rules"));
    MAY_KNOW.put("value", Set.of("failure", "text", "option", "servicetags", "access", "rules"));
    MAY_KNOW.put("format", Set.of("failure", "ip", "option", "rules", "render"));
    MAY_KNOW.put(
        "report",
        Set.of(
            "failure",
            "text",
            "ip",
            "servicetags",
            "access",
            "rules",
            "lookup",
            "firewall",
            "audit",
            "probe",
            "diff",
            "registry",
            "render",
            "format"));
    MAY_KNOW.put("config", Set.of("failure", "text", "format"));
    MAY_KNOW.put("cli", everythingBelow());
    MAY_KNOW.put("tool", Set.of("cli", "format"));
    MAY_KNOW.put("", Set.of("cli"));
  }

  private static Set<String> everythingBelow() {
    return new TreeSet<>(MAY_KNOW.keySet());
  }

  private static Iterable<JavaClass> classes() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("dev.acrfw");
  }

  /** The families below render are rooms of one floor: they share render, not each other. */
  private static String floor(JavaClass type) {
    return room(type).split("\\.", 2)[0];
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("dev.acrfw") ? "" : name.substring("dev.acrfw.".length());
  }

  @Test
  void everyArrowPointsDownward() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : classes()) {
      for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
        JavaClass target = arrow.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith("dev.acrfw")
            && !floor(type).equals(floor(target))
            && !MAY_KNOW.getOrDefault(floor(type), Set.of()).contains(floor(target))) {
          wrong.add(room(type) + " -> " + room(target) + ": " + arrow.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aFamilyOfFormatsKnowsNoOtherFamilyAndNoneIsKnownToAllOfThem() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : classes()) {
      for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
        JavaClass target = arrow.getTargetClass().getBaseComponentType();
        if (floor(type).equals("render")
            && target.getPackageName().startsWith("dev.acrfw.render.")
            && !room(type).equals(room(target))) {
          wrong.add(arrow.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noRoomIsMissingInTheListAndEachSaysWhatItIsFor() throws IOException {
    Set<String> rooms = new TreeSet<>();
    List<String> silent = new ArrayList<>();
    try (Stream<Path> folders = Files.walk(MAIN).filter(Files::isDirectory)) {
      for (Path folder : folders.toList()) {
        rooms.add(MAIN.relativize(folder).toString().split("/", 2)[0]);
        if (!Files.isRegularFile(folder.resolve("package-info.java"))) {
          silent.add(folder.toString());
        }
      }
    }
    assertThat(rooms).isEqualTo(MAY_KNOW.keySet());
    assertThat(silent).isEmpty();
  }

  @Test
  void everyArrowOfTheDocumentationIsOneOfTheCode() throws IOException {
    String page = Files.readString(Path.of("docs/architecture.md"));
    for (Map.Entry<String, Set<String>> room : MAY_KNOW.entrySet()) {
      if (!room.getKey().isEmpty() && !room.getKey().equals("cli")) {
        String known =
            room.getValue().isEmpty()
                ? "nothing"
                : String.join(
                    ", ", MAY_KNOW.keySet().stream().filter(room.getValue()::contains).toList());
        assertThat(page).contains("| `" + room.getKey() + "` | " + known + " |");
      }
    }
  }

  @Test
  void noFileIsLongerThanWhatOneCanKeepInMind() throws IOException {
    Map<String, Long> lengths = lengths();
    lengths.values().removeIf(length -> length <= LONGEST_FILE);
    assertThat(lengths).isEmpty();
  }

  @Test
  void theCommandLineIsLessThanAQuarterOfTheProgram() throws IOException {
    long all = 0;
    long cli = 0;
    for (Map.Entry<String, Long> file : lengths().entrySet()) {
      all += file.getValue();
      cli += file.getKey().startsWith("cli/") ? file.getValue() : 0;
    }
    assertThat(cli * 4).isLessThan(all);
  }

  private static Map<String, Long> lengths() throws IOException {
    Map<String, Long> lengths = new TreeMap<>();
    try (Stream<Path> files = Files.walk(MAIN).filter(f -> f.toString().endsWith(".java"))) {
      for (Path file : files.toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          lengths.put(MAIN.relativize(file).toString(), lines.count());
        }
      }
    }
    return lengths;
  }

  /** Also that no test leaves a file there. Names with a dot are for git, editors and the CI. */
  @Test
  void theTopLevelHoldsNothingElse() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(""))) {
      assertThat(entries.map(Path::toString).filter(name -> !name.startsWith(".")))
          .isSubsetOf("LICENSE", "README.md", "docs", "pom.xml", "samples", "src", "target");
    }
  }
}
