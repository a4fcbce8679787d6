package dev.acrfw.access;

import java.util.Locale;

/** A service tag that a purpose needs. */
public enum Service {
  REGISTRY("AzureContainerRegistry", Narrowing.REGISTRY_REGION),
  STORAGE("Storage", Narrowing.REGISTRY_REGION),
  MICROSOFT_REGISTRY("MicrosoftContainerRegistry", Narrowing.NEVER),
  FRONT_DOOR("AzureFrontDoor.FirstParty", Narrowing.NEVER),
  IOT_HUB("AzureIoTHub", Narrowing.IOT_REGION);

  /** Which option narrows a tag to regions. */
  public enum Narrowing {
    /** {@code --region}: where the registry and its replicas are. */
    REGISTRY_REGION,
    /** {@code --iot-region}: where the IoT hub is. */
    IOT_REGION,
    /** None: the service is reached at the nearest of all its places. */
    NEVER
  }

  private final String tagName;
  private final Narrowing narrowing;

  Service(String tagName, Narrowing narrowing) {
    this.tagName = tagName;
    this.narrowing = narrowing;
  }

  /** Returns the global tag's name as the file writes it. */
  public String tagName() {
    return tagName;
  }

  /** Returns which option narrows this tag. */
  public Narrowing narrowing() {
    return narrowing;
  }

  /** Returns whether a tag is this service's global or one of its regional ones, in any case. */
  public boolean owns(String tag) {
    String lower = tag.toLowerCase(Locale.ROOT);
    String own = tagName.toLowerCase(Locale.ROOT);
    return lower.equals(own) || lower.startsWith(own + ".");
  }
}
