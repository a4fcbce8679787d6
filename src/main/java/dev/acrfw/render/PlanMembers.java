package dev.acrfw.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Ports;
import dev.acrfw.access.Purpose;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.Installed;
import dev.acrfw.rules.Plan;
import dev.acrfw.servicetags.Source;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The members that JSON documents share. */
public final class PlanMembers {
  private PlanMembers() {}

  /**
   * Writes {@code generator} and {@code source}, each on one line, and {@code holds}: how many
   * addresses of each tag are allowed, a line a tag.
   */
  public static void provenance(JsonGenerator json, Plan plan) throws IOException {
    JsonDocument.lineObject(
        json,
        "generator",
        object -> {
          object.writeStringField("name", "acrfw");
          object.writeStringField("version", Provenance.VERSION);
        });
    source(json, "source", plan.source());
    json.writeObjectFieldStart("holds");
    for (Map.Entry<TagName, Map<Family, BigInteger>> tag :
        Installed.held(plan.rules()).entrySet()) {
      JsonDocument.lineObject(
          json,
          tag.getKey().toString(),
          object -> {
            for (Map.Entry<Family, BigInteger> count : tag.getValue().entrySet()) {
              object.writeStringField(count.getKey().lowerName(), count.getValue().toString());
            }
          });
    }
    json.writeEndObject();
  }

  /** Writes what a header says, for an output that has no comments. */
  public static void header(
      JsonGenerator json, Plan plan, Installation installation, List<String> usage)
      throws IOException {
    provenance(json, plan);
    json.writeStringField("command", installation.commandLine());
    JsonDocument.strings(json, "usage", usage);
    JsonDocument.strings(json, "warnings", plan.warnings());
    JsonDocument.strings(json, "notes", plan.notes());
  }

  /** Writes a source on one line. */
  public static void source(JsonGenerator json, String field, Source source) throws IOException {
    JsonDocument.lineObject(
        json,
        field,
        object -> {
          object.writeStringField("file", source.file());
          object.writeStringField("kind", source.kind().name().toLowerCase(Locale.ROOT));
          object.writeStringField("cloud", source.cloud().fileName());
          object.writeNumberField("changeNumber", source.changeNumber());
          object.writeStringField("sha256", source.sha256());
        });
  }

  /** Writes the members of an endpoint, its object being open. */
  public static void endpoint(JsonGenerator json, Endpoint endpoint) throws IOException {
    json.writeStringField("host", endpoint.host().orElse(null));
    access(json, endpoint.purposes(), endpoint.direction(), endpoint.ports());
    JsonDocument.lineStrings(
        json, "serviceTags", endpoint.serviceTags().stream().map(TagName::toString).toList());
  }

  /** Writes the members that endpoints and rules have in common. */
  public static void access(
      JsonGenerator json, List<Purpose> purposes, Direction direction, Ports ports)
      throws IOException {
    JsonDocument.lineStrings(
        json, "purposes", purposes.stream().map(Purpose::displayName).toList());
    json.writeStringField("direction", direction.displayName());
    json.writeStringField("protocol", "tcp");
    JsonDocument.lineNumbers(json, "ports", ports.numbers());
  }
}
