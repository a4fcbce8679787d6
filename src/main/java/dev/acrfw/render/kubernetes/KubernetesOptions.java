package dev.acrfw.render.kubernetes;

import dev.acrfw.option.Option;
import dev.acrfw.render.Installation;
import java.util.List;
import java.util.Optional;

/** The options of the formats for Kubernetes. */
public final class KubernetesOptions {
  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";

  /**
   * Which pods a policy selects.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Kubernetes:
   *     labels</a>
   */
  public static final Option<String> PODS =
      Option.shaped(
          "--kubernetes-pods",
          "LABEL",
          "The pods that the policy selects, for example app=agent. Default: all of its namespace.",
          "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?" + NAME + "=" + NAME,
          "a label such as app=agent",
          "");

  /** All of them. */
  public static final List<Option<?>> ALL = List.of(PODS);

  /** A request to etcd takes 1.5 MiB where nothing else is set ("etcd: system limits"). */
  static final int MAX_BYTES = 1_500_000;

  /** How much an output takes. */
  public static final String LIMITS = "1.5 MB a policy";

  private KubernetesOptions() {}

  /** Returns the selector of pods, in YAML on one line. */
  static String selector(Installation installation) {
    Optional<String> label = installation.options().find(PODS);
    return label.isEmpty()
        ? "{}"
        : "{matchLabels: {\"" + label.get().replace("=", "\": \"") + "\"}}";
  }

  /** Returns what is probably not as the user wants it, a line each. */
  static List<String> warnings(Installation installation) {
    return installation.options().isGiven(PODS)
        ? List.of()
        : List.of(
            "the policy selects every pod of its namespace, and a pod that is selected reaches nothing"
                + " else in the same direction: name pods with --kubernetes-pods");
  }
}
