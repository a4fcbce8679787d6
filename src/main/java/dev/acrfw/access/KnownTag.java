package dev.acrfw.access;

import dev.acrfw.servicetags.TagName;

/** A service tag that a purpose needs. */
public enum KnownTag {
  REGISTRY("AzureContainerRegistry", Narrowing.REGISTRY_REGION),
  STORAGE("Storage", Narrowing.REGISTRY_REGION),
  MICROSOFT_REGISTRY("MicrosoftContainerRegistry", Narrowing.NEVER),
  FRONT_DOOR("AzureFrontDoor.FirstParty", Narrowing.NEVER),
  IOT_HUB("AzureIoTHub", Narrowing.IOT_REGION),
  RESOURCE_MANAGER("AzureResourceManager", Narrowing.NEVER),
  KEY_VAULT("AzureKeyVault", Narrowing.NEVER),
  EVENT_HUB("EventHub", Narrowing.NEVER),
  ACTIVE_DIRECTORY("AzureActiveDirectory", Narrowing.NEVER),
  MONITOR("AzureMonitor", Narrowing.NEVER);

  /** Which option narrows a tag to regions. */
  public enum Narrowing {
    /** {@code --region}: where the registry and its replicas are. */
    REGISTRY_REGION,
    /** {@code --iot-region}: where the IoT hub is. */
    IOT_REGION,
    /** None: the service is reached at the nearest of all its places. */
    NEVER
  }

  private final TagName tag;
  private final Narrowing narrowing;

  KnownTag(String name, Narrowing narrowing) {
    this.tag = TagName.of(name);
    this.narrowing = narrowing;
  }

  /** Returns the global tag's name as the file writes it. */
  public TagName tag() {
    return tag;
  }

  /** Returns which option narrows this tag. */
  public Narrowing narrowing() {
    return narrowing;
  }

  /** Returns whether a tag is this one or one of its regional ones. */
  public boolean owns(TagName name) {
    return name.isOf(tag);
  }
}
