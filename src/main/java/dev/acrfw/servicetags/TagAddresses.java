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
public record TagAddresses(AddressSpace space, PrefixCounts counts, Optional<String> repair) {}
