package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real az that is signed in to a stand-in for Azure on loopback (src/test/azure): one group
 * {@code rg} with the security group {@code web} and the registry {@code contoso}.
 */
final class Azure implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REGISTRY =
      """
      {"name": "contoso", "location": "westeurope",
       "sku": {"name": "Premium", "tier": "Premium"},
       "type": "Microsoft.ContainerRegistry/registries",
       "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers\
      /Microsoft.ContainerRegistry/registries/contoso",
       "properties": {
         "loginServer": "contoso.azurecr.io", "provisioningState": "Succeeded",
         "adminUserEnabled": false, "publicNetworkAccess": "Enabled",
         "networkRuleBypassOptions": "AzureServices", "dataEndpointEnabled": false,
         "dataEndpointHostNames": [],
         "networkRuleSet": {"defaultAction": "Allow", "ipRules": [],
           "virtualNetworkRules": [{"action": "Allow", "id": "/subnets/of/an/old/registry"}]}}}
      """;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final String pid;

  /**
   * Starts the stand-in and signs in.
   *
   * @param az the path of a real az
   */
  Azure(String az, Path folder) throws IOException {
    this.folder = folder;
    Program run = Program.run("sh", "src/test/azure/sign-in.sh", az, folder.toString()).succeeded();
    Matcher variable = Pattern.compile("([A-Z_]+)='?([^'\\s]*)'?").matcher(run.out());
    while (variable.find()) {
      environment.put(variable.group(1), variable.group(2));
    }
    pid = environment.get("ARM_PID");
    environment.put("PATH", Path.of(az).getParent().toString());
    reset();
  }

  /** Puts an empty security group and an open registry in place of all that is there. */
  void reset() throws IOException {
    ObjectNode state = JSON.createObjectNode();
    state.putObject("nsgs").putObject("rg/web").put("name", "web").putObject("rules");
    state.putObject("registries").set("contoso", JSON.readTree(REGISTRY));
    write(state);
    forgetRequests();
  }

  ObjectNode state() throws IOException {
    return (ObjectNode) JSON.readTree(folder.resolve("state.json").toFile());
  }

  void write(JsonNode state) throws IOException {
    Files.writeString(folder.resolve("state.json"), state.toString());
  }

  /** Returns the registry's properties. */
  JsonNode registry() throws IOException {
    return state().at("/registries/contoso/properties");
  }

  /** Returns the names of the security group's rules. */
  List<String> rules() throws IOException {
    List<String> names = new ArrayList<>();
    state().at("/nsgs").get("rg/web").get("rules").forEach(r -> names.add(r.get("name").asText()));
    return names;
  }

  /** Returns one of the rules. */
  JsonNode rule(String name) throws IOException {
    return state().at("/nsgs").get("rg/web").get("rules").get(name.toLowerCase()).get("properties");
  }

  /** Puts a rule of somebody else's into the security group. */
  void add(String name, int priority, String direction, String access, String peer)
      throws IOException {
    ObjectNode state = state();
    ObjectNode rule =
        ((ObjectNode) state.at("/nsgs").get("rg/web").get("rules")).putObject(name.toLowerCase());
    String azureSide = direction.equals("Outbound") ? "destination" : "source";
    String hereSide = direction.equals("Outbound") ? "source" : "destination";
    rule.put("name", name)
        .putObject("properties")
        .put("priority", priority)
        .put("direction", direction)
        .put("access", access)
        .put("protocol", "*")
        .put("sourcePortRange", "*")
        .put("destinationPortRange", "*")
        .put(hereSide + "AddressPrefix", "*")
        .put(azureSide + "AddressPrefix", peer);
    write(state);
  }

  /** Gives the registry IP rules. */
  void addIpRules(List<String> addresses) throws IOException {
    ObjectNode state = state();
    ArrayNode rules = (ArrayNode) state.at("/registries/contoso/properties/networkRuleSet/ipRules");
    addresses.forEach(each -> rules.addObject().put("action", "Allow").put("value", each));
    write(state);
  }

  void forgetRequests() throws IOException {
    Files.deleteIfExists(folder.resolve("requests"));
  }

  /** Returns the requests that changed something, as methods and paths. */
  List<String> changes() throws IOException {
    return Files.readAllLines(folder.resolve("requests")).stream()
        .filter(line -> line.matches("(PUT|PATCH|DELETE) /subscriptions.*"))
        .toList();
  }

  /** Lets the n-th changing request from now on fail. */
  void fail(int n) throws IOException {
    Files.writeString(folder.resolve("fail"), String.valueOf(n));
  }

  /** Runs a program that finds az. */
  Program run(String... command) {
    return Program.run(environment, withEnv(command));
  }

  /** The same, with a folder of programs that come first. */
  Program runWith(Path programs, String... command) {
    Map<String, String> more = new HashMap<>(environment);
    more.put("PATH", programs + ":" + environment.get("PATH"));
    return Program.run(more, withEnv(command));
  }

  /** env looks the program up in the PATH that it is given, Java in its own. */
  private static List<String> withEnv(String... command) {
    return Stream.concat(Stream.of("env"), Stream.of(command)).toList();
  }

  @Override
  public void close() {
    assertThat(Program.run("kill", pid).exitCode()).isZero();
  }
}
