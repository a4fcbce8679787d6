package dev.acrfw.servicetags;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An Azure cloud: how the file and {@code az} spell it, and the DNS names of its services.
 *
 * <p>Suffixes: the registry articles of each cloud; {@code az cloud show} prints the same. Those of
 * the clouds without a public download page: azure-cli and AzCopy; how their files spell the cloud
 * is not published, so the spellings of {@code az} and of other tools are taken. A cloud that is
 * not listed here is known by its name alone.
 */
public final class Cloud {
  public static final Cloud PUBLIC =
      new Cloud("public", "Public", "AzureCloud", "AzurePublic")
          .withSuffixes("azurecr.io", "blob.core.windows.net", "management.azure.com")
          .withIot("net")
          .withDownloadPage(56519);

  public static final Cloud GOVERNMENT =
      new Cloud("government", "AzureGovernment", "AzureUSGovernment")
          .withSuffixes("azurecr.us", "blob.core.usgovcloudapi.net", "management.usgovcloudapi.net")
          .withIot("us")
          .withDownloadPage(57063);

  public static final Cloud CHINA =
      new Cloud("china", "China", "AzureChinaCloud")
          .withSuffixes("azurecr.cn", "blob.core.chinacloudapi.cn", "management.chinacloudapi.cn")
          .withIot("cn")
          .withDownloadPage(57062);

  /** Closed; its last file is of March 2022. */
  public static final Cloud GERMANY =
      new Cloud("germany", "AzureGermany", "AzureGermanCloud")
          .withSuffixes("azurecr.de", "blob.core.cloudapi.de", "management.microsoftazure.de")
          .withIot("de")
          .withDownloadPage(57064);

  private static final List<Cloud> LISTED =
      List.of(
          PUBLIC,
          GOVERNMENT,
          CHINA,
          GERMANY,
          new Cloud("bleu", "Bleu", "AzureBleu", "BleuCloud", "AzureBleuCloud")
              .withSuffixes(
                  "azurecr.sovcloud-azure.fr",
                  "blob.core.sovcloud-api.fr",
                  "management.sovcloud-api.fr"),
          new Cloud("delos", "Delos", "AzureDelos", "DelosCloud", "AzureDelosCloud")
              .withSuffixes(
                  "azurecr.sovcloud-azure.de",
                  "blob.core.sovcloud-api.de",
                  "management.sovcloud-api.de"),
          new Cloud("usnat", "USNat", "AzureUSNat", "USNatCloud")
              .withSuffixes(
                  "azurecr.eaglex.ic.gov",
                  "blob.core.eaglex.ic.gov",
                  "management.azure.eaglex.ic.gov"),
          new Cloud("ussec", "USSec", "AzureUSSec", "USSecCloud")
              .withSuffixes(
                  "azurecr.microsoft.scloud",
                  "blob.core.microsoft.scloud",
                  "management.azure.microsoft.scloud"));

  private final String optionName;
  private final String fileName;
  private final List<String> names = new ArrayList<>();
  private @Nullable String loginSuffix;
  private @Nullable String blobSuffix;
  private @Nullable String resourceManager;
  private @Nullable String iotTopLevel;
  private OptionalInt downloadPage = OptionalInt.empty();

  private Cloud(String optionName, String fileName, String... otherNames) {
    this.optionName = optionName;
    this.fileName = fileName;
    names.add(optionName);
    names.add(fileName);
    names.addAll(List.of(otherNames));
  }

  private Cloud withSuffixes(String login, String blob, String manager) {
    loginSuffix = login;
    blobSuffix = blob;
    resourceManager = manager;
    return this;
  }

  private Cloud withIot(String topLevel) {
    iotTopLevel = topLevel;
    return this;
  }

  private Cloud withDownloadPage(int id) {
    downloadPage = OptionalInt.of(id);
    return this;
  }

  /** Returns the clouds whose names and suffixes are known. */
  public static List<Cloud> listed() {
    return LISTED;
  }

  /**
   * Returns the cloud of a name.
   *
   * @param name any of its names in any case, for example {@code public}, {@code
   *     AzureUSGovernment}; another name is a cloud that is not listed
   * @return nothing when the text cannot be the name of a cloud: letters and digits, at most 32
   */
  public static Optional<Cloud> of(String name) {
    for (Cloud cloud : LISTED) {
      for (String known : cloud.names) {
        if (known.equalsIgnoreCase(name)) {
          return Optional.of(cloud);
        }
      }
    }
    return name.matches("[A-Za-z][A-Za-z0-9]{0,31}")
        ? Optional.of(new Cloud(name.toLowerCase(Locale.ROOT), name))
        : Optional.empty();
  }

  /** Returns the listed cloud whose login servers have a suffix, in lower case. */
  public static Optional<Cloud> ofLoginSuffix(String suffix) {
    for (Cloud cloud : LISTED) {
      if (suffix.equals(cloud.loginSuffix)) {
        return Optional.of(cloud);
      }
    }
    return Optional.empty();
  }

  /** Returns whether names and suffixes of the cloud are known. */
  public boolean isListed() {
    return loginSuffix != null;
  }

  /** Returns the name that {@code --cloud} takes. */
  public String optionName() {
    return optionName;
  }

  /** Returns the name in the file's {@code cloud} field. */
  public String fileName() {
    return fileName;
  }

  /**
   * Returns the id of the page in Microsoft's download centre that links to the file; nothing where
   * no such page is known.
   */
  public OptionalInt downloadPage() {
    return downloadPage;
  }

  /** Returns the DNS suffix of login servers, without a leading dot; nothing where unknown. */
  public Optional<String> loginSuffix() {
    return Optional.ofNullable(loginSuffix);
  }

  /** Returns the DNS suffix of blob storage, without a leading dot; nothing where unknown. */
  public Optional<String> blobSuffix() {
    return Optional.ofNullable(blobSuffix);
  }

  /** Returns the host of Azure Resource Manager; nothing where unknown. */
  public Optional<String> resourceManager() {
    return Optional.ofNullable(resourceManager);
  }

  /** Returns the DNS suffix of IoT hubs, without a leading dot; nothing where unknown. */
  public Optional<String> iotHubSuffix() {
    return iotSuffix("azure-devices.");
  }

  /**
   * Returns the DNS suffix of the IoT device provisioning service, without a leading dot; nothing
   * where unknown.
   */
  public Optional<String> provisioningSuffix() {
    return iotSuffix("azure-devices-provisioning.");
  }

  private Optional<String> iotSuffix(String service) {
    return iotTopLevel == null ? Optional.empty() : Optional.of(service + iotTopLevel);
  }

  /** Clouds are the same when {@code --cloud} takes the same name for them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Cloud cloud && cloud.optionName.equals(optionName);
  }

  @Override
  public int hashCode() {
    return optionName.hashCode();
  }
}
