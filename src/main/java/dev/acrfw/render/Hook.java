package dev.acrfw.render;

import dev.acrfw.access.Direction;
import java.util.Locale;

/** Where in the Linux packet filter rules are met. */
public enum Hook {
  /** Packets that this host sends. */
  OUTPUT,
  /** Packets that this host passes on: a gateway, or containers behind a bridge. */
  FORWARD,
  /** Packets for this host. */
  INPUT;

  /** Returns whether rules of a direction can be met here. */
  public boolean serves(Direction direction) {
    return this == FORWARD || (this == OUTPUT) == (direction == Direction.OUTBOUND);
  }

  /** Returns the name in options and nftables, for example {@code output}. */
  public String lowerName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the chain that an installation's rules stand in here, for example {@code acrfw_output}.
   */
  public String chain(String installationName) {
    return installationName + "_" + lowerName();
  }
}
