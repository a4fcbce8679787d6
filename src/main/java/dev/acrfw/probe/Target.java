package dev.acrfw.probe;

/**
 * What a connection is tried to.
 *
 * @param host the name, or a wildcard that nobody gave a name for
 * @param port the TCP port
 * @param registry whether a registry has to answer there
 */
public record Target(String host, int port, boolean registry) {
  /** Returns whether there is no name to connect to. */
  boolean isWildcard() {
    return host.contains("*");
  }
}
