package dev.acrfw.fetch;

import dev.acrfw.fetch.Download.Document;
import dev.acrfw.fetch.Download.Version;
import dev.acrfw.file.OutputFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What the cache knows of the last download from an address.
 *
 * @param path the file that it was kept in
 * @param version the version that it was
 */
record KnownDownload(Path path, Version version) {

  /** Reads what is known of an address; nothing when its file is gone. */
  static Optional<KnownDownload> load(Path state, URI address) throws IOException {
    if (!Files.isRegularFile(state)) {
      return Optional.empty();
    }
    Properties known = new Properties();
    try {
      known.load(new StringReader(Files.readString(state)));
    } catch (CharacterCodingException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
    String path = known.getProperty("path", "");
    if (!address.toString().equals(known.getProperty("url"))
        || !Files.isRegularFile(Path.of(path))) {
      return Optional.empty();
    }
    return Optional.of(
        new KnownDownload(
            Path.of(path),
            new Version(
                Optional.ofNullable(known.getProperty("etag")),
                Optional.ofNullable(known.getProperty("lastModified")))));
  }

  /** Notes where a document was found and kept. */
  static void save(Path state, URI address, Document document, Path path) throws IOException {
    Properties known = new Properties();
    known.setProperty("url", address.toString());
    known.setProperty("path", path.toString());
    document.version().etag().ifPresent(etag -> known.setProperty("etag", etag));
    document.version().lastModified().ifPresent(day -> known.setProperty("lastModified", day));
    StringWriter text = new StringWriter();
    known.store(text, null);
    new OutputFile(state).write(text.toString());
  }
}
