package dev.acrfw.render.data;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.ip.Family;
import dev.acrfw.render.FolderText;
import dev.acrfw.render.Installation;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.render.Renderer;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plain lists for firewalls that fetch them ("external dynamic lists", "threat feeds", "URL table
 * aliases"): a file for each rule and family, and an index.
 *
 * @see <a
 *     href="https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/policy/use-an-external-dynamic-list-in-policy/external-dynamic-list">PAN-OS:
 *     External Dynamic List</a>
 * @see <a
 *     href="https://docs.fortinet.com/document/fortigate/7.6.2/administration-guide/9463/external-feeds">FortiOS:
 *     External feeds</a>
 */
public final class EdlRenderer implements Renderer {
  /** The path of the index. */
  public static final String INDEX = "index.json";

  /** How much an output takes: FortiOS before 7.4.4 has the lowest limit on one list. */
  public static final String LIMITS = "131,072 entries a list on FortiOS before 7.4.4";

  private static final int ENTRIES = 131_072;

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<Family> families = families(plan);
    for (Rule rule : plan.rules()) {
      for (Family family : families) {
        FolderText.begin(out, file(rule, family, installation));
        rule.addresses().of(family).forEachCidr(cidr -> out.append(cidr).append('\n'));
      }
    }
    Set<String> emptied =
        new TreeSet<>(installation.earlier().map(EdlIndex::files).orElse(Set.of()));
    emptied.removeAll(FolderText.files(out.toString()).keySet());
    emptied.forEach(file -> FolderText.begin(out, file));
    FolderText.begin(out, INDEX);
    out.append(
        JsonDocument.write(
            json -> {
              PlanMembers.provenance(json, plan);
              json.writeArrayFieldStart(EdlIndex.LISTS);
              for (Rule rule : plan.rules()) {
                for (Family family : families) {
                  write(json, rule, family, installation);
                }
              }
              json.writeEndArray();
              JsonDocument.strings(json, EdlIndex.EMPTIED, List.copyOf(emptied));
            }));
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    List<String> warnings = new ArrayList<>();
    for (Rule rule : plan.rules()) {
      for (Family family : families(plan)) {
        int entries = rule.addresses().of(family).cidrCount();
        if (entries > ENTRIES) {
          warnings.add(
              "%s has %d entries: FortiOS before 7.4.4 takes %d of a list"
                  .formatted(file(rule, family, installation), entries, ENTRIES));
        }
      }
    }
    return warnings;
  }

  /** A list that is fetched stays, if empty, while any rule has addresses of its family. */
  private static List<Family> families(Plan plan) {
    List<Family> families = new ArrayList<>();
    for (Family family : Family.values()) {
      if (plan.opens(family)) {
        families.add(family);
      }
    }
    return families;
  }

  private static String file(Rule rule, Family family, Installation installation) {
    return rule.name(installation.name()).replaceAll("[^A-Za-z0-9._-]", "_")
        + "-"
        + family.lowerName()
        + ".txt";
  }

  private static void write(JsonGenerator json, Rule rule, Family family, Installation installation)
      throws IOException {
    json.writeStartObject();
    json.writeStringField(EdlIndex.FILE, file(rule, family, installation));
    json.writeStringField("rule", rule.name(installation.name()));
    PlanMembers.access(json, rule.purposes(), rule.direction(), rule.ports());
    json.writeStringField("serviceTag", rule.serviceTag().name().toString());
    JsonDocument.lineStrings(json, "endpoints", rule.hosts());
    json.writeStringField("family", family.lowerName());
    json.writeNumberField("entries", rule.addresses().of(family).cidrCount());
    json.writeStringField("addresses", rule.addresses().of(family).addressCount().toString());
    json.writeEndObject();
  }
}
