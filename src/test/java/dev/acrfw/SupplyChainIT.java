package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is packed beside acrfw's own classes is what was looked at, and is listed. */
class SupplyChainIT {
  private static Map<String, String> packed() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target/acrfw/lib"))) {
      return jars.filter(jar -> jar.toString().endsWith(".jar"))
          .filter(jar -> !jar.endsWith("acrfw.jar"))
          .collect(
              Collectors.toMap(
                  jar -> jar.getFileName().toString(),
                  SupplyChainIT::sha256,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A new version of a library is a new line here, written by the one who looked at it. */
  @Test
  void everyJarHasTheChecksumThatIsNoted() throws IOException {
    String noted =
        packed().entrySet().stream()
            .map(jar -> jar.getValue() + "  " + jar.getKey() + "\n")
            .collect(Collectors.joining());
    assertThat(noted).isEqualTo(Files.readString(Path.of("src/test/resources/packed.sha256")));
  }

  @Test
  void theBillOfMaterialsListsEveryJarAndPicocliWithItsLicence() throws IOException {
    Optional<Path> bom;
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      bom = files.filter(file -> file.toString().endsWith(".cdx.json")).findFirst();
    }
    Program.requireThat(bom.isPresent(), "no bill of materials: Maven makes it online only");
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode component :
        new ObjectMapper().readTree(bom.orElseThrow().toFile()).get("components")) {
      if (component.get("scope").asText().equals("required")) {
        assertThat(component.get("licenses").get(0).get("license").get("id").asText())
            .isEqualTo("Apache-2.0");
        for (JsonNode hash : component.get("hashes")) {
          if (hash.get("alg").asText().equals("SHA-256")) {
            listed.put(component.get("name").asText() + ".jar", hash.get("content").asText());
          }
        }
      }
    }
    assertThat(listed.remove("picocli.jar")).isNotNull();
    assertThat(listed).isEqualTo(packed());
  }
}
