package dev.acrfw.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.option.Choice;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties to merge into one's own template of a registry. It is never a whole registry: a
 * deployment of that would reset what it does not name.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries">registries</a>
 */
public final class RegistryFragment {
  private static final String ADVICE =
      "Merge these properties into your own Microsoft.ContainerRegistry/registries resource"
          + " (Premium). Do not deploy them as a registry of their own: a deployment may reset"
          + " what it does not name.";
  private static final String RULES_ADVICE =
      "ipRules replaces the whole list: add the rules of others that you want to keep.";
  private static final String TASKS_ADVICE =
      "networkRuleBypassAllowedForTasks needs API version 2025-11-01 or later.";

  private static final String PREVIEW_ADVICE =
      "regionalEndpoints and endpointProtocol are previews: they need API version "
          + RegistrySettings.PREVIEW_API
          + ".";

  private final RegistrySettings settings;

  /**
   * @param settings the settings; IP rules need {@code publicAccess}, for a rule set has a default
   */
  public RegistryFragment(RegistrySettings settings) {
    this.settings = settings;
  }

  /** Returns the fragment as JSON for an ARM template. */
  public String arm() {
    return JsonDocument.object(
        json -> {
          json.writeObjectFieldStart("metadata");
          JsonDocument.strings(json, "comments", advice());
          json.writeEndObject();
          json.writeFieldName("properties");
          write(json, properties());
        });
  }

  /** Returns the settings as JSON, format version 1; what is not named is null. */
  public String json() {
    return JsonDocument.write(
        json -> {
          json.writeStringField("registry", settings.registry());
          json.writeStringField("resourceGroup", settings.resourceGroup().orElse(null));
          if (settings.allowed().isPresent()) {
            JsonDocument.strings(json, "allowed", settings.allowed().get());
          } else {
            json.writeNullField("allowed");
          }
          json.writeObjectField("trustedServices", settings.trustedServices().orElse(null));
          json.writeObjectField("tasksBypass", settings.tasksBypass().orElse(null));
          json.writeObjectField("dataEndpoints", settings.dataEndpoints().orElse(null));
          json.writeObjectField("regionalEndpoints", settings.regionalEndpoints().orElse(null));
          json.writeStringField(
              "endpointProtocol", settings.endpointProtocol().map(Choice::nameOf).orElse(null));
          json.writeStringField(
              "publicAccess", settings.publicAccess().map(Choice::nameOf).orElse(null));
          json.writeBooleanField("prune", settings.prune());
        });
  }

  private List<String> advice() {
    List<String> advice = new ArrayList<>();
    advice.add(ADVICE);
    if (settings.allowed().isPresent()) {
      advice.add(RULES_ADVICE);
    }
    if (settings.tasksBypass().isPresent()) {
      advice.add(TASKS_ADVICE);
    }
    if (settings.setsPreviews()) {
      advice.add(PREVIEW_ADVICE);
    }
    return advice;
  }

  /** The properties in the order they are written; values are strings, booleans, maps, lists. */
  private Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (settings.publicAccess().isPresent()) {
      PublicAccess access = settings.publicAccess().get();
      properties.put("publicNetworkAccess", access == PublicAccess.NONE ? "Disabled" : "Enabled");
      if (access != PublicAccess.NONE) {
        properties.put("networkRuleSet", ruleSet(access == PublicAccess.ALL ? "Allow" : "Deny"));
      }
    }
    settings
        .trustedServices()
        .ifPresent(on -> properties.put("networkRuleBypassOptions", on ? "AzureServices" : "None"));
    settings.tasksBypass().ifPresent(on -> properties.put("networkRuleBypassAllowedForTasks", on));
    settings.dataEndpoints().ifPresent(on -> properties.put("dataEndpointEnabled", on));
    settings
        .regionalEndpoints()
        .ifPresent(on -> properties.put("regionalEndpoints", on ? "Enabled" : "Disabled"));
    settings
        .endpointProtocol()
        .ifPresent(protocol -> properties.put("endpointProtocol", protocol.azureName()));
    return properties;
  }

  private Map<String, Object> ruleSet(String defaultAction) {
    Map<String, Object> ruleSet = new LinkedHashMap<>();
    ruleSet.put("defaultAction", defaultAction);
    if (settings.allowed().isPresent()) {
      List<Map<String, Object>> rules = new ArrayList<>();
      for (String rule : settings.allowed().get()) {
        Map<String, Object> ipRule = new LinkedHashMap<>();
        ipRule.put("action", "Allow");
        ipRule.put("value", rule);
        rules.add(ipRule);
      }
      ruleSet.put("ipRules", rules);
    }
    return ruleSet;
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        json.writeFieldName((String) member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else {
      json.writeString((String) value);
    }
  }

  /** Returns the fragment as a Bicep variable. */
  public String bicep() {
    StringBuilder out = new StringBuilder();
    for (String line : advice()) {
      out.append("// ").append(line).append('\n');
    }
    out.append("var registryProperties = ");
    append(out, properties(), "");
    return out.append('\n').toString();
  }

  private static void append(StringBuilder out, Object value, String indent) {
    String deeper = indent + "  ";
    if (value instanceof Map<?, ?> map) {
      out.append("{\n");
      for (Map.Entry<?, ?> member : map.entrySet()) {
        out.append(deeper).append(member.getKey()).append(": ");
        append(out, member.getValue(), deeper);
        out.append('\n');
      }
      out.append(indent).append('}');
    } else if (value instanceof List<?> list) {
      out.append("[\n");
      for (Object element : list) {
        out.append(deeper);
        append(out, element, deeper);
        out.append('\n');
      }
      out.append(indent).append(']');
    } else if (value instanceof Boolean) {
      out.append(value);
    } else {
      out.append('\'').append(value).append('\'');
    }
  }
}
