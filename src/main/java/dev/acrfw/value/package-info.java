/** What the texts of options mean: purposes, clouds, registries, tags, ports, addresses. */
package dev.acrfw.value;
