package dev.acrfw.access;

import static dev.acrfw.access.Service.REGISTRY;
import static dev.acrfw.access.Service.STORAGE;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user wants to do, and the hosts, ports and service tags it needs.
 *
 * <p>Hosts are patterns: {@code {registry}} is the registry's label, {@code {login}} and {@code
 * {blob}} the cloud's suffixes, and {@code {region}} makes one endpoint for each region.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-firewall-access-rules">Rules
 *     to access a registry behind a firewall</a>
 */
public enum Purpose {
  /** Pull and push. The apex answers certificate checks; it opens nothing of its own. */
  PULL(
      Direction.OUTBOUND,
      new Need("{registry}.{login}", 443, REGISTRY),
      new Need("{registry}.{region}.data.{login}", DataEndpoint.DEDICATED, 443, REGISTRY),
      new Need("*.{blob}", DataEndpoint.STORAGE, 443, STORAGE),
      new Need("{login}", 443, REGISTRY));

  private final Direction direction;
  private final List<Need> needs;

  Purpose(Direction direction, Need... needs) {
    this.direction = direction;
    this.needs = List.of(needs);
  }

  /**
   * One host that a purpose needs.
   *
   * @param host the pattern of its name
   * @param onlyWith the kind of data endpoint that it belongs to; null for every kind
   * @param port the TCP port
   * @param service the service tag that holds its addresses
   */
  record Need(String host, DataEndpoint onlyWith, int port, Service service) {
    Need(String host, int port, Service service) {
      this(host, null, port, service);
    }

    boolean appliesTo(DataEndpoint kind) {
      return onlyWith == null || kind == DataEndpoint.BOTH || kind == onlyWith;
    }
  }

  /**
   * Finds a purpose by its name, in any case; {@code push} is {@code pull}.
   *
   * @return the purpose, or nothing when none is called so
   */
  public static Optional<Purpose> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String wanted = lower.equals("push") ? "pull" : lower;
    for (Purpose purpose : values()) {
      if (purpose.displayName().equals(wanted)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }

  /** Returns the name that {@code --for} takes. */
  public String displayName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns which side opens the connection. */
  public Direction direction() {
    return direction;
  }

  /** Returns whether any tag of this purpose is narrowed by the registry's regions. */
  public boolean followsRegion() {
    return needs.stream().anyMatch(need -> need.service().followsRegion());
  }

  List<Need> needs() {
    return needs;
  }
}
