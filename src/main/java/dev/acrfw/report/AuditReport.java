package dev.acrfw.report;

import dev.acrfw.access.Direction;
import dev.acrfw.audit.Findings;
import dev.acrfw.audit.Findings.OfOpening;
import dev.acrfw.audit.Findings.OfRule;
import dev.acrfw.firewall.Passage.Refusal;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.text.Colour;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.TextTable;
import java.util.List;

/** What firewalls hold against what a selection needs, the worst first. */
public final class AuditReport {
  private static final int MOST_SHOWN = 10;

  private final Findings findings;
  private final List<String> remedies;

  /**
   * @param remedies the commands that mend what is missing or stale
   */
  public AuditReport(Findings findings, List<String> remedies) {
    this.findings = findings;
    this.remedies = remedies;
  }

  /**
   * Returns the report for a person.
   *
   * @param colours whether the verdict is coloured
   */
  public String table(boolean colours) {
    StringBuilder text =
        new StringBuilder(Colour.of(!findings.isMissing()).paint(summary(), colours))
            .append("\n\n")
            .append(rows().toText());
    for (OfOpening opening : findings.openings()) {
      part(text, opening, opening.missing(), "missing", missing(opening.direction()));
      opening.refusals().forEach(refusal -> text.append("  ").append(sentence(refusal)));
    }
    rules(text);
    for (OfOpening opening : findings.openings()) {
      part(text, opening, opening.stale(), "stale", "earlier files needed it: a hole by now");
      part(
          text,
          opening,
          opening.extra(),
          "extra",
          "nothing of the selection needs it: a hole, unless something else does");
    }
    if (!remedies.isEmpty()) {
      text.append(
          "\nto mend it, write the rules again with the options that they were written with\n");
      remedies.forEach(command -> text.append("  ").append(command).append('\n'));
    }
    if (!findings.notes().isEmpty()) {
      text.append("\nnotes\n");
      findings.notes().forEach(note -> text.append("  ").append(note).append('\n'));
    }
    return text.toString();
  }

  private String summary() {
    if (findings.isMissing()) {
      return "Something that the selection needs is not let through.";
    }
    return findings.isMore()
        ? "All that the selection needs is let through, and more."
        : "Exactly what the selection needs is let through.";
  }

  private TextTable rows() {
    TextTable table =
        new TextTable("DIRECTION", ">PORT", "FAMILY", ">NEEDED", ">MISSING", ">STALE", ">EXTRA");
    for (OfOpening opening : findings.openings()) {
      for (Family family : Family.values()) {
        boolean concerned =
            !opening.needed().of(family).isEmpty() || !opening.extra().of(family).isEmpty();
        if (!concerned) {
          continue;
        }
        table.row(
            opening.direction().displayName(),
            String.valueOf(opening.port()),
            family.displayName(),
            amount(opening.needed().of(family)),
            amount(opening.missing().of(family)),
            amount(opening.stale().of(family)),
            isAllElse(opening, opening.extra().of(family))
                ? "all other"
                : amount(opening.extra().of(family)));
      }
    }
    return table;
  }

  /** IPv6 is counted in prefixes: its numbers of addresses say nothing to a reader. */
  private static String amount(PrefixSet set) {
    if (set.isEmpty()) {
      return "0";
    }
    if (set.isWhole()) {
      return "all";
    }
    return set.family() == Family.IPV4
        ? AddressCount.grouped(set.addressCount())
        : set.cidrCount() + (set.cidrCount() == 1 ? " prefix" : " prefixes");
  }

  private static String missing(Direction direction) {
    return direction == Direction.OUTBOUND
        ? "connections to these fail"
        : "connections from these fail";
  }

  private static void part(
      StringBuilder text, OfOpening opening, AddressSpace space, String what, String meaning) {
    if (space.isEmpty()) {
      return;
    }
    text.append(
        "\n%s, %s, port %d: %s\n"
            .formatted(what, opening.direction().displayName(), opening.port(), meaning));
    for (Family family : Family.values()) {
      if (isAllElse(opening, space.of(family))) {
        text.append("  all other %s addresses\n".formatted(family.displayName()));
        continue;
      }
      List<String> cidrs = space.of(family).cidrs();
      cidrs.stream().limit(MOST_SHOWN).forEach(cidr -> text.append("  ").append(cidr).append('\n'));
      if (cidrs.size() > MOST_SHOWN) {
        text.append("  and %d more: --format json has all\n".formatted(cidrs.size() - MOST_SHOWN));
      }
    }
  }

  /** A firewall that denies nothing by default. */
  private static boolean isAllElse(OfOpening opening, PrefixSet extra) {
    return !extra.isEmpty() && extra.union(opening.needed().of(extra.family())).isWhole();
  }

  private static String sentence(Refusal refusal) {
    String packets =
        switch (refusal.phase()) {
          case OPENS -> "refused";
          case ANSWERS -> "the answers are refused";
          case GOES_ON -> "what follows the first packet is refused";
        };
    return "%s by %s: %s %s\n"
        .formatted(
            packets,
            refusal.chain(),
            amount(refusal.peers()),
            refusal.peers().family().displayName());
  }

  private void rules(StringBuilder text) {
    boolean first = true;
    for (OfRule rule : findings.rules()) {
      if (!rule.missing().isEmpty()) {
        text.append(first ? "\nthe rules of the selection that this breaks\n" : "");
        first = false;
        text.append(
            "  %s: %s missing\n".formatted(name(rule), LookupReport.opened(rule.missing())));
      }
    }
  }

  private static String name(OfRule rule) {
    return rule.rule().name("acrfw");
  }

  /** Returns the report in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(summary()).append("\n\n").append(rows().toMarkdown());
    for (OfOpening opening : findings.openings()) {
      String way = "%s, port %d".formatted(opening.direction().displayName(), opening.port());
      DiffReport.appendDetails(text, "Missing, " + way, opening.missing());
      if (!opening.refusals().isEmpty()) {
        text.append('\n');
        opening.refusals().forEach(refusal -> text.append("- ").append(sentence(refusal)));
      }
      DiffReport.appendDetails(text, "Stale, " + way, opening.stale());
      DiffReport.appendDetails(text, "Extra, " + way, opening.extra());
    }
    if (!remedies.isEmpty()) {
      text.append(
          "\nTo mend it, write the rules again with the options that they were written with:\n\n```\n");
      remedies.forEach(command -> text.append(command).append('\n'));
      text.append("```\n");
    }
    if (!findings.notes().isEmpty()) {
      text.append('\n');
      findings.notes().forEach(note -> text.append("- `").append(note).append("`\n"));
    }
    return text.toString();
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          json.writeArrayFieldStart("openings");
          for (OfOpening opening : findings.openings()) {
            json.writeStartObject();
            json.writeStringField("direction", opening.direction().displayName());
            json.writeStringField("protocol", "tcp");
            json.writeNumberField("port", opening.port());
            DiffReport.space(json, "missing", opening.missing());
            DiffReport.space(json, "stale", opening.stale());
            DiffReport.space(json, "extra", opening.extra());
            json.writeArrayFieldStart("refusedBy");
            for (Refusal refusal : opening.refusals()) {
              json.writeString(sentence(refusal).strip());
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("rules");
          for (OfRule rule : findings.rules()) {
            json.writeStartObject();
            json.writeStringField("name", name(rule));
            DiffReport.space(json, "missing", rule.missing());
            json.writeEndObject();
          }
          json.writeEndArray();
          JsonDocument.strings(json, "notes", findings.notes());
        });
  }
}
