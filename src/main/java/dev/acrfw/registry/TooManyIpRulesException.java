package dev.acrfw.registry;

/** There are more IP rules than a registry takes. */
public final class TooManyIpRulesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyIpRulesException(int count) {
    super(
        "a registry takes at most %d IP rules, these are %d as the fewest CIDRs"
                .formatted(IpRules.MAX_RULES, count)
            + "\nput the clients behind fewer public addresses, or use a private endpoint");
  }
}
