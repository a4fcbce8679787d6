package dev.acrfw.access;

/** Which side opens a connection, seen from the user's firewall. */
public enum Direction {
  /** The user's hosts connect to Azure. */
  OUTBOUND("outbound", "out"),
  /** Azure connects to the user's hosts. */
  INBOUND("inbound", "in");

  private final String displayName;
  private final String shortName;

  Direction(String displayName, String shortName) {
    this.displayName = displayName;
    this.shortName = shortName;
  }

  /** Returns {@code outbound} or {@code inbound}. */
  public String displayName() {
    return displayName;
  }

  /** Returns {@code out} or {@code in}, as in the names of rules and sets. */
  public String shortName() {
    return shortName;
  }
}
