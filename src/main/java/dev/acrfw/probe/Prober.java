package dev.acrfw.probe;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Prefix;
import dev.acrfw.lookup.Selected;
import dev.acrfw.lookup.TagIndex;
import dev.acrfw.lookup.Traffic;
import dev.acrfw.lookup.Verdict;
import dev.acrfw.network.Proxies;
import dev.acrfw.network.TrustedCertificates;
import dev.acrfw.probe.ProbeResult.Resolved;
import dev.acrfw.servicetags.ServiceTag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.X509ExtendedTrustManager;

/** Tries connections to targets, several at a time. */
public final class Prober {
  private static final int AT_ONCE = 8;

  private final Selected selected;
  private final TagIndex index;
  private final Duration timeout;
  private final Proxies proxies;
  private final X509ExtendedTrustManager trusted;

  /**
   * @param selected the rules that addresses are held against
   * @param index the tags that addresses are looked up in
   * @param environment names proxies and certificates
   * @param timeout for each step of a connection
   */
  public Prober(
      Selected selected, TagIndex index, Map<String, String> environment, Duration timeout)
      throws IOException {
    this.selected = selected;
    this.index = index;
    this.timeout = timeout;
    proxies = new Proxies(environment);
    trusted = TrustedCertificates.manager(environment);
  }

  /** Returns the results in the order of the targets. */
  public List<ProbeResult> probe(List<Target> targets) {
    ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<ProbeResult>> running = new ArrayList<>();
      for (Target target : targets) {
        running.add(executor.submit(() -> probe(target)));
      }
      List<ProbeResult> results = new ArrayList<>();
      for (Future<ProbeResult> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException runtime
          ? runtime
          : new IllegalStateException(e);
    } finally {
      executor.shutdownNow();
    }
  }

  private ProbeResult probe(Target target) {
    if (target.isWildcard()) {
      return new ProbeResult(target, List.of(), "", "", "", Outcome.NOT_PROBED, "");
    }
    Attempt attempt = new Attempt(target, timeout, trusted);
    Optional<URI> proxy =
        proxies.proxyOf(URI.create("https://" + target.host() + ":" + target.port()));
    if (proxy.isPresent()) {
      return attempt.run(List.of(), List.of(), proxy);
    }
    List<InetAddress> addresses;
    try {
      addresses = List.of(InetAddress.getAllByName(target.host()));
    } catch (UnknownHostException e) {
      return new ProbeResult(target, List.of(), "", "", "", Outcome.UNRESOLVED, "");
    }
    List<Resolved> resolved = new ArrayList<>();
    for (InetAddress address : addresses) {
      resolved.add(resolved(address, target.port()));
    }
    return judged(attempt.run(resolved, addresses, proxy));
  }

  private Resolved resolved(InetAddress address, int port) {
    Prefix prefix = Prefix.of(address);
    Traffic traffic = new Traffic(Optional.of(Direction.OUTBOUND), port);
    synchronized (index) {
      List<ServiceTag> tags = index.holding(prefix);
      Verdict verdict = selected.verdict(prefix, traffic, tags);
      return new Resolved(prefix, verdict, tags.isEmpty() ? "" : tags.get(0).name().toString());
    }
  }

  /** What connects from here, where nothing may filter, fails behind the rules all the same. */
  private static ProbeResult judged(ProbeResult result) {
    Optional<Resolved> outside =
        result.addresses().stream().filter(each -> !each.verdict().allowed()).findFirst();
    boolean judged =
        result.outcome() == Outcome.FINE
            || result.outcome() == Outcome.REFUSED
            || result.outcome() == Outcome.DROPPED;
    if (outside.isEmpty() || !judged) {
      return result;
    }
    Resolved first = outside.get();
    String tag = first.tag().isEmpty() ? ", which no tag holds" : ", of " + first.tag();
    String also = result.outcome() == Outcome.FINE ? "" : "; " + result.outcome().words();
    return new ProbeResult(
        result.target(),
        result.addresses(),
        result.tcp(),
        result.tls(),
        result.registry(),
        Outcome.OUTSIDE,
        first.address().shown() + tag + also);
  }
}
