package dev.acrfw.render.proxy;

import dev.acrfw.access.Ports;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An include file for Squid: CONNECT to the names of the plan is allowed, on their ports.
 *
 * @see <a href="https://www.squid-cache.org/Doc/config/acl/">squid.conf: acl</a>
 * @see <a href="https://www.squid-cache.org/Doc/config/http_access/">squid.conf: http_access</a>
 */
public final class SquidRenderer implements Renderer {
  /** The only port that the ACL {@code SSL_ports} of Squid's own configuration has. */
  private static final int SSL_PORT = 443;

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    requireNames(plan);
    Map<Ports, List<String>> names = plan.hostNames();
    Header.append(
        out,
        "#",
        Header.linesWithoutCounts(plan, installation, usage(installation, names.keySet())));
    String prefix = installation.name().replace('-', '_') + "_";
    out.append("acl ").append(prefix).append("connect method CONNECT\n");
    names.forEach(
        (ports, hosts) -> {
          String suffix = ports.joined("_");
          out.append("\nacl ").append(prefix).append("port_").append(suffix).append(" port ");
          out.append(ports.joined(" ")).append('\n');
          for (String domain : withoutCovered(hosts.stream().map(SquidRenderer::domain).toList())) {
            out.append("acl ").append(prefix).append("to_").append(suffix);
            out.append(" dstdomain -n ").append(domain).append('\n');
          }
          out.append("http_access allow ").append(prefix).append("connect ").append(prefix);
          out.append("port_").append(suffix).append(' ').append(prefix).append("to_");
          out.append(suffix).append('\n');
        });
  }

  /** A name with a dot in front stands for the name itself and for all below it. */
  private static String domain(String host) {
    return host.startsWith("*.") ? host.substring(1) : host;
  }

  /** Squid refuses a list in which one name is part of another. */
  private static List<String> withoutCovered(List<String> domains) {
    List<String> kept = new ArrayList<>();
    for (String domain : domains) {
      boolean covered = false;
      for (String other : domains) {
        covered |= !other.equals(domain) && other.startsWith(".") && ("." + domain).endsWith(other);
      }
      if (!covered) {
        kept.add(domain);
      }
    }
    return kept;
  }

  private static void requireNames(Plan plan) {
    for (Rule rule : plan.rules()) {
      if (rule.beyondHosts()) {
        throw new UnsupportedException(
            "a proxy is asked for names, and nothing published names the hosts behind %s on port %s"
                .formatted(rule.serviceTag().name(), rule.ports().joined(",")),
            "leave out --tag, agent-pool and inbound purposes here, and open them in a firewall of"
                + " addresses");
      }
    }
  }

  private static List<String> usage(Installation installation, Iterable<Ports> openings) {
    String file = "/etc/squid/conf.d/" + installation.name() + ".conf";
    List<String> lines =
        new ArrayList<>(
            new Usage()
                .apply(
                    "squid.conf includes the file before its 'http_access deny all' (Debian: put it",
                    "at " + file + "), then: squid -k parse && squid -k reconfigure")
                .check("squid -k parse; and through the proxy: curl -v https://NAME/v2/")
                .boot("nothing to do; Squid reads the file when it starts.")
                .undo("delete the file, then: squid -k reconfigure")
                .lines());
    for (Ports ports : openings) {
      List<Integer> others = new ArrayList<>(ports.numbers());
      others.remove(Integer.valueOf(SSL_PORT));
      if (!others.isEmpty()) {
        lines.add(
            "Ports: squid.conf denies CONNECT to ports other than SSL_ports before it comes to this"
                + " file; add to it: acl SSL_ports port "
                + new Ports(others).joined(" "));
      }
    }
    return lines;
  }
}
