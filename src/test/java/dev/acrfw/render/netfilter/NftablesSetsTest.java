package dev.acrfw.render.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NftablesSetsTest {
  private static Set<String> named(String file) {
    Set<String> names = new TreeSet<>();
    Matcher set = Pattern.compile("set (?:inet filter )?acrfw_(\\w+)_v[46]").matcher(file);
    while (set.find()) {
      names.add(set.group(1));
    }
    return names;
  }

  @Test
  void everySetThatAnEarlierVersionNamedIsInTheListForEver() throws IOException {
    String earlier = Files.readString(Path.of("src/test/resources/earlier/nftables-0.1.0.nft"));
    assertThat(named(earlier)).hasSize(3);
    assertThat(NftablesSets.EVER_NAMED).containsAll(named(earlier));
  }

  @Test
  void aRemovalNamesAllOfThemAndAPortThatIsNotAmongThemHasNoSet() {
    String removal = Acrfw.succeed("generate", "-f", "nftables", "--remove").out();
    assertThat(named(removal)).containsExactlyInAnyOrderElementsOf(NftablesSets.EVER_NAMED);
    String rules =
        Acrfw.succeed(
                "generate", "-s", Acrfw.SAMPLE, "--tag", "AzureIoTHub:12000", "-f", "nftables")
            .out();
    assertThat(rules).doesNotContain("_12000_").contains("tcp dport 12000 counter accept");
  }
}
