package dev.acrfw;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native image holds what its builder can see, and what META-INF/native-image names. */
class NativeImageTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Path METADATA = RESOURCES.resolve("META-INF/native-image/dev.acrfw/acrfw");

  @Test
  void theMetadataNameTheProgramsOwnFilesAllOfThemAndNothingElse() throws IOException {
    JsonNode metadata =
        new ObjectMapper().readTree(Files.readString(METADATA.resolve("resource-config.json")));
    List<String> named = new ArrayList<>();
    for (JsonNode include : metadata.at("/resources/includes")) {
      named.add(include.get("pattern").asText().replace("\\Q", "").replace("\\E", ""));
    }
    try (Stream<Path> files = Files.walk(RESOURCES.resolve("dev"))) {
      List<String> there =
          files
              .filter(Files::isRegularFile)
              .map(file -> RESOURCES.relativize(file).toString())
              .toList();
      assertThat(named).containsExactlyInAnyOrderElementsOf(there);
    }
    try (Stream<Path> files = Files.list(METADATA)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("native-image.properties", "resource-config.json");
    }
  }

  @Test
  void nothingIsFoundByItsNameAtRunTime() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.acrfw.tool")
        .should()
        .dependOnClassesThat(resideInAPackage("java.lang.reflect"))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ServiceLoader.class)
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .callMethod(ObjectMapper.class, "readValue", String.class, Class.class)
        .orShould()
        .callMethod(ObjectMapper.class, "treeToValue", JsonNode.class, Class.class)
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.acrfw"));
  }
}
