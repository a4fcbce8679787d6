package dev.acrfw.render.netfilter;

import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.render.Installation;
import dev.acrfw.rules.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is dropped besides what is allowed: every other new connection, TCP and UDP, in the same
 * directions and on the same ports, of both families.
 *
 * @param local the hosts behind this one to enforce for on the hook forward; empty without that
 *     hook, for the others enforce for this host itself
 * @param except peers to which nothing is dropped, for example a proxy or private endpoints
 */
record Enforcement(AddressSpace local, AddressSpace except) {

  /**
   * Returns what an installation drops; nothing when it only allows.
   *
   * @param hooks where the plan's rules are evaluated
   * @throws UsageException when the options do not fit each other
   */
  static Optional<Enforcement> of(Installation installation, HookPlan hooks) {
    OptionValues options = installation.options();
    AddressSpace local = options.get(NetfilterOptions.LOCAL);
    AddressSpace except = options.get(NetfilterOptions.EXCEPT);
    if (!installation.enforces()) {
      refuseWithoutEnforce(options, NetfilterOptions.LOCAL);
      refuseWithoutEnforce(options, NetfilterOptions.EXCEPT);
      return Optional.empty();
    }
    boolean forward = hooks.hooks().contains(Hook.FORWARD);
    if (forward && local.isEmpty()) {
      throw new UsageException(
          "--enforce on the hook forward needs --local: the hosts or containers to enforce for",
          "without it, everybody's connections through this host would be dropped");
    }
    if (!forward && !local.isEmpty()) {
      throw new UsageException(
          "--local changes nothing without the hook forward: the others enforce for this host");
    }
    return Optional.of(new Enforcement(local, except));
  }

  private static void refuseWithoutEnforce(OptionValues options, Option<?> option) {
    if (options.isGiven(option)) {
      throw new UsageException(option.name() + " changes nothing without --enforce");
    }
  }

  /** Returns warnings of what is forwarded without being enforced. */
  static List<String> warnings(Plan plan, Installation installation) {
    List<String> warnings = new ArrayList<>();
    if (installation.enforces() && new HookPlan(plan, installation).leavesPublishedPortsOpen()) {
      warnings.add(
          "published ports of containers pass the hook forward, which these rules do not enforce;"
              + " --hook forward does, on the container's own port or with --published");
    }
    AddressSpace local = installation.options().get(NetfilterOptions.LOCAL);
    for (Family family : Family.values()) {
      if (!local.isEmpty() && local.of(family).isEmpty()) {
        warnings.add(
            "--local names no %s address, so no forwarded %s connection is dropped"
                .formatted(family.displayName(), family.displayName()));
      }
    }
    return warnings;
  }
}
