package dev.acrfw.lookup;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Direction;
import dev.acrfw.access.KnownTag;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.failure.Failure;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.Prefix;
import dev.acrfw.lookup.Verdict.Change;
import dev.acrfw.rules.NamedTag;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Planner;
import dev.acrfw.rules.Rule;
import dev.acrfw.rules.Selection;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.TagName;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A selection that addresses are held against. */
public final class Selected {
  private final Selection selection;
  private final Plan plan;

  /** Changed selections by the option that changes them; nothing where no plan can be made. */
  private final Map<String, Optional<Candidate>> candidates = new HashMap<>();

  private record Candidate(Plan plan, AddressSpace opens) {}

  /**
   * @param selection the selection
   * @throws Failure when no plan can be made of it
   */
  public Selected(Selection selection) {
    this.selection = selection.unguarded();
    plan = Planner.plan(this.selection);
  }

  /** Returns the plan of the selection. */
  public Plan plan() {
    return plan;
  }

  /**
   * Returns whether the rules allow an address or prefix, and if not, what would.
   *
   * @param tags the tags that hold it, the one that opens least first
   */
  public Verdict verdict(Prefix prefix, Traffic traffic, List<ServiceTag> tags) {
    Verdict verdict = Verdict.of(plan, prefix, traffic);
    if (verdict.allowed() || tags.isEmpty()) {
      return verdict;
    }
    Optional<Change> change =
        family(prefix, traffic)
            .or(() -> region(prefix, traffic, tags))
            .or(() -> dataEndpoint(prefix, traffic))
            .or(() -> purpose(prefix, traffic))
            .or(() -> tag(prefix, traffic, tags));
    return new Verdict(false, Optional.empty(), change);
  }

  private Optional<Change> family(Prefix prefix, Traffic traffic) {
    return selection.families().contains(prefix.family())
        ? Optional.empty()
        : change("--family both", selection.withFamilies(Set.of(Family.values())), prefix, traffic);
  }

  /** The tag of another region of a service that the selection narrows to regions. */
  private Optional<Change> region(Prefix prefix, Traffic traffic, List<ServiceTag> tags) {
    for (ServiceTag tag : tags) {
      for (KnownTag known : KnownTag.values()) {
        Optional<String> region = tag.name().regionOf(known.tag());
        boolean narrowed = !selection.access().regionsOf(known).isEmpty();
        if (region.isPresent() && narrowed) {
          AccessRequest access = selection.access().withRegion(known, region.get());
          Optional<Change> change =
              change(
                  (known == KnownTag.IOT_HUB ? "--iot-region " : "--region ")
                      + String.join(",", access.regionsOf(known)).toLowerCase(Locale.ROOT),
                  selection.withAccess(access),
                  prefix,
                  traffic);
          if (change.isPresent()) {
            return change;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Change> dataEndpoint(Prefix prefix, Traffic traffic) {
    AccessRequest both = selection.access().withDataEndpoint(DataEndpoint.BOTH);
    return change("--data-endpoint both", selection.withAccess(both), prefix, traffic);
  }

  /** To pull is what most are about; of the others, the one that opens least. */
  private Optional<Change> purpose(Prefix prefix, Traffic traffic) {
    Optional<Change> pull = with(Purpose.PULL, prefix, traffic);
    return pull.isPresent()
        ? pull
        : Stream.of(Purpose.values())
            .flatMap(purpose -> with(purpose, prefix, traffic).stream())
            .min(Comparator.comparing(change -> count(change, prefix)));
  }

  private Optional<Change> with(Purpose purpose, Prefix prefix, Traffic traffic) {
    int port =
        purpose.direction() == Direction.INBOUND && traffic.port() > 0
            ? traffic.port()
            : WantedPurpose.DEFAULT_PORT;
    AccessRequest access = selection.access().withPurpose(new WantedPurpose(purpose, port));
    List<String> values = access.purposes().stream().map(WantedPurpose::optionValue).toList();
    return change(
        "--for " + String.join(",", values), selection.withAccess(access), prefix, traffic);
  }

  private static BigInteger count(Change change, Prefix prefix) {
    return change.opens().of(prefix.family()).addressCount();
  }

  /** A tag by itself is outbound. */
  private Optional<Change> tag(Prefix prefix, Traffic traffic, List<ServiceTag> tags) {
    int port = traffic.port() == 0 ? WantedPurpose.DEFAULT_PORT : traffic.port();
    for (ServiceTag tag : tags) {
      TagName name = tag.name();
      Optional<Change> change =
          change(
              "--tag " + name + (port == WantedPurpose.DEFAULT_PORT ? "" : ":" + port),
              selection.withNamedTag(new NamedTag(name, port)),
              prefix,
              traffic);
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }

  private Optional<Change> change(String option, Selection wanted, Prefix prefix, Traffic traffic) {
    return candidates
        .computeIfAbsent(option, same -> candidate(wanted))
        .filter(candidate -> Verdict.of(candidate.plan, prefix, traffic).allowed())
        .map(candidate -> new Change(option, candidate.opens));
  }

  private Optional<Candidate> candidate(Selection wanted) {
    try {
      Plan other = Planner.plan(wanted);
      return Optional.of(new Candidate(other, opened(other).difference(opened(plan))));
    } catch (Failure impossible) {
      return Optional.empty();
    }
  }

  private static AddressSpace opened(Plan plan) {
    AddressSpace.Builder opened = new AddressSpace.Builder();
    for (Rule rule : plan.rules()) {
      opened.addAll(rule.addresses());
    }
    return opened.build();
  }
}
