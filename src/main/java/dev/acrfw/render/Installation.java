package dev.acrfw.render;

import java.util.Optional;
import java.util.Set;

/**
 * How the rules are installed.
 *
 * @param name what every chain, set, group and rule is named after
 * @param hooks where Linux formats put the rules, each of which serves some of them, and all of
 *     them together all; empty for where the plan's directions need them
 * @param enforcement what is dropped; nothing when the rules only allow
 * @param commandLine the command that makes this output, in its canonical form
 * @param nftables options of the nftables format
 * @param nsg options of the NSG formats
 */
public record Installation(
    String name,
    Set<Hook> hooks,
    Optional<Enforcement> enforcement,
    String commandLine,
    NftablesOptions nftables,
    NsgOptions nsg) {}
