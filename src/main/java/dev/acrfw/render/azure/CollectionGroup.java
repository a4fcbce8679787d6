package dev.acrfw.render.azure;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Ports;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.render.Installation;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules of Azure Firewall that a plan needs: rules for names where the plan has names and the
 * firewall sees them, which is in HTTP and HTTPS; else rules for service tags.
 *
 * @param applications the rules for names
 * @param networks the rules for service tags
 * @see <a href="https://learn.microsoft.com/azure/firewall/rule-processing">Azure Firewall: rule
 *     processing logic</a>
 */
record CollectionGroup(List<Application> applications, List<Network> networks) {
  /** What the firewall calls the protocol in which it sees the name, by port. */
  private static final Map<Integer, String> PROTOCOLS = Map.of(80, "Http", 443, "Https");

  /** The priority of the collection of network rules within the group. */
  static final int NETWORK_PRIORITY = 100;

  /** The priority of the collection of application rules: the firewall comes to them later. */
  static final int APPLICATION_PRIORITY = 200;

  /** What the source of every rule is where nothing else is said. */
  static final String ANY_SOURCE = "*";

  /**
   * A rule for a name.
   *
   * @param name its name in the collection
   * @param host the name; a {@code *} at its start stands for any number of labels, and for none
   * @param protocol what is spoken: {@code Http} or {@code Https}
   * @param port the port
   * @param description what it is for
   */
  record Application(String name, String host, String protocol, int port, String description) {}

  /**
   * A rule for a service tag.
   *
   * @param name its name in the collection
   * @param tag the tag
   * @param ports the TCP ports
   * @param description what it is for
   */
  record Network(String name, String tag, Ports ports, String description) {}

  /**
   * Returns the rules.
   *
   * @throws UnsupportedException when the plan opens what is inbound, or a tag that the firewall
   *     does not know
   */
  static CollectionGroup of(Plan plan, Installation installation) {
    List<Application> applications = new ArrayList<>();
    for (Endpoint endpoint : plan.endpoints()) {
      endpoint
          .hostName()
          .ifPresent(
              host -> {
                for (int port : endpoint.ports().numbers()) {
                  if (PROTOCOLS.containsKey(port)) {
                    applications.add(application(host, port, installation));
                  }
                }
              });
    }
    List<Network> networks = new ArrayList<>();
    for (Rule rule : plan.rules()) {
      requireOutbound(rule);
      List<Integer> ports = new ArrayList<>(rule.ports().numbers());
      if (!rule.beyondHosts()) {
        ports.removeAll(PROTOCOLS.keySet());
      }
      if (!ports.isEmpty()) {
        networks.add(network(rule, new Ports(ports), installation));
      }
    }
    return new CollectionGroup(applications, networks);
  }

  private static void requireOutbound(Rule rule) {
    if (rule.direction() == Direction.INBOUND) {
      throw new UnsupportedException(
          "Azure Firewall lets connections in by DNAT rules, which name your server; this format"
              + " opens outbound ones",
          "leave out the inbound purposes here, and give your DNAT rule the sources that --format"
              + " list writes for them");
    }
  }

  private static Application application(String host, int port, Installation installation) {
    return new Application(
        installation.name() + "-out-" + port + "-" + host.replace("*", "any"),
        host,
        String.valueOf(PROTOCOLS.get(port)),
        port,
        "acrfw: outbound tcp " + port + " " + host);
  }

  private static Network network(Rule rule, Ports ports, Installation installation) {
    String tag = rule.serviceTag().name().toString();
    if (!rule.serviceTag().usableInAzureFirewall()) {
      throw new UnsupportedException(
          "Azure Firewall cannot name the tag %s: its networkFeatures do not include FW"
              .formatted(tag),
          "name all regions, if its global tag can be named, or put what --format list writes for it into"
              + " an IP group of your own");
    }
    return new Network(
        installation.name() + "-out-" + ports.joined("-") + "-" + tag,
        tag,
        ports,
        "acrfw: outbound tcp " + ports.joined(",") + " " + tag);
  }
}
