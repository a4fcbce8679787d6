package dev.acrfw.registry;

/**
 * The families in which a registry's public endpoints answer, a preview.
 *
 * <p>az acr update has it as {@code --endpoint-protocol} since azure-cli 2.87.
 */
public enum EndpointProtocol {
  /** IPv4 alone, the default. */
  IPV4("IPv4"),
  /** IPv4 and IPv6; dedicated data endpoints must be on, and ACR Tasks do not work. */
  BOTH("IPv4AndIPv6");

  private final String azureName;

  EndpointProtocol(String azureName) {
    this.azureName = azureName;
  }

  /** Returns the value of {@code properties.endpointProtocol}. */
  String azureName() {
    return azureName;
  }
}
