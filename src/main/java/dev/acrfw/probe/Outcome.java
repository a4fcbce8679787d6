package dev.acrfw.probe;

/** How far a connection came. */
public enum Outcome {
  FINE("fine", ""),
  NOT_PROBED(
      "not probed: its name is not known",
      "give a name that this stands for with --host, or what 'az acr show-endpoints' printed with -e"),
  UNRESOLVED(
      "the name does not resolve",
      "ask the DNS server of this host for it (nslookup); a registry's name is public, be it that of"
          + " a private endpoint"),
  OUTSIDE("resolves outside the rules", "the selection lacks something: see 'acrfw lookup'"),
  REFUSED(
      "refused",
      "a firewall between here and there rejects it, or only a proxy may connect: set"
          + " https_proxy=http://HOST:PORT"),
  DROPPED(
      "dropped: no answer",
      "a firewall between here and there drops it: load the rules there ('acrfw generate'), and look"
          + " into its log with 'acrfw lookup --log'"),
  UNREACHABLE("no route", "this host has no way there: look at its routes and its gateway"),
  PROXY_UNREACHABLE(
      "the proxy does not answer", "look at the host and port in https_proxy or all_proxy"),
  PROXY_PASSWORD(
      "the proxy asks for a user and a password",
      "write them as https_proxy=http://USER:PASSWORD@HOST:PORT"),
  PROXY_REFUSED(
      "the proxy refuses it",
      "allow the name there: 'acrfw endpoints -f names' lists what is needed"),
  NOT_TLS(
      "what answers does not speak TLS",
      "a captive portal or a proxy answers in its place: set https_proxy"),
  SILENT(
      "the connection opens, and nothing answers in it",
      "a firewall that looks into connections holds it back, or packets of full size are lost (MTU)"),
  CUT_OFF(
      "the connection is cut off in the TLS handshake",
      "a firewall that reads names (SNI) does that: allow the name there"),
  EXPIRED("its certificate has expired", "look at the clock of this host, and who issued it"),
  WRONG_NAME(
      "its certificate is for other names",
      "another server answers: look at DNS, /etc/hosts and proxies that redirect"),
  FOREIGN_TLS(
      "TLS is opened by somebody else",
      "a proxy opens TLS: exempt the name there, or trust its certificate, here by SSL_CERT_FILE"),
  REGISTRY_REFUSES(
      "the registry refuses this host",
      "the registry's own network rules: allow the address that it names ('acrfw registry')"),
  NOT_A_REGISTRY(
      "what answers is not a registry", "another server answers: look at DNS and proxies");

  private final String words;
  private final String advice;

  Outcome(String words, String advice) {
    this.words = words;
    this.advice = advice;
  }

  /** Returns the outcome in words. */
  public String words() {
    return words;
  }

  /** Returns what to do; empty where there is nothing. */
  public String advice() {
    return advice;
  }

  /** Returns whether a pull would fail here; what was not tried is not known to. */
  public boolean isFailure() {
    return this != FINE && this != NOT_PROBED;
  }
}
