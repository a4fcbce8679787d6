package dev.acrfw.access;

import static dev.acrfw.access.KnownTag.FRONT_DOOR;
import static dev.acrfw.access.KnownTag.MICROSOFT_REGISTRY;
import static dev.acrfw.access.KnownTag.REGISTRY;
import static dev.acrfw.access.KnownTag.STORAGE;
import static dev.acrfw.access.Need.inbound;
import static dev.acrfw.access.Need.outbound;
import static dev.acrfw.access.Need.outboundWithoutName;

import dev.acrfw.servicetags.Cloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The catalogue: what a user wants to do, and the hosts, ports and service tags it needs.
 *
 * <p>Each entry names the article it comes from. Braces in hosts are explained at {@link Need}.
 */
public enum Purpose {
  /**
   * Pull and push. Layers come from blob storage, or from dedicated data endpoints; the apex
   * answers certificate checks and opens nothing of its own.
   */
  PULL(
      "https://learn.microsoft.com/azure/container-registry/container-registry-firewall-access-rules",
      "",
      outbound("{registry}.{login}", 443).tags(REGISTRY),
      outbound("{registry}.{region}.geo.{login}", 443).tags(REGISTRY).onlyWithRegionalEndpoints(),
      outbound("{registry}.{region}.data.{login}", 443)
          .tags(REGISTRY)
          .onlyWith(DataEndpoint.DEDICATED),
      outbound("*.{blob}", 443).tags(STORAGE).onlyWith(DataEndpoint.STORAGE),
      outbound("{login}", 443).tags(REGISTRY)),

  /** Images of Microsoft's own registry; Azure Front Door is in front of it. */
  MCR(
      "https://github.com/microsoft/containerregistry/blob/main/docs/client-firewall-rules.md",
      "",
      outbound("mcr.microsoft.com", 443).tags(MICROSOFT_REGISTRY, FRONT_DOOR),
      outbound("*.data.mcr.microsoft.com", 443).tags(MICROSOFT_REGISTRY, FRONT_DOOR),
      outbound("mcr.azure.cn", 443).tags(MICROSOFT_REGISTRY, FRONT_DOOR).onlyIn(Cloud.CHINA),
      outbound("*.data.mcr.azure.cn", 443)
          .tags(MICROSOFT_REGISTRY, FRONT_DOOR)
          .onlyIn(Cloud.CHINA)),

  /** A device that talks to IoT Hub and the provisioning service: HTTPS, AMQP, MQTT. */
  IOT_HUB(
      "https://learn.microsoft.com/azure/iot-hub/iot-hub-understand-ip-address",
      "",
      outbound("*.{iothub}", 443, 5671, 8883).tags(KnownTag.IOT_HUB),
      outbound("global.{provisioning}", 443, 5671, 8883).tags(KnownTag.IOT_HUB)),

  /** An IoT Edge device: its modules, Microsoft's images, and its hub. */
  IOT_EDGE(
      "https://learn.microsoft.com/azure/iot-edge/production-checklist",
      List.of(
          new OptionalName("*.cdn.azcr.io", "Marketplace modules"),
          new OptionalName("aka.ms", "version check"),
          new OptionalName("raw.githubusercontent.com", "version check"),
          new OptionalName("packages.microsoft.com", "installation"),
          new OptionalName("*.docker.io", "images from there")),
      PULL,
      MCR,
      IOT_HUB),

  /**
   * A connected registry on premises: it keeps in step with its home region through the login
   * server and that region's dedicated data endpoint, and uses no blob storage.
   */
  CONNECTED_REGISTRY(
      "https://learn.microsoft.com/azure/container-registry/intro-connected-registry",
      "connected-registry: the registry must have dedicated data endpoints, and of its regions the"
          + " home region alone is needed",
      outbound("{registry}.{login}", 443).tags(REGISTRY),
      outbound("{registry}.{region}.data.{login}", 443).tags(REGISTRY),
      outbound("{login}", 443).tags(REGISTRY)),

  /**
   * What an agent pool of ACR Tasks in the user's own virtual network reaches to work at all; what
   * its tasks pull comes on top.
   */
  AGENT_POOL(
      "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools",
      "agent-pool: what its tasks pull or call is not in these rules; --for pull and the like add it",
      outboundWithoutName(443)
          .tags(KnownTag.KEY_VAULT, STORAGE, KnownTag.EVENT_HUB, KnownTag.ACTIVE_DIRECTORY),
      outboundWithoutName(443, 12000).tags(KnownTag.MONITOR)),

  /**
   * {@code az acr build} and the logs of tasks from behind the firewall: Azure Resource Manager
   * starts the run, blob storage takes the source and holds the logs, whatever the kind of data
   * endpoint. The article gives no list; it follows from what {@code az} connects to.
   */
  BUILD(
      "https://learn.microsoft.com/azure/container-registry/container-registry-tutorial-quick-task",
      "build: az signs in with Microsoft Entra ID, which these rules do not open; where nothing else"
          + " does, add --tag AzureActiveDirectory",
      outbound("{resourcemanager}", 443).tags(KnownTag.RESOURCE_MANAGER),
      outbound("*.{blob}", 443).tags(STORAGE)),

  /** {@code az acr import} from a registry of the user's behind this firewall. */
  IMPORT(
      "https://learn.microsoft.com/azure/container-registry/container-registry-import-images",
      "import: any tenant's registry imports from these addresses, so the source registry must"
          + " ask for credentials",
      inbound().tags(REGISTRY)),

  /** Webhooks that a registry sends to the user's endpoint. */
  WEBHOOK(
      "https://learn.microsoft.com/azure/container-registry/container-registry-webhook",
      "webhook: the endpoint must be publicly reachable and must authenticate its caller (a secret"
          + " header), for any tenant's webhooks come from these addresses; a geo-replicated"
          + " registry has a webhook for each replica's region, so name all of them",
      inbound().tags(REGISTRY)),

  /** ACR Tasks that call what the user has behind this firewall. */
  TASKS(
      "https://learn.microsoft.com/azure/container-registry/container-registry-tasks-overview",
      "tasks: any tenant's tasks run at these addresses, so what they call must authenticate them",
      inbound().tags(REGISTRY));

  private final String article;
  private final String note;
  private final List<OptionalName> optionalNames;
  private final List<Need> needs = new ArrayList<>();

  Purpose(String article, String note, Need... needs) {
    this.article = article;
    this.note = note;
    this.optionalNames = List.of();
    this.needs.addAll(List.of(needs));
  }

  Purpose(String article, List<OptionalName> optionalNames, Purpose... parts) {
    this.article = article;
    this.note = "";
    this.optionalNames = optionalNames;
    for (Purpose part : parts) {
      needs.addAll(part.needs);
    }
  }

  /**
   * Finds a purpose by its name, in any case; {@code push} is {@code pull}.
   *
   * @return the purpose, or nothing when there is none of that name
   */
  public static Optional<Purpose> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String wanted = lower.equals("push") ? "pull" : lower;
    for (Purpose purpose : values()) {
      if (purpose.displayName().equals(wanted)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }

  /** Returns the names of the purposes of a direction. */
  public static List<String> names(Direction direction) {
    List<String> names = new ArrayList<>();
    for (Purpose purpose : values()) {
      if (purpose.direction() == direction) {
        names.add(purpose.displayName());
      }
    }
    return names;
  }

  /** Returns the name that {@code --for} takes. */
  public String displayName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the address of the article that this purpose's needs come from. */
  public String article() {
    return article;
  }

  /** Returns what the articles ask for besides addresses; empty when nothing. */
  public String note() {
    return note;
  }

  /** Returns the names that may be needed as well, which no rule opens. */
  public List<OptionalName> optionalNames() {
    return optionalNames;
  }

  /** Returns which side opens the connection. */
  public Direction direction() {
    return needs.get(0).direction();
  }

  /** Returns whether an option for regions narrows any tag of this purpose. */
  public boolean isNarrowedBy(KnownTag.Narrowing narrowing) {
    return anyNeed(need -> need.isNarrowedBy(narrowing));
  }

  /** Returns whether layers are pulled, so that the kind of data endpoint matters. */
  public boolean usesDataEndpoints() {
    return anyNeed(Need::dependsOnDataEndpoints);
  }

  /** Returns whether blob storage is needed whatever the kind of data endpoint. */
  public boolean alwaysNeedsStorage() {
    return anyNeed(need -> need.tags().contains(STORAGE) && !need.dependsOnDataEndpoints());
  }

  /** Returns whether the registry must have dedicated data endpoints. */
  public boolean requiresDedicated() {
    return anyNeed(need -> need.isDataEndpoint() && !need.dependsOnDataEndpoints());
  }

  private boolean anyNeed(Predicate<Need> condition) {
    for (Need need : needs) {
      if (condition.test(need)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether containers behind a bridge need it: an IoT Edge device runs modules, and a
   * connected registry is itself a container.
   */
  public boolean isOfContainers() {
    return this == IOT_EDGE || this == CONNECTED_REGISTRY;
  }

  List<Need> needs() {
    return needs;
  }
}
