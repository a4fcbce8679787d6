package dev.acrfw.rules;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.access.OptionalName;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.WantedPurpose;
import java.util.ArrayList;
import java.util.List;

/** What the articles ask for besides the rules. */
final class Notes {
  private final AccessRequest access;
  private final List<Rule> rules;

  Notes(AccessRequest access, List<Rule> rules) {
    this.access = access;
    this.rules = rules;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    boolean pulls = false;
    for (WantedPurpose wanted : access.purposes()) {
      pulls |= wanted.purpose().usesDataEndpoints();
      if (!wanted.purpose().note().isEmpty()) {
        lines.add(wanted.purpose().note());
      }
      if (!wanted.purpose().optionalNames().isEmpty()) {
        lines.add(optionalNames(wanted.purpose()));
      }
    }
    List<String> keeping = access.purposesKeepingStorage();
    if (pulls && !keeping.isEmpty() && access.dataEndpoint() != DataEndpoint.STORAGE) {
      lines.add(
          "data endpoints: Storage stays open with dedicated ones as well, for "
              + String.join(" and ", keeping));
    } else if (pulls && access.dataEndpoint() == DataEndpoint.BOTH) {
      String drops =
          "when pulls are seen to work, --data-endpoint dedicated drops "
              + String.join(", ", storageTags());
      lines.add(
          access.dedicatedIsOn()
              ? "data endpoints: the registry's dedicated ones are on; " + drops
              : "data endpoints, step 2 of 3: apply these rules on every client, then "
                  + access.switchingCommands()
                  + "; "
                  + drops);
    }
    if (!access.regions().isEmpty() && opensRegions()) {
      lines.add(
          "regions: some addresses of the global tags are in no region, and no --region opens them;"
              + " 'acrfw endpoints' counts them");
    }
    if (!access.iotRegions().isEmpty()) {
      lines.add(
          "IoT Hub: a hub fails over to the pair of its region; name that in --iot-region as well");
    }
    return lines;
  }

  private static String optionalNames(Purpose purpose) {
    List<String> names = new ArrayList<>();
    for (OptionalName name : purpose.optionalNames()) {
      names.add(name.host() + " (" + name.use() + ")");
    }
    return purpose.displayName()
        + ": optional names, which no service tag holds and these rules do not open: "
        + String.join(", ", names);
  }

  private boolean opensRegions() {
    for (Rule rule : rules) {
      for (KnownTag known : KnownTag.values()) {
        if (known.narrowing() == KnownTag.Narrowing.REGISTRY_REGION
            && known.owns(rule.serviceTag().name())
            && !rule.purposes().isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private List<String> storageTags() {
    List<String> tags = new ArrayList<>();
    for (Rule rule : rules) {
      if (KnownTag.STORAGE.owns(rule.serviceTag().name()) && !rule.purposes().isEmpty()) {
        tags.add(rule.serviceTag().name().toString());
      }
    }
    return tags;
  }
}
