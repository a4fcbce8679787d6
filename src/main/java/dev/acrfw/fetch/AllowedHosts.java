package dev.acrfw.fetch;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which hosts may be asked: Microsoft's over https, and those that the user names, each at its port
 * alone.
 */
public final class AllowedHosts {
  private static final Set<String> MICROSOFT =
      Set.of("https://www.microsoft.com", "https://download.microsoft.com");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Set<String> hosts = new TreeSet<>();

  /** Allows the hosts of Microsoft's download centre. */
  public AllowedHosts microsoft() {
    hosts.addAll(MICROSOFT);
    return this;
  }

  /** Allows the host of an address, with its scheme and with https. */
  public AllowedHosts hostOf(URI named) {
    hosts.add(hostOf(named.getScheme(), named));
    hosts.add(hostOf("https", named));
    return this;
  }

  private static String hostOf(String scheme, URI address) {
    int usual = "http".equalsIgnoreCase(scheme) ? HTTP : HTTPS;
    boolean named = address.getPort() >= 0 && address.getPort() != usual;
    String port = named ? ":" + address.getPort() : "";
    return (scheme + "://" + address.getHost() + port).toLowerCase(Locale.ROOT);
  }

  boolean allow(URI address) {
    return hosts.contains(hostOf(address.getScheme(), address));
  }

  /** Returns schemes and hosts with commas between them. */
  @Override
  public String toString() {
    return String.join(", ", hosts);
  }
}
