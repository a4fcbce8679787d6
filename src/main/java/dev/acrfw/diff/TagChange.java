package dev.acrfw.diff;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.servicetags.TagName;
import java.util.OptionalInt;

/**
 * What changed in one service tag.
 *
 * @param name the tag's name
 * @param oldChangeNumber its change number in the old file, if it is there
 * @param newChangeNumber its change number in the new file, if it is there
 * @param added the addresses that only the new file has
 * @param removed the addresses that only the old file has
 */
public record TagChange(
    TagName name,
    OptionalInt oldChangeNumber,
    OptionalInt newChangeNumber,
    AddressSpace added,
    AddressSpace removed) {
  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }
}
