package dev.acrfw.registry;

import java.util.List;

/**
 * The network settings of a registry that are to be changed. Null means: leave it as it is.
 *
 * @param registry the registry's name
 * @param resourceGroup its resource group; null to look it up
 * @param allowed the IP rules that must be there; null when no rule is named
 * @param trustedServices whether trusted services pass the firewall
 * @param tasksBypass whether ACR Tasks with a system-assigned identity pass it
 * @param dataEndpoints whether the registry has dedicated data endpoints
 * @param publicAccess from where the public endpoint can be reached
 * @param prune whether IP rules that are not named are removed
 */
public record RegistrySettings(
    String registry,
    String resourceGroup,
    List<String> allowed,
    Boolean trustedServices,
    Boolean tasksBypass,
    Boolean dataEndpoints,
    PublicAccess publicAccess,
    boolean prune) {

  /** Returns whether any setting needs the Premium tier. */
  boolean needsPremium() {
    return allowed != null
        || Boolean.TRUE.equals(dataEndpoints)
        || publicAccess == PublicAccess.SELECTED
        || publicAccess == PublicAccess.NONE;
  }
}
