package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Golden;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schemas of Kubernetes and Cilium take the policies. */
class PoliciesIT {
  private static final String VALIDATOR =
      """
      import { load } from 'js-yaml';
      import fs from 'fs';
      import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
      import { CiliumNetworkPolicy } from '@kubernetes-models/cilium/cilium.io/v2';
      const policy = load(fs.readFileSync(process.argv[2], 'utf8'));
      new ({ NetworkPolicy, CiliumNetworkPolicy }[policy.kind])(policy).validate();
      """;

  @TempDir private Path folder;

  private Program validate(Path policy) throws IOException {
    Path modules = Path.of(Judge.require("node/node_modules"));
    Program.require("node");
    Files.createSymbolicLink(folder.resolve("node_modules"), modules);
    Path script = Files.writeString(folder.resolve("validate.mjs"), VALIDATOR);
    return Program.run(
        folder, Map.of(), List.of("node", script.toString(), policy.toAbsolutePath().toString()));
  }

  static Stream<Golden> policies() throws IOException {
    return Golden.cases()
        .filter(g -> g.isOf("generate", "cilium") || g.isOf("generate", "kubernetes"));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void theSchemaTakesEveryPolicy(Golden policy) throws IOException {
    Program run = validate(policy.out());
    assertThat(run.exitCode()).as(run.said()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "cilium-tag-webhook, endpointSelector, endpointSelectors",
    "cilium-tag-webhook, 2001:db8:0:1::/64, 2001:db8:0:1::/164",
    "cilium-iot-hub, matchName, matchNames",
    "kubernetes-both, TCP, TCPP"
  })
  void theSchemaSeesAMistake(String golden, String right, String wrong) throws IOException {
    Path policy = Path.of("src/test/resources/golden", golden, "out.yaml");
    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, Files.readString(policy).replace(right, wrong));
    assertThat(validate(broken).exitCode()).isEqualTo(1);
  }
}
