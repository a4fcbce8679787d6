package dev.acrfw.render.data;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Endpoint;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.render.Installation;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.render.Renderer;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The plan as JSON, format version 1. */
public final class JsonRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    out.append(
        JsonDocument.write(
            json -> {
              PlanMembers.provenance(json, plan);
              json.writeArrayFieldStart("endpoints");
              for (Endpoint endpoint : plan.endpoints()) {
                json.writeStartObject();
                PlanMembers.endpoint(json, endpoint);
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeArrayFieldStart("rules");
              for (Rule rule : plan.rules()) {
                write(json, rule, installation.name());
              }
              json.writeEndArray();
              JsonDocument.strings(json, "warnings", plan.warnings());
              JsonDocument.strings(json, "notes", plan.notes());
            }));
  }

  private static void write(JsonGenerator json, Rule rule, String name) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", rule.name(name));
    PlanMembers.access(json, rule.purposes(), rule.direction(), rule.ports());
    json.writeStringField("serviceTag", rule.serviceTag().name().toString());
    JsonDocument.lineStrings(json, "endpoints", rule.hosts());
    write(json, "ipv4", rule.addresses().ipv4());
    write(json, "ipv6", rule.addresses().ipv6());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String field, PrefixSet set) throws IOException {
    json.writeArrayFieldStart(field);
    set.forEachCidr(
        cidr -> {
          try {
            json.writeString(cidr.toString());
          } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
          }
        });
    json.writeEndArray();
  }
}
