package dev.acrfw.lookup;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.servicetags.ServiceTag;
import java.util.Optional;

/**
 * What one tag holds of an address or prefix that was looked up.
 *
 * @param tag the tag
 * @param prefix the prefix of the file that holds all of it; nothing when none does alone
 * @param held the addresses of it that the tag holds; never empty
 * @param opens all addresses of the tag
 */
public record Holding(
    ServiceTag tag, Optional<Prefix> prefix, PrefixSet held, AddressSpace opens) {}
