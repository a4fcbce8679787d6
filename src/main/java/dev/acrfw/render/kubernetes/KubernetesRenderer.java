package dev.acrfw.render.kubernetes;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.List;

/**
 * A NetworkPolicy of addresses.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/">NetworkPolicy
 *     v1</a>
 */
public final class KubernetesRenderer implements Renderer {
  /** The cluster's own DNS, whatever program it is: without it a pod finds no address to allow. */
  private static final String DNS =
      """
          - to:
              - namespaceSelector: {matchLabels: {"kubernetes.io/metadata.name": "kube-system"}}
                podSelector: {matchLabels: {"k8s-app": "kube-dns"}}
            ports:
              - {protocol: UDP, port: 53}
              - {protocol: TCP, port: 53}
      """;

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    PolicyText.begin(out, plan, installation, "networking.k8s.io/v1", "NetworkPolicy");
    out.append("  podSelector: ").append(KubernetesOptions.selector(installation));
    out.append("\n  policyTypes:\n");
    for (Direction direction : Direction.values()) {
      if (PolicyText.opens(plan, direction)) {
        out.append("    - ").append(direction == Direction.OUTBOUND ? "Egress\n" : "Ingress\n");
      }
    }
    for (Direction direction : Direction.values()) {
      if (PolicyText.opens(plan, direction)) {
        appendRules(out, plan, direction);
      }
    }
    PolicyText.requireFits(out);
  }

  private static void appendRules(StringBuilder out, Plan plan, Direction direction) {
    boolean outbound = direction == Direction.OUTBOUND;
    out.append(outbound ? "  egress:\n" + DNS : "  ingress:\n");
    for (Opening opening : plan.openings()) {
      if (opening.direction() == direction) {
        out.append(outbound ? "    - to:\n" : "    - from:\n");
        for (Family family : Family.values()) {
          opening
              .addresses()
              .of(family)
              .forEachCidr(
                  cidr -> out.append("        - ipBlock: {cidr: \"").append(cidr).append("\"}\n"));
        }
        out.append("      ports:\n");
        PolicyText.ports(out, "        ", opening.ports(), "");
      }
    }
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    return KubernetesOptions.warnings(installation);
  }
}
