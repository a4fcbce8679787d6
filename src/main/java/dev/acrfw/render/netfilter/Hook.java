package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import java.util.Locale;

/** Where in the Linux packet filter rules are evaluated. */
public enum Hook {
  /** Packets that this host sends. */
  OUTPUT,
  /** Packets that this host passes on: a gateway, or containers behind a bridge. */
  FORWARD,
  /** Packets for this host. */
  INPUT;

  /** Returns whether rules of a direction can be evaluated here. */
  boolean serves(Direction direction) {
    return this == FORWARD || (this == OUTPUT) == (direction == Direction.OUTBOUND);
  }

  /** Returns the name in options and nftables, for example {@code output}. */
  String lowerName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the chain that holds an installation's rules here, for example {@code acrfw_output}.
   */
  String chain(String installationName) {
    return installationName + "_" + lowerName();
  }
}
