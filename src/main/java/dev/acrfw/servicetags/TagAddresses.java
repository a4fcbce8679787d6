package dev.acrfw.servicetags;

import dev.acrfw.ip.AddressSpace;
import java.util.Optional;

/**
 * The addresses of one tag in one file.
 *
 * @param space the addresses
 * @param counts how many prefixes the file lists
 * @param repair what was wrong with them and is put right, in one line
 */
public record TagAddresses(AddressSpace space, PrefixCounts counts, Optional<String> repair) {
  /** Those of a tag that the file does not have. */
  public static final TagAddresses NONE =
      new TagAddresses(AddressSpace.EMPTY, new PrefixCounts(0, 0), Optional.empty());
}
