package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.format.Format;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path folder;

  private Path tags(String name, String from, String to) throws IOException {
    String sample = Files.readString(Path.of(Acrfw.SAMPLE));
    return Files.writeString(folder.resolve(name), sample.replace(from, to));
  }

  private Acrfw generate(Path tags, String format, Path output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("generate", "-s", tags.toString(), "-l", "westeurope", "-f", format));
    args.addAll(List.of("-o", output.toString()));
    args.addAll(List.of(more));
    return Acrfw.run(args.toArray(String[]::new));
  }

  static Stream<String> formatsOfOneFile() {
    return Stream.of(Format.values()).filter(f -> !f.isFolder()).map(Format::displayName);
  }

  @ParameterizedTest
  @MethodSource("formatsOfOneFile")
  void aFileThatDiffersOnlyInProvenanceIsUpToDateAndLeftUntouched(String format)
      throws IOException {
    Path old = tags("ServiceTags_Public_20260101.json", "", "");
    Path next =
        tags("ServiceTags_Public_20260108.json", "\"changeNumber\": 7", "\"changeNumber\": 8");
    Path output = folder.resolve("rules");
    assertThat(generate(old, format, output).exitCode()).isZero();
    String written = Files.readString(output);
    Files.setLastModifiedTime(output, LONG_AGO);

    assertThat(generate(next, format, output, "--check").exitCode()).isZero();
    assertThat(generate(next, format, output).exitCode()).isZero();
    assertThat(Files.readString(output)).isEqualTo(written);
    assertThat(Files.getLastModifiedTime(output)).isEqualTo(LONG_AGO);

    assertThat(generate(next, format, output, "--refresh-header").exitCode()).isZero();
    assertThat(Files.readString(output)).isNotEqualTo(written).contains("20260108");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iptables | # Source: old | # Source: x\\nSource: x",
        "iptables | # Source: old | Source: x",
        "iptables | # Generator: acrfw 0 | # Generator: acrfw $(id)",
        "iptables | # SHA-256: | # SHA-256:x",
        "nftables | # Holds: Storage | # Holds: Storage x",
        "nftables | # Holds: Storage | Holds: Storage",
        "windows | # Source: old | Source: x",
        "netsh | rem Source: old | Source: x",
        "json | \"generator\": { | \"generator\": 1, \"rules\": [], \"x\": {",
        "nsg | \"source\": { | \"source\": 1, \"resources\": [], \"x\": {"
      })
  void whatOnlyLooksLikeProvenanceIsADifference(String format, String from, String to)
      throws IOException {
    Path old = tags("old.json", "", "");
    Path output = folder.resolve("rules");
    generate(old, format, output);
    String written = Files.readString(output);
    String changed = written.replace(from, to.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(written);
    Files.writeString(output, changed);
    assertThat(generate(old, format, output, "--check").exitCode()).isEqualTo(10);
    assertThat(generate(old, format, output).exitCode()).isZero();
    assertThat(output).hasContent(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables", "ipset", "nftables", "windows", "netsh", "json", "list"})
  void aFileWithOtherRulesIsNotUpToDateAndIsReplaced(String format) throws IOException {
    Path old = tags("old.json", "", "");
    Path next = tags("new.json", "198.51.100.64/27", "198.51.100.0/27");
    Path output = folder.resolve("rules");
    generate(old, format, output);
    String written = Files.readString(output);

    Acrfw check = generate(next, format, output, "--check");
    assertThat(check.exitCode()).isEqualTo(10);
    assertThat(check.out()).isEmpty();
    assertThat(Files.readString(output)).isEqualTo(written);

    assertThat(generate(next, format, output).exitCode()).isZero();
    assertThat(Files.readString(output)).contains("198.51.100.0/27").isNotEqualTo(written);
  }

  /** The names of the weekly files differ, and a repair or a missing tag comes back each week. */
  @Test
  void aFileWithARepairOrAMissingTagIsUpToDateTheNextWeek() throws IOException {
    Path old = tags("ServiceTags_Public_20260101.json", "192.0.2.0/29", "192.0.2.1/29");
    Path next = tags("ServiceTags_Public_20260108.json", "192.0.2.0/29", "192.0.2.1/29");
    Path output = folder.resolve("rules");
    for (Path file : List.of(old, next)) {
      String json = Files.readString(file).replace("AzureFrontDoor.FirstParty", "AzureFrontDoor.X");
      Files.writeString(file, json);
    }
    String[] more = {"--for", "pull,mcr", "--allow-missing-tag", "AzureFrontDoor.FirstParty"};
    assertThat(generate(old, "nftables", output, more).err()).contains("host bits", "has no tag");
    String[] check = Stream.concat(Stream.of(more), Stream.of("--check")).toArray(String[]::new);
    assertThat(generate(next, "nftables", output, check).exitCode()).isZero();
  }

  @Test
  void aFileThatIsMissingCutOffOrEditedIsNotUpToDate() throws IOException {
    Path tags = tags("tags.json", "", "");
    Path output = folder.resolve("rules");
    assertThat(generate(tags, "list", output, "--check").exitCode()).isEqualTo(10);
    assertThat(output).doesNotExist();
    generate(tags, "list", output);
    String written = Files.readString(output);
    for (String changed :
        List.of(
            "",
            written.substring(0, written.length() - 1),
            written + "\n",
            written + "203.0.113.0/24\n",
            written.replace("\n", "\r\n"),
            written.replace("192.0.2.0/29", "192.0.2.0/28"))) {
      Files.writeString(output, changed);
      assertThat(generate(tags, "list", output, "--check").exitCode()).isEqualTo(10);
    }
  }

  @Test
  void aFailedRunLeavesTheFileAndNoOther() throws IOException {
    Path output = Files.writeString(folder.resolve("rules"), "precious");
    Path broken = tags("tags.json", "198.51.100.64/27", "198.51.100.64/99");
    assertThat(generate(broken, "list", output).exitCode()).isEqualTo(3);
    assertThat(Files.readString(output)).isEqualTo("precious");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(output, broken);
    }
  }

  @Test
  void permissionsAndSymbolicLinksStayAsTheyWere() throws IOException {
    Path tags = tags("tags.json", "", "");
    Path target = Files.writeString(folder.resolve("target"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-x---"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    assertThat(generate(tags, "iptables", link).exitCode()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(target)).startsWith("#!/bin/sh");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void aLinkToAFileThatIsNotThereYetStaysALink() throws IOException {
    Path tags = tags("tags.json", "", "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("rules"));
    assertThat(generate(tags, "list", link).exitCode()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("rules")).isNotEmptyFile();
  }

  @Test
  void aNameOfTheLongestLengthAndAForeignTemporaryFileDoNoHarm() throws IOException {
    Path tags = tags("tags.json", "", "");
    Path output = folder.resolve("r".repeat(255));
    Path foreign = Files.writeString(folder.resolve(".acrfw-1"), "of another run");
    assertThat(generate(tags, "list", output).exitCode()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(output, tags, foreign);
    }
  }

  @Test
  void aFolderThatIsMissingOrIsTheOutputIsSaid() throws IOException {
    Path tags = tags("tags.json", "", "");
    Acrfw missing = generate(tags, "list", folder.resolve("no/rules"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("no such folder: " + folder.resolve("no"));
    assertThat(generate(tags, "list", folder, "--check").exitCode()).isEqualTo(1);
    Acrfw isFolder = generate(tags, "list", folder);
    assertThat(isFolder.exitCode()).isEqualTo(1);
    assertThat(isFolder.err()).contains(folder + " is a folder");
  }

  @Test
  void whatWritingChangesIsSaidInAddresses() throws IOException {
    Path output = folder.resolve("rules.list");
    Path tags = Path.of(Acrfw.SAMPLE);
    String name = "acrfw: note: " + output + ": ";
    assertThat(generate(tags, "list", output, "--check").err())
        .isEqualTo(name + "not up to date: new\n");
    assertThat(generate(tags, "list", output).err()).isEqualTo(name + "new\n");
    assertThat(generate(tags, "list", output).err()).isEqualTo(name + "up to date\n");
    assertThat(generate(tags, "list", output, "--check").err()).isEqualTo(name + "up to date\n");
    Files.writeString(output, "9.9.9.9\n", StandardOpenOption.APPEND);
    assertThat(generate(tags, "list", output, "--check").err())
        .isEqualTo(name + "not up to date: +0 -1 IPv4 addresses\n");
    Files.writeString(output, Files.readString(output).replace("9.9.9.9", "# a remark"));
    assertThat(generate(tags, "list", output).err()).isEqualTo(name + "no address changed\n");
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.Acrfw#formats")
  void theAddressesThatChangeAreThoseOfTheRules(String format) throws IOException {
    Path output = folder.resolve("rules");
    List<String> north = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", format));
    north.addAll(List.of("-l", "northeurope", "-o", output.toString()));
    if (format.matches("nsg.*|bicep|terraform")) {
      north.addAll(List.of("--nsg-addresses", "prefixes"));
    }
    List<String> west = new ArrayList<>(north);
    west.set(north.indexOf("northeurope"), "westeurope");
    Acrfw.succeed(north.toArray(String[]::new));
    boolean names = format.matches("azure-firewall|squid|cilium");
    assertThat(Acrfw.run(west.toArray(String[]::new)).err())
        .contains(
            names ? ": no address changed\n" : ": +88 -80 IPv4 addresses, +2 -1 IPv6 prefixes\n");
  }

  @Test
  void aFolderThatTakesNoFileIsAnErrorOfTheNamedFile() throws IOException {
    assumeThat(Path.of("/sys")).isDirectory();
    assumeThat(Files.getFileStore(Path.of("/sys")).type()).isEqualTo("sysfs");
    Acrfw run = generate(Path.of(Acrfw.SAMPLE), "list", Path.of("/sys/rules.list"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("/sys/rules.list").doesNotContain(".acrfw-");
  }

  @Test
  void theNameOfAFolderIsNoFile() {
    String name = folder.resolve("new") + "/";
    for (String[] command :
        new String[][] {
          {"generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "list", "-o", name},
          {"endpoints", "-s", Acrfw.SAMPLE, "-l", "all", "-o", name},
        }) {
      Acrfw run = Acrfw.run(command);
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
      assertThat(run.err()).contains("is the name of a folder, and not of a file");
      assertThat(folder.resolve("new")).doesNotExist();
    }
  }

  @Test
  void linksThatGoRoundInACircleAreNotReplaced() throws IOException {
    Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    Acrfw run =
        Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "list", "-o", folder + "/a");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("its links go round in a circle: " + folder + "/a");
    assertThat(Files.isSymbolicLink(folder.resolve("a"))).isTrue();
  }

  @Test
  void theOwnerOfAFileStaysWhoItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("rules"), "x");
    var nobody = folder.getFileSystem().getUserPrincipalLookupService();
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    Files.setOwner(file, nobody.lookupPrincipalByName("nobody"));
    Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "list", "-o", file + "");
    assertThat(Files.getOwner(file).getName()).isEqualTo("nobody");
    assertThat(file).content().contains("192.0.2.0/29");
  }

  /** An access list as the kernel keeps it (acl(5)): the user 65534 may read. */
  @Test
  void theAccessListAndTheAttributesOfAFileStay() throws IOException {
    Program.require("python3");
    Path file = Files.writeString(folder.resolve("rules"), "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    String python =
        """
        import os, struct, sys
        path, entry = sys.argv[1], lambda tag, bits, who: struct.pack('<HHI', tag, bits, who)
        none = 0xffffffff
        acl = struct.pack('<I', 2) + entry(1, 6, none) + entry(2, 4, 65534) + entry(4, 4, none)
        acl += entry(16, 4, none) + entry(32, 0, none)
        if len(sys.argv) > 2:
          os.setxattr(path, 'system.posix_acl_access', acl)
          os.setxattr(path, 'user.note', b'kept')
        assert os.getxattr(path, 'system.posix_acl_access') == acl
        assert os.getxattr(path, 'user.note') == b'kept'
        """;
    Program set = Program.run("python3", "-c", python, file.toString(), "set");
    assumeThat(set.err()).doesNotContain("not supported");
    set.succeeded();
    Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "list", "-o", file + "");
    assertThat(file).content().contains("192.0.2.0/29");
    Program.run("python3", "-c", python, file.toString()).succeeded();
    assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(Instant.EPOCH);
  }

  @Test
  void anOutputThatIsFarTooLargeIsNotRead() throws IOException {
    Path file = folder.resolve("rules");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    Acrfw run =
        Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "list", "-o", file + "");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("acrfw did not write it").doesNotContain("memory");
  }

  @Test
  void whatAKilledRunLeftIsSweptOnceItIsOld() throws IOException {
    Path old = Files.writeString(folder.resolve(".acrfw-0123456789abcdef"), "x");
    Path fresh = Files.writeString(folder.resolve(".acrfw-fedcba9876543210"), "x");
    Path other = Files.writeString(folder.resolve(".acrfw-notes"), "x");
    for (Path file : List.of(old, other)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
    }
    Acrfw.succeed(
        "generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "list", "-o", folder + "/rules");
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(other).exists();
  }
}
