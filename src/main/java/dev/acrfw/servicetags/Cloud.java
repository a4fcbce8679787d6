package dev.acrfw.servicetags;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An Azure cloud: how the file and {@code az} spell it, and the DNS suffixes of its services.
 *
 * <p>Suffixes: the registry articles of each cloud; {@code az cloud show} prints the same.
 */
public enum Cloud {
  PUBLIC(
      "public",
      "Public",
      "azurecr.io",
      "blob.core.windows.net",
      "net",
      56519,
      "AzureCloud",
      "AzurePublic"),
  GOVERNMENT(
      "government",
      "AzureGovernment",
      "azurecr.us",
      "blob.core.usgovcloudapi.net",
      "us",
      57063,
      "AzureUSGovernment"),
  CHINA(
      "china", "China", "azurecr.cn", "blob.core.chinacloudapi.cn", "cn", 57062, "AzureChinaCloud"),
  GERMANY(
      "germany",
      "AzureGermany",
      "azurecr.de",
      "blob.core.cloudapi.de",
      "de",
      57064,
      "AzureGermanCloud");

  private final String optionName;
  private final String fileName;
  private final String loginSuffix;
  private final String blobSuffix;
  private final String iotTopLevel;
  private final int downloadPage;
  private final List<String> otherNames;

  Cloud(
      String optionName,
      String fileName,
      String loginSuffix,
      String blobSuffix,
      String iotTopLevel,
      int downloadPage,
      String... otherNames) {
    this.optionName = optionName;
    this.fileName = fileName;
    this.loginSuffix = loginSuffix;
    this.blobSuffix = blobSuffix;
    this.iotTopLevel = iotTopLevel;
    this.downloadPage = downloadPage;
    this.otherNames = List.of(otherNames);
  }

  /**
   * Finds a cloud by any of its names, in any case.
   *
   * @param name for example {@code public}, {@code AzureUSGovernment}
   * @return the cloud, or nothing when there is none of that name
   */
  public static Optional<Cloud> named(String name) {
    for (Cloud cloud : values()) {
      if (cloud.optionName.equalsIgnoreCase(name)
          || cloud.fileName.equalsIgnoreCase(name)
          || cloud.otherNames.stream().anyMatch(name::equalsIgnoreCase)) {
        return Optional.of(cloud);
      }
    }
    return Optional.empty();
  }

  /**
   * Finds the cloud that a registry host belongs to.
   *
   * @param host a login server, for example {@code contoso.azurecr.us}
   * @return the cloud, or nothing when the host ends in no cloud's registry suffix
   */
  public static Optional<Cloud> ofRegistryHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    for (Cloud cloud : values()) {
      if (lower.endsWith("." + cloud.loginSuffix)) {
        return Optional.of(cloud);
      }
    }
    return Optional.empty();
  }

  /** Returns the name that {@code --cloud} takes. */
  public String optionName() {
    return optionName;
  }

  /** Returns the name in the file's {@code cloud} field. */
  public String fileName() {
    return fileName;
  }

  /** Returns the id of the page in Microsoft's download centre that links to the file. */
  public int downloadPage() {
    return downloadPage;
  }

  /** Returns the DNS suffix of login servers, without a leading dot. */
  public String loginSuffix() {
    return loginSuffix;
  }

  /** Returns the DNS suffix of blob storage, without a leading dot. */
  public String blobSuffix() {
    return blobSuffix;
  }

  /** Returns the DNS suffix of IoT hubs, without a leading dot. */
  public String iotHubSuffix() {
    return "azure-devices." + iotTopLevel;
  }

  /** Returns the DNS suffix of the IoT device provisioning service, without a leading dot. */
  public String provisioningSuffix() {
    return "azure-devices-provisioning." + iotTopLevel;
  }
}
