package dev.acrfw.rules;

import java.util.List;

/**
 * A service tag that is wanted by itself, outbound.
 *
 * @param name the tag's name, in any case
 * @param port the TCP port
 */
public record SingleTag(String name, int port) {
  List<Integer> ports() {
    return List.of(port);
  }
}
