package dev.acrfw.render.netfilter;

import dev.acrfw.render.Header;
import dev.acrfw.rules.Plan.Opening;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One transaction for {@code nft -f} that replaces the chains and sets of an installation, whatever
 * an earlier output of the same name had put there.
 *
 * <p>nft runs a file up to where it ends, so one that was cut off after the flush would leave empty
 * chains. Therefore a chain of its own is in the transaction until the last line: its rule is one
 * that the kernel refuses in the output hook when it commits ({@code meta pkttype set}, see
 * nft_meta_set_validate in net/netfilter/nft_meta.c), and with it everything before.
 */
final class NftablesFile {
  private final StringBuilder out;
  private final String name;
  private final String table;

  /**
   * @param name the installation's name
   * @param table the table with its family
   */
  NftablesFile(StringBuilder out, String name, String table) {
    this.out = out;
    this.name = name;
    this.table = table;
  }

  /** Appends a file that puts the openings of a plan in place of what was there. */
  void replace(List<String> header, HookPlan hooks, Optional<Enforcement> enforcement) {
    NftablesSets sets = new NftablesSets(name, TableName.families(table), hooks.openings());
    Set<Hook> enforced = enforcement.isPresent() ? hooks.hooks() : Set.of();
    List<String> shared =
        NftablesDropping.sharedChains(enforcement.isPresent() ? hooks.openings() : List.of());
    begin(header, sets, shared);
    empty(sets, enforced, shared);
    out.append("table ").append(table).append(" {\n");
    sets.fill(out);
    for (Hook hook : hooks.hooks()) {
      out.append("\tchain ").append(hook.chain(name)).append(" {\n");
      for (Opening opening : hooks.at(hook)) {
        sets.appendAccepting(out, opening, hooks.portMatch(opening));
      }
      out.append("\t}\n");
    }
    if (enforcement.isPresent()) {
      new NftablesDropping(out, enforcement.get(), name).append(hooks);
    }
    out.append("}\n");
    end();
  }

  /**
   * Appends a file that leaves nothing but empty chains.
   *
   * @param jumpedTo the hooks whose chains the user's own rules jump to; empty when that is not
   *     known: then all chains stay
   */
  void remove(List<String> header, List<Hook> jumpedTo) {
    NftablesSets sets = new NftablesSets(name, TableName.families(table), List.of());
    begin(header, sets, List.of());
    empty(sets, Set.of(), List.of());
    for (Hook hook : Hook.values()) {
      if (!jumpedTo.isEmpty() && !jumpedTo.contains(hook)) {
        command("delete chain", hook.chain(name));
      }
    }
    end();
  }

  /**
   * What is flushed or deleted has to be there first, and declared by a statement: where a block
   * had declared it, nft 0.9.3 knows no such set, and Debian 11's 0.9.8 loads the file and dies.
   */
  private void begin(List<String> header, NftablesSets sets, List<String> shared) {
    out.append("#!/usr/sbin/nft -f\ntable ").append(table).append(" {\n");
    Header.append(out, "#", header);
    out.append(
        "\n\t# The kernel takes nothing of this file while this chain is in it, so a file that\n");
    out.append("\t# was cut off changes nothing. The last line takes it away again.\n\tchain ");
    out.append(name).append("_whole {\n\t\ttype filter hook output priority filter\n");
    out.append("\t\tmeta pkttype set host\n\t}\n}\n");
    command("add chain", name + "_whole");
    out.append("\n# What is replaced has to be there first.\n");
    for (String set : sets.all()) {
      command("add set", set + " { type " + NftablesSets.type(set) + "; flags interval; }");
    }
    for (Hook hook : Hook.values()) {
      command("add chain", hook.chain(name));
      command(
          "add chain",
          NftablesDropping.baseChain(name, hook)
              + " { "
              + NftablesDropping.declaration(hook)
              + " }");
    }
    for (String chain : shared) {
      command("add chain", chain);
    }
    out.append('\n');
  }

  private void empty(NftablesSets sets, Set<Hook> enforced, List<String> shared) {
    for (Hook hook : Hook.values()) {
      command("flush chain", hook.chain(name));
    }
    for (Hook hook : Hook.values()) {
      command("flush chain", NftablesDropping.baseChain(name, hook));
      if (!enforced.contains(hook)) {
        command("delete chain", NftablesDropping.baseChain(name, hook));
      }
    }
    if (!shared.isEmpty()) {
      out.append(
          "# Busy here means: another name enforces this direction and port on this host.\n");
    }
    for (String chain : shared) {
      command("delete chain", chain);
    }
    for (String set : sets.all()) {
      command(sets.isFilled(set) ? "flush set" : "delete set", set);
    }
  }

  private void end() {
    command("delete chain", name + "_whole");
  }

  private void command(String verb, String object) {
    out.append(verb).append(' ').append(table).append(' ').append(object).append('\n');
  }
}
