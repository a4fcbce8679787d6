package dev.acrfw.render.azure;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.render.Installation;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.rules.Plan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What ARM templates have in common. */
final class ArmTemplate {
  /** The version of Azure's network API that templates are written for. */
  static final String API_VERSION = "2024-05-01";

  private ArmTemplate() {}

  /** Writes the first members up to {@code metadata}, whose object stays open. */
  static void begin(JsonGenerator json, Plan plan, Installation installation, List<String> usage)
      throws IOException {
    json.writeStringField(
        "$schema",
        "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
    json.writeStringField("contentVersion", "1.0.0.0");
    json.writeObjectFieldStart("metadata");
    PlanMembers.header(json, plan, installation, usage);
  }

  /** Writes a parameter that is a text. */
  static void parameter(JsonGenerator json, String name, Optional<String> otherwise)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("type", "string");
    if (otherwise.isPresent()) {
      json.writeStringField("defaultValue", otherwise.get());
    }
    json.writeEndObject();
  }
}
