package dev.acrfw.rules;

import dev.acrfw.access.Ports;
import dev.acrfw.servicetags.TagName;

/**
 * A service tag that is wanted by itself, outbound.
 *
 * @param name the tag's name
 * @param port the TCP port
 */
public record NamedTag(TagName name, int port) {
  /** The port when the user names none. */
  public static final int DEFAULT_PORT = 443;

  /** Returns the form that {@code --tag} takes. */
  public String optionValue() {
    return port == DEFAULT_PORT ? name.toString() : name + ":" + port;
  }

  Ports ports() {
    return Ports.of(port);
  }
}
