package dev.acrfw.render.kubernetes;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Ports;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.List;
import java.util.Map;

/**
 * A CiliumNetworkPolicy: of names where the plan has names, of addresses where it has none.
 *
 * @see <a href="https://docs.cilium.io/en/stable/security/policy/language/#dns-based">Cilium:
 *     DNS-based policies</a>
 */
public final class CiliumRenderer implements Renderer {
  /** Cilium allows the addresses that a name had in an answer which its own proxy let through. */
  private static final String DNS =
      """
          - toEndpoints:
              - matchLabels: {"k8s:io.kubernetes.pod.namespace": "kube-system", "k8s:k8s-app": "kube-dns"}
            toPorts:
              - ports:
                  - {protocol: ANY, port: "53"}
                rules:
                  dns:
                    - {matchPattern: "*"}
      """;

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    PolicyText.begin(out, plan, installation, "cilium.io/v2", "CiliumNetworkPolicy");
    out.append("  endpointSelector: ").append(KubernetesOptions.selector(installation));
    out.append('\n');
    Map<Ports, List<String>> names = plan.hostNames();
    if (!names.isEmpty() || PolicyText.opens(plan, Direction.OUTBOUND)) {
      out.append("  egress:\n").append(DNS);
      names.forEach((ports, hosts) -> appendNames(out, ports, hosts));
      appendAddresses(out, plan, Direction.OUTBOUND);
    }
    if (PolicyText.opens(plan, Direction.INBOUND)) {
      out.append("  ingress:\n");
      appendAddresses(out, plan, Direction.INBOUND);
    }
    PolicyText.requireFits(out);
  }

  private static void appendNames(StringBuilder out, Ports ports, List<String> hosts) {
    out.append("    - toFQDNs:\n");
    for (String host : hosts) {
      if (host.startsWith("*.")) {
        // Here an asterisk stands for one label; names of two labels exist.
        out.append("        - {matchPattern: \"").append(host).append("\"}\n");
        out.append("        - {matchPattern: \"*.").append(host).append("\"}\n");
      } else {
        out.append("        - {matchName: \"").append(host).append("\"}\n");
      }
    }
    appendPorts(out, ports);
  }

  private static void appendAddresses(StringBuilder out, Plan plan, Direction direction) {
    for (Rule rule : plan.rules()) {
      if (rule.direction() == direction && rule.beyondHosts()) {
        out.append(direction == Direction.OUTBOUND ? "    - toCIDRSet:\n" : "    - fromCIDRSet:\n");
        for (Family family : Family.values()) {
          rule.addresses()
              .of(family)
              .forEachCidr(cidr -> out.append("        - {cidr: \"").append(cidr).append("\"}\n"));
        }
        appendPorts(out, rule.ports());
      }
    }
  }

  private static void appendPorts(StringBuilder out, Ports ports) {
    out.append("      toPorts:\n        - ports:\n");
    PolicyText.ports(out, "            ", ports, "\"");
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    return KubernetesOptions.warnings(installation);
  }
}
