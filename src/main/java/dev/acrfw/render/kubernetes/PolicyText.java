package dev.acrfw.render.kubernetes;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Ports;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import java.util.ArrayList;
import java.util.List;

/** What policies of Kubernetes and of Cilium have in common. */
final class PolicyText {
  private PolicyText() {}

  /** Appends header, kind and name. */
  static void begin(
      StringBuilder out, Plan plan, Installation installation, String apiVersion, String kind) {
    List<String> usage =
        new ArrayList<>(
            new Usage()
                .apply("kubectl apply --namespace NAMESPACE --filename FILE")
                .check("kubectl describe --namespace NAMESPACE --filename FILE")
                .boot("nothing to do; the cluster keeps the policy.")
                .undo("kubectl delete --namespace NAMESPACE --filename FILE")
                .lines());
    usage.add(
        "Pods:  an image of a pod is pulled by the node, which no policy of pods holds back:");
    usage.add("       this is for pods that pull, push or listen themselves.");
    Header.append(out, "#", Header.lines(plan, installation, usage));
    out.append("apiVersion: ").append(apiVersion).append("\nkind: ").append(kind);
    out.append("\nmetadata:\n  name: ").append(installation.name()).append("\nspec:\n");
  }

  /** Returns whether a plan opens something in a direction. */
  static boolean opens(Plan plan, Direction direction) {
    return plan.rules().stream().anyMatch(rule -> rule.direction() == direction);
  }

  /** Appends a list of ports, each a mapping on a line of its own. */
  static void ports(StringBuilder out, String before, Ports ports, String quote) {
    for (int port : ports.numbers()) {
      out.append(before).append("- {protocol: TCP, port: ").append(quote).append(port);
      out.append(quote).append("}\n");
    }
  }

  /** Refuses what the cluster's store would refuse. */
  static void requireFits(StringBuilder out) {
    int bytes = out.length(); // of ASCII
    if (bytes > KubernetesOptions.MAX_BYTES) {
      throw new UnsupportedException(
          "a policy takes at most %d bytes, and this one has %d"
              .formatted(KubernetesOptions.MAX_BYTES, bytes),
          "select fewer tags or regions, or make several under different --name");
    }
  }
}
