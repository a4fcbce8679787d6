package dev.acrfw.network;

import dev.acrfw.failure.UsageException;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy an address is asked through: by {@code https_proxy}, {@code http_proxy}, {@code
 * all_proxy} and {@code no_proxy}, or the same in capitals, as curl(1) reads them. Java's own
 * properties, if they name a proxy, come first.
 */
public final class Proxies extends ProxySelector {
  /** That of curl, where the variable names none. */
  private static final int USUAL_PORT = 1080;

  private final Map<String, String> environment;
  private final ProxySelector java;

  /**
   * @param environment holds the variables
   */
  public Proxies(Map<String, String> environment) {
    this.environment = environment;
    this.java = ProxySelector.getDefault();
  }

  @Override
  public List<Proxy> select(URI address) {
    List<Proxy> named = java.select(address);
    if (named.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
      return named;
    }
    return proxyOf(address)
        .map(
            proxy ->
                List.of(
                    new Proxy(
                        Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), portOf(proxy)))))
        .orElse(List.of(Proxy.NO_PROXY));
  }

  /** Returns the port of a proxy. */
  public static int portOf(URI proxy) {
    return proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // The request fails as well, and says why.
  }

  /** Returns the user and password that the variables name for a proxy. */
  public Authenticator authenticator() {
    return new Authenticator() {
      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        if (getRequestorType() != RequestorType.PROXY || getRequestingURL() == null) {
          return null;
        }
        return proxyOf(URI.create(getRequestingURL().toString()))
            .map(URI::getRawUserInfo)
            .map(Proxies::credentials)
            .orElse(null);
      }
    };
  }

  private static PasswordAuthentication credentials(String userInfo) {
    String[] parts = userInfo.split(":", 2);
    String password = parts.length > 1 ? parts[1] : "";
    return new PasswordAuthentication(decoded(parts[0]), decoded(password).toCharArray());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns the user and the password of a proxy, as HTTP's Basic scheme wants them. */
  public static Optional<String> basicCredentials(URI proxy) {
    return Optional.ofNullable(proxy.getRawUserInfo())
        .map(Proxies::credentials)
        .map(
            known ->
                Base64.getEncoder()
                    .encodeToString(
                        (known.getUserName() + ":" + new String(known.getPassword()))
                            .getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Returns the proxy that the variables name for an address.
   *
   * @throws UsageException when it is not one that can be used
   */
  public Optional<URI> proxyOf(URI address) {
    if (isExcepted(address)) {
      return Optional.empty();
    }
    String scheme = address.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
    String value = variable(scheme).isEmpty() ? variable("all_proxy") : variable(scheme);
    return value.isEmpty() ? Optional.empty() : Optional.of(parse(value));
  }

  private static URI parse(String value) {
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
        return proxy;
      }
    } catch (IllegalArgumentException e) {
      // The message below is for this as well.
    }
    throw new UsageException(
        "the proxy of the environment is not an address as http://HOST:PORT: "
            + Printable.of(value.replaceFirst("//[^@/]*@", "//...@")),
        "see https_proxy, http_proxy and all_proxy");
  }

  /** A name in no_proxy stands for itself and all below it; a star for every name. */
  private boolean isExcepted(URI address) {
    String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
    for (String each : variable("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
      String name = each.startsWith(".") ? each.substring(1) : each;
      if (name.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  private String variable(String name) {
    String small = environment.getOrDefault(name, "");
    return small.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : small;
  }
}
