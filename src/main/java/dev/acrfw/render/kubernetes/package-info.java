/** Network policies of Kubernetes, its own and Cilium's. */
package dev.acrfw.render.kubernetes;
