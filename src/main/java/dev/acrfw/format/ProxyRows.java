package dev.acrfw.format;

/** The formats for proxies. */
final class ProxyRows {
  static final Row SQUID =
      new Row("include file for Squid: CONNECT to names", "conf", "#")
          .namesTags()
          .limits("outbound, what has names")
          .cannotEnforce(
              "squid.conf denies what no http_access allows",
              "let its last rule be: http_access deny all")
          .cannotRemove(
              "an include file makes nothing by itself", "delete it and reconfigure Squid");

  private ProxyRows() {}
}
