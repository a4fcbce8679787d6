package dev.acrfw.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
      "ipRules replaces the whole list: add the rules of others that shall stay.";
  private static final String TASKS_ADVICE =
      "networkRuleBypassAllowedForTasks needs API version 2025-11-01 or later.";

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
          json.writeStringField("resourceGroup", settings.resourceGroup());
          if (settings.allowed() == null) {
            json.writeNullField("allowed");
          } else {
            JsonDocument.strings(json, "allowed", settings.allowed());
          }
          json.writeObjectField("trustedServices", settings.trustedServices());
          json.writeObjectField("tasksBypass", settings.tasksBypass());
          json.writeObjectField("dataEndpoints", settings.dataEndpoints());
          json.writeStringField(
              "publicAccess",
              settings.publicAccess() == null
                  ? null
                  : settings.publicAccess().name().toLowerCase(Locale.ROOT));
          json.writeBooleanField("prune", settings.prune());
        });
  }

  private List<String> advice() {
    List<String> advice = new ArrayList<>();
    advice.add(ADVICE);
    if (settings.allowed() != null) {
      advice.add(RULES_ADVICE);
    }
    if (settings.tasksBypass() != null) {
      advice.add(TASKS_ADVICE);
    }
    return advice;
  }

  /** The properties in the order they are written; values are strings, booleans, maps, lists. */
  private Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    PublicAccess access = settings.publicAccess();
    if (access != null) {
      properties.put("publicNetworkAccess", access == PublicAccess.NONE ? "Disabled" : "Enabled");
    }
    if (access == PublicAccess.ALL || access == PublicAccess.SELECTED) {
      Map<String, Object> ruleSet = new LinkedHashMap<>();
      ruleSet.put("defaultAction", access == PublicAccess.ALL ? "Allow" : "Deny");
      if (settings.allowed() != null) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (String rule : settings.allowed()) {
          Map<String, Object> ipRule = new LinkedHashMap<>();
          ipRule.put("action", "Allow");
          ipRule.put("value", rule);
          rules.add(ipRule);
        }
        ruleSet.put("ipRules", rules);
      }
      properties.put("networkRuleSet", ruleSet);
    }
    if (settings.trustedServices() != null) {
      properties.put(
          "networkRuleBypassOptions", settings.trustedServices() ? "AzureServices" : "None");
    }
    if (settings.tasksBypass() != null) {
      properties.put("networkRuleBypassAllowedForTasks", settings.tasksBypass());
    }
    if (settings.dataEndpoints() != null) {
      properties.put("dataEndpointEnabled", settings.dataEndpoints());
    }
    return properties;
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
