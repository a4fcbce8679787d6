package dev.acrfw.probe;

import dev.acrfw.ip.Prefix;
import dev.acrfw.lookup.Verdict;
import java.util.List;

/**
 * How far a connection came.
 *
 * @param target what it was to
 * @param addresses what the name resolves to; empty where a proxy resolves it
 * @param tcp what TCP said, for example {@code connected to 20.1.2.3}; empty when it was not tried
 * @param tls what TLS said: the certificate's name, issuer and end; empty when it was not tried
 * @param registry what the registry said; empty when none was asked
 * @param outcome the verdict
 * @param detail what the verdict is about, for example an address; empty when nothing
 */
public record ProbeResult(
    Target target,
    List<Resolved> addresses,
    String tcp,
    String tls,
    String registry,
    Outcome outcome,
    String detail) {
  /**
   * An address of a name.
   *
   * @param address the address
   * @param verdict whether the rules allow it
   * @param tag the narrowest tag that holds it; empty when none does
   */
  public record Resolved(Prefix address, Verdict verdict, String tag) {}
}
