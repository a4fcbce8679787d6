package dev.acrfw.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acrfw.Acrfw;
import dev.acrfw.Oracle;
import dev.acrfw.Weekly;
import dev.acrfw.access.KnownTag;
import dev.acrfw.diff.FileDiff;
import dev.acrfw.diff.TagChange;
import dev.acrfw.failure.HarmfulUpdateException;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.UpdateGuard.Comparison;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.ServiceTagsReader;
import dev.acrfw.servicetags.TagName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weekly files of 2024, one after the other, as a pipeline would have seen them. */
class WeeklyReplayTest {
  private static List<Path> paths;
  private static final List<ServiceTagsFile> FILES = new ArrayList<>();

  @BeforeAll
  static void read() throws Exception {
    paths = Weekly.files();
    for (Path path : paths) {
      FILES.add(ServiceTagsReader.read(path));
    }
  }

  /** The services that the figures of this test were counted for. */
  private static final Set<KnownTag> COUNTED =
      EnumSet.of(
          KnownTag.REGISTRY,
          KnownTag.STORAGE,
          KnownTag.MICROSOFT_REGISTRY,
          KnownTag.FRONT_DOOR,
          KnownTag.IOT_HUB);

  /** Returns the global and regional tags of these services. */
  private static Set<TagName> tags(ServiceTagsFile... files) {
    Set<TagName> names = new TreeSet<>(Comparator.comparing(TagName::toString));
    for (ServiceTagsFile file : files) {
      for (KnownTag known : COUNTED) {
        if (file.hasTag(known.tag())) {
          names.add(known.tag());
        }
        for (ServiceTag tag : file.regionalTags(known.tag())) {
          names.add(tag.name());
        }
      }
    }
    return names;
  }

  private static AddressSpace addresses(ServiceTagsFile file, TagName tag) {
    return file.hasTag(tag) ? file.addresses(file.tag(tag)).space() : AddressSpace.EMPTY;
  }

  @Test
  void ofEveryStepTheDifferenceAppliedToTheOldAddressesGivesTheNewOnes() {
    int steps = 0;
    int changedSteps = 0;
    for (int i = 1; i < FILES.size(); i++) {
      ServiceTagsFile before = FILES.get(i - 1);
      ServiceTagsFile after = FILES.get(i);
      FileDiff diff =
          FileDiff.between(before, after, tags(before, after), EnumSet.allOf(Family.class));
      for (TagChange tag : diff.tags()) {
        AddressSpace applied =
            addresses(before, tag.name()).difference(tag.removed()).union(tag.added());
        assertThat(applied).isEqualTo(addresses(after, tag.name()));
        List<String> cidrs = new ArrayList<>(applied.ipv4().cidrs());
        cidrs.addAll(applied.ipv6().cidrs());
        if (tag.newChangeNumber().isEmpty()) {
          assertThat(cidrs).isEmpty();
        } else {
          assertThat(Oracle.space(cidrs))
              .isEqualTo(Oracle.space(Oracle.prefixes(paths.get(i), tag.name().toString(), "")));
        }
      }
      for (TagName tag : tags(before, after)) {
        if (diff.tags().stream().noneMatch(change -> change.name().equals(tag))) {
          assertThat(addresses(after, tag)).isEqualTo(addresses(before, tag));
        }
      }
      steps++;
      changedSteps += diff.isEmpty() ? 0 : 1;
    }
    assertThat(steps).isEqualTo(49);
    assertThat(changedSteps).isEqualTo(40);
  }

  /** Every loss of more than a fifth of a tag's addresses of a family in the year. */
  private static final List<String> TRIPS =
      List.of(
          "289 AzureContainerRegistry.UKNorth 8 of 8, 100 % IPv4",
          "289 AzureContainerRegistry.UKNorth 100 % IPv6",
          "289 AzureContainerRegistry.UKSouth2 8 of 8, 100 % IPv4",
          "289 AzureContainerRegistry.UKSouth2 100 % IPv6",
          "289 AzureIoTHub.UKNorth 32 of 32, 100 % IPv4",
          "289 AzureIoTHub.UKNorth 100 % IPv6",
          "289 AzureIoTHub.UKSouth2 32 of 32, 100 % IPv4",
          "289 AzureIoTHub.UKSouth2 100 % IPv6",
          "289 MicrosoftContainerRegistry.UKNorth 8 of 8, 100 % IPv4",
          "289 MicrosoftContainerRegistry.UKNorth 100 % IPv6",
          "289 MicrosoftContainerRegistry.UKSouth2 8 of 8, 100 % IPv4",
          "289 MicrosoftContainerRegistry.UKSouth2 100 % IPv6",
          "289 Storage.UKNorth 256 of 256, 100 % IPv4",
          "289 Storage.UKSouth2 352 of 352, 100 % IPv4",
          "290 Storage.CentralUSEUAP 50 % IPv6",
          "290 Storage.EastUS 49 % IPv6",
          "290 Storage.EastUS2EUAP 49 % IPv6",
          "290 Storage.NorthCentralUS 49 % IPv6",
          "290 Storage.NorthEurope 49 % IPv6",
          "290 Storage.SouthCentralUS 49 % IPv6",
          "290 Storage.WestUS 7,888 of 10,880, 72 % IPv4",
          "290 Storage.WestUS 99 % IPv6",
          "290 Storage.WestUS3 49 % IPv6");

  @Test
  void theGuardTripsWhereATagLostMoreThanAFifthAndNowhereElse() {
    List<String> trips = new ArrayList<>();
    for (int i = 1; i < FILES.size(); i++) {
      ServiceTagsFile before = FILES.get(i - 1);
      ServiceTagsFile after = FILES.get(i);
      for (TagName tag : tags(before, after)) {
        Comparison comparison = guard(List.of(before), false).compare(after, tag);
        for (String loss : comparison.losses()) {
          trips.add(
              after.source().changeNumber()
                  + " "
                  + loss.replaceFirst(" lost ", " ")
                      .replaceFirst(" of its (IPv[46]) addresses since.*", " $1"));
        }
        if (!comparison.losses().isEmpty()) {
          assertThatThrownBy(() -> UpdateGuard.requireHarmless(List.of(comparison)))
              .isInstanceOf(HarmfulUpdateException.class)
              .hasMessage(String.join("; ", comparison.losses()));
        }
      }
    }
    assertThat(trips).isEqualTo(TRIPS);
  }

  @Test
  void noTagOfAnyServiceEverGrewSoMuchThatItWouldBeRefused() {
    for (int i = 1; i < FILES.size(); i++) {
      UpdateGuard guard = guard(List.of(FILES.get(i - 1)), false);
      for (ServiceTag tag : FILES.get(i).tags()) {
        assertThat(guard.compare(FILES.get(i), tag.name()).growths()).isEmpty();
      }
    }
  }

  @Test
  void whatTheLastEightFilesHeldStaysAllowedUntilItComesBack() {
    Set<Integer> seen = new TreeSet<>();
    for (int i = 1; i < FILES.size(); i++) {
      int number = FILES.get(i).source().changeNumber();
      if (number < 289 || number > 292) {
        continue;
      }
      seen.add(number);
      ServiceTagsFile later = FILES.get(i + 2);
      for (TagName tag : tags(FILES.get(i), FILES.get(i - 1))) {
        AddressSpace allowed =
            guard(FILES.subList(Math.max(0, i - 8), i), true).compare(FILES.get(i), tag).allowed();
        for (ServiceTagsFile earlier : FILES.subList(Math.max(0, i - 8), i)) {
          AddressSpace comesBack =
              addresses(earlier, tag)
                  .difference(addresses(earlier, tag).difference(addresses(later, tag)));
          assertThat(allowed.contains(comesBack)).as(number + " " + tag).isTrue();
        }
      }
    }
    assertThat(seen).containsExactly(289, 290, 291, 292);
  }

  @Test
  void theRulesOfARegionAreWrittenAgainOnlyInTheTenWeeksInWhichTheyChange(@TempDir Path folder)
      throws IOException {
    Path rules = folder.resolve("acrfw.nft");
    int written = 0;
    String before = null;
    for (Path path : paths) {
      List<String> args = List.of("generate", "-s", path.toString(), "-l", "westeurope");
      List<String> output = List.of("-f", "nftables", "-o", rules.toString());
      Acrfw.succeed(Stream.concat(args.stream(), output.stream()).toArray(String[]::new));
      String now = Files.readString(rules);
      written += before == null || now.equals(before) ? 0 : 1;
      before = now;
    }
    assertThat(written).isEqualTo(10);
  }

  private static UpdateGuard guard(List<ServiceTagsFile> earlier, boolean keepRemoved) {
    return new UpdateGuard(
        earlier,
        Optional.empty(),
        EnumSet.allOf(Family.class),
        new GuardLimits(20, GuardLimits.USUAL_GROWTH_PERCENT, Set.of(), Set.of()),
        keepRemoved);
  }
}
