package dev.acrfw.diff;

import dev.acrfw.ip.AddressSpace;

/**
 * What changed in one service tag.
 *
 * @param name the tag's name
 * @param oldChangeNumber its change number in the old file; null when it is not there
 * @param newChangeNumber its change number in the new file; null when it is not there
 * @param added the addresses that only the new file has
 * @param removed the addresses that only the old file has
 */
public record TagChange(
    String name,
    Integer oldChangeNumber,
    Integer newChangeNumber,
    AddressSpace added,
    AddressSpace removed) {
  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }
}
