package dev.acrfw.lookup;

import dev.acrfw.access.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a host name.
 *
 * @param name the name
 * @param endpoints what purposes need and the name is one of; their hosts may have wildcards
 * @param optionalFor what else may need it, for example a version check
 * @param allowed whether the names of a selection hold it; nothing without a selection
 */
public record NameAnswer(
    String name, List<Endpoint> endpoints, List<String> optionalFor, Optional<Boolean> allowed) {}
