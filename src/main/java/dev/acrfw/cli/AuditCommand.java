package dev.acrfw.cli;

import dev.acrfw.access.Direction;
import dev.acrfw.audit.Audit;
import dev.acrfw.audit.Findings;
import dev.acrfw.audit.SavedFirewalls;
import dev.acrfw.audit.SavedFirewalls.Kind;
import dev.acrfw.audit.SavedFirewalls.Saved;
import dev.acrfw.failure.UsageException;
import dev.acrfw.firewall.Packet.Path;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.render.netfilter.Hook;
import dev.acrfw.render.netfilter.NetfilterOptions;
import dev.acrfw.report.AuditReport;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Planner;
import dev.acrfw.rules.Selection;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what firewalls really let through against what a selection needs. */
final class AuditCommand extends Command {
  private final ReportOutput output;
  private final InputFiles files;

  private final Argument<List<String>> saved =
      arguments.positionals(
          "FILE",
          "Saved rules: of iptables-save, ip6tables-save, ipset save, nft -j list ruleset, Windows"
              + " Firewall, az network nsg show, az acr show, or addresses; - is standard input.");

  private final SelectionOptions selection = new SelectionOptions(arguments);

  private final Argument<List<String>> previous =
      arguments.add(
          Option.texts(
                  "--previous",
                  "FILE",
                  "Earlier files: what only they needed is stale, and not extra.")
              .suggesting(Suggestion.FILES));

  private final Argument<List<Hook>> hooks = arguments.add(NetfilterOptions.HOOK);

  private final Argument<String> in =
      arguments.add(
          Option.text(
              "--in-interface",
              "NAME",
              "Linux: where connections come in; without it, a rule for one interface may or may"
                  + " not apply."));

  private final Argument<String> out =
      arguments.add(Option.text("--out-interface", "NAME", "Linux: where connections go out."));

  private final Argument<AddressSpace> local =
      arguments.add(
          Option.networks(
              "--local",
              "CIDR",
              "Addresses of this side; without it, a rule for one of them may or may not apply."));

  private final Argument<Boolean> strict =
      arguments.add(
          Option.flag("--strict", "Exit with 10 also if more is let through than is needed."));

  private final Argument<AuditFormat> format =
      arguments.add(
          Option.value(
              "-f,--format", "FORMAT", "{}.", Choice.of(AuditFormat.class), AuditFormat.TABLE));

  enum AuditFormat {
    TABLE,
    MARKDOWN,
    JSON
  }

  AuditCommand(Surroundings surroundings, InputFiles files) {
    super(
        surroundings,
        "audit",
        "Hold the saved rules of a firewall against what a selection needs; exit with 10 if"
            + " something is missing.");
    arguments.examples("acrfw audit iptables-save.txt -r contoso -l westeurope");
    this.files = files;
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    if (saved.get().isEmpty()) {
      throw new UsageException(
          "no saved rules: give a file, or -", "sudo iptables-save | acrfw audit - ...");
    }
    Selection wanted = selection.resolve(files).unguarded();
    Plan plan = Planner.plan(wanted);
    InputWarnings.show(surroundings, wanted.file().source());
    List<Saved> all = new ArrayList<>();
    for (String name : saved.get()) {
      all.add(new Saved(name.equals("-") ? "standard input" : name, files.readBytes(name)));
    }
    SavedFirewalls firewalls = new SavedFirewalls(all, wanted.file());
    Findings findings =
        new Audit(firewalls.firewalls(), paths(plan), wanted.families())
            .of(plan, earlierPlans(wanted), firewalls.notes());
    AuditReport report = new AuditReport(findings, remedies(findings, wanted, firewalls.kinds()));
    output.write(
        switch (format.get()) {
          case TABLE -> output.fitted(report.table(output.colours()));
          case MARKDOWN -> report.markdown();
          case JSON -> report.json();
        });
    boolean different = findings.isMissing() || (strict.get() && findings.isMore());
    return different ? ExitCode.DIFFERENT : ExitCode.OK;
  }

  private List<Plan> earlierPlans(Selection wanted) throws IOException {
    List<Plan> plans = new ArrayList<>();
    for (String name : previous.get()) {
      ServiceTagsFile earlier = files.read(name);
      if (!earlier.source().cloud().equals(wanted.file().source().cloud())) {
        throw new UsageException("--previous " + name + " is of another cloud than the file");
      }
      plans.add(Planner.plan(wanted.withFile(earlier)));
    }
    return plans;
  }

  /** The hooks that the formats for Linux take where none is named. */
  private Map<Direction, List<Path>> paths(Plan plan) {
    Set<Hook> wanted = Set.copyOf(hooks.get());
    Map<Direction, List<Path>> paths = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      Hook own = direction == Direction.OUTBOUND ? Hook.OUTPUT : Hook.INPUT;
      List<Path> ways = new ArrayList<>();
      if (wanted.isEmpty() || wanted.contains(own)) {
        ways.add(path(false));
      }
      if (wanted.isEmpty() ? plan.forwards() : wanted.contains(Hook.FORWARD)) {
        ways.add(path(true));
      }
      if (ways.isEmpty() && plan.openings().stream().anyMatch(o -> o.direction() == direction)) {
        throw new UsageException(
            "nothing %s passes through the named hooks".formatted(direction.displayName()),
            "add --hook " + Choice.nameOf(own));
      }
      paths.put(direction, ways);
    }
    return paths;
  }

  private Path path(boolean forwarded) {
    return new Path(forwarded, in.find(), out.find(), local.get());
  }

  private List<String> remedies(Findings findings, Selection wanted, Set<Kind> kinds) {
    List<String> commands = new ArrayList<>();
    if (findings.isMissing() || findings.isStale()) {
      CanonicalCommand command = new CanonicalCommand("generate");
      selection.append(command, wanted);
      kinds.forEach(kind -> commands.add(remedy(kind, command.toString(), kinds)));
    }
    commands.removeIf(String::isEmpty);
    return commands;
  }

  private static String remedy(Kind kind, String generate, Set<Kind> kinds) {
    return switch (kind) {
      case IPSET -> generate + " -f ipset -o acrfw.sh && sudo sh acrfw.sh";
      case IPTABLES ->
          kinds.contains(Kind.IPSET)
              ? ""
              : generate + " -f iptables -o acrfw.sh && sudo sh acrfw.sh";
      case NFTABLES -> generate + " -f nftables -o acrfw.nft && sudo nft -f acrfw.nft";
      case WINDOWS -> generate + " -f windows -o acrfw.ps1, and run it as an administrator";
      case NSG -> generate + " -f nsg-az --nsg-name NSG -o acrfw.sh && sh acrfw.sh GROUP";
      case REGISTRY -> "acrfw registry -r NAME --allow ADDRESS -o acrfw.sh && sh acrfw.sh";
      case LIST -> generate + " -f list";
    };
  }
}
