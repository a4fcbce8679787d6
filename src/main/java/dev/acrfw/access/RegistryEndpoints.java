package dev.acrfw.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.text.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code az acr show-endpoints} prints.
 *
 * @param loginServer the login server
 * @param regions the regions of the registry and its replicas, as {@code az} spells them
 * @param withoutDataEndpoint those of the regions that have a regional endpoint alone
 * @param dedicated whether the registry has dedicated data endpoints
 * @param regional whether the registry has regional endpoints
 */
public record RegistryEndpoints(
    RegistryName loginServer,
    List<String> regions,
    List<String> withoutDataEndpoint,
    boolean dedicated,
    boolean regional) {

  /**
   * Reads the JSON; trailing commas, which the documentation's sample has, are accepted.
   *
   * @throws InvalidInputException when it is anything else
   */
  public static RegistryEndpoints parse(byte[] json) {
    JsonNode root;
    try {
      root =
          JsonMapper.builder()
              .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build()
              .readTree(JsonText.utf8(json));
    } catch (JsonProcessingException e) {
      throw invalid("not valid JSON" + JsonText.place(e));
    } catch (IOException e) {
      throw invalid("not valid JSON: the UTF-16 is damaged");
    }
    RegistryName registry = registry(root.path("loginServer").asText());
    List<String> regions = new ArrayList<>();
    boolean dedicated = false;
    boolean storage = false;
    for (JsonNode endpoint : root.path("dataEndpoints")) {
      String host = endpoint.path("endpoint").asText();
      regions.add(region(endpoint));
      if (host.toLowerCase(Locale.ROOT).contains(".blob.")) {
        storage = true;
      } else {
        requireOwn(registry, host, ".data.");
        dedicated = true;
      }
    }
    if (regions.isEmpty()) {
      throw invalid("it names no data endpoint");
    }
    if (storage && dedicated) {
      throw invalid("it has data endpoints of both kinds");
    }
    List<String> withoutDataEndpoint = new ArrayList<>();
    for (JsonNode endpoint : root.path("regionalEndpoints")) {
      requireOwn(registry, endpoint.path("endpoint").asText(), ".geo.");
      if (!regions.contains(region(endpoint))) {
        regions.add(region(endpoint));
        withoutDataEndpoint.add(region(endpoint));
      }
    }
    return new RegistryEndpoints(
        registry,
        regions,
        withoutDataEndpoint,
        dedicated,
        !root.path("regionalEndpoints").isEmpty());
  }

  private static RegistryName registry(String loginServer) {
    return RegistryName.parse(loginServer)
        .filter(registry -> registry.loginSuffix().isPresent())
        .orElseThrow(() -> invalid("it has no loginServer of a registry"));
  }

  private static String region(JsonNode endpoint) {
    String region = endpoint.path("region").asText();
    if (region.isBlank()) {
      throw invalid("an endpoint has no region");
    }
    if (region.strip().equalsIgnoreCase("all")) {
      throw invalid("an endpoint has the region '" + region + "', which would open every region");
    }
    return region;
  }

  private static void requireOwn(RegistryName registry, String host, String kind) {
    String suffix = kind + registry.loginSuffix().orElseThrow();
    String lower = host.toLowerCase(Locale.ROOT);
    if (!lower.startsWith(registry.label() + ".") || !lower.endsWith(suffix)) {
      throw invalid("an endpoint is not the registry's own");
    }
  }

  private static InvalidInputException invalid(String problem) {
    return new InvalidInputException(
        "--endpoints: " + problem,
        "save what 'az acr show-endpoints --name NAME --output json' prints");
  }
}
