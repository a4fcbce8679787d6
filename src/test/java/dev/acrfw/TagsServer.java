package dev.acrfw;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server on loopback that answers every request with the tags published last. */
public final class TagsServer implements AutoCloseable {
  private final HttpServer server;
  private String published = "";

  /** Starts it on a free port. */
  public TagsServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = published.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Sets what it answers from now on. */
  public void publish(String tags) {
    published = tags;
  }

  /** Returns the address of a file of this name. */
  public String url(String name) {
    return "http://localhost:%d/%s".formatted(server.getAddress().getPort(), name);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
