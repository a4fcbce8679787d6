package dev.acrfw.lookup;

import dev.acrfw.ip.Prefix;
import dev.acrfw.servicetags.ServiceTag;
import java.util.List;
import java.util.Optional;

/**
 * An address of a log.
 *
 * @param count how often it was seen
 * @param address the address
 * @param traffic which way and on which port
 * @param tags the tags that hold it, the one that opens least first
 * @param verdict whether a selection allows it; nothing without a selection
 */
public record SeenAddress(
    int count, Prefix address, Traffic traffic, List<ServiceTag> tags, Optional<Verdict> verdict) {}
