package dev.acrfw.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A server on loopback that answers every connection with the same bytes, and closes it. */
final class AnsweringServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Thread thread;

  AnsweringServer(byte[] answer) throws IOException {
    thread = new Thread(() -> serve(answer), "answers");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(byte[] answer) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(2000);
        byte[] request = new byte[8192];
        if (socket.getInputStream().read(request) > 0) {
          OutputStream out = socket.getOutputStream();
          out.write(answer);
          out.flush();
          socket.shutdownOutput();
          while (socket.getInputStream().read(request) > 0) {
            // The client says what it has to say, so that no reset overtakes the answer.
          }
        }
      } catch (IOException e) {
        // The client left, or the server was closed.
      }
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:%d/tags.json".formatted(server.getLocalPort()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
