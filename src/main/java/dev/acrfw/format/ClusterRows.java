package dev.acrfw.format;

import dev.acrfw.render.kubernetes.KubernetesOptions;

/** The formats for clusters of containers. */
final class ClusterRows {
  private static final String DENIES = "a pod that a policy selects reaches nothing else anyway";
  private static final String OTHERS = "see to it that no other policy allows it more";
  private static final String KEPT = "kubectl takes a policy away that it applied";
  private static final String DELETE = "use kubectl delete --filename FILE";

  static final Row CILIUM =
      new Row("CiliumNetworkPolicy: names, and addresses of what has none", "yaml", "#")
          .options(KubernetesOptions.ALL)
          .limits(KubernetesOptions.LIMITS)
          .cannotEnforce(DENIES, OTHERS)
          .cannotRemove(KEPT, DELETE);

  static final Row KUBERNETES =
      new Row("Kubernetes NetworkPolicy: addresses", "yaml", "#")
          .options(KubernetesOptions.ALL)
          .limits(KubernetesOptions.LIMITS)
          .cannotEnforce(DENIES, OTHERS)
          .cannotRemove(KEPT, DELETE);

  private ClusterRows() {}
}
