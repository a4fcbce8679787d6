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
    Optional<PublicAccess> publicAccess,
    boolean prune) {

  /** Returns whether any setting needs the Premium tier. */
  boolean needsPremium() {
    return allowed.isPresent()
        || dataEndpoints.orElse(false)
        || publicAccess.filter(access -> access != PublicAccess.ALL).isPresent();
  }
}
