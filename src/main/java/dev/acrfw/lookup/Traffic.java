package dev.acrfw.lookup;

import dev.acrfw.access.Direction;
import java.util.Optional;

/**
 * Which way a connection went, as far as it is known.
 *
 * @param direction which side opened it; nothing when unknown
 * @param port the port at the side that was connected to; 0 when unknown
 */
public record Traffic(Optional<Direction> direction, int port) {
  /** That of which nothing is known. */
  public static final Traffic UNKNOWN = new Traffic(Optional.empty(), 0);
}
