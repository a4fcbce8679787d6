package dev.acrfw.firewall.netfilter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.Packet.Side;

/** What expressions of nftables stand for; see nft(8). */
final class NftFields {
  private NftFields() {}

  /** Returns the field of an expression; one of which nothing is known where it is not read. */
  static Field field(JsonNode expression) {
    if (expression.has("payload")) {
      JsonNode payload = expression.path("payload");
      return payload(payload.path("protocol").asText(), payload.path("field").asText());
    }
    if (expression.has("meta")) {
      return meta(expression.path("meta").path("key").asText());
    }
    if (expression.has("ct")) {
      return ct(expression.path("ct").path("key").asText());
    }
    if (expression.has("fib")) {
      return fib(expression.path("fib"));
    }
    JsonNode and = expression.path("&");
    boolean mark =
        and.path(0).path("meta").path("key").asText().equals("mark")
            || and.path(0).path("ct").path("key").asText().equals("mark");
    return mark && and.path(1).isIntegralNumber()
        ? Field.mark(and.path(1).asLong())
        : Field.UNKNOWN;
  }

  private static Field payload(String protocol, String field) {
    boolean ip = protocol.equals("ip") || protocol.equals("ip6");
    return switch (field) {
      case "saddr" -> ip ? new Field.Address(Side.SOURCE) : Field.UNKNOWN;
      case "daddr" -> ip ? new Field.Address(Side.DESTINATION) : Field.UNKNOWN;
      case "sport" -> Field.port(Side.SOURCE);
      case "dport" -> Field.port(Side.DESTINATION);
      case "protocol", "nexthdr" -> Field.PROTOCOL;
      default -> Field.UNKNOWN;
    };
  }

  private static Field meta(String key) {
    return switch (key) {
      case "l4proto" -> Field.PROTOCOL;
      case "nfproto", "protocol" -> Field.FAMILY;
      case "iifname", "iif" -> Field.IN;
      case "oifname", "oif" -> Field.OUT;
      case "mark" -> Field.mark(-1);
      case "pkttype" -> Field.PACKET_TYPE;
      default -> Field.UNKNOWN;
    };
  }

  private static Field ct(String key) {
    return switch (key) {
      case "state" -> Field.STATE;
      case "status" -> Field.STATUS;
      case "direction" -> Field.DIRECTION;
      case "mark" -> Field.mark(-1);
      default -> Field.UNKNOWN;
    };
  }

  private static Field fib(JsonNode fib) {
    String flags = fib.path("flags").toString();
    return switch (fib.path("result").asText()) {
      case "type" ->
          flags.equals("[\"daddr\"]") || flags.equals("[\"saddr\"]")
              ? Field.addressType(flags.contains("saddr") ? Side.SOURCE : Side.DESTINATION)
              : Field.UNKNOWN;
      case "oif", "oifname" -> flags.contains("saddr") ? Field.REVERSE_PATH : Field.UNKNOWN;
      default -> Field.UNKNOWN;
    };
  }
}
