package dev.acrfw.lookup;

import dev.acrfw.ip.Prefix;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an address or prefix.
 *
 * @param prefix the address or prefix
 * @param name the name that it was resolved from; nothing when it was given as it is
 * @param holdings the tags that hold it or part of it, the one that opens least first
 * @param verdict whether a selection allows it; nothing without a selection
 */
public record Answer(
    Prefix prefix, Optional<String> name, List<Holding> holdings, Optional<Verdict> verdict) {}
