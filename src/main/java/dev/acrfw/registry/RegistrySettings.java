package dev.acrfw.registry;

import java.util.List;
import java.util.Optional;

/**
 * The network settings of a registry that are to be changed; what is not there stays as it is.
 *
 * @param registry the registry's name
 * @param resourceGroup its resource group; nothing to look it up
 * @param allowed the IP rules that must be there; nothing where none is to be changed
 * @param removed the IP rules that must not be there
 * @param trustedServices whether trusted services pass the firewall
 * @param tasksBypass whether ACR Tasks with a system-assigned identity pass it
 * @param dataEndpoints whether the registry has dedicated data endpoints
 * @param regionalEndpoints whether it has regional endpoints, a preview
 * @param endpointProtocol in which families its endpoints answer, a preview
 * @param publicAccess from where the public endpoint can be reached
 * @param prune whether IP rules that are not named are removed
 */
public record RegistrySettings(
    String registry,
    Optional<String> resourceGroup,
    Optional<List<String>> allowed,
    List<String> removed,
    Optional<Boolean> trustedServices,
    Optional<Boolean> tasksBypass,
    Optional<Boolean> dataEndpoints,
    Optional<Boolean> regionalEndpoints,
    Optional<EndpointProtocol> endpointProtocol,
    Optional<PublicAccess> publicAccess,
    boolean prune) {

  /** The version that azure-cli 2.91.0 uses, which has both previews. */
  static final String PREVIEW_API = "2026-09-01-preview";

  /** Returns whether any setting needs the Premium tier. */
  boolean needsPremium() {
    return allowed.isPresent()
        || dataEndpoints.orElse(false)
        || regionalEndpoints.orElse(false)
        || endpointProtocol.filter(EndpointProtocol.BOTH::equals).isPresent()
        || publicAccess.filter(access -> access != PublicAccess.ALL).isPresent();
  }

  /** Returns whether any setting is one that only previews of the API know. */
  boolean setsPreviews() {
    return regionalEndpoints.isPresent() || endpointProtocol.isPresent();
  }

  /** Returns a version of the API that knows all settings that are named. */
  String apiVersion() {
    return setsPreviews() ? PREVIEW_API : "2025-11-01";
  }
}
