package dev.acrfw.servicetags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "germanywestcentral",
        "Germany West Central",
        "GermanyWestCentral",
        "germanywc",
        "GERMANYWC",
        "germany-west-central",
        " germanywestcentral ",
        "(Europe) Germany West Central"
      })
  void everySpellingOfARegionNamesTheSameTags(String spelling) {
    String expected = list("germanywestcentral").out();
    assertThat(list(spelling).out()).isEqualTo(expected);
    assertThat(expected).contains("192.0.2.32/29", "198.51.100.192/27");
  }

  @Test
  void aStagingTagWithTheSameInternalRegionIsNotSelected() {
    assertThat(list("westeurope").out()).doesNotContain("198.51.100.240");
  }

  @ParameterizedTest
  @CsvSource({
    "westeurop, WestEurope",
    "west, WestEurope",
    "germanycentral, GermanyWestCentral",
    "europe, NorthEurope",
    "westeruope, WestEurope",
    "germanyeast, GermanyWestCentral",
  })
  void aMissNamesTheNearestRegions(String wrong, String nearest) {
    Acrfw run = list(wrong);
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("acrfw: error: no region " + wrong + " of AzureContainerRegistry")
        .contains("hint: nearest: ")
        .contains(nearest);
  }

  @Test
  void aFarOffRegionIsNotProposed() throws IOException {
    String regions =
        Files.readString(Path.of(Acrfw.SAMPLE)).replace("NorthEurope", "AustraliaEast");
    Path file = Files.writeString(folder.resolve("ServiceTags_Public_20251109.json"), regions);
    Acrfw run = Acrfw.run("generate", "-s", file.toString(), "-l", "austriaeast", "-f", "list");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err())
        .contains("hint: nothing is spelt like it; the file is of 2025-11-09, and a newer region")
        .doesNotContain("AustraliaEast");
  }

  @ParameterizedTest
  @CsvSource({"usgovvirginia, government", "USDoDEast, government", "chinaeast2, china"})
  void aRegionOfAnotherCloudIsSaidToBeOne(String region, String cloud) {
    assertThat(list(region).err()).contains("; it is of the cloud " + cloud + ";");
  }

  @Test
  void allIsTheGlobalTagAndNeedsNoWarning() {
    Acrfw run = list("all");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("192.0.2.200/29", "198.51.100.0/24");
    assertThat(Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-f", "list").err())
        .isEqualTo(
            "acrfw: warning: no --region: the global tags open their IPv4 addresses of all regions"
                + " (AzureContainerRegistry 40, Storage 256), Storage those of any tenant's accounts;"
                + " name the regions of the registry and its replicas, or say --region all\n");
  }

  private static Acrfw list(String region) {
    return Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-l", region, "-f", "list");
  }
}
