package dev.acrfw.registry;

import dev.acrfw.option.Choice;
import java.util.ArrayList;
import java.util.List;

/**
 * The services that pass a registry's firewall when trusted services are allowed.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services">Allow
 *     trusted services to securely access a network-restricted registry</a>
 */
public enum TrustedService {
  CONTAINER_INSTANCES(
      "Azure Container Instances",
      "deploy containers from the registry",
      "managed identity, system- or user-assigned",
      "AcrPull",
      "not in the article of 2021; in the later ones",
      ""),
  DEFENDER(
      "Microsoft Defender for Cloud",
      "scan images for vulnerabilities",
      "none",
      "none",
      "not in the article of 2021; in the later ones",
      ""),
  MACHINE_LEARNING(
      "Azure Machine Learning",
      "deploy or train models with images of the registry",
      "managed identity, system- or user-assigned",
      "AcrPull",
      "in all articles",
      ""),
  IMPORT(
      "Azure Container Registry, import",
      "import images from another network-restricted registry",
      "none",
      "none; who imports needs the rights to do it",
      "in all articles",
      ""),
  TASKS(
      "ACR Tasks",
      "build, push to and pull from another registry",
      "managed identity, system-assigned",
      "AcrPull, AcrPush",
      "in the articles of 2021 and later, no longer in that of 2025-02",
      "since 1 June 2025 trusted services are not enough: networkRuleBypassAllowedForTasks must be"
          + " true, or tasks with a system-assigned identity get 403; a user-assigned identity is"
          + " not affected by it; an agent pool in a virtual network is the other way; tasks do not"
          + " work on a registry with endpointProtocol IPv4AndIPv6");

  /** What holds for the switch itself, whatever the service. */
  public static final List<String> LIMITS =
      List.of(
          "The registry must be Premium to be restricted by IP rules or a private endpoint; there the"
              + " switch acts. It does not act on restriction by a service endpoint.",
          "It is on by default (networkRuleBypassOptions: AzureServices).",
          "App Service is not a trusted service.",
          "In 2021 the feature was a preview, with system-assigned identities only.",
          "On a registry with ABAC the roles are Container Registry Repository Reader and Writer"
              + " instead of AcrPull and AcrPush.");

  private final String displayName;
  private final String use;
  private final String identity;
  private final String role;
  private final String articles;
  private final String limit;

  TrustedService(
      String displayName, String use, String identity, String role, String articles, String limit) {
    this.displayName = displayName;
    this.use = use;
    this.identity = identity;
    this.role = role;
    this.articles = articles;
    this.limit = limit;
  }

  /** Returns the name that {@code --service} takes. */
  public String optionName() {
    return Choice.nameOf(this);
  }

  /** Returns the service's name as the articles write it. */
  public String displayName() {
    return displayName;
  }

  /** Returns what the service does with a registry. */
  public String use() {
    return use;
  }

  /** Returns which identity it needs. */
  public String identity() {
    return identity;
  }

  /** Returns which role the identity needs on the registry. */
  public String role() {
    return role;
  }

  /** Returns which versions of the article name it. */
  public String articles() {
    return articles;
  }

  /** Returns what else holds for this service; empty when nothing. */
  public String limit() {
    return limit;
  }

  /** Returns the steps to let the service in, in order; words in capitals are the user's. */
  public List<String> steps() {
    List<String> steps = new ArrayList<>();
    switch (this) {
      case CONTAINER_INSTANCES ->
          steps.addAll(
              List.of(
                  "Identity: az identity create --name IDENTITY --resource-group GROUP",
                  assignRole("AcrPull"),
                  allow(),
                  "Authenticate: az container create --resource-group GROUP --name CONTAINER --image"
                      + " REGISTRY.azurecr.io/IMAGE --acr-identity IDENTITY_ID --assign-identity"
                      + " IDENTITY_ID --os-type Linux --cpu 1 --memory 1"));
      case MACHINE_LEARNING ->
          steps.addAll(
              List.of(
                  "Identity: give the workspace a managed identity, system- or user-assigned",
                  assignRole("AcrPull"),
                  allow(),
                  "Authenticate: let the workspace use the registry with that identity"));
      case DEFENDER, IMPORT -> steps.add(allow());
      case TASKS ->
          steps.addAll(
              List.of(
                  "Identity: az acr task create --name TASK --registry REGISTRY --auth-mode None"
                      + " --assign-identity '[system]' --context URL --file Dockerfile --image IMAGE",
                  assignRole("AcrPush"),
                  "Credential: az acr task credential add --name TASK --registry REGISTRY"
                      + " --login-server REGISTRY.azurecr.io --use-identity '[system]'",
                  allow(),
                  "Bypass: acrfw registry --registry REGISTRY --tasks-bypass on"));
    }
    steps.add(
        "Test: acrfw registry --registry REGISTRY "
            + (this == TASKS ? "--tasks-bypass off" : "--trusted-services off")
            + ", see it fail (it takes some minutes), and switch it on again");
    return steps;
  }

  private static String assignRole(String role) {
    return "Role: az role assignment create --assignee-object-id PRINCIPAL_ID"
        + " --assignee-principal-type ServicePrincipal --scope REGISTRY_ID --role "
        + role
        + " (with ABAC: --role 'Container Registry Repository "
        + (role.equals("AcrPull") ? "Reader" : "Writer")
        + "')";
  }

  private static String allow() {
    return "Setting: acrfw registry --registry REGISTRY --trusted-services on";
  }
}
