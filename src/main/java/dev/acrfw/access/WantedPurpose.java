package dev.acrfw.access;

/**
 * A purpose that the user names.
 *
 * @param purpose the purpose
 * @param inboundPort the user's own TCP port; it means nothing for outbound purposes, whose ports
 *     are fixed
 */
public record WantedPurpose(Purpose purpose, int inboundPort) {
  /** The port of an inbound purpose when the user names none. */
  public static final int DEFAULT_PORT = 443;

  Ports inboundPorts() {
    return Ports.of(inboundPort);
  }

  /** Returns the form that {@code --for} takes. */
  public String optionValue() {
    String name = purpose.displayName();
    boolean plain = purpose.direction() == Direction.OUTBOUND || inboundPort == DEFAULT_PORT;
    return plain ? name : name + ":" + inboundPort;
  }
}
