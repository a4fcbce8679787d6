package dev.acrfw.value;

import dev.acrfw.failure.UsageException;

/** The port after the colon of an option's value. */
final class PortNumber {
  private static final int MOST = 65535;

  private PortNumber() {}

  /**
   * Returns the port.
   *
   * @param text the digits
   * @param value the whole value that they are a part of
   */
  static int parse(String text, String value) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= MOST && text.charAt(0) != '+') {
        return port;
      }
    } catch (NumberFormatException e) {
      // The message below is for this as well.
    }
    throw new UsageException("'" + text + "' in '" + value + "' is not a port from 1 to " + MOST);
  }
}
