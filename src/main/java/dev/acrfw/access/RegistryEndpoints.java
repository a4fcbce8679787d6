package dev.acrfw.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code az acr show-endpoints} prints.
 *
 * @param loginServer the login server
 * @param regions the regions of the registry and its replicas, as {@code az} spells them
 * @param dedicated whether the registry has dedicated data endpoints
 * @param regional whether the registry has regional endpoints
 */
public record RegistryEndpoints(
    Registry loginServer, List<String> regions, boolean dedicated, boolean regional) {

  /** The text is not what {@code az acr show-endpoints} prints. */
  public static final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private InvalidException(String problem) {
      super(
          "--endpoints: "
              + problem
              + "\nsave what 'az acr show-endpoints --name NAME --output json' prints");
    }
  }

  /**
   * Reads the JSON; trailing commas, which the documentation's sample has, are accepted.
   *
   * @throws InvalidException when it is anything else
   */
  public static RegistryEndpoints parse(byte[] json) {
    JsonNode root;
    try {
      root =
          JsonMapper.builder()
              .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidException("not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new InvalidException("not valid JSON: " + e.getMessage());
    }
    Registry registry = registry(root.path("loginServer").asText());
    List<String> regions = new ArrayList<>();
    boolean dedicated = false;
    boolean storage = false;
    for (JsonNode endpoint : root.path("dataEndpoints")) {
      String host = endpoint.path("endpoint").asText();
      regions.add(region(endpoint));
      if (host.contains(".blob.")) {
        storage = true;
      } else {
        requireOwn(registry, host, ".data.");
        dedicated = true;
      }
    }
    if (regions.isEmpty()) {
      throw new InvalidException("it names no data endpoint");
    }
    if (storage && dedicated) {
      throw new InvalidException("it has data endpoints of both kinds");
    }
    for (JsonNode endpoint : root.path("regionalEndpoints")) {
      requireOwn(registry, endpoint.path("endpoint").asText(), ".geo.");
      if (!regions.contains(region(endpoint))) {
        regions.add(region(endpoint));
      }
    }
    return new RegistryEndpoints(
        registry, regions, dedicated, !root.path("regionalEndpoints").isEmpty());
  }

  private static Registry registry(String loginServer) {
    return Registry.parse(loginServer)
        .filter(registry -> registry.cloud().isPresent())
        .orElseThrow(() -> new InvalidException("it names no loginServer of a registry"));
  }

  private static String region(JsonNode endpoint) {
    String region = endpoint.path("region").asText();
    if (region.isEmpty()) {
      throw new InvalidException("an endpoint has no region");
    }
    return region;
  }

  private static void requireOwn(Registry registry, String host, String kind) {
    String suffix = kind + registry.cloud().orElseThrow().loginSuffix();
    if (!host.startsWith(registry.label() + ".") || !host.endsWith(suffix)) {
      throw new InvalidException("an endpoint is not the registry's own");
    }
  }
}
